import { surelyDiffers } from "../condition/glob-prefix.ts";
import type { ComparisonMatcher } from "./descriptor.ts";
import { canonical, MISTAKES, offer, SCALARS, samples } from "./families/equality.ts";
import { scalar } from "./values.ts";
import { onText, UNKNOWN } from "./words.ts";

export const is: ComparisonMatcher = {
  kind: "comparison",
  name: "is",
  group: "equality",
  words: {
    editor: "Equal, strictly. On null: false, unless null is written.",
    subject: "scalar",
    operand: "scalar of the same type",
    onNull: "false; true for a literal null",
    meaning: "strictly equal",
    remark: "A bare value says the same: `user.mfaActive: true`. Nothing is converted: text is never equal to a number.",
    examples: () => [
      { kind: "user", condition: "user.mfaActive: { is: true }", given: ["{ mfaActive: true }", "{ mfaActive: false }", `{ mfaActive: ${UNKNOWN} }`] },
    ],
    onNullable: onText("x"),
  },
  synonyms: { "===": "certain", equals: "certain", eq: "certain" },
  accepts: SCALARS,
  operand: "scalar",
  jsonLogic: { operator: "===", mirrored: "is" },
  holds: (value, operand) => scalar(value) === scalar(operand),
  prepare: (operand) => (operand === null ? (value) => scalar(value) === null : (value) => value === operand),
  onIdentical: true,
  onBeginning: (known, operand) => (surelyDiffers(known, operand) ? false : null),
  openDecides: null,
  openListSide: null,
  onNull: "listed",
  lower: (subject, operand) => ({ "===": [subject, operand] }),
  constant: ({ operand, type, name, isSamePath }) => {
    if (operand.kind === "literal" && operand.value === null && !type.nullable) return `\`${name}\` is never null: the test always says the same.`;
    return isSamePath ? "Both sides are the same path: the test always says the same." : null;
  },
  selects: true,
  listsValues: true,
  reasonedBy: "order",
  misreadFrom: () => ["isNot"],
  mistakes: MISTAKES,
  canonical,
  samples,
  offer,
};
