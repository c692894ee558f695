import type { Unknown } from "../schemas/index.ts";

/** The unknown mark as it travels through an evaluation. `exists`: the thing is there, only its content is unknown (an id that is not found). */
export interface UnknownMark extends Unknown {
  exists?: true;
}

/** Whether a value read from a typed field is the mark. Readers of verbatim JSON never let through an object that only looks like one. */
export const isUnknownMark = (value: unknown): value is UnknownMark =>
  typeof value === "object" && value !== null && (value as { $unknown?: unknown }).$unknown !== undefined;

/** Length of a typed list without its trailing mark. */
export function knownLength(list: readonly unknown[]): number {
  const length = list.length;
  return length > 0 && isUnknownMark(list[length - 1]) ? length - 1 : length;
}

/** The trailing mark of an open list. */
export function openMark(list: readonly unknown[]): UnknownMark | null {
  const last = list[list.length - 1];
  return isUnknownMark(last) ? last : null;
}
