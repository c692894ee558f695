import { ageing } from "./families/age.ts";

export const olderThan = ageing({
  name: "olderThan",
  editor: "Age above: 30m, 12h or 90d, or a parameter of type duration. On null: false.",
  meaning: "age at the rule's clock above the duration",
  explained: "older than",
  misreadFrom: ["newerThan"],
  isOlder: true,
  holds: (ageMs, durationMs) => ageMs > durationMs,
});
