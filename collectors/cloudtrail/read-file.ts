import type { Readable } from "node:stream";
import { plural } from "../../schemas/index.ts";
import { compressionReason, plainBytes, readReason, sizeText, stillPacked } from "../files/index.ts";
import { recordFault } from "../normalize/cloudtrail/index.ts";
import { foundValue, NO_RECORD } from "./found-value.ts";
import { recordScanner } from "./record-scanner.ts";
import { besideText, holdsRecords, NO_OBJECT_OR_LIST, notJson, recordLists, recordSigns } from "./record-signs.ts";

export interface Limits {
  /** Bytes that one record may take. */
  recordBytes: number;
  /** Uncompressed bytes read of one file. */
  fileBytes: number;
  /** Uncompressed bytes of it without a JSON object: what a bomb unpacks to, and a file of blanks. */
  barrenBytes: number;
}

/**
 * What became of a file. `records`: how many were read; `broken`: parts that should have been records. `unread`: members of its records that could not be read,
 * in words; they hide no other record, and what depends on them is unknown by itself.
 */
export type FileOutcome = {
  records: number;
  broken: number;
} & (
  | { kind: "read"; unread?: string }
  /** `offset` counts uncompressed bytes. `holdsText`: there was something to read in it. */
  | { kind: "gap"; reason: "FileBroken" | "Truncated"; offset: number; message: string; holdsText: boolean }
  /** No records by its content; `message` says what it is. */
  | { kind: "digest" | "insight" | "other"; message: string }
);

export interface FileReader {
  /** The user named this file itself: it is meant to hold records. */
  isNamed: boolean;
  isStdin: boolean;
  /** Whether memory holds no more. */
  isFull: () => boolean;
  /** Takes a record. `unread`: which members of it cannot be read, in words. */
  take: (record: unknown, bytes: number) => "read" | "no-record" | { unread: string };
  insight: () => void;
  repeatedList: (key: string, offset: number) => void;
  /** A page of LookupEvents. `hasMore`: another follows it. */
  page: (hasMore: boolean) => void;
}

const WHAT = { digest: "a digest file of CloudTrail", insight: "Insights events, which are no calls", reeve: "a file that Reeve wrote" } as const;

