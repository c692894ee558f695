/** A key of a JSON text, with the keys above it; lists on the way are passed through. */
export interface KeyPlace {
  path: string[];
  /** From 1. */
  line: number;
  /** The value where it is a string. */
  value: string | null;
}

/** Where the keys of a JSON text stand, down to a depth. A text that is no JSON gives what could be read before the fault. */
export function jsonKeys(text: string, depth: number): KeyPlace[] {
  const places: KeyPlace[] = [];
  /** The key under which each open object or list stands; null for members of lists. */
  const open: { key: string | null; isList: boolean }[] = [];
  let line = 1;
  let key: KeyPlace | null = null;
  let expectsKey = false;
  const token = /"(?:[^"\\\n]|\\.)*"|[{}[\],:\n]|[^\s"{}[\],:]+/g;
  for (let found = token.exec(text); found; found = token.exec(text)) {
    const [word] = found;
    if (word === "\n") line++;
    else if (word === "{" || word === "[") {
      open.push({ key: key?.path.at(-1) ?? null, isList: word === "[" });
      key = null;
      expectsKey = word === "{";
    } else if (word === "}" || word === "]") {
      open.pop();
      key = null;
      expectsKey = false;
    } else if (word === ",") {
      key = null;
      expectsKey = open.at(-1)?.isList === false;
    } else if (word === ":") expectsKey = false;
    else if (word.startsWith('"')) {
      const value = unquoted(word);
      if (expectsKey) {
        const path = [...open.flatMap((each) => each.key ?? []), value];
        key = { path, line, value: null };
        if (path.length <= depth) places.push(key);
      } else if (key) key.value = value;
    }
  }
  return places;
}

function unquoted(word: string): string {
  try {
    return String(JSON.parse(word));
  } catch {
    return word.slice(1, -1);
  }
}
