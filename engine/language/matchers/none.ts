import { quantifier } from "./families/quantifier.ts";

export const none = quantifier({
  name: "none",
  editor: "No element fulfils it. Of an empty list true, of null true.",
  operand: "as any",
  meaning: "holds of no element; of an empty list as well",
  onNull: "true",
  looksFor: true,
  found: false,
  misreadFrom: ["any", "every"],
});
