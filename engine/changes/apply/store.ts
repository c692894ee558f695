import { compareText } from "../../../document/index.ts";
import { isUnknown, type Unknown } from "../../../schemas/index.ts";

/**
 * One of the document's lists while a change is worked into it: looked up by key, copied where it is changed, and otherwise the very objects of the
 * snapshot. The snapshot itself is never written to.
 */
export interface Store<T> {
  /** Whether the list surely holds every resource of its kind, as far as the snapshot and the changes so far tell. */
  isComplete(): boolean;
  /** Why it may hold more; null where it is complete. */
  mark(): Unknown | null;
  get(key: string): T | undefined;
  /** The resource as an object of its own, to be changed in place; lists within it are still the snapshot's and must be replaced, not changed. */
  edit(key: string): T | undefined;
  add(item: T): void;
  /** One that the snapshot's list may hold and does not name: it was there before, and is no growth. */
  addExisting(item: T): void;
  remove(key: string): void;
  /** The list may hold more than is known. */
  open(mark: Unknown): void;
  /** The list may hold this resource or not. `mark` says why. */
  mayHold(item: T, mark: Unknown): void;
  all(): Iterable<T>;
  /** How many more resources (for which `test` holds) there are than in the snapshot, unnamed ones included. */
  growth(test?: (item: T) => boolean): number;
  /** One more of which only its being there is known. */
  addUnnamed(mark: Unknown): void;
  removeUnnamed(): void;
  /** The list for the document, each of its changed members as `written` makes it: the snapshot's own where nothing changed. `possibly` makes the mark of what it may hold. */
  finish<U>(written: (item: T) => U, possibly: (mark: Unknown, members: U[]) => Unknown): (U | Unknown)[] | Unknown;
}

/** @param same makes keys equal that mean one resource: `nameKey` for ARNs of IAM. */
export function store<T extends object>(
  list: readonly (T | Unknown)[] | Unknown,
  keyOf: (item: T) => string,
  same: (key: string) => string = (key) => key,
): Store<T> {
  const index = new Map<string, T>();
  if (!isUnknown(list)) for (const item of list) if (!isUnknown(item)) index.set(same(keyOf(item)), item);
  const own = new Set<string>();
  let mark: Unknown | null = isUnknown(list) ? list : (list.find(isUnknown) ?? null);
  const possible: { item: T; mark: Unknown }[] = [];
  let changed = false;
  let unnamed = 0;
  return {
    isComplete: () => mark === null && possible.length === 0,
    mark: () => mark ?? possible[0]?.mark ?? null,
    get: (text) => index.get(same(text)),
    edit(text) {
      const key = same(text);
      const item = index.get(key);
      if (!item || own.has(key)) return item;
      const copy = { ...item };
      index.set(key, copy);
      own.add(key);
      changed = true;
      return copy;
    },
    add(item) {
      const key = same(keyOf(item));
      index.set(key, item);
      own.add(key);
      changed = true;
    },
    addExisting(item) {
      this.add(item);
      unnamed -= 1;
    },
    remove(text) {
      const key = same(text);
      if (!index.delete(key)) return;
      own.delete(key);
      changed = true;
    },
    open(more) {
      if (mark) return;
      mark = more;
      changed = true;
    },
    mayHold(item, why) {
      possible.push({ item, mark: why });
      changed = true;
    },
    all: () => index.values(),
    growth(test) {
      if (!changed && unnamed === 0) return 0;
      const before = isUnknown(list) ? [] : list.filter((item): item is T => !isUnknown(item));
      const count = (items: Iterable<T>): number => (test ? [...items].filter(test).length : [...items].length);
      return count(index.values()) - count(before) + unnamed;
    },
    addUnnamed(more) {
      unnamed += 1;
      if (mark) return;
      mark = more;
      changed = true;
    },
    removeUnnamed() {
      unnamed -= 1;
    },
    finish<U>(written: (item: T) => U, possibly: (mark: Unknown, members: U[]) => Unknown) {
      if (!changed) return list as unknown as (U | Unknown)[] | Unknown;
      if (isUnknown(list) && index.size === 0) return list;
      const sorted = [...index].sort(([, a], [, b]) => compareText(keyOf(a), keyOf(b)));
      const items: (U | Unknown)[] = sorted.map(([key, item]) => (own.has(key) ? written(item) : (item as unknown as U)));
      const [first] = possible;
      if (mark || first === undefined) return mark ? [...items, mark] : items;
      return [
        ...items,
        possibly(
          first.mark,
          possible.map(({ item }) => written(item)),
        ),
      ];
    },
  };
}
