import type { Scalar } from "../condition/ast.ts";
import type { Range } from "../diagnostic.ts";

/** A file's text, and its name as the user gave it. */
export interface SourceFile {
  file: string;
  text: string;
  /** Why the bytes of the file are no text that can be read, as a sentence; `text` is empty then. */
  unread?: string;
}

/** A YAML node with its place and the text it was written as. A broken node has been reported: whoever meets it stays silent. */
export type SourceNode = ScalarNode | ListNode | MapNode | BrokenNode;

interface Placed {
  at: Range;
  text: string;
}

export interface ScalarNode extends Placed {
  kind: "scalar";
  value: Scalar;
  quoted: boolean;
  /** Nothing was written: `key:` and the rest left out. */
  empty: boolean;
}

export interface ListNode extends Placed {
  kind: "list";
  items: SourceNode[];
}

export interface MapEntry {
  key: string;
  keyAt: Range;
  value: SourceNode;
}

export interface MapNode extends Placed {
  kind: "map";
  entries: MapEntry[];
}

export interface BrokenNode extends Placed {
  kind: "broken";
}

export const entryOf = (node: SourceNode | undefined, key: string): MapEntry | undefined =>
  node?.kind === "map" ? node.entries.find((entry) => entry.key === key) : undefined;

export const nodeAt = (node: SourceNode | undefined, key: string): SourceNode | undefined => entryOf(node, key)?.value;

export const itemsOf = (node: SourceNode | undefined): SourceNode[] => (node?.kind === "list" ? node.items : []);

/** The plain JSON value; broken nodes become null. A key named __proto__ becomes an own property like any other. */
export function toData(node: SourceNode): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(toData);
  if (node.kind === "broken") return null;
  const data: Record<string, unknown> = {};
  for (const { key, value } of node.entries) {
    if (key === "__proto__") Object.defineProperty(data, key, { value: toData(value), enumerable: true, writable: true, configurable: true });
    else data[key] = toData(value);
  }
  return data;
}

/** From the start of one range to the end of another. */
export const span = (from: Range, to: Range): Range => ({ line: from.line, column: from.column, endLine: to.endLine, endColumn: to.endColumn });

/** What YAML made of a node, in words. */
export function typeWord(node: SourceNode): string {
  if (node.kind !== "scalar") return node.kind === "list" ? "a list" : "a map";
  if (node.value === null) return "null";
  return typeof node.value === "string" ? "text" : typeof node.value === "number" ? "a number" : "true or false";
}
