import { type Truth, UNKNOWN } from "../condition/truth.ts";

/** Numbers around which the answer may change: the integers next to each number that the count is compared with. */
export function turningPoints(values: readonly unknown[]): number[] {
  return values
    .flat()
    .flatMap((value) => (typeof value === "number" ? [Math.floor(value) - 1, Math.floor(value), Math.ceil(value), Math.floor(value) + 1] : []));
}

/**
 * The answer of a test on a count that lies between two bounds (the upper may be infinite): decided only if every integer between them gives
 * the same. Between turning points the answer is constant, so those and the bounds are all that need asking.
 */
export function onInterval(least: number, most: number, points: readonly number[], ask: (count: number) => Truth): Truth {
  const first = ask(least);
  if (least === most || first === UNKNOWN) return first;
  const far = most === Number.POSITIVE_INFINITY ? Math.max(least, ...points) + 1 : most;
  if (ask(far) !== first) return UNKNOWN;
  for (const point of points) if (point > least && point < far && ask(point) !== first) return UNKNOWN;
  return first;
}
