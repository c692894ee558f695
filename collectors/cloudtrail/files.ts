import { realpathSync } from "node:fs";
import { sep } from "node:path";
import type { Readable } from "node:stream";
import { type Gap, plural } from "../../schemas/index.ts";
import { FILE_LIMITS, openFile } from "../files/index.ts";
import { type EventGatherer, type EventSet, eventGatherer, type RecordDoubt } from "../normalize/cloudtrail/index.ts";
import { type FoundFiles, findFiles, pathIdentity } from "./find-files.ts";
import { type Ledger, type LedgerBook, ledgerBook } from "./ledger.ts";
import { type FileOutcome, type Limits, readOneFile } from "./read-file.ts";

/** Events, and where and when they are from. */
export interface EventsRead extends EventSet {
  /** Where the events came from, in words. Empty when nothing could be opened at all. */
  sources: string[];
  /** What was read all the same, though it is doubtful, as whole sentences. */
  warnings: string[];
  /** What became of every file and record. */
  ledger: Ledger;
  /** Earliest and latest eventTime; null without events. */
  from: string | null;
  to: string | null;
}

export interface ReadLimits extends Limits {
  /** Bytes of all records together, as JSON. */
  heldBytes: number;
}

export interface ReadOptions {
  /** What the path `-` stands for. */
  stdin?: Readable;
  onProgress?: (progress: { file: string; filesRead: number; files: number; events: number }) => void;
  limits?: Partial<ReadLimits>;
  /** Files and folders that this command writes: they are listed, and not read. */
  outputs?: readonly string[];
}

interface Reading {
  gatherer: EventGatherer;
  book: LedgerBook;
  limits: ReadLimits;
  warnings: string[];
  isOutput: (file: string) => boolean;
  bytes: number;
  events: number;
  pages: { hasLast: boolean /** Files with a page that another follows. */; withMore: Set<string> };
}

/**
 * Reads CloudTrail records from files, folders, patterns and standard input (`-`): gzip or plain, log files, lines, answers of LookupEvents. What a file is
 * follows from its content, never from its name. File by file in sorted order, each record once. What cannot be read becomes a gap and the rest goes on;
 * the ledger has a row for each file. Rejects only where the ledger does not add up.
 */
export async function readEventFiles(paths: readonly string[], options: ReadOptions = {}): Promise<EventsRead> {
  const limits: ReadLimits = { ...FILE_LIMITS, ...options.limits };
  const isOutput = outputTest(options.outputs ?? []);
  const reading: Reading = {
    gatherer: eventGatherer(),
    book: ledgerBook(),
    limits,
    warnings: [],
    isOutput,
    bytes: 0,
    events: 0,
    pages: { hasLast: false, withMore: new Set() },
  };
  const sources: string[] = [];
  const found = withoutRepeats(await Promise.all(paths.map(foundAt)));
  const total = found.reduce((sum, { files }) => sum + files.length, 0);
  reading.book.found(found.reduce((sum, { files, unreadable }) => sum + files.length + unreadable.length, 0));
  let filesRead = 0;
  for (const { argument, files, isNamed, unreadable } of found) {
    const tally: Tally = { files: 0, digest: 0, insight: 0, other: 0 };
    for (const { path, why } of unreadable) {
      hide(reading, fileGap(path, "FileBroken", null, why));
      reading.book.row({ path, outcome: "gap", records: 0, message: why });
    }
    for (const file of files) {
      options.onProgress?.({ file, filesRead: filesRead++, files: total, events: reading.events });
      count(tally, await readFile(reading, file, isNamed, file === "-" ? options.stdin : undefined));
    }
    if (tally.files + tally.digest + tally.insight > 0) sources.push(sourceText(argument, tally));
  }
  hideMorePages(reading);
  const ledger = reading.book.close();
  const set = reading.gatherer.finish();
  const times = set.events.flatMap((event) => ("at" in event ? [event.at] : []));
  return { ...set, sources, warnings: listed(reading.warnings), ledger, from: times[0] ?? null, to: times.at(-1) ?? null };
}

const foundAt = async (path: string): Promise<FoundFiles> =>
  path === "-" ? { argument: "-", files: ["-"], isNamed: true, unreadable: [] } : await findFiles(path);

/** Each file once, though arguments overlap. */
function withoutRepeats(found: readonly FoundFiles[]): FoundFiles[] {
  const seen = new Set<string>();
  const isNew = (path: string): boolean => {
    const identity = path === "-" ? path : pathIdentity(path);
    return !seen.has(identity) && seen.add(identity) !== undefined;
  };
  return found.map((each) => ({ ...each, files: each.files.filter(isNew), unreadable: each.unreadable.filter(({ path }) => isNew(path)) }));
}

/** Whether a file is one of these or lies in one of them. */
function outputTest(outputs: readonly string[]): (file: string) => boolean {
  const real = outputs.flatMap(realPathOf);
  return (file) => real.length > 0 && realPathOf(file).some((path) => real.some((output) => path === output || path.startsWith(`${output}${sep}`)));
}

function realPathOf(path: string): string[] {
  try {
    return [realpathSync(path)];
  } catch {
    return [];
  }
}

