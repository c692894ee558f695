import { compareText } from "../../../document/index.ts";
import { isUnknown, type Unknown } from "../../../schemas/index.ts";

/** A list of the document that may be open or unknown. */
export type OpenList<T> = (T | Unknown)[] | Unknown;

/** The members that are known. */
export const knownOf = <T>(list: OpenList<T>): T[] => (isUnknown(list) ? [] : list.filter((item): item is T => !isUnknown(item)));

/** The mark of a list that may hold more; null of one that is known in full. */
export const markOf = <T>(list: OpenList<T>): Unknown | null => (isUnknown(list) ? list : (list.find(isUnknown) ?? null));

/** What happens to one list. */
export interface ListChange<T> {
  /** Surely members afterwards. */
  add: readonly T[];
  /** Surely no members afterwards, by key. */
  remove: ReadonlySet<string>;
  /** May be members afterwards, or not, by key: left out, and the list is open. */
  maybe: ReadonlySet<string>;
  /** Set where the list may gain others. */
  opens: Unknown | null;
  /** Set where any member may be lost: then nothing is known of the list. */
  loses: Unknown | null;
  /** Whether whatever else it held is gone, known or not. */
  exact: boolean;
}

/** A list after a change, sorted by key, each member once. */
export function changedList<T>(list: OpenList<T>, change: ListChange<T>, keyOf: (item: T) => string): OpenList<T> {
  if (change.loses) return change.loses;
  const mark = (change.exact ? null : markOf(list)) ?? change.opens;
  const kept = change.exact ? [] : knownOf(list);
  const added = new Set(change.add.map(keyOf));
  const items = [...kept.filter((item) => !added.has(keyOf(item)) && !change.remove.has(keyOf(item)) && !change.maybe.has(keyOf(item))), ...change.add];
  if (items.length === 0 && isUnknown(list) && mark === list) return list;
  items.sort((a, b) => compareText(keyOf(a), keyOf(b)));
  return mark ? [...items, mark] : items;
}

/** A list with its members renamed; the list itself where it is not known. */
export function replacedIn<T>(list: OpenList<T>, replace: (item: T) => T, keyOf: (item: T) => string): OpenList<T> {
  if (isUnknown(list)) return list;
  const items = knownOf(list).map(replace);
  items.sort((a, b) => compareText(keyOf(a), keyOf(b)));
  const mark = markOf(list);
  return mark ? [...items, mark] : items;
}
