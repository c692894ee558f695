import { createHash } from "node:crypto";

/**
 * Leaves out of each page what an earlier page of the list held: a list that changes while it is read, or a server that ignores the marker, gives an item again,
 * and one key counted twice would be two keys. The first page is looked at only when a second one comes.
 */
export function withoutRepeats<T>(): (items: T[]) => T[] {
  let first: T[] | null = null;
  const seen = new Set<string>();
  return (items) => {
    if (first === null) {
      first = items;
      return items;
    }
    if (seen.size === 0) for (const item of first) seen.add(digest(item));
    return items.filter((item) => {
      const key = digest(item);
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
  };
}

const digest = (item: unknown): string =>
  createHash("sha256")
    .update(JSON.stringify(item) ?? "")
    .digest("base64");
