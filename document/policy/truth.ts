import { isUnknown, type Unknown } from "../../schemas/index.ts";
import { isUnknownMark, knownLength, openMark, partOf } from "../unknown-mark.ts";

/** True, false, or the mark of what keeps it from being known. */
export type KnownTruth = boolean | Unknown;

const firstUnknown = (truths: readonly KnownTruth[]): Unknown | null => truths.find((truth) => isUnknown(truth)) ?? null;

/** True where one is; else unknown where one is. */
export const or = (truths: readonly KnownTruth[]): KnownTruth => truths.includes(true) || (firstUnknown(truths) ?? false);

/** False where one is; else unknown where one is. */
export const and = (truths: readonly KnownTruth[]): KnownTruth => (truths.includes(false) ? false : (firstUnknown(truths) ?? true));

/** A typed list that may be open or unknown as a whole. */
type Listed<T> = readonly (T | Unknown)[] | Unknown;

/** Whether some element is so: a known one decides. */
export function someElement<T>(list: Listed<T>, test: (element: T) => KnownTruth): KnownTruth {
  if (isUnknown(list)) return list;
  const known = list as readonly T[];
  let unknown: Unknown | null = openMark(list);
  for (let at = 0; at < knownLength(list); at += 1) {
    const element = known[at] as T;
    const truth = isUnknownMark(element) ? partOf(element) : test(element);
    if (truth === true) return true;
    if (truth !== false) unknown ??= truth;
  }
  return unknown ?? false;
}

/** Whether a list has no element. */
export const isEmpty = (list: Listed<unknown>): KnownTruth => (isUnknown(list) ? list : knownLength(list) > 0 ? false : (openMark(list) ?? true));

/** The contrary. */
export const not = (truth: KnownTruth): KnownTruth => (typeof truth === "boolean" ? !truth : truth);
