import { parseDuration, type Scalar, type Test } from "../../../language/index.ts";
import { eachLiteral, type Family } from "./family.ts";

/** Units that are taken for each other: `90d` for `90h`. */
const OTHER_UNIT: Record<string, string> = { m: "h", h: "d", d: "h" };
const SECOND_MS = 1_000;

/** One more and one less; durations in another unit as well; times a second apart. */
export function besides(value: Scalar): Scalar[] {
  if (typeof value === "number") return [value - 1, value + 1];
  if (typeof value !== "string") return [];
  if (parseDuration(value) !== null) {
    const [count, unit] = [Number.parseInt(value, 10), value.slice(-1)];
    return [...(count > 0 ? [`${count - 1}${unit}`] : []), `${count + 1}${unit}`, `${count}${OTHER_UNIT[unit] ?? "d"}`];
  }
  return isInstant(value) ? [-SECOND_MS, SECOND_MS].map((by) => new Date(Date.parse(value) + by).toISOString()) : [];
}

const isInstant = (text: string): boolean => /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text));

const ORDERED: ReadonlySet<Test["op"]> = new Set<Test["op"]>(["lt", "lte", "gt", "gte", "olderThan", "newerThan"]);
const EQUAL: ReadonlySet<Test["op"]> = new Set<Test["op"]>(["is", "isNot", "in", "notIn"]);

export const BOUNDARY: Family = {
  name: "boundary",
  tests: (test) => {
    if (ORDERED.has(test.op)) return eachLiteral(test, besides);
    return EQUAL.has(test.op) ? eachLiteral(test, (value) => (typeof value === "number" ? besides(value) : [])) : [];
  },
};
