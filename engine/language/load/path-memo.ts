import type { ResourceKind, ValueType } from "../../../schemas/index.ts";
import type { PathOperand } from "../condition/ast.ts";

/** A path that was resolved, and the number of its steps up to and including the last that may be null. */
export interface ResolvedPath {
  path: PathOperand;
  nullableUpTo: number;
}

/** Rules read the same few paths over and over. What a path means depends on the kind and the type of the element around, where no `let` has its name. */
const KNOWN = new WeakMap<ValueType | typeof NO_ELEMENT, Map<ResourceKind, Map<string, ResolvedPath>>>();

const NO_ELEMENT = {};

/** Rules are untrusted and editors run for long: more paths than this are resolved again. */
const MOST_PATHS = 5_000;

function pathsOf(kind: ResourceKind, element: ValueType | undefined): Map<string, ResolvedPath> {
  const byKind = KNOWN.get(element ?? NO_ELEMENT) ?? new Map<ResourceKind, Map<string, ResolvedPath>>();
  const known = byKind.get(kind);
  if (known && known.size < MOST_PATHS) return known;
  const fresh = new Map<string, ResolvedPath>();
  KNOWN.set(element ?? NO_ELEMENT, byKind.set(kind, fresh));
  return fresh;
}

/** The path as it was resolved before; undefined where it was not. */
export const knownPath = (kind: ResourceKind, element: ValueType | undefined, text: string): ResolvedPath | undefined => pathsOf(kind, element).get(text);

export function keepPath(kind: ResourceKind, element: ValueType | undefined, resolved: ResolvedPath): void {
  pathsOf(kind, element).set(resolved.path.text, resolved);
}
