import type { MapEntry, Range, SourceNode } from "../engine/index.ts";
import { contains } from "./places.ts";
import type { Position } from "./protocol.ts";

/** A key, or the number of a list's item. */
export type YamlStep = string | number;

/** A place in a file: the keys and items that lead to it, and whether it is the last of these keys or what stands beneath. */
export interface CursorSpot {
  steps: YamlStep[];
  at: "key" | "value";
  /** Text of the key or value. */
  text: string;
  range: Range;
  /** Keys of the map that the spot is a key of. */
  siblings: string[];
}

interface Wanted {
  key: (entry: MapEntry) => boolean;
  value: (node: SourceNode) => boolean;
}

/** The key or plain value at a position; null between them. */
export const spotAt = (root: SourceNode | null, position: Position): CursorSpot | null =>
  root &&
  find(root, [], {
    key: ({ keyAt }) => contains(keyAt, position),
    value: ({ at }) => contains(at, position),
  });

/** The key or plain value that holds a mark, which was put where the cursor stands. */
export const spotOf = (root: SourceNode | null, mark: string): CursorSpot | null =>
  root &&
  find(root, [], {
    key: ({ key }) => key.includes(mark),
    value: (node) => node.kind === "scalar" && typeof node.value === "string" && node.value.includes(mark),
  });

function find(node: SourceNode, steps: YamlStep[], wanted: Wanted): CursorSpot | null {
  if (node.kind === "scalar") return wanted.value(node) ? { steps, at: "value", text: String(node.value ?? ""), range: node.at, siblings: [] } : null;
  if (node.kind === "list") {
    for (const [index, item] of node.items.entries()) {
      const found = find(item, [...steps, index], wanted);
      if (found) return found;
    }
    return null;
  }
  if (node.kind === "broken") return null;
  for (const entry of node.entries) {
    const inner = [...steps, entry.key];
    if (wanted.key(entry)) return { steps: inner, at: "key", text: entry.key, range: entry.keyAt, siblings: node.entries.map(({ key }) => key) };
    const found = find(entry.value, inner, wanted);
    if (found) return found;
  }
  return null;
}

/** What stands beneath these steps. */
export function nodeAt(root: SourceNode | null, steps: readonly YamlStep[]): SourceNode | null {
  let node = root;
  for (const step of steps) {
    if (node?.kind === "map") node = node.entries.find(({ key }) => key === step)?.value ?? null;
    else if (node?.kind === "list" && typeof step === "number") node = node.items[step] ?? null;
    else return null;
  }
  return node;
}

/** The text of a plain value; null for everything else. */
export const textOf = (node: SourceNode | null): string | null => (node?.kind === "scalar" && typeof node.value === "string" ? node.value : null);
