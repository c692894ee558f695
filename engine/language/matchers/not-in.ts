import { complement } from "./complement.ts";
import { isIn } from "./in.ts";
import { onText, UNKNOWN } from "./words.ts";

export const notIn = complement(isIn, {
  name: "notIn",
  words: {
    editor: "None of a list: the exact complement of in.",
    subject: "scalar",
    operand: "list of scalars",
    onNull: "true; false if null is listed",
    meaning: "complement of in",
    explained: "not in",
    examples: () => [
      {
        kind: "accessKey",
        condition: "accessKey.lastUsedService: { notIn: [iam, sts] }",
        given: ["iam", "s3", null, UNKNOWN].map((value) => `{ lastUsedService: ${value} }`),
      },
    ],
    onNullable: onText("{ notIn: [x, y] }"),
  },
  lower: (subject, operand) => (Array.isArray(operand) ? { "!": [{ in: [subject, operand] }] } : null),
  twin: "notInList",
  synonyms: { nin: "certain" },
});
