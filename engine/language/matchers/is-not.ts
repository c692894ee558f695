import { complement } from "./complement.ts";
import { is } from "./is.ts";
import { scalar } from "./values.ts";
import { onText, UNKNOWN } from "./words.ts";

export const isNot = complement(is, {
  name: "isNot",
  words: {
    editor: "Not equal: the exact complement of is.",
    subject: "scalar",
    operand: "scalar of the same type",
    onNull: "true; false for a literal null",
    meaning: "complement of is",
    explained: "is not",
    examples: () => [
      {
        kind: "user",
        condition: 'user.permissionsBoundaryArn: { isNot: "arn:aws:iam::111122223333:policy/limit" }',
        given: ['"arn:aws:iam::111122223333:policy/limit"', '"arn:aws:iam::111122223333:policy/other"', null, UNKNOWN].map(
          (value) => `{ permissionsBoundaryArn: ${value} }`,
        ),
      },
    ],
    onNullable: onText("{ isNot: x }"),
  },
  synonyms: { "!==": "certain", not: "certain", ne: "certain" },
  jsonLogic: { operator: "!==", mirrored: "isNot" },
  prepare: (operand) => (operand === null ? (value) => scalar(value) !== null : (value) => value !== operand),
  lower: (subject, operand) => ({ "!==": [subject, operand] }),
});
