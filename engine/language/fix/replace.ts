import type { Range } from "../diagnostic.ts";

/** One piece of text put in the place of a range. */
export interface Replacement {
  at: Range;
  text: string;
}

/** Where a place of a text lies, in UTF-16 units from its start; places beyond the text lie at its end. */
export function offsetIn(text: string): (line: number, column: number) => number {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (line, column) => Math.min(text.length, (starts[line - 1] ?? text.length) + column - 1);
}

/**
 * The text with every edit made, and all else byte for byte as it was. Of edits that overlap the first is made. `placed`: from where to where the new
 * pieces lie, in UTF-16 units.
 */
export function replace(text: string, edits: readonly Replacement[]): { text: string; placed: { from: number; to: number }[] } {
  const offset = offsetIn(text);
  const ordered = edits.map((edit) => ({ from: offset(edit.at.line, edit.at.column), to: offset(edit.at.endLine, edit.at.endColumn), text: edit.text }));
  ordered.sort((one, other) => one.from - other.from || one.to - other.to);
  const placed: { from: number; to: number }[] = [];
  let out = "";
  let done = 0;
  for (const edit of ordered) {
    if (edit.from < done || edit.to < edit.from) continue;
    out += text.slice(done, edit.from);
    placed.push({ from: out.length, to: out.length + edit.text.length });
    out += edit.text;
    done = edit.to;
  }
  return { text: out + text.slice(done), placed };
}
