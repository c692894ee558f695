import { quantifier } from "./families/quantifier.ts";

export const every = quantifier({
  name: "every",
  editor: "All elements fulfil it. Of an empty list true, of null true.",
  operand: "as any",
  meaning: "holds of each element; of an empty list as well",
  onNull: "true",
  synonyms: { all: "similar" },
  looksFor: false,
  found: false,
  misreadFrom: ["any", "none"],
});
