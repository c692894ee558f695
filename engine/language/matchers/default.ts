import type { FormMatcher } from "./descriptor.ts";
import { onNumber, UNKNOWN } from "./words.ts";

export const orElse: FormMatcher = {
  kind: "form",
  name: "default",
  group: "absence",
  words: {
    editor: "What null becomes, for the matcher beside it. It never stands in for an unknown.",
    subject: "a value or list that may be null",
    operand: "a plain value or list, and beside it the matcher that tests it",
    meaning: "null becomes this value before the other matchers of the map are asked",
    onNull: "what they say of the value",
    remark: "It never stands in for an unknown.",
    examples: () => [
      {
        kind: "account",
        condition: "account.passwordPolicy.maxPasswordAge: { default: 365, lte: 90 }",
        given: [60, 120, null].map((value) => `{ passwordPolicy: { maxPasswordAge: ${value} } }`).concat(`{ passwordPolicy: ${UNKNOWN} }`),
      },
    ],
    onNullable: onNumber("{ default: 365, lte: 90 }"),
  },
};
