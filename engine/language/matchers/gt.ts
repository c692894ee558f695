import { ordering } from "./families/order.ts";

export const gt = ordering({
  name: "gt",
  sign: ">",
  synonyms: { ">": "certain" },
  explained: ">",
  editor: "Greater; of times, later. On null: false.",
  meaning: "above; times: later",
  mirrored: "lt",
  opposite: "lte",
  countDirection: "up",
  implies: ["gte"],
  excludes: ["lt", "lte"],
  misreadFrom: ["gte", "lte"],
  order: (left, right) => left > right,
});
