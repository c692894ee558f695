import { gapRegister, isRaw } from "../../document/index.ts";
import { type document, type Gap, isUnknown } from "../../schemas/index.ts";

/** Gaps of several numberings as one, and for each the old ids' new ones. */
export function mergeGaps(parts: readonly Record<string, Gap>[]): { gaps: Record<string, Gap>; renames: ReadonlyMap<string, string>[] } {
  const register = gapRegister();
  const marks = parts.map((part) => Object.entries(part).map(([id, gap]) => ({ id, mark: register.mark(gap) })));
  const gaps = register.number();
  return { gaps, renames: marks.map((entries) => new Map(entries.map(({ id, mark }) => [id, mark.$unknown]))) };
}

/** A typed value of the document with its marks renamed. Not for anything that holds a verbatim record. */
export function renameMarks<T>(value: T, renames: ReadonlyMap<string, string>): T {
  return renamed(value, renames) as T;
}

/** An event with its marks renamed; its record, in which `$unknown` means nothing, is left as it is. */
export function renameEvent(event: document.Event, renames: ReadonlyMap<string, string>): document.Event {
  // Only events of snapshots of older versions hold more: what follows from the record, and marks in it.
  const { unknownPaths } = event;
  if (!event.actor && !event.target && !event.change && !event.outcome)
    return unknownPaths.length === 0 ? event : { ...event, unknownPaths: renamedPaths(unknownPaths, renames) };
  const { record, unknownPaths: _, ...derived } = event;
  return {
    ...(renamed(derived, renames) as Omit<document.Event, "record" | "unknownPaths">),
    record,
    unknownPaths: renamedPaths(unknownPaths, renames),
  };
}

const renamedPaths = (paths: document.Event["unknownPaths"], renames: ReadonlyMap<string, string>): document.Event["unknownPaths"] =>
  paths.map(({ path, gap }) => ({ path, gap: renames.get(gap) ?? gap }));

function renamed(value: unknown, renames: ReadonlyMap<string, string>): unknown {
  if (isUnknown(value)) return { $unknown: renames.get(value.$unknown) ?? value.$unknown };
  if (Array.isArray(value)) return value.map((element) => renamed(element, renames));
  if (!isRaw(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, renamed(inner, renames)]));
}

/** Whether a typed value holds a mark of a gap. Not for anything that holds a verbatim record. */
export function namesMark(value: unknown, id: string): boolean {
  if (isUnknown(value)) return value.$unknown === id;
  if (Array.isArray(value)) return value.some((element) => namesMark(element, id));
  return isRaw(value) && Object.values(value).some((inner) => namesMark(inner, id));
}
