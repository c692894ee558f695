import { collectAccount, documentOfEvents, readEventFiles, readSnapshot, sourcesFor, withEvents } from "../collectors/index.ts";
import { type CheckedRule, parseDuration, sourcesRead } from "../engine/index.ts";
import { number, plural, short, visible } from "../reporters/index.ts";
import { isUnknown, type ReeveDocument } from "../schemas/index.ts";
import type { CheckFlags } from "./flags.ts";
import { version } from "./folders.ts";
import type { Io } from "./io.ts";
import { session } from "./live.ts";
import { refuseNoEvents } from "./no-events.ts";
import { progressOn } from "./progress.ts";
import { warn } from "./read-input.ts";
import { UsageError } from "./usage-error.ts";

const EVENT_HISTORY = "cloudtrail:LookupEvents";

/** Where the document comes from. */
export type DocumentNeeds = Pick<CheckFlags, "snapshot" | "events" | "profile" | "assumeRole" | "expectAccount" | "regions" | "since">;

/** The document to judge: a snapshot, CloudTrail files, both, or the account of the credentials. Null after saying why there is none. */
export async function loadDocument(flags: DocumentNeeds, rules: readonly CheckedRule[], io: Io): Promise<ReeveDocument | null> {
  if (flags.snapshot !== undefined || flags.events !== undefined) refuseAwsFlags(flags);
  const snapshot = flags.snapshot === undefined ? null : await snapshotOf(flags.snapshot, io);
  if (flags.events === undefined) return snapshot ?? (await live(flags, rules, io));
  const progress = progressOn(io);
  const read = await readEventFiles(flags.events, {
    stdin: process.stdin,
    onProgress: ({ filesRead, files, events, file }) =>
      progress.say(`Reading ${number(filesRead)} of ${plural(files, "file")}, ${plural(events, "record")}: ${file}`),
  }).finally(progress.done);
  refuseNoEvents(flags.events, read);
  await warn(read.warnings, io);
  return snapshot ? withEvents(snapshot, read) : documentOfEvents(read, `reeve ${version()}`);
}

async function snapshotOf(path: string, io: Pick<Io, "err">): Promise<ReeveDocument> {
  const read = await readSnapshot(path);
  if (read.ok) {
    await warn(read.warnings, io);
    return read.document;
  }
  const { sentence, details } = read.problem;
  throw new UsageError([visible(sentence), ...details.map((detail) => `  ${short(detail, 300)}`)].join("\n"));
}

/** Only what the chosen rules read is asked for; the event history when event rules are among them. */
async function live(flags: DocumentNeeds, rules: readonly CheckedRule[], io: Io): Promise<ReeveDocument | null> {
  const eventSpanMs = sinceMs(flags.since);
  const sources = sourcesFor(sourcesRead(rules));
  if (eventSpanMs !== undefined && !sources.has(EVENT_HISTORY)) throw new UsageError("--since does nothing here: no chosen rule judges events.");
  const opened = await session(flags, io);
  if (!opened) return null;
  const progress = progressOn(io);
  const document = await collectAccount(opened, {
    regions: flags.regions,
    sources,
    eventSpanMs,
    tool: `reeve ${version()}`,
    onProgress: (calls) => progress.say(`Collecting: ${plural(calls, "call")}`),
  }).finally(progress.done);
  if (sources.has(EVENT_HISTORY) && !isUnknown(document.events)) {
    const count = document.events.filter((event) => !isUnknown(event)).length;
    await io.err.write(`${plural(count, "record")} in CloudTrail's event history of the last ${flags.since ?? "90d"}\n`);
  }
  return document;
}

/** A flag that would do nothing is a mistake somebody should hear of. */
function refuseAwsFlags(flags: DocumentNeeds): void {
  const names = { profile: "--profile", assumeRole: "--assume-role", expectAccount: "--expect-account", regions: "--regions", since: "--since" } as const;
  for (const [key, name] of Object.entries(names)) {
    if (flags[key as keyof typeof names] !== undefined) throw new UsageError(`${name} does nothing with --events or --snapshot: AWS is not called.`);
  }
}

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
