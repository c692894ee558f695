import { isStdout } from "../../collectors/files/index.ts";
import { collectAccount, SOURCES, writeSnapshot } from "../../collectors/index.ts";
import { duration, plural, visible } from "../../reporters/index.ts";
import type { ReeveDocument } from "../../schemas/index.ts";
import { refuseOutput, written } from "../files.ts";
import type { CollectFlags } from "../flags.ts";
import { version } from "../folders.ts";
import type { Io } from "../io.ts";
import { session } from "../live.ts";
import { sinceMs } from "../load-document.ts";
import { progressOn } from "../progress.ts";
import { UsageError } from "../usage-error.ts";

/** Two requests a second: minutes in a busy account. */
const EVENT_HISTORY = "cloudtrail:LookupEvents";
const PATTERN = "reeve-<account>-<time>.json.gz";

/** Reads the account into a snapshot. Exit code 0 with gaps as well: what they hide, `check` tells; 3 without credentials. */
export async function collect(flags: CollectFlags, io: Io): Promise<number> {
  const eventSpanMs = sinceMs(flags.since);
  if (eventSpanMs !== undefined && flags.events !== true) throw new UsageError("--since does nothing without --events: the event history is not read.");
  const toStdout = flags.out === "-" || isStdout(flags.out);
  // What could not be written after minutes of collecting is refused before.
  if (!toStdout) refuseOutput(`--out ${flags.out}`, flags.out);
  const opened = await session(flags, io);
  if (!opened) return 3;
  const progress = progressOn(io);
  const document = await collectAccount(opened, {
    regions: flags.regions,
    sources: SOURCES.map(({ api }) => api).filter((api) => flags.events === true || api !== EVENT_HISTORY),
    eventSpanMs,
    tool: `reeve ${version()}`,
    onProgress: (calls) => progress.say(`Collecting: ${plural(calls, "call")}`),
  }).finally(progress.done);
  if (io.signal.aborted) return 130;
  if (toStdout) {
    await io.out.write(`${JSON.stringify(document)}\n`);
    return 0;
  }
  const out = flags.out === PATTERN ? `reeve-${opened.identity.accountId}-${document.collectedAt.replace(/[-:]|\.\d+/g, "")}.json.gz` : flags.out;
  await written(out, () => writeSnapshot(out, document, io.signal));
  for (const line of summary(document, out)) await io.err.write(`${line}\n`);
  return 0;
}

function summary(document: ReeveDocument, out: string): string[] {
  const { calls, durationMs } = document.collection;
  const count = calls.reduce((total, each) => total + each.count, 0);
  const gaps = Object.values(document.gaps).filter(({ reason }) => reason !== "NotCollected");
  const sources = [...new Set(gaps.map(({ source }) => source))];
  const lines = [`Wrote ${visible(out)}: ${plural(count, "call")}${durationMs === null ? "" : ` in ${duration(durationMs)}`}`];
  if (gaps.length > 0) lines.push(`${plural(gaps.length, "gap")}: ${sources.slice(0, 5).map(visible).join(", ")}${sources.length > 5 ? ", …" : ""}`);
  return [...lines, `Next: reeve check --snapshot ${visible(out)}`];
}
