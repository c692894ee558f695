import type { Range } from "../diagnostic.ts";
import type { MapEntry, MapNode } from "./source.ts";
import { span } from "./source.ts";

/** Parts that hold a condition. */
const CONDITIONS = ["require", "applies", "match", "unless"];

/** Keys of a rule that stand at its margin though they belong to the part above, which is empty: the first part that has any, with them. */
export interface Unindented {
  part: MapEntry;
  entries: MapEntry[];
}

/** A path or an operator: no field of a rule has a dot in it. */
const isOfCondition = ({ key }: MapEntry): boolean => key.includes(".") || ["and", "or", "not"].includes(key);

export function unindented(root: MapNode): Unindented | null {
  for (const [index, part] of root.entries.entries()) {
    if (!CONDITIONS.includes(part.key) || part.value.kind !== "scalar" || !part.value.empty) continue;
    const after = root.entries.slice(index + 1);
    const end = after.findIndex((entry) => !isOfCondition(entry));
    const entries = end < 0 ? after : after.slice(0, end);
    if (entries.length > 0) return { part, entries };
  }
  return null;
}

/** The lines of these keys, two blanks further right, in the place of the range. */
export function indented(entries: readonly MapEntry[], lines: readonly string[]): { at: Range; text: string } | null {
  const [first, last] = [entries[0], entries.at(-1)];
  if (!first || !last || first.keyAt.column !== 1) return null;
  const at = span(first.keyAt, last.value.at);
  const text = lines.slice(at.line - 1, at.endLine).map((line) => (line.trim() === "" ? line : `  ${line}`));
  text[text.length - 1] = (text.at(-1) ?? "").slice(0, at.endColumn - 1 + 2);
  return { at, text: text.join("\n") };
}
