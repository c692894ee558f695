import type { FormMatcher } from "./descriptor.ts";
import { onText, UNKNOWN } from "./words.ts";

const GIVEN = ["{ passwordPolicy: { requireSymbols: true } }", "{ passwordPolicy: null }", `{ passwordPolicy: ${UNKNOWN} }`];

export const exists: FormMatcher = {
  kind: "form",
  name: "exists",
  group: "absence",
  words: {
    editor: "true: there is a value. false: it is null.",
    subject: "any value, object, list or reference",
    operand: "true or false",
    meaning: "`true`: known to be there; `false`: known not to be there",
    onNull: "`exists: true` false, `exists: false` true",
    remark:
      "An open list exists, and so does a resource whose id is known and whose contents are not; a comparison with null (`is: null`, JsonLogic `===`) is unknown there.",
    examples: () => [
      { kind: "account", condition: "account.passwordPolicy: { exists: true }", given: GIVEN },
      { kind: "account", condition: "account.passwordPolicy: { exists: false }", given: GIVEN },
    ],
    onNullable: onText("{ exists: true }"),
  },
  synonyms: { present: "certain" },
};
