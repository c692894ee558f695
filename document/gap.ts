import type { Gap } from "../schemas/index.ts";

/** A gap that no denial caused: nothing denied it, no grant would fix it. */
export const plainGap = (source: string, reason: Gap["reason"], scope: string, message: string): Gap => ({
  source,
  reason,
  deniedBy: null,
  permission: null,
  scope,
  message,
});
