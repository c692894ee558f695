import { parseDuration } from "../engine/index.ts";
import { UsageError } from "./usage-error.ts";

/** How long CloudTrail keeps its event history. Source: CloudTrail API Reference, LookupEvents. */
const HISTORY_MS = 90 * 86_400_000;

/** `--since`, in milliseconds: more than nothing, and no more than CloudTrail keeps. Undefined where the flag is not given. */
export function sinceMs(flag: string | undefined): number | undefined {
  if (flag === undefined) return undefined;
  const ms = parseDuration(flag);
  if (ms === null || ms === 0) throw new UsageError(`--since ${flag}: write it in days, hours or minutes, such as 7d or 12h`);
  if (ms > HISTORY_MS)
    throw new UsageError(`--since ${flag}: CloudTrail's event history holds 90 days. A trail's log files hold more: reeve check --events <folder>`);
  return ms;
}
