import { type Cursor, NAME_START, readName, readString, skipQuiet, step } from "./hcl.ts";

/** The attributes of the blocks of a .tf file that have this kind and these labels, by name: their expressions as they are written. */
export function hclAttributes(text: string, kind: string, labels: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  const cursor: Cursor = { text, at: 0, line: 1 };
  const wanted = [kind, ...labels].join("\u0000");
  let depth = 0;
  let header: string[] = [];
  let isWanted = false;
  while (cursor.at < text.length) {
    if (skipQuiet(cursor)) continue;
    const character = text[cursor.at] ?? "";
    if (character === '"' || NAME_START.test(character)) {
      const word = character === '"' ? readString(cursor) : readName(cursor);
      if (depth < 2) header.push(word);
    } else if (character === "=" && depth === 1 && isWanted && header.length === 1) {
      const [name = ""] = header;
      step(cursor);
      const from = cursor.at;
      skipExpression(cursor);
      found.set(name, text.slice(from, cursor.at).trim());
      header = [];
    } else {
      if (character === "{") {
        if (depth === 0) isWanted = header.join("\u0000") === wanted;
        depth++;
      }
      if (character === "}") depth = Math.max(0, depth - 1);
      if (character.trim() !== "" || character === "\n") header = [];
      step(cursor);
    }
  }
  return found;
}

/** The text between the braces of the blocks of a .tf file that have this kind and these labels. */
export function hclBodies(text: string, kind: string, labels: readonly string[]): string[] {
  const bodies: string[] = [];
  const cursor: Cursor = { text, at: 0, line: 1 };
  const wanted = [kind, ...labels].join("\u0000");
  let depth = 0;
  let header: string[] = [];
  let from: number | null = null;
  while (cursor.at < text.length) {
    if (skipQuiet(cursor)) continue;
    const character = text[cursor.at] ?? "";
    if (character === '"' || NAME_START.test(character)) {
      const word = character === '"' ? readString(cursor) : readName(cursor);
      if (depth === 0) header.push(word);
      continue;
    }
    if (character === "{") {
      if (depth === 0 && header.join("\u0000") === wanted) from = cursor.at + 1;
      depth++;
      header = [];
    }
    if (character === "}") {
      depth = Math.max(0, depth - 1);
      if (depth === 0 && from !== null) bodies.push(text.slice(from, cursor.at));
      if (depth === 0) from = null;
    }
    step(cursor);
  }
  return bodies;
}

/** To the end of the line on which an expression ends, or of the block: line breaks within brackets are part of it. */
function skipExpression(cursor: Cursor): void {
  let depth = 0;
  while (cursor.at < cursor.text.length) {
    const character = cursor.text[cursor.at] ?? "";
    if (depth === 0 && (character === "\n" || character === "}" || character === "#")) return;
    if (character === '"') readString(cursor);
    else if (!skipQuiet(cursor)) {
      if ("([{".includes(character)) depth++;
      if (")]}".includes(character)) depth--;
      step(cursor);
    }
  }
}
