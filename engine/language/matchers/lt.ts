import { ordering } from "./families/order.ts";

export const lt = ordering({
  name: "lt",
  sign: "<",
  synonyms: { "<": "certain" },
  explained: "<",
  editor: "Smaller; of times, earlier. On null: false.",
  meaning: "below; times: earlier",
  mirrored: "gt",
  opposite: "gte",
  countDirection: "down",
  implies: ["lte"],
  excludes: ["gt", "gte"],
  misreadFrom: ["lte", "gte"],
  order: (left, right) => left < right,
});
