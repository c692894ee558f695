import { isUnknown, type ReeveDocument } from "../../schemas/index.ts";

/**
 * Where one document decides something that another of the same account does not allow: empty when the first knows the same or less.
 * Knowing less: values became unknown, lists lost members and end with the mark; nothing else differs.
 */
export function knowsMore(less: ReeveDocument, full: ReeveDocument): string[] {
  const faults: string[] = [];
  const { collection: _, collectedAt: __, gaps: ___, ...lessParts } = less;
  const { collection: _1, collectedAt: _2, gaps: _3, ...fullParts } = full;
  compare(lessParts, fullParts, "document");
  return faults;

  function compare(a: unknown, b: unknown, path: string): void {
    if (isUnknown(a)) {
      const { startsWith, atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY } = a;
      if (startsWith !== undefined && !isUnknown(b) && !(typeof b === "string" && b.startsWith(startsWith)))
        faults.push(`${path}: ${JSON.stringify(b)} does not begin with ${startsWith}`);
      if (typeof b === "number" && (b < atLeast || b > atMost)) faults.push(`${path}: ${b} is not from ${atLeast} to ${atMost}`);
      return;
    }
    if (isUnknown(b)) faults.push(`${path}: decided though it was unknown`);
    else if (Array.isArray(a) && Array.isArray(b)) compareLists(a, b, path);
    else if (isObject(a) && isObject(b)) {
      if (Object.keys(a).sort().join() !== Object.keys(b).sort().join()) faults.push(`${path}: other members`);
      for (const [key, value] of Object.entries(a)) compare(value, b[key], `${path}.${key}`);
    } else if (a !== b) faults.push(`${path}: ${JSON.stringify(a)} instead of ${JSON.stringify(b)}`);
  }

  /** Whether an element without a name, such as a statement of which parts are unknown, may be the other. */
  function saysNothingElse(item: unknown, other: unknown): boolean {
    const before = faults.length;
    compare(item, other, "");
    return faults.splice(before).length === 0;
  }

  function compareLists(a: unknown[], b: unknown[], path: string): void {
    const open = isOpen(a);
    const mine = a.filter(isMember);
    const theirs = b.filter(isMember);
    if (mine.length > theirs.length && !isOpen(b)) faults.push(`${path}: has more members`);
    if (!open && isOpen(b)) faults.push(`${path}: closed though it was open`);
    if (!open && mine.length < theirs.length) faults.push(`${path}: lost members without a mark`);
    const byKey = new Map([...theirs.map((item) => [idOf(item), item] as const), ...theirs.map((item) => [keyOf(item), item] as const)]);
    for (const item of mine) {
      const key = keyOf(item);
      if (byKey.has(key)) compare(item, byKey.get(key), `${path}[${key}]`);
      else if (!theirs.some((other) => saysNothingElse(item, other))) faults.push(`${path}: ${key} is not in the full document`);
    }
    const mark = a.at(-1);
    const possible = open && isUnknown(mark) ? mark.members : undefined;
    if (possible === undefined) return;
    for (const other of theirs)
      if (![...mine, ...possible].some((item) => saysNothingElse(item, other))) faults.push(`${path}: ${keyOf(other)} is not among what it may hold`);
  }
}

/** A mark with an id is one member whose name is not known. */
const isMember = (item: unknown): boolean => !isUnknown(item) || item.id !== undefined;

const isOpen = (list: readonly unknown[]): boolean => list.length > 0 && !isMember(list.at(-1));

const keyOf = (item: unknown): string =>
  isObject(item) && !isUnknown(item)
    ? String([item.arn, item.id, item.name].find((key) => typeof key === "string") ?? JSON.stringify(item))
    : JSON.stringify(item);

const idOf = (item: unknown): string => (isObject(item) && typeof item.id === "string" ? item.id : keyOf(item));

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
