/** A key that stands twice in one object of a JSON text. JSON.parse keeps the last value and drops the others without a word. */
export interface DuplicateKey {
  key: string;
  /** Where the second value stands, such as `users[2].tags`. */
  path: string;
  /** Of the second key, from 1. */
  line: number;
  column: number;
}

const [QUOTE, COMMA, OPEN_LIST, BACKSLASH, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [34, 44, 91, 92, 93, 123, 125] as const;

/** An open bracket: the keys of an object so far and the last of them, or the index in a list. */
interface Open {
  keys: Set<string> | null;
  key: string;
  index: number;
}

/** Keys that stand twice in an object, in the order of the text, at most `most`. Expects what JSON.parse accepts, or several such texts in a row. */
export function duplicateKeys(text: string, most = 5): DuplicateKey[] {
  const found: DuplicateKey[] = [];
  const open: Open[] = [];
  let expectsKey = false;
  for (let at = 0; at < text.length && found.length < most; at++) {
    const character = text.charCodeAt(at);
    if (character === QUOTE) {
      const end = endOfString(text, at);
      const inside = expectsKey ? open.at(-1) : undefined;
      if (inside?.keys) {
        inside.key = plainKey(text.slice(at + 1, end));
        if (inside.keys.has(inside.key)) found.push({ key: inside.key, path: pathOf(open), ...placeOf(text, at) });
        inside.keys.add(inside.key);
        expectsKey = false;
      }
      at = end;
    } else if (character === OPEN_OBJECT) {
      open.push({ keys: new Set(), key: "", index: 0 });
      expectsKey = true;
    } else if (character === OPEN_LIST) {
      open.push({ keys: null, key: "", index: 0 });
      expectsKey = false;
    } else if (character === CLOSE_OBJECT || character === CLOSE_LIST) {
      open.pop();
      expectsKey = false;
    } else if (character === COMMA) {
      const inside = open.at(-1);
      if (inside) inside.index++;
      expectsKey = (inside?.keys ?? null) !== null;
    }
  }
  return found;
}

/**
 * Whether a text may repeat a key in an object, where `value` is what JSON.parse made of the whole text: false is certain. It takes a small part of the
 * time of the parsing: a text has no fewer key-ends (`":`) than members, and a value has as many keys as its text has members unless one is repeated.
 */
export function mayRepeatKeys(text: string, value: unknown): boolean {
  // Blanks before a colon: key-ends are then not what is counted.
  if ([" :", "\n:", "\t:", "\r:"].some((blank) => text.includes(blank))) return true;
  let ends = 0;
  for (let at = text.indexOf('":'); at >= 0; at = text.indexOf('":', at + 2)) {
    // One backslash before it: a quote inside a string.
    if (text.charCodeAt(at - 1) !== BACKSLASH || text.charCodeAt(at - 2) === BACKSLASH) ends++;
  }
  return ends !== keyCount(value);
}

/** How many keys all objects of a JSON value have together. */
export function keyCount(value: unknown): number {
  let count = 0;
  const left: object[] = isObject(value) ? [value] : [];
  for (let each = left.pop(); each !== undefined; each = left.pop()) {
    if (Array.isArray(each)) {
      for (const element of each as unknown[]) if (isObject(element)) left.push(element);
      continue;
    }
    for (const key in each) {
      count++;
      const member = (each as Record<string, unknown>)[key];
      if (isObject(member)) left.push(member);
    }
  }
  return count;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

const PLAIN = /^[A-Za-z_$][\w$-]*$/;

function pathOf(open: readonly Open[]): string {
  const steps = open.map(({ keys, key, index }) => (keys === null ? `[${index}]` : PLAIN.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`));
  return steps.join("").replace(/^\./, "");
}

/** Index of the quote that closes a string; the text's length where none does. */
function endOfString(text: string, from: number): number {
  for (let end = text.indexOf('"', from + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === BACKSLASH) before--;
    if ((end - 1 - before) % 2 === 0) return end;
  }
  return text.length;
}

/** A key can be written with escapes: "\\u0061" is "a". */
function plainKey(written: string): string {
  if (!written.includes("\\")) return written;
  try {
    return String(JSON.parse(`"${written}"`));
  } catch {
    return written;
  }
}

function placeOf(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at);
  return { line: before.split("\n").length, column: at - before.lastIndexOf("\n") };
}
