import { compareText, type GapRegister } from "../../../document/index.ts";
import { isUnknown, type Unknown } from "../../../schemas/index.ts";
import { joined, type Opening, openingOf, openMarkOf } from "./opening.ts";

/** A list of the document that may be open or unknown. */
export type OpenList<T> = (T | Unknown)[] | Unknown;

/** The members that are known. */
export const knownOf = <T>(list: OpenList<T>): T[] => (isUnknown(list) ? [] : list.filter((item): item is T => !isUnknown(item)));

/** The members that are known, and those that it may hold as well, as far as these are named. */
export const mayBeOf = <T>(list: OpenList<T>): T[] => [...knownOf(list), ...((markOf(list)?.members ?? []) as T[])];

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
  /** Set where the list may gain others: those of its members, or any. */
  opens: Opening<T> | null;
  /** Set where members may be lost: those of its members, or any; where it may be any, nothing is known of the list. */
  loses: Opening<T> | null;
  /** Whether whatever else it held is gone, known or not. */
  exact: boolean;
}

/** A list after a change, sorted by key, each member once. */
export function changedList<T>(model: { gaps: GapRegister }, list: OpenList<T>, change: ListChange<T>, keyOf: (item: T) => string): OpenList<T> {
  if (change.loses?.members === null) return change.loses.mark;
  const losable = new Set(change.loses?.members.map(keyOf));
  const before = change.exact ? [] : knownOf(list);
  const added = new Set(change.add.map(keyOf));
  const kept = before.filter((item) => !added.has(keyOf(item)) && !change.remove.has(keyOf(item)) && !change.maybe.has(keyOf(item)));
  const all = [...kept, ...change.add];
  const items = all.filter((item) => !losable.has(keyOf(item)));
  const lost = change.loses && { mark: change.loses.mark, members: all.filter((item) => losable.has(keyOf(item))) };
  const opening = joined(joined(openingOf<T>(change.exact ? null : markOf(list)), change.opens), lost);
  const mark = opening && openMarkOf(model, withoutKnown(opening, new Set(items.map(keyOf)), keyOf));
  if (items.length === 0 && isUnknown(list) && mark === list) return list;
  items.sort((a, b) => compareText(keyOf(a), keyOf(b)));
  return mark ? [...items, mark] : items;
}

/** What the list may hold beside its known members, each once. */
function withoutKnown<T>({ mark, members }: Opening<T>, known: ReadonlySet<string>, keyOf: (item: T) => string): Opening<T> {
  if (members === null) return { mark, members };
  const further = new Map(members.filter((member) => !known.has(keyOf(member))).map((member) => [keyOf(member), member]));
  return { mark, members: further.size === members.length ? members : [...further.values()] };
}

/** A list with its members renamed; the list itself where it is not known. */
export function replacedIn<T>(list: OpenList<T>, replace: (item: T) => T, keyOf: (item: T) => string): OpenList<T> {
  if (isUnknown(list)) return list;
  const items = knownOf(list).map(replace);
  items.sort((a, b) => compareText(keyOf(a), keyOf(b)));
  const mark = markOf(list);
  if (mark?.members) mark.members = (mark.members as T[]).map(replace);
  return mark ? [...items, mark] : items;
}
