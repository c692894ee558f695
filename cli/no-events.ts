import type { EventsRead } from "../collectors/index.ts";
import { plural, visible } from "../reporters/index.ts";
import { UsageError } from "./usage-error.ts";

const MAX_REASONS = 3;

/** Refuses files of events of which none held anything: to judge nothing would look like a pass. Says of each why. */
export function refuseNoEvents(paths: readonly string[], { sources, ledger }: Pick<EventsRead, "sources" | "ledger">): void {
  if (sources.length > 0) return;
  const [only, ...others] = paths;
  const reasons = ledger.rows.map(({ path, message }) => (others.length === 0 && (path === only || only === "-") ? `${message}` : `${path}: ${message}`));
  const shown = reasons.slice(0, MAX_REASONS);
  if (reasons.length > shown.length) shown.push(plural(reasons.length - shown.length, "more file", "more files"));
  const why = shown.length > 0 ? shown.join("; ") : "no CloudTrail file is there";
  throw new UsageError(`--events ${paths.map(visible).join(" ")}: ${visible(why)}: nothing would be judged.`);
}
