/** What a scan of a file's bytes finds. Offsets count the uncompressed bytes from 0. */
export interface ScanHandlers {
  /** A complete JSON object: a record, or whatever stands in a record's place. */
  value(text: string, offset: number): void;
  /** A part that is no JSON. `resumes` is false when nothing after it can be read. */
  broken(offset: number, why: string, resumes: boolean): void;
}

export interface RecordScanner {
  push(chunk: Uint8Array): void;
  end(): void;
}

/** Members of an object that hold the records of a log file, or of an answer of LookupEvents. */
const LISTS = new Set(["Records", "Events"]);
const DEEPEST = 256;
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
  let key = "";
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
  }

  function fail(why: string): void {
    const at = base + (start < 0 ? position : start);
    if (listDepth > 0 || around) {
      dead = true;
      handlers.broken(at, why, false);
      return;
    }
    handlers.broken(at, why, true);
    const newline = held.indexOf(NEWLINE, start < 0 ? position : start);
    restart();
    skipping = newline < 0;
    position = newline < 0 ? held.length : newline;
  }

  function open(byte: number): void {
    const inside = stack.at(-1);
    const expected = inside === undefined || (inside === OPEN_OBJECT ? last === COLON : last === COMMA || last === OPEN_LIST);
    if (!expected || stack.length >= DEEPEST) return fail(expected ? "nested too deep" : "a comma or a closing bracket is missing");
    if (byte === OPEN_LIST && stack.length === 0) listDepth = 1;
    else if (byte === OPEN_LIST && stack.length === 1 && inside === OPEN_OBJECT && LISTS.has(key)) {
      listDepth = 2;
      around = true;
      start = -1;
    } else if (start < 0 && byte === OPEN_OBJECT && stack.length === listDepth) start = position;
    stack.push(byte);
    last = byte;
  }

  function close(byte: number): void {
    const opened = stack.pop();
    if (opened !== (byte === CLOSE_OBJECT ? OPEN_OBJECT : OPEN_LIST)) return fail("a closing bracket without its opening one");
    last = byte;
    if (start >= 0 && byte === CLOSE_OBJECT && stack.length === listDepth) {
      handlers.value(held.toString("utf8", start, position + 1), base + start);
      start = -1;
    }
    if (byte === CLOSE_LIST && stack.length === listDepth - 1 && start < 0) listDepth = 0;
    if (stack.length === 0) restart();
  }

  function step(byte: number): void {
    if (inString) {
      if (escaped) escaped = false;
      else if (byte === BACKSLASH) escaped = true;
      else if (byte === QUOTE) inString = false;
      else if (byte < SPACE) return fail("a line ends inside a string");
      if (inString && stack.length === 1 && key.length < 16) key += String.fromCharCode(byte);
      return;
    }
    if (byte === SPACE || byte === NEWLINE || byte === RETURN || byte === TAB) return;
    if (byte === OPEN_OBJECT || byte === OPEN_LIST) return open(byte);
    if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) return close(byte);
    if (stack.length === 0) return fail("not JSON");
    if (stack.length === listDepth && byte !== COMMA && last !== 0) return fail("an element of the list is no object");
    if (byte === QUOTE) {
      inString = true;
      if (stack.length === 1) key = "";
    }
    last = byte;
  }

  return {
    push(chunk) {
      if (dead) return;
      held = held.length === 0 ? Buffer.from(chunk) : Buffer.concat([held, chunk]);
      if (base === 0 && position === 0 && held[0] === 0xef && held[1] === 0xbb && held[2] === 0xbf) position = 3;
      while (position < held.length && !dead) {
        if (skipping) {
          const newline = held.indexOf(NEWLINE, position);
          skipping = newline < 0;
          position = newline < 0 ? held.length : newline;
          continue;
        }
        step(held[position] ?? 0);
        position++;
      }
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
      if (!dead && stack.length > 0) handlers.broken(base + Math.max(start, 0), start < 0 ? "ends before the list of records does" : "ends in the middle of a record", false);
    },
  };
}
