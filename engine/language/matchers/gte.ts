import { ordering } from "./families/order.ts";

export const gte = ordering({
  name: "gte",
  sign: ">=",
  synonyms: { ">=": "certain" },
  explained: "≥",
  editor: "Greater or equal; of times, not earlier. On null: false.",
  meaning: "above or equal",
  remark: "Times are compared as instants, whatever their offset: `user.createdAt: { gte: 2020-01-01T00:00:00Z }`.",
  mirrored: "lte",
  opposite: "lt",
  countDirection: "up",
  excludes: ["lt"],
  misreadFrom: ["gt", "lt"],
  order: (left, right) => left >= right,
});
