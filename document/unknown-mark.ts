import type { Unknown } from "../schemas/index.ts";

/** The unknown mark as it travels through an evaluation. `exists`: the thing is there, only its content is unknown (an id that is not found). */
export interface UnknownMark extends Unknown {
  exists?: true;
}

/** Whether a value read from a typed field is the mark. Readers of verbatim JSON never let through an object that only looks like one. */
export const isUnknownMark = (value: unknown): value is UnknownMark =>
  typeof value === "object" && value !== null && (value as { $unknown?: unknown }).$unknown !== undefined;

/** Length of a typed list without the mark that leaves it open. */
export const knownLength = (list: readonly unknown[]): number => (openMark(list) ? list.length - 1 : list.length);

/** The trailing mark of an open list. A mark with an id is one member, of which only the text is not known. */
export function openMark(list: readonly unknown[]): UnknownMark | null {
  const last = list[list.length - 1];
  return isUnknownMark(last) && last.id === undefined ? last : null;
}

/** The first mark of a list: of members that are not known, or of others that it may hold. Marks are last in a list. */
export function unknownIn(list: readonly unknown[]): UnknownMark | null {
  return isUnknownMark(list[list.length - 1]) ? (list.find(isUnknownMark) ?? null) : null;
}

/** The mark of a part of what a mark stands for: what is known of the whole says nothing of its parts, which may be absent. */
export const partOf = (mark: UnknownMark): UnknownMark => (surelyExists(mark) ? { $unknown: mark.$unknown } : mark);

/** Whether a mark stands for something that is surely there, whatever it is. */
export const surelyExists = (mark: UnknownMark): boolean =>
  mark.exists === true || mark.id !== undefined || mark.startsWith !== undefined || mark.atLeast !== undefined;
