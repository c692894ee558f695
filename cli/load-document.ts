import { collectAccount, documentOfEvents, readEventFiles, readSnapshot, sourcesFor, withEvents } from "../collectors/index.ts";
import { type CheckedRule, sourcesRead } from "../engine/index.ts";
import { number, plural, short, visible } from "../reporters/index.ts";
import { isUnknown, type ReeveDocument } from "../schemas/index.ts";
import { version } from "./folders.ts";
import type { AwsAccess, EventSpan } from "./input.ts";
import type { Io } from "./io.ts";
import { session } from "./live.ts";
import { refuseNoEvents } from "./no-events.ts";
import { progressOn } from "./progress.ts";
import { warn } from "./read-input.ts";
import { UsageError } from "./usage-error.ts";

const EVENT_HISTORY = "cloudtrail:LookupEvents";

/** Files that a document is read from: a snapshot, CloudTrail records, or both. */
export interface DocumentFiles {
  snapshot: string | null;
  events: readonly string[] | null;
}

/** Where the document comes from: files, or the account of the credentials. */
export type DocumentSource = ({ kind: "files" } & DocumentFiles) | { kind: "account"; aws: AwsAccess; since: EventSpan | null };

/** The document to evaluate. Null after saying why an account cannot be read. */
export const loadDocument = async (source: DocumentSource, rules: readonly CheckedRule[], io: Io): Promise<ReeveDocument | null> =>
  source.kind === "files" ? readDocument(source, io) : live(source, rules, io);

/** The document that files hold. */
export async function readDocument(files: DocumentFiles, io: Io): Promise<ReeveDocument> {
  const snapshot = files.snapshot === null ? null : await snapshotOf(files.snapshot, io);
  if (snapshot && files.events === null) return snapshot;
  const paths = files.events ?? [];
  const progress = progressOn(io);
  const read = await readEventFiles(paths, {
    stdin: process.stdin,
    onProgress: ({ filesRead, files, events, file }) =>
      progress.say(`Reading ${number(filesRead)} of ${plural(files, "file")}, ${plural(events, "record")}: ${file}`),
  }).finally(progress.done);
  refuseNoEvents(paths, read);
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
async function live({ aws, since }: { aws: AwsAccess; since: EventSpan | null }, rules: readonly CheckedRule[], io: Io): Promise<ReeveDocument | null> {
  const sources = sourcesFor(sourcesRead(rules));
  if (since !== null && !sources.has(EVENT_HISTORY)) throw new UsageError("--since does nothing here: no chosen rule judges events.");
  const opened = await session(aws, io);
  if (!opened) return null;
  const progress = progressOn(io);
  const document = await collectAccount(opened, {
    regions: aws.regions ?? undefined,
    sources,
    eventSpanMs: since?.ms,
    tool: `reeve ${version()}`,
    onProgress: (calls) => progress.say(`Collecting: ${plural(calls, "call")}`),
  }).finally(progress.done);
  if (sources.has(EVENT_HISTORY) && !isUnknown(document.events)) {
    const count = document.events.filter((event) => !isUnknown(event)).length;
    await io.err.write(`${plural(count, "record")} in CloudTrail's event history of the last ${since?.text ?? "90d"}\n`);
  }
  return document;
}