/** Reads one file to its end, and says what it was. Never rejects. */
export async function readOneFile(stream: Readable | undefined, limits: Limits, reader: FileReader): Promise<FileOutcome> {
  const faults = faultList();
  const partly = faultList();
  const counts = { record: 0, digest: 0, insight: 0, reeve: 0, other: 0, list: 0 };
  const signs = recordSigns();
  let read = 0;
  let fruitfulAt = 0;
  let blank = true;
  let isMeant = false;
  let isReeve = false;
  const lists = recordLists();
  const gap = (reason: "FileBroken" | "Truncated", offset: number, message: string): FileOutcome => ({
    kind: "gap",
    reason,
    offset,
    message: [message, ...partly.text()].join("; "),
    holdsText: !blank,
    records: counts.record,
    broken: faults.count(),
  });
  const scanner = recordScanner(
    {
      value(text, offset, members, followsJson) {
        fruitfulAt = offset + text.length;
        const value = foundValue(text, members, followsJson);
        if (value.kind === "broken" || value.kind === "other") {
          faults.add(offset, value.why);
          if (value.kind === "broken") isMeant = true;
          else counts.other++;
          return;
        }
        if (value.kind !== "record") counts[value.kind]++;
        if (value.kind === "insight") reader.insight();
        if (value.kind !== "record") return;
        isMeant = true;
        const taken = reader.take(value.record, text.length);
        if (taken === "no-record") faults.add(offset, recordFault(value.record) ?? NO_RECORD);
        else counts.record++;
        if (typeof taken === "object") partly.add(offset, taken.unread);
      },
      broken: (offset, why, resumes) => faults.add(offset, resumes ? why : `${why}; nothing after it was read`),
      list: (key, offset, isRepeated) => {
        counts.list++;
        if (isRepeated) reader.repeatedList(key, offset);
      },
      beside: (key, text, offset) => {
        if (text !== null && !holdsRecords(text)) return;
        faults.add(offset, besideText(key, text));
        isMeant = true;
      },
      page: reader.page,
    },
    limits.recordBytes,
  );
  try {
    if (!stream) throw new Error("nothing to read");
    for await (const chunk of plainBytes(stream)) {
      isReeve ||= read === 0 && REEVE_FILE.test(chunk.toString("latin1", 0, HEAD_BYTES));
      if (isReeve) {
        if (lists.areIn(chunk)) return gap("FileBroken", 0, "it begins as a file that Reeve wrote, and holds records beside it; nothing was read");
        read += chunk.length;
        if (read > limits.fileBytes) return gap("Truncated", read, `${limitText(limits.fileBytes)} of one file; nothing after it was read`);
        continue;
      }
      const packed = read === 0 ? stillPacked(chunk) : null;
      if (packed !== null) return gap("FileBroken", 0, `${packed}; nothing was read`);
      read += chunk.length;
      blank &&= isBlank(chunk);
      scanner.push(chunk);
      if (!isMeant) signs.push(chunk);
      if (read > limits.fileBytes) return gap("Truncated", read, `${limitText(limits.fileBytes)} of one file; nothing after it was read`);
      if (reader.isFull()) return gap("Truncated", read, "more records than Reeve holds at once; nothing after it was read");
      if (read - fruitfulAt > limits.barrenBytes) return gap("Truncated", read, `${limitText(limits.barrenBytes)} without a record; nothing after it was read`);
    }
    if (isReeve) return { kind: "other", message: WHAT.reeve, records: 0, broken: 0 };
    scanner.end();
  } catch (error) {
    const cut = `${compressionReason(error) ?? readReason(error).why}; ${read > 0 ? "what came before was read" : "nothing was read"}`;
    const [first] = faults.first();
    return gap("FileBroken", first?.offset ?? read, [...faults.text(), cut].join("; "));
  } finally {
    stream?.destroy();
  }
  if (blank) return gap("FileBroken", 0, `${reader.isStdin ? "standard input" : "the file"} ${read === 0 ? "is empty" : "holds only blanks"}`);
  const [first] = faults.first();
  const none = { records: counts.record, broken: 0 };
  const form = signs.otherForm();
  if (first && (isMeant || signs.hasMembers())) return gap("FileBroken", first.offset, faults.text().join("; "));
  if (first && form !== null) return gap("FileBroken", first.offset, `it ${form}`);
  if (first && reader.isNamed) return gap("FileBroken", first.offset, faults.text().join("; "));
  const why = first?.why === NO_OBJECT_OR_LIST ? NO_OBJECT_OR_LIST : notJson(false);
  if (first) return { kind: "other", message: counts.other > 0 ? "JSON that holds no CloudTrail record" : `no CloudTrail record: ${why}`, ...none };
  if (counts.record > 0) return { kind: "read", ...none, ...(partly.count() > 0 ? { unread: partly.text().join("; ") } : {}) };
  if (counts.digest > 0) return { kind: "digest", message: WHAT.digest, ...none };
  if (counts.insight > 0) return { kind: "insight", message: WHAT.insight, ...none };
  if (counts.reeve > 0) return { kind: "other", message: WHAT.reeve, ...none };
  return { kind: "read", ...none };
}

const limitText = (bytes: number): string => `more than ${sizeText(bytes)}`;

/** A file that Reeve wrote, such as a snapshot or results, which hold records in their own form. */
const REEVE_FILE = /^\s*\{\s*"schema"\s*:\s*"reeve\//;
const HEAD_BYTES = 256;

/** Blanks of JSON, and the bytes of a byte order mark. */
const BLANKS = new Set([...Buffer.from(" \t\r\n\ufeff")]);
const isBlank = (chunk: Uint8Array): boolean => chunk.every((byte) => BLANKS.has(byte));

/** The faults of a file: where the first is, and how many there are. */
function faultList() {
  let first: { offset: number; why: string } | null = null;
  let count = 0;
  return {
    add: (offset: number, why: string): void => {
      first ??= { offset, why };
      count++;
    },
    count: (): number => count,
    first: (): { offset: number; why: string }[] => (first ? [first] : []),
    text: (): string[] => (first ? [first.why, ...(count > 1 ? [`${plural(count - 1, "more place", "more places")} in this file`] : [])] : []),
  };
}
