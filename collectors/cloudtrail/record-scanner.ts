import { isUtf8 } from "node:buffer";
import { noObject } from "./record-signs.ts";

/** What decoding puts in place of bytes that are no UTF-8; a text may hold it itself. */
const REPLACEMENT = "\uFFFD";

/** What a scan of a file's bytes finds. Offsets count the uncompressed bytes from 0. */
export interface ScanHandlers {
  /**
   * A complete JSON object: a record, or whatever stands in a record's place. `members`: how many members its text has, at every depth; JSON.parse gives
   * fewer where a key stands twice. `followsJson`: other JSON ended before it on its line, or an object with a list of records, or a list.
   */
  value(text: string, offset: number, members: number, followsJson: boolean): void;
  /** A part that is no JSON. `resumes` is false when nothing after it can be read. */
  broken(offset: number, why: string, resumes: boolean): void;
  /** A list of records begins; `isRepeated`: one of this name stood in the same object before. */
  list?(key: string, offset: number, isRepeated: boolean): void;
  /**
   * Something stands beside the lists of records in their object: `text` is the JSON of a member, or null where the object has a member of a record itself.
   */
  beside?(key: string, text: string | null, offset: number): void;
  /** An object with the list `Events` ends, as LookupEvents answers. `hasMore`: it has a NextToken, so that another page follows. */
  page?(hasMore: boolean): void;
}

export interface RecordScanner {
  push(chunk: Uint8Array): void;
  end(): void;
}

/** Members of an object that hold the records of a log file, or of an answer of LookupEvents. */
const LISTS = new Set(["Records", "Events"]);
/** Members that only a record has. */
const OF_RECORDS = /^event_?(time|name|source)$/i;
/** Characters of a member's name that are kept. */
const MAX_KEY = 64;
const MAX_NESTING = 256;
const [TAB, NEWLINE, RETURN, SPACE, QUOTE, COMMA, COLON, BACKSLASH] = [9, 10, 13, 32, 34, 44, 58, 92] as const;
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125] as const;

/**
 * Cuts a stream of bytes into the objects that hold records, keeping one in memory at a time. Reads `{"Records":[…]}`, `{"Events":[…]}`,
 * a list, and one object after another (NDJSON). Only the nesting is followed here; whether a cut-out text is JSON, its parser tells.
 * A broken object among lines costs the lines it spans and no more; inside a list nothing after it can be trusted.
 *
 * @param longest most bytes that one object may take.
 */
