import { resolve } from "node:path";
import type { Readable } from "node:stream";
import { type Gap, plural } from "../../schemas/index.ts";
import { compressionReason, openFile, plainBytes, readReason } from "../files/index.ts";
import { type EventGatherer, type EventSet, eventGatherer } from "../normalize/cloudtrail/index.ts";
import { type DuplicateSearch, duplicateSearch } from "./duplicate-search.ts";
import { findFiles } from "./find-files.ts";
import { foundValue, passedOver } from "./found-value.ts";
import { recordScanner } from "./record-scanner.ts";

/** Events, and where and when they are from. */
export interface EventsRead extends EventSet {
  /** Where the events came from, in words. Empty when nothing could be opened at all. */
  sources: string[];
  /** What was read all the same, though it is doubtful, as whole sentences. */
  warnings: string[];
  /** Earliest and latest eventTime; null without events. */
  from: string | null;
  to: string | null;
}

export interface ReadLimits {
  /** Bytes that one record may take. CloudTrail's own limit is 256 KB, 1 MB for enriched events. */
  recordBytes: number;
  /** Uncompressed bytes read of one file. CloudTrail's files are at most 50 MB compressed. */
  fileBytes: number;
  /** Bytes of all records together, as JSON: what memory must hold. */
  totalBytes: number;
}

export interface ReadOptions {
  /** What the path `-` stands for. */
  stdin?: Readable;
  onProgress?: (progress: { file: string; filesRead: number; files: number; events: number }) => void;
  limits?: Partial<ReadLimits>;
}

const LIMITS: ReadLimits = { recordBytes: 16_777_216, fileBytes: 4_294_967_296, totalBytes: 1_073_741_824 };

interface Reading {
  gatherer: EventGatherer;
  duplicates: DuplicateSearch;
  limits: ReadLimits;
  bytes: number;
  events: number;
}

/**
 * Reads CloudTrail records from files, folders, patterns and standard input (`-`): gzip or plain, log files, lines, answers of LookupEvents.
 * File by file in sorted order, each record once. What cannot be read becomes a gap and the rest goes on; never rejects.
 */
export async function readEventFiles(paths: readonly string[], options: ReadOptions = {}): Promise<EventsRead> {
  const reading: Reading = { gatherer: eventGatherer(), duplicates: duplicateSearch(), limits: { ...LIMITS, ...options.limits }, bytes: 0, events: 0 };
  const sources: string[] = [];
  const seen = new Set<string>();
  const found = await Promise.all(paths.map(async (path) => (path === "-" ? { argument: "-", files: ["-"], unreadable: [] } : await findFiles(path))));
  const total = found.reduce((sum, { files }) => sum + files.length, 0);
  let filesRead = 0;
  for (const { argument, files, unreadable } of found) {
    const tally = { files: 0, digest: 0, insight: 0 };
    for (const { path, why } of unreadable) hide(reading, fileGap(path, "FileBroken", null, why));
    for (const file of files) {
      const identity = file === "-" ? "-" : resolve(file);
      if (seen.has(identity)) continue;
      seen.add(identity);
      options.onProgress?.({ file, filesRead: filesRead++, files: total, events: reading.events });
      const kind = passedOver(file);
      if (kind) tally[kind]++;
      else if (await readFile(reading, file, file === "-" ? options.stdin : openFile(file), tally)) tally.files++;
    }
    if (tally.files + tally.digest + tally.insight > 0) sources.push(sourceText(argument, tally));
  }
  const set = reading.gatherer.finish();
  const times = set.events.flatMap((event) => ("at" in event ? [event.at] : []));
  return { ...set, sources, warnings: reading.duplicates.warnings, from: times[0] ?? null, to: times.at(-1) ?? null };
}

/** Reads one file. False when there was nothing to read: it could not be opened, is empty, or holds only blanks. */
async function readFile(reading: Reading, file: string, stream: Readable | undefined, tally: { digest: number; insight: number }): Promise<boolean> {
  const { limits } = reading;
  let first: { offset: number; why: string } | null = null;
  let faults = 0;
  let cut: string | null = null;
  let read = 0;
  let objects = 0;
  let blank = true;
  const fault = (offset: number, why: string): void => {
    first ??= { offset, why };
    faults++;
  };
  const scanner = recordScanner(
    {
      value(text, offset) {
        const value = foundValue(text);
        objects++;
        if (value.kind === "broken") fault(offset, value.why);
        else if (value.kind !== "record") tally[value.kind]++;
        else if (keep(reading, value.record, text.length)) reading.duplicates.record(file, objects, offset, value.texts);
        else fault(offset, "not a CloudTrail record: eventTime, eventName or eventSource is missing");
      },
      broken: (offset, why, resumes) => fault(offset, resumes ? why : `${why}; nothing after it was read`),
      repeated: (key, offset) => reading.duplicates.list(file, key, offset),
    },
    limits.recordBytes,
  );
  try {
    if (!stream) throw new Error("nothing to read");
    for await (const chunk of plainBytes(stream)) {
      read += chunk.length;
      blank &&= isBlank(chunk);
      scanner.push(chunk);
      if (read > limits.fileBytes || reading.bytes > limits.totalBytes) {
        hide(reading, fileGap(file, "Truncated", read, "more than Reeve reads at once; nothing after it was read"));
        return true;
      }
    }
    scanner.end();
    if (blank) fault(0, `${file === "-" ? "standard input" : "the file"} ${read === 0 ? "is empty" : "holds only blanks"}`);
  } catch (error) {
    cut = `${compressionReason(error) ?? readReason(error).why}; ${read > 0 ? "what came before was read" : "nothing was read"}`;
    fault(read, cut);
  } finally {
    stream?.destroy();
  }
  if (first) hide(reading, brokenGap(file, first, faults, cut));
  return !blank;
}

/** Blanks of JSON, and the bytes of a byte order mark. */
const BLANKS = new Set([...Buffer.from(" \t\r\n\ufeff")]);
const isBlank = (chunk: Uint8Array): boolean => chunk.every((byte) => BLANKS.has(byte));

/** Takes a record. False when the value is none. */
function keep(reading: Reading, record: unknown, bytes: number): boolean {
  const taken = reading.gatherer.add(record);
  if (taken !== "added") return taken === "known";
  reading.bytes += bytes;
  reading.events++;
  return true;
}

/** One gap for all faults of a file: where the first is, how many there are, and whether the file was cut short. */
function brokenGap(file: string, first: { offset: number; why: string }, faults: number, cut: string | null): Gap {
  const more = faults > 1 ? [`${plural(faults - 1, "more place", "more places")} in this file`] : [];
  const end = cut !== null && cut !== first.why ? [cut] : [];
  return fileGap(file, "FileBroken", first.offset, [first.why, ...more, ...end].join("; "));
}

const hide = ({ gatherer }: Reading, gap: Gap): void => gatherer.hide(gatherer.gaps.mark(gap));

/** A gap of a file; offsets count uncompressed bytes. */
function fileGap(file: string, reason: "FileBroken" | "Truncated", offset: number | null, message: string): Gap {
  const name = file === "-" ? "standard input" : file;
  return { source: name, reason, deniedBy: null, permission: null, scope: offset === null ? name : `${name} from byte ${offset}`, message };
}

function sourceText(argument: string, tally: { files: number; digest: number; insight: number }): string {
  const name = argument === "-" ? "standard input" : argument;
  const passed = [`${tally.digest} digests`, `${tally.insight} Insights events or files`].filter((text) => !text.startsWith("0 "));
  return `${name} (${[plural(tally.files, "file"), ...passed.map((text) => `${text} passed over`)].join(", ")})`;
}
