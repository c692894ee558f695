import { instantOf } from "../../../document/index.ts";
import { isUnknown } from "../../../schemas/index.ts";
import type { Fact } from "../../evaluate/index.ts";
import type { FactVerdict } from "./fact-verdict.ts";

type Verdict = FactVerdict | "same";

/**
 * What became of the value of a test that fails before and after: away from the bound is worse, towards it better. A bound that moves counts where one rule
 * judged both, as one that is read from the account. Where an edit moved it, the account is as it was.
 */
export function compareValues(before: Fact, after: Fact, isSameRule = true): Verdict {
  const [was, is] = [before.value as unknown, after.value as unknown];
  if (isUnknown(was) || isUnknown(is)) return isUnknown(was) && isUnknown(is) && was.$unknown === is.$unknown ? "same" : "open";
  const quantities = [spanOf(was), spanOf(is)] as const;
  if (quantities[0] && quantities[1]) return compareSpans(quantities[0], quantities[1], before, after, isSameRule);
  const absence = compareAbsence(was, is, before, after);
  if (absence) return absence;
  if (Array.isArray(was) && Array.isArray(is)) return compareLists(was, is);
  const instants = [instantIn(was, after), instantIn(is, after)] as const;
  if (instants[0] !== null && instants[1] !== null) return compareInstants(instants[0], instants[1], after);
  return textOf(was) === textOf(is) ? "same" : "other";
}

interface Span {
  least: number;
  most: number;
}

function spanOf(value: unknown): Span | null {
  if (typeof value === "number") return { least: value, most: value };
  if (typeof value !== "object" || value === null) return null;
  const { least, most } = value as Record<string, unknown>;
  return typeof least === "number" ? { least, most: typeof most === "number" ? most : Number.POSITIVE_INFINITY } : null;
}

/** A number, or the interval that it lies in. */
function compareSpans(was: Span, is: Span, before: Fact, after: Fact, isSameRule: boolean): Verdict {
  const bounds = [numbersIn(before.bound), numbersIn(after.bound)] as const;
  if (was.least === is.least && was.most === is.most) return isSameRule ? compareBounds(was, ...bounds) : "same";
  const bound = nearest(bounds[1], is);
  const isForbidden = (span: Span): boolean => !ORDERED.test(after.operator) && bounds[1].includes(span.least);
  if (bound === null || isForbidden(was) || isForbidden(is)) return "other";
  const [sideWas, sideIs] = [sideOf(was, bound), sideOf(is, bound)];
  const side = sideWas === 0 ? sideIs : sideWas;
  if (side === 0 || (sideIs !== 0 && sideIs !== side)) return was.least === was.most && is.least === is.most ? "other" : "open";
  const [lower, upper] = [is.most < was.least, is.least > was.most];
  if (!lower && !upper) return "open";
  return upper === side > 0 ? "worse" : "better";
}

/**
 * A number that is not there, where the test wants one: no number meets the bound less than none does, as a length that nothing limits. A test that forbids
 * some numbers and one without a number as bound have no such side.
 */
function compareAbsence(was: unknown, is: unknown, before: Fact, after: Fact): "worse" | "better" | null {
  if (wantsNumber(before) && wantsNumber(after)) {
    if (is === null && spanOf(was)) return "worse";
    if (was === null && spanOf(is)) return "better";
  }
  return null;
}

const wantsNumber = ({ operator, bound }: Fact): boolean => WANTING.test(operator) && numbersIn(bound).length > 0;

/** The value stays, and what it is compared with moves. */
function compareBounds(value: Span, was: readonly number[], is: readonly number[]): Verdict {
  const [before, after] = [nearest(was, value), nearest(is, value)];
  if (before === null || after === null || value.least !== value.most) return "same";
  const moved = Math.abs(value.least - after) - Math.abs(value.least - before);
  return moved === 0 ? "same" : moved > 0 ? "worse" : "better";
}

/** On which side of the bound all of it lies: 1 above, -1 below, 0 where neither. */
const sideOf = ({ least, most }: Span, bound: number): number => (least >= bound && most > bound ? 1 : most <= bound && least < bound ? -1 : 0);

const numbersIn = (bound: unknown): number[] => [bound].flat().filter((each): each is number => typeof each === "number");

function nearest(bounds: readonly number[], { least }: Span): number | null {
  const [first] = bounds;
  return first === undefined ? null : bounds.reduce((best, each) => (Math.abs(each - least) < Math.abs(best - least) ? each : best), first);
}

/** Tests that nothing but a number passes; a bound that is a time or a text does not count. */
const WANTING = /^(lt|lte|gt|gte|is|in)$/;

const ORDERED = /(^|\b)(lt|lte|gt|gte|olderThan|newerThan)$/;

/** A time that is compared as one: by its instant, never by its age. */
const instantIn = (value: unknown, { operator }: Fact): number | null => (typeof value === "string" && ORDERED.test(operator) ? instantOf(value) : null);

function compareInstants(was: number, is: number, { clause, operator, bound }: Fact): Verdict {
  if (was === is) return "same";
  return is > was === isTooLate(clause, operator, bound as unknown, is) ? "worse" : "better";
}

/** Whether the time fails because it is too late, so that a later one is further from the bound. */
function isTooLate(clause: string, operator: string, bound: unknown, is: number): boolean {
  const limit = typeof bound === "string" ? instantOf(bound) : null;
  if (limit !== null && limit !== is) return is > limit;
  const holds = clause.startsWith("match:") !== operator.startsWith("not ");
  const laterHolds = /(gt|gte|newerThan)$/.test(operator);
  return holds === laterHolds;
}

function compareLists(was: readonly unknown[], is: readonly unknown[]): Verdict {
  const [before, after] = [new Set(was.map(textOf)), new Set(is.map(textOf))];
  if ([...after].some((each) => !before.has(each))) return "worse";
  return [...before].some((each) => !after.has(each)) ? "better" : "same";
}

const textOf = (value: unknown): string => JSON.stringify(value) ?? "null";