export function recordScanner(handlers: ScanHandlers, longest: number): RecordScanner {
  let held: Buffer = Buffer.alloc(0);
  /** Offset of held[0] in the whole. */
  let base = 0;
  /** Where the current object begins in `held`; -1 outside of one. */
  let start = -1;
  let position = 0;
  let stack: number[] = [];
  /** Nesting at which the objects of a list stand; 0 while objects stand one after another. */
  let listDepth = 0;
  /** Inside the object that holds such a list, outside of the list: nothing there is kept. */
  let around = false;
  let inString = false;
  let escaped = false;
  let last = 0;
  let members = 0;
  /** Whether what is held is an element of a list of records that is a list itself. */
  let isList = false;
  let key = "";
  /** Names of lists in the outermost object so far. */
  let lists: string[] = [];
  /** Members of the outermost object so far: their names, and where their values begin in the bytes from `start`. */
  let outer: { key: string; at: number }[] = [];
  /** The member beside a list of records that is held now. */
  let beside: string | null = null;
  /** Whether the outermost object so far has a NextToken that is a text. */
  let hasToken = false;
  /** JSON that ended before: of records line by line the rest of its line follows it, of one object or list around them the rest of the file. */
  let ended: "line" | "whole" | null = null;
  let skipping = false;
  let dead = false;

  function restart(): void {
    start = -1;
    stack = [];
    listDepth = 0;
    around = false;
    inString = false;
    escaped = false;
    last = 0;
    lists = [];
    outer = [];
    beside = null;
    hasToken = false;
  }

  /** What stood in the object before the first of its lists of records. */
  function before(): void {
    outer.slice(0, -1).forEach(({ key: name, at }, index) => {
      handlers.beside?.(name, held.toString("utf8", start + at, start + (outer[index + 1]?.at ?? at)), base + start + at);
    });
  }

  function hold(): void {
    start = position;
    beside = key;
  }

  function release(): void {
    if (beside === null || start < 0) return;
    handlers.beside?.(beside, held.toString("utf8", start, position + 1), base + start);
    start = -1;
    beside = null;
  }

  function fail(why: string): void {
    const at = start < 0 ? position : start;
    const resumes = listDepth === 0 && !around;
    dead = !resumes;
    handlers.broken(base + at, why, resumes);
    endLine();
    if (dead) return;
    const end = lineEnd(held, at);
    restart();
    skipping = end < 0;
    position = end < 0 ? held.length - 1 : end;
  }

  function endLine(): void {
    if (ended === "line") ended = null;
  }

  function open(byte: number): void {
    const inside = stack.at(-1);
    const expected = inside === undefined || (inside === OPEN_OBJECT ? last === COLON : last === COMMA || last === OPEN_LIST);
    const inPlace = start < 0 && stack.length === listDepth;
    if (!expected) fail("a comma or a closing bracket is missing");
    else if (stack.length >= MAX_NESTING) fail("nested too deep");
    else {
      if (stack.length === 0 && byte === OPEN_LIST) listDepth = 1;
      else if (inPlace) {
        start = position;
        members = 0;
        isList = byte === OPEN_LIST;
      }
      if (byte === OPEN_LIST && stack.length === 1 && inside === OPEN_OBJECT && LISTS.has(key)) {
        if (start >= 0) before();
        listDepth = 2;
        around = true;
        start = -1;
      } else if (around && stack.length === 1 && start < 0) hold();
      stack.push(byte);
      last = byte;
    }
  }

  function close(byte: number): void {
    if (stack.at(-1) !== (byte === CLOSE_OBJECT ? OPEN_OBJECT : OPEN_LIST)) {
      fail("a closing bracket without its opening one");
      return;
    }
    stack.pop();
    last = byte;
    if (beside !== null && stack.length === 1) release();
    else if (start >= 0 && stack.length === listDepth) {
      const text = held.toString("utf8", start, position + 1);
      if (isList) handlers.broken(base + start, NO_OBJECT, true);
      else if (text.includes(REPLACEMENT) && !isUtf8(held.subarray(start, position + 1)))
        handlers.broken(base + start, "the record holds bytes that are no UTF-8", true);
      else handlers.value(text, base + start, members, ended !== null);
      start = -1;
    } else if (start < 0 && listDepth > 0 && stack.length === listDepth - 1) listDepth = 0;
    if (stack.length > 0) return;
    const own = around ? outer.find((each) => OF_RECORDS.test(each.key)) : undefined;
    if (own) handlers.beside?.(own.key, null, base + position);
    if (lists.includes("Events")) handlers.page?.(hasToken);
    ended = around || byte === CLOSE_LIST ? "whole" : "line";
    restart();
  }

  function inText(byte: number): void {
    if (escaped) escaped = false;
    else if (byte === BACKSLASH) escaped = true;
    else if (byte === QUOTE) {
      inString = false;
      if (stack.length === 1) release();
    } else if (byte < SPACE) fail("a line ends inside a string");
    if (inString && stack.length === 1 && key.length < MAX_KEY) key += String.fromCharCode(byte);
  }

  /** A text, or a byte of null, true, false or a number, in a list of records: a fault of its own, which hides no other element. */
  function bare(byte: number): void {
    const isFirst = last === COMMA || last === OPEN_LIST;
    const isText = byte === QUOTE;
    if (isText ? !isFirst : !isBare(byte) || !(isFirst || isBare(last))) fail(NO_OBJECT);
    else if (isFirst) handlers.broken(base + position, NO_OBJECT, true);
    inString = isText && !dead;
    last = byte;
  }

  function named(): void {
    const isRepeated = lists.includes(key);
    if (!isRepeated) lists.push(key);
    handlers.list?.(key, base + position, isRepeated);
  }

  function step(byte: number): void {
    if (inString) inText(byte);
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) open(byte);
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) close(byte);
    else if (byte !== SPACE && byte !== NEWLINE && byte !== RETURN && byte !== TAB) {
      if (stack.length === 0) fail(noObject(byte, ended !== null));
      else if (stack.length === listDepth && byte !== COMMA) bare(byte);
      else {
        inString = byte === QUOTE;
        if (inString && stack.length === 1) {
          if (last === COLON && key === "NextToken") hasToken = true;
          if (last === COLON && around && start < 0) hold();
          key = "";
        } else if (byte === COLON) {
          members++;
          if (stack.length === 1 && listDepth === 0) outer.push({ key, at: position - start + 1 });
          if (stack.length === 1 && LISTS.has(key)) named();
        }
        last = byte;
      }
    } else if (stack.length === 0 && (byte === NEWLINE || byte === RETURN)) endLine();
  }

  function scan(): void {
    for (; position < held.length && !dead; position++) {
      if (!skipping) step(held[position] ?? 0);
      else if (held[position] === NEWLINE || held[position] === RETURN) skipping = false;
    }
  }

  return {
    push(chunk) {
      if (dead) return;
      held = held.length === 0 ? Buffer.from(chunk) : Buffer.concat([held, chunk]);
      if (base === 0 && position === 0 && held[0] === 0xef && held[1] === 0xbb && held[2] === 0xbf) position = 3;
      scan();
      const done = start < 0 ? held.length : start;
      if (start >= 0 && held.length - start > longest) {
        dead = true;
        handlers.broken(base + start, `one record takes more than ${longest} bytes`, false);
      }
      base += done;
      position -= done;
      held = dead ? Buffer.alloc(0) : held.subarray(done);
      if (start >= 0) start = 0;
    },
    end() {
      while (!dead && stack.length > 0) {
        fail(start < 0 ? "ends before the list of records does" : "ends in the middle of a record");
        position++;
        scan();
      }
    },
  };
}

const NO_OBJECT = "an element of the list is no object";

/** Whether null, true, false and numbers have the byte. */
const isBare = (byte: number): boolean => /[-+.\w]/.test(String.fromCharCode(byte));

/** Where a line ends, by a newline or by a carriage return, as older programs write it; -1 where it goes on. */
function lineEnd(bytes: Buffer, from: number): number {
  const newline = bytes.indexOf(NEWLINE, from);
  const before = bytes.subarray(from, newline < 0 ? bytes.length : newline).indexOf(RETURN);
  return before < 0 ? newline : from + before;
}
