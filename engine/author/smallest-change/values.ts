import { instantOf, isMark } from "../../../document/index.ts";
import type { ValueType } from "../../../schemas/index.ts";
import { operatorNamed, orDefault, parseDuration, readOperand, type Test, type Walk } from "../../language/index.ts";
import type { Wanted } from "./change.ts";

/** Values that would do, best first, and what is wanted in words' stead. `undefined` never stands among the values. */
export interface Offer {
  wanted: Wanted;
  values: unknown[];
  /** The value stands for whatever may be there. */
  any?: true;
}

const MOST = 3;

/** A test of one value. */
export type Compared = Exclude<Test, { op: "any" | "every" | "none" } | { op: "count" } | { op: "all" } | { op: "default" }>;

export const isCompared = (test: Test): test is Compared => !["any", "every", "none", "count", "all", "default"].includes(test.op);

/** What value would give a comparison the truth that is wanted. */
export function offerOf(walk: Walk, test: Compared, want: boolean, type: ValueType, now: unknown): Offer {
  if (test.op === "exists") {
    const present = test.value === want;
    if (present) return { wanted: { op: "present" }, values: [somethingOf(type)], any: true };
    return { wanted: { op: "absent" }, values: absent(type) };
  }
  const operand = readOperand(walk, test.operand);
  const list = (Array.isArray(operand) ? operand : [operand]).filter((value) => !isMark(value));
  switch (test.op) {
    case "is":
    case "in":
      return equality(list, want, type);
    case "isNot":
    case "notIn":
      return equality(list, !want, type);
    case "lt":
    case "lte":
    case "gt":
    case "gte":
      return order(test.op, operand, want);
    case "contains":
      if (!Array.isArray(now)) return { wanted: { op: want ? "contains" : "lacks", value: operand }, values: [] };
      return { wanted: { op: want ? "contains" : "lacks", value: operand }, values: [want ? [...now, operand] : now.filter((one) => one !== operand)] };
    case "glob":
    case "matches":
    case "cidr":
      return pattern(test.op, list, want, type);
    case "notGlob":
      return pattern("glob", list, !want, type);
    case "olderThan":
      return age(operand, want, walk.frame.clockMs);
    case "newerThan":
      return age(operand, !want, walk.frame.clockMs);
  }
}

function equality(list: unknown[], equal: boolean, type: ValueType): Offer {
  if (equal) return { wanted: { op: "is", values: list }, values: list.slice(0, MOST) };
  // Of two values the other one is said, not what it must not be.
  const rest = others(list, type);
  const certain = type.type === "boolean" && rest.length === 1;
  return { wanted: certain ? { op: "is", values: rest } : { op: "isNot", values: list }, values: rest };
}

/** Values of the type that are not among these, where the type lists them. */
function others(not: unknown[], type: ValueType): unknown[] {
  const all: unknown[] = type.type === "boolean" ? [true, false] : type.type === "string" && type.enum ? type.enum : [];
  return [...all, ...absent(type)].filter((value) => !not.includes(value)).slice(0, MOST);
}

/** Some value of the type, where presence alone is asked for. */
function somethingOf(type: ValueType): unknown {
  if (type.type === "integer") return 0;
  if (type.type === "boolean") return false;
  if (type.type === "object" || type.type === "resource") return {};
  return type.type === "list" ? [] : "";
}

const absent = (type: ValueType): unknown[] => (type.nullable ? [null] : []);

const OPPOSITE = { lt: "gte", lte: "gt", gt: "lte", gte: "lt" } as const;

function order(op: keyof typeof OPPOSITE, operand: unknown, want: boolean): Offer {
  const asked = want ? op : OPPOSITE[op];
  const step = asked === "lt" ? -1 : asked === "gt" ? 1 : 0;
  const instant = typeof operand === "string" ? instantOf(operand) : null;
  const values = typeof operand === "number" ? [operand + step] : instant === null ? [] : [timeAt(instant + step)];
  return { wanted: { op: asked, value: operand }, values };
}

function pattern(language: "glob" | "matches" | "cidr", patterns: unknown[], want: boolean, type: ValueType): Offer {
  if (!want) return { wanted: { op: "matchesNone", language, patterns }, values: absent(type) };
  const literal = language === "glob" ? patterns.filter((one) => typeof one === "string" && !/[*?]/.test(one)) : [];
  return { wanted: { op: "matches", language, patterns }, values: literal.slice(0, 1) };
}

function age(duration: unknown, older: boolean, clockMs: number): Offer {
  const durationMs = typeof duration === "string" ? parseDuration(duration) : null;
  const values = durationMs === null ? [] : [timeAt(older ? clockMs - durationMs - 1 : clockMs)];
  return { wanted: { op: older ? "older" : "within", duration }, values };
}

const timeAt = (ms: number): string => new Date(ms).toISOString();

/** Whether a known value gives the test true; null where an operand is unknown or the test asks for elements. */
export function satisfies(walk: Walk, test: Test, value: unknown): boolean | null {
  switch (test.op) {
    case "exists":
      return (value !== null) === test.value;
    case "default":
      return satisfies(walk, test.test, orDefault(value, test.value, false));
    case "all": {
      const parts = test.tests.map((part) => satisfies(walk, part, value));
      return parts.includes(false) ? false : parts.includes(null) ? null : true;
    }
    case "any":
    case "every":
    case "none":
    case "count":
      return null;
    default: {
      const operand = readOperand(walk, test.operand);
      return isMark(operand) ? null : operatorNamed(test.op).holds(value, operand, walk.frame.clockMs);
    }
  }
}