async function readFile(reading: Reading, file: string, isNamed: boolean, stdin: Readable | undefined): Promise<FileOutcome> {
  const { book, limits } = reading;
  if (!isNamed && reading.isOutput(file)) return rowed(reading, file, { kind: "other", records: 0, broken: 0, message: "an output of this command" });
  const stream = file === "-" ? stdin : openFile(file);
  const outcome = await readOneFile(stream, limits, {
    isNamed,
    isStdin: file === "-",
    isFull: () => reading.bytes > limits.heldBytes,
    take(record, bytes) {
      const unread: string[] = [];
      const taken = reading.gatherer.add(record, (doubt) => {
        if (doubt.kind === "unread") unread.push(unreadText(doubt.id, doubt.members));
        else if (doubt.kind === "caller") unread.push(`record ${doubt.id}: userIdentity.type is missing; what depends on the caller's type is unknown`);
        else if (doubt.kind === "letters") reading.warnings.push(lettersText(nameOf(file), doubt));
        else reading.warnings.push(spellingText(nameOf(file), doubt));
      });
      if (taken === "no-record") return "no-record";
      book.record(taken === "added" ? "read" : "repeated");
      if (taken === "added") {
        reading.bytes += bytes;
        reading.events++;
      }
      return unread.length === 0 ? "read" : { unread: unread.join("; ") };
    },
    insight: () => book.record("insights"),
    page(hasMore) {
      if (hasMore) reading.pages.withMore.add(file);
      else reading.pages.hasLast = true;
    },
    repeatedList: (key, offset) =>
      reading.warnings.push(`${nameOf(file)}: byte ${offset}: the list "${key}" stands twice in one object; the records of both are read.`),
  });
  return rowed(reading, file, outcome);
}

const unreadText = (id: string, members: readonly string[]): string =>
  `record ${id}: ${members.join(", ")} ${members.length === 1 ? "is" : "are"} not what AWS writes there, and not read; the rest of the record is judged`;

const spellingText = (file: string, { id, written, call }: Extract<RecordDoubt, { kind: "spelling" }>): string =>
  `${file}: record ${id}: eventName ${written} is written ${call} by AWS; the record is judged as that call.`;

const lettersText = (file: string, { id, members }: Extract<RecordDoubt, { kind: "letters" }>): string =>
  `${file}: record ${id}: ${members.map(({ path, written }) => `${JSON.stringify(written)} is read as ${path}`).join(", ")}, as AWS writes it.`;

/** Pages of LookupEvents do not say which they follow, but the last of a query has no NextToken. */
function hideMorePages(reading: Reading): void {
  const { hasLast, withMore } = reading.pages;
  const [file] = [...withMore].slice(-1);
  if (file === undefined || hasLast) return;
  const message =
    "a page of LookupEvents with a NextToken, so more follow, and no file holds the last one: look the events up without --no-paginate and --max-items";
  hide(reading, fileGap(file, "Truncated", null, message));
}

/** Enters what became of a file. */
function rowed(reading: Reading, file: string, outcome: FileOutcome): FileOutcome {
  const { book } = reading;
  const isGap = outcome.kind === "gap";
  for (let broken = 0; broken < outcome.broken; broken++) book.record("broken");
  if (isGap) hide(reading, fileGap(file, outcome.reason, outcome.offset, outcome.message));
  const partly = outcome.kind === "read" ? (outcome.unread ?? null) : null;
  const what = isGap || partly !== null ? ("gap" as const) : outcome.kind === "read" ? ("read" as const) : ("not-records" as const);
  book.row({ path: nameOf(file), outcome: what, records: outcome.records, message: outcome.kind === "read" ? partly : outcome.message });
  return outcome;
}

interface Tally {
  files: number;
  digest: number;
  insight: number;
  other: number;
}

function count(tally: Tally, outcome: FileOutcome): void {
  if (outcome.kind === "read" || (outcome.kind === "gap" && outcome.holdsText)) tally.files++;
  else if (outcome.kind !== "gap") tally[outcome.kind]++;
}

const MAX_WARNINGS = 5;

const listed = (warnings: readonly string[]): string[] =>
  warnings.length <= MAX_WARNINGS ? [...warnings] : [...warnings.slice(0, MAX_WARNINGS), "More is doubtful in these events than is named here."];

const hide = ({ gatherer }: Reading, gap: Gap): void => gatherer.hide(gatherer.gaps.mark(gap));

const nameOf = (file: string): string => (file === "-" ? "standard input" : file);

/** A gap of a file; offsets count uncompressed bytes. */
function fileGap(file: string, reason: "FileBroken" | "Truncated", offset: number | null, message: string): Gap {
  const name = nameOf(file);
  return { source: name, reason, deniedBy: null, permission: null, scope: offset === null ? name : `${name} from byte ${offset}`, message };
}

function sourceText(argument: string, tally: Tally): string {
  const passed = [
    [tally.digest, "digest file", "digest files"],
    [tally.insight, "file of Insights events", "files of Insights events"],
    [tally.other, "file of something else", "files of something else"],
  ] as const;
  const rest = passed.flatMap(([count, one, many]) => (count === 0 ? [] : [`${plural(count, one, many)} not judged`]));
  return `${nameOf(argument)} (${[plural(tally.files, "file"), ...rest].join(", ")})`;
}
