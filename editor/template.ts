import { offsetAt } from "./places.ts";
import type { LspRange, Position } from "./protocol.ts";

/** The `{{path}}` around a position, closed or not: its path and where that is. Null outside of one. */
export function templateAt(text: string, position: Position): { path: string; range: LspRange } | null {
  const offset = offsetAt(text, position);
  const lineStart = offset - position.character;
  const before = text.slice(lineStart, offset);
  const open = before.lastIndexOf("{{");
  if (open < 0 || before.indexOf("}}", open) >= 0) return null;
  const head = before.slice(open + 2);
  const tail = /^[A-Za-z0-9_.]*/.exec(text.slice(offset, offset + 200))?.[0] ?? "";
  const path = (head + tail).trim();
  const start = open + 2 + (head.length - head.trimStart().length);
  const { line } = position;
  return { path, range: { start: { line, character: start }, end: { line, character: start + path.length } } };
}
