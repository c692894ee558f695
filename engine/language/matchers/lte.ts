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
  growth: "down",
  excludes: ["gt"],
  takenFor: ["lt", "gt"],
  order: (left, right) => left <= right,
});
