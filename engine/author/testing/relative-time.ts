import { instantOf, instantText, timeOf } from "../../../document/index.ts";

const UNIT_MS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const RELATIVE = /^(?:(\d{1,7})([mhd]) ago|in (\d{1,7})([mhd]))$/;

/** What testTime reads, in words. */
export const TIME_FORMS = "a time: 2026-01-31T12:00:00Z, or as seen from the case, 5d ago, 2h ago, in 30m (units d, h and m)";

/**
 * Time of a test case as RFC 3339 UTC with milliseconds: `91d ago`, `in 5d` (units m, h, d) count from `now`;
 * an absolute time is rewritten; anything else is null.
 */
export function testTime(text: string, now: string): string | null {
  const match = RELATIVE.exec(text);
  if (match) {
    const [, past, pastUnit, future, futureUnit] = match;
    const offset = past === undefined ? Number(future) * (UNIT_MS[futureUnit ?? ""] ?? 0) : -Number(past) * (UNIT_MS[pastUnit ?? ""] ?? 0);
    return instantText((instantOf(now) ?? 0) + offset);
  }
  const at = timeOf(text);
  return at === null ? null : instantText(at);
}
