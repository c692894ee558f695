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
export const partOf = (mark: UnknownMark): UnknownMark => (surelyExists(mark) || mark.members !== undefined ? { $unknown: mark.$unknown } : mark);

/** All that an open list may hold beside its known elements; null where it may hold anything. None of a list that is known in full. */
export function possibleMembers(list: readonly unknown[]): readonly unknown[] | null {
  const mark = openMark(list);
  return mark === null ? NONE : (mark.members ?? null);
}

const NONE: readonly unknown[] = [];

/** A mark with its members as `change` makes them; the very mark where none changes. */
export function withMembers<T>(mark: Unknown, change: (member: T) => unknown): Unknown {
  const { members } = mark;
  if (members === undefined) return mark;
  const changed = members.map((member) => change(member as T));
  return changed.some((member, at) => member !== members[at]) ? { ...mark, members: changed } : mark;
}

/** Whether a mark stands for something that is surely there, whatever it is. */
export const surelyExists = (mark: UnknownMark): boolean =>
  mark.exists === true || mark.id !== undefined || mark.startsWith !== undefined || mark.atLeast !== undefined;
