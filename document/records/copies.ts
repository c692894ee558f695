import { isRaw, member } from "../raw.ts";
import { CONTENTS, isOmitted } from "./truncation.ts";

/** What stands in a record of which CloudTrail left parts out. */
const OMISSION = new Set(["omitted", "reason", "originalSize"]);

/** Whether one copy of a record says all that another does: they are equal but for parts that CloudTrail left out of the other for their size. */
export function saysAllOf(full: unknown, copy: unknown): boolean {
  if (!isRaw(full) || !isRaw(copy)) return same(full, copy);
  const wholeOmitted = isOmitted(copy);
  return namesIn(full, copy).every((name) => {
    if (wholeOmitted && OMISSION.has(name)) return true;
    return (wholeOmitted && CONTENTS.includes(name) && absent(member(copy, name))) || same(member(full, name), member(copy, name));
  });
}

/** As above, of parts: a part that was left out is the same as any. What is null is the same as what is absent. */
function same(full: unknown, copy: unknown): boolean {
  if (isOmitted(copy) || (absent(full) && absent(copy))) return true;
  if (Array.isArray(full) && Array.isArray(copy)) return full.length === copy.length && full.every((element, at) => same(element, copy[at]));
  if (isRaw(full) && isRaw(copy)) return namesIn(full, copy).every((name) => same(member(full, name), member(copy, name)));
  return full === copy;
}

const absent = (value: unknown): boolean => value === undefined || value === null;

const namesIn = (one: object, other: object): string[] => [...new Set([...Object.keys(one), ...Object.keys(other)])];
