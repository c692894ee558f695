import type { UnknownMark } from "../../../document/index.ts";
import type { Resource } from "./document-index.ts";

/** Stands for an object of verbatim JSON: conditions ask no more of one than that it is there. */
const SOME_OBJECT = Object.freeze({});

/** A member of verbatim JSON by own properties of objects only: of anything else it is null. */
export function member(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value) || !Object.hasOwn(value, name)) return null;
  return (value as Resource)[name] ?? null;
}

/** What verbatim JSON gives to a test: scalars and lists as they are; no object passes, so that none can pose as the unknown mark. */
export const leaf = (value: unknown): unknown => (typeof value === "object" && value !== null && !Array.isArray(value) ? SOME_OBJECT : (value ?? null));

/** Reads a path of the record of an event; a part that `unknownPaths` lists, and a list with such a part, is unknown. */
export function recordMember(event: Resource, names: readonly string[]): unknown {
  let value: unknown = event.record;
  for (const name of names) value = member(value, name);
  const unknownPaths = event.unknownPaths as readonly { path: string; gap: string }[];
  if (unknownPaths.length > 0) {
    const mark = unknownPart(unknownPaths, names.join("."), Array.isArray(value));
    if (mark) return mark;
  }
  return leaf(value);
}

function unknownPart(unknownPaths: readonly { path: string; gap: string }[], path: string, isList: boolean): UnknownMark | null {
  for (const part of unknownPaths) {
    const covers = part.path === "" || part.path === path || path.startsWith(`${part.path}.`);
    const within = isList && (part.path.startsWith(`${path}.`) || part.path.startsWith(`${path}[`));
    if (covers || within) return { $unknown: part.gap };
  }
  return null;
}
