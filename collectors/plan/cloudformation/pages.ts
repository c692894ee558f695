import { isRaw, type Raw } from "../../../document/index.ts";

/**
 * The JSON objects of a text that holds one, an array of them, or several after one another, as joined files do; null where it holds anything else.
 * A page of an API's answer is one object.
 */
export function jsonObjects(text: string): Raw[] | null {
  try {
    return objectsIn([JSON.parse(text)]);
  } catch {
    // Several values after one another are no JSON.
  }
  try {
    const parts = split(text);
    return parts.length > 1 ? objectsIn(parts.map((part) => JSON.parse(part))) : null;
  } catch {
    return null;
  }
}

function objectsIn(values: readonly unknown[]): Raw[] | null {
  const flat = values.flatMap((value) => (Array.isArray(value) ? value : [value]));
  return flat.length > 0 && flat.every(isRaw) ? flat : null;
}

/** The top-level braced or bracketed parts of a text. */
function split(text: string): string[] {
  const parts: string[] = [];
  const marks = /["{}[\]]/g;
  let depth = 0;
  let start = 0;
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    if (mark[0] === '"') marks.lastIndex = endOfString(text, mark.index);
    else if (mark[0] === "{" || mark[0] === "[") depth += 1;
    else {
      depth -= 1;
      if (depth > 0) continue;
      parts.push(text.slice(start, mark.index + 1));
      start = mark.index + 1;
    }
  }
  return text.slice(start).trim() === "" ? parts : [...parts, text.slice(start)];
}

/** The index after the quote that closes the string which opens at `from`. */
function endOfString(text: string, from: number): number {
  const marks = /["\\]/g;
  marks.lastIndex = from + 1;
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    if (mark[0] === '"') return mark.index + 1;
    marks.lastIndex = mark.index + 2;
  }
  return text.length;
}
