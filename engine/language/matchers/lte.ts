import { ordering } from "./families/order.ts";

export const lte = ordering({
  name: "lte",
  sign: "<=",
  synonyms: { "<=": "certain" },
  explained: "≤",
  editor: "Smaller or equal; of times, not later. On null: false.",
  meaning: "below or equal",
  mirrored: "gte",
  opposite: "gt",
  countDirection: "down",
  excludes: ["gt"],
  misreadFrom: ["lt", "gt"],
  order: (left, right) => left <= right,
});
