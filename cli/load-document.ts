import { answeringSignals } from "../collectors/files/index.ts";
import {
  collectAccount,
  documentOfEvents,
  type EventsRead,
  readSnapshot,
  type SnapshotResult,
  type SnapshotTrust,
  sourcesFor,
  withEvents,
} from "../collectors/index.ts";
import { type CheckedRule, sourcesRead } from "../engine/index.ts";
import { plural, short, visible } from "../reporters/index.ts";
import { isUnknown, type ReeveDocument } from "../schemas/index.ts";
import { version } from "./folders.ts";
import type { AwsAccess, EventSpan } from "./input.ts";
import type { Io } from "./io.ts";
import { session } from "./live.ts";
import { progressOn } from "./progress.ts";
import { readEvents } from "./read-events.ts";
import { UsageError } from "./usage-error.ts";

const EVENT_HISTORY = "cloudtrail:LookupEvents";

/** Files that a document is read from: a snapshot, CloudTrail records, or both. */
export interface DocumentFiles {
  snapshot: string | null;
  events: readonly string[] | null;
  /** What is demanded of the snapshot; left out: that it is what was collected. */
  trust?: SnapshotTrust;
}

/** Where the document comes from: files, or the account of the credentials. */
export type DocumentSource = ({ kind: "files" } & DocumentFiles) | { kind: "account"; aws: AwsAccess; since: EventSpan | null };

/** Where the document comes from, in words. */
export function sourceText(source: DocumentSource): string {
  if (source.kind === "account") return "read from AWS";
  const { snapshot, events } = source;
  return [snapshot === null ? [] : `snapshot ${visible(snapshot)}`, events === null ? [] : `events ${events.map(visible).join(", ")}`].flat().join(", ");
}

/** A document, and what became of the event files that were given. */
export interface LoadedDocument {
  document: ReeveDocument;
  ledger: EventsRead["ledger"] | null;
}

/** The document to evaluate. Null after saying why an account cannot be read. `outputs`: files that the command writes. */
export async function loadDocument(source: DocumentSource, rules: readonly CheckedRule[], outputs: readonly string[], io: Io): Promise<LoadedDocument | null> {
  if (source.kind === "files") return readWithLedger(source, outputs, io);
  const document = await live(source, rules, io);
  return document && { document, ledger: null };
}

/** The document that files hold. */
export const readDocument = async (files: DocumentFiles, io: Io): Promise<ReeveDocument> => (await readWithLedger(files, [], io)).document;

async function readWithLedger({ snapshot: file, events, trust }: DocumentFiles, outputs: readonly string[], io: Io): Promise<LoadedDocument> {
  const snapshot = file === null ? null : await documentIn(await readSnapshot(file, trust), file, io);
  if (snapshot && events === null) return { document: snapshot, ledger: null };
  const read = await readEvents(events ?? [], outputs, io);
  return { document: snapshot ? withEvents(snapshot, read) : documentOfEvents(read, `reeve ${version()}`), ledger: read.ledger };
}

/** The document of a snapshot that was read. One that was changed, or that holds no hash, is said to be so. */
export async function documentIn(read: SnapshotResult, name: string, io: Io): Promise<ReeveDocument> {
  if (!read.ok) {
    const { sentence, details } = read.problem;
    throw new UsageError([visible(sentence), ...details.map((detail) => `  ${short(detail, 300)}`)].join("\n"));
  }
  if (read.isModified) await io.err.write(`The snapshot ${visible(name)} was changed since it was collected (--allow-modified).\n`);
  else if (read.document.sha256 === undefined)
    await io.err.write(`The snapshot ${visible(name)} holds no SHA-256: whether it was changed since it was collected is not known.\n`);
  return read.document;
}

/** Only what the chosen rules read is asked for; the event history when event rules are among them. */
async function live({ aws, since }: { aws: AwsAccess; since: EventSpan | null }, rules: readonly CheckedRule[], io: Io): Promise<ReeveDocument | null> {
  const sources = sourcesFor(sourcesRead(rules));
  if (since !== null && !sources.has(EVENT_HISTORY)) throw new UsageError("--since does nothing here: no chosen rule judges events.");
  const opened = await session(aws, io);
  if (!opened) return null;
  const progress = progressOn(io);
  const document = await answeringSignals(() =>
    collectAccount(opened, {
      regions: aws.regions ?? undefined,
      sources,
      eventSpanMs: since?.ms,
      tool: `reeve ${version()}`,
      onProgress: (calls) => progress.say(`Collecting: ${plural(calls, "call")}`),
    }),
  ).finally(progress.done);
  if (sources.has(EVENT_HISTORY) && !isUnknown(document.events)) {
    const count = document.events.filter((event) => !isUnknown(event)).length;
    await io.err.write(`${plural(count, "record")} in CloudTrail's event history of the last ${since?.text ?? "90d"}\n`);
  }
  return document;
}
