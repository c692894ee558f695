import type { ValueType } from "../../../schemas/index.ts";
import { compileGlob, parseDuration, type Scalar, type Test } from "../../language/index.ts";
import { literalsOf } from "./families/family.ts";

/** A number of elements: never absent, never below 0. */
export const COUNT: ValueType = { type: "integer", nullable: false, unknown: false };

/** A comparison with literals in the one form that all spellings of its meaning share; null where no law applies. */
export function comparisonKey(type: ValueType, test: Test, negated: boolean): string | null {
  const literals = literalsOf(test);
  if (literals === null) return negatedParam(test, negated);
  const [first = null] = literals;
  switch (test.op) {
    case "is":
    case "in":
      return oneOf(type, literals, negated);
    case "isNot":
    case "notIn":
      return oneOf(type, literals, !negated);
    case "lt":
    case "lte":
    case "gt":
    case "gte":
      return ordered(type, test.op, first, negated);
    case "glob":
      return globs(literals, negated);
    case "notGlob":
      return globs(literals, !negated);
    case "olderThan":
    case "newerThan":
      return aged(type, test.op, first, negated);
    default:
      return null;
  }
}

/** `isNot`, `notIn` and `notGlob` are complements whatever stands on the right. */
function negatedParam(test: Test, negated: boolean): string | null {
  if (!("operand" in test)) return null;
  const positive = { isNot: "is", notIn: "in", notGlob: "glob" } as const;
  const op = test.op === "isNot" || test.op === "notIn" || test.op === "notGlob" ? positive[test.op] : test.op;
  const { at: _, ...operand } = test.operand as typeof test.operand & { at?: unknown };
  return `${(op !== test.op) !== negated ? "!" : ""}${op} ${JSON.stringify(operand)}`;
}

/** Equality with any of some values; where the type tells all values there are, those that are accepted. */
function oneOf(type: ValueType, literals: readonly Scalar[], negated: boolean): string {
  const values = new Set(literals);
  const every = allValues(type);
  if (every) return `in ${JSON.stringify(every.filter((value) => values.has(value) !== negated))}`;
  if (type === COUNT && values.size === 1 && values.has(0)) return negated ? "gte 1" : "lt 1";
  return `${negated ? "!" : ""}in ${JSON.stringify([...values].map((value) => JSON.stringify(value)).sort())}`;
}

function allValues(type: ValueType): readonly Scalar[] | null {
  const values: Scalar[] | null = type.type === "boolean" ? [false, true] : type.type === "string" && type.enum ? [...type.enum].sort() : null;
  return values && type.nullable ? [...values, null] : values;
}

/** Whole numbers: above n is from n + 1. Of what may be absent, "not below" is no order, for absence is neither. */
function ordered(type: ValueType, op: "lt" | "lte" | "gt" | "gte", value: Scalar, negated: boolean): string | null {
  if (type.type !== "integer" || typeof value !== "number" || !Number.isInteger(value)) return null;
  const from = op === "gte" || op === "lt" ? value : value + 1;
  const above = op === "gte" || op === "gt";
  if (type.nullable) return `${negated ? "!" : ""}${above ? "gte" : "lt"} ${from}`;
  return `${above !== negated ? "gte" : "lt"} ${from}`;
}

/** Without globs that another takes in. One that holds no `?` and matches the other's own letters and stars matches all that the other does. */
function globs(literals: readonly Scalar[], negated: boolean): string {
  const patterns = [...new Set(literals.filter((value) => typeof value === "string").map((value) => value.replace(/\*+/g, "*")))];
  const needed = patterns.filter((pattern) => !patterns.some((other) => other !== pattern && !other.includes("?") && compileGlob(other)(pattern)));
  return `${negated ? "!" : ""}glob ${JSON.stringify(needed.sort())}`;
}

function aged(type: ValueType, op: "olderThan" | "newerThan", value: Scalar, negated: boolean): string | null {
  const durationMs = typeof value === "string" ? parseDuration(value) : null;
  if (durationMs === null) return null;
  if (type.nullable || type.type === "dynamic") return `${negated ? "!" : ""}${op} ${durationMs}`;
  return `${(op === "olderThan") !== negated ? "olderThan" : "newerThan"} ${durationMs}`;
}
