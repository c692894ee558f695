import { answeringSignals, isStdout } from "../../collectors/files/index.ts";
import { collectAccount, SOURCES, snapshotText, writeSnapshot } from "../../collectors/index.ts";
import { duration, plural, visible } from "../../reporters/index.ts";
import type { ReeveDocument } from "../../schemas/index.ts";
import { refuseOutput, written } from "../files.ts";
import type { CollectFlags } from "../flags.ts";
import { version } from "../folders.ts";
import { type AwsAccess, awsInput, type EventSpan, sinceInput } from "../input.ts";
import type { Io } from "../io.ts";
import { session } from "../live.ts";
import { progressOn } from "../progress.ts";
import { UsageError } from "../usage-error.ts";

/** Two requests a second: minutes in a busy account. */
const EVENT_HISTORY = "cloudtrail:LookupEvents";
const PATTERN = "reeve-<account>-<time>.json.gz";

/** What `collect` was called with. */
interface CollectInput {
  aws: AwsAccess;
  events: boolean;
  since: EventSpan | null;
  /** Where the snapshot is written; null: stdout. */
  out: string | null;
}

function collectInput({ out, events, since, ...aws }: CollectFlags): CollectInput {
  const span = sinceInput(since);
  if (span !== null && !events) throw new UsageError("--since does nothing without --events: the event history is not read.");
  const toStdout = out === "-" || isStdout(out);
  // What could not be written after minutes of collecting is refused before.
  if (!toStdout) refuseOutput(`--out ${out}`, out);
  return { aws: awsInput(aws), events: events === true, since: span, out: toStdout ? null : out };
}

/** Reads the account into a snapshot. Exit code 0 with gaps as well: what they hide, `check` tells; 3 without credentials. */
export async function collect(flags: CollectFlags, io: Io): Promise<number> {
  const input = collectInput(flags);
  const opened = await session(input.aws, io);
  if (!opened) return 3;
  const progress = progressOn(io);
  const document = await answeringSignals(() =>
    collectAccount(opened, {
      regions: input.aws.regions ?? undefined,
      sources: SOURCES.map(({ api }) => api).filter((api) => input.events || api !== EVENT_HISTORY),
      eventSpanMs: input.since?.ms,
      tool: `reeve ${version()}`,
      onProgress: (calls) => progress.say(`Collecting: ${plural(calls, "call")}`),
    }),
  ).finally(progress.done);
  if (io.signal.aborted) return 130;
  if (input.out === null) {
    await io.out.writeExact(snapshotText(document).text);
    return 0;
  }
  const out = input.out === PATTERN ? `reeve-${opened.identity.accountId}-${document.collectedAt.replace(/[-:]|\.\d+/g, "")}.json.gz` : input.out;
  const sha256 = await written(out, () => writeSnapshot(out, document, io.signal));
  for (const line of summary(document, out, sha256)) await io.err.write(`${line}\n`);
  return 0;
}

function summary(document: ReeveDocument, out: string, sha256: string): string[] {
  const { calls, durationMs } = document.collection;
  const count = calls.reduce((total, each) => total + each.count, 0);
  const gaps = Object.values(document.gaps).filter(({ reason }) => reason !== "NotCollected");
  const sources = [...new Set(gaps.map(({ source }) => source))];
  const lines = [`Wrote ${visible(out)}: ${plural(count, "call")}${durationMs === null ? "" : ` in ${duration(durationMs)}`}`, `SHA-256 ${sha256}`];
  if (gaps.length > 0) lines.push(`${plural(gaps.length, "gap")}: ${sources.slice(0, 5).map(visible).join(", ")}${sources.length > 5 ? ", …" : ""}`);
  return [...lines, `Next: reeve check --snapshot ${visible(out)}`];
}
