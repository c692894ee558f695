import { quantifier } from "./families/quantifier.ts";

export const any = quantifier({
  name: "any",
  editor: "Some element fulfils it. Of an empty list false, of null false.",
  operand: "a condition on an element; on plain elements a value, a list or a matcher",
  meaning: "holds of one element at the least",
  onNull: "false",
  synonyms: { some: "certain" },
  looksFor: true,
  found: true,
  misreadFrom: ["every", "none"],
});
