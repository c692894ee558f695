/** A key that stands twice in one object of a JSON text. JSON.parse keeps the last value and drops the others without a word. */
export interface DuplicateKey {
  key: string;
  /** Of the second key, from 1. */
  line: number;
  column: number;
}

const [QUOTE, COMMA, OPEN_LIST, BACKSLASH, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [34, 44, 91, 92, 93, 123, 125] as const;

/** Keys that stand twice in an object, in the order of the text, at most `most`. Expects what JSON.parse accepts, or several such texts in a row. */
export function duplicateKeys(text: string, most = 5): DuplicateKey[] {
  const found: DuplicateKey[] = [];
  /** For each open bracket the keys of its object so far; null for a list. */
  const open: (Set<string> | null)[] = [];
  let expectsKey = false;
  for (let at = 0; at < text.length && found.length < most; at++) {
    const character = text.charCodeAt(at);
    if (character === QUOTE) {
      const end = endOfString(text, at);
      const keys = expectsKey ? open.at(-1) : null;
      if (keys) {
        const key = plainKey(text.slice(at + 1, end));
        if (keys.has(key)) found.push({ key, ...placeOf(text, at) });
        keys.add(key);
        expectsKey = false;
      }
      at = end;
    } else if (character === OPEN_OBJECT) {
      open.push(new Set());
      expectsKey = true;
    } else if (character === OPEN_LIST) {
      open.push(null);
      expectsKey = false;
    } else if (character === CLOSE_OBJECT || character === CLOSE_LIST) {
      open.pop();
      expectsKey = false;
    } else if (character === COMMA) expectsKey = (open.at(-1) ?? null) !== null;
  }
  return found;
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
