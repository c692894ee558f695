import type { Range } from "../engine/index.ts";
import type { LspRange, Position } from "./protocol.ts";

/** From the engine's places, which count from 1, to the protocol's, which count from 0. */
export const rangeOf = ({ line, column, endLine, endColumn }: Range): LspRange => ({
  start: { line: line - 1, character: column - 1 },
  end: { line: endLine - 1, character: endColumn - 1 },
});

/** Whether a position lies within, the end included: a cursor stands behind the last letter of what was typed. */
export function contains({ line, column, endLine, endColumn }: Range, { line: at, character }: Position): boolean {
  const afterStart = at + 1 > line || (at + 1 === line && character + 1 >= column);
  const beforeEnd = at + 1 < endLine || (at + 1 === endLine && character + 1 <= endColumn);
  return afterStart && beforeEnd;
}

/** Offset of a position in a text; one beyond the text's end is its end. */
export function offsetAt(text: string, { line, character }: Position): number {
  let start = 0;
  for (let at = 0; at < line; at += 1) {
    const next = text.indexOf("\n", start);
    if (next < 0) return text.length;
    start = next + 1;
  }
  const end = text.indexOf("\n", start);
  return Math.min(start + character, end < 0 ? text.length : end);
}
