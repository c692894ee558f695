import { ageing } from "./families/age.ts";

export const newerThan = ageing({
  name: "newerThan",
  editor: "Age at most: 30m, 12h or 90d, or a parameter of type duration. On null: false.",
  meaning: "age at the rule's clock at most the duration; times to come are newer",
  explained: "newer than",
  misreadFrom: ["olderThan"],
  isOlder: false,
  holds: (ageMs, durationMs) => ageMs <= durationMs,
});
