import type { ValueType } from "../../../../schemas/index.ts";
import type { Scalar } from "../../condition/ast.ts";
import type { CandidateValues, CanonicalQuestion, ComparisonMatcher, Mistakes, OfferQuestion } from "../descriptor.ts";
import { absent, otherLetters, swapCase } from "../values.ts";

/** Values of which one can only say whether they are the same. */
export const SCALARS: ComparisonMatcher["accepts"] = ["string", "boolean", "integer", "timestamp", "dynamic"];

export const MISTAKES: Mistakes = { boundary: (value) => (typeof value === "number" ? [value - 1, value + 1] : []), letters: otherLetters };

/** Equality with any of some values; where the type lists all values there are, those that are accepted. */
export function canonical({ type, literals, negated, counts }: CanonicalQuestion): string {
  const values = new Set(literals);
  const every = allValues(type);
  if (every) return `in ${JSON.stringify(every.filter((value) => values.has(value) !== negated))}`;
  if (counts && values.size === 1 && values.has(0)) return negated ? "gte 1" : "lt 1";
  return `${negated ? "!" : ""}in ${JSON.stringify([...values].map((value) => JSON.stringify(value)).sort())}`;
}

function allValues(type: ValueType): readonly Scalar[] | null {
  const values: Scalar[] | null = type.type === "boolean" ? [false, true] : type.type === "string" && type.enum ? [...type.enum].sort() : null;
  return values && type.nullable ? [...values, null] : values;
}

/** The values, and what lies just beside them. */
export const samples: ComparisonMatcher["samples"] = (literals, type) => [...literals, ...literals.flatMap((value) => near(value, type))];

function near(value: Scalar, type: ValueType["type"]): Scalar[] {
  if (typeof value === "number") return [value - 1, value + 1];
  if (typeof value === "boolean") return [!value];
  if (typeof value !== "string" || type === "timestamp") return [];
  const swapped = swapCase(value);
  return swapped === value ? [] : [swapped];
}

const MAX_VALUES = 3;

export function offer({ list, want, type }: OfferQuestion): CandidateValues {
  if (want) return { wanted: { op: "is", values: list }, values: list.slice(0, MAX_VALUES) };
  // Of two values the other one is said, not what it must not be.
  const rest = others(list, type);
  const certain = type.type === "boolean" && rest.length === 1;
  return { wanted: certain ? { op: "is", values: rest } : { op: "isNot", values: list }, values: rest };
}

/** Values of the type that are not among these, where the type lists them. */
function others(not: unknown[], type: ValueType): unknown[] {
  const all: unknown[] = type.type === "boolean" ? [true, false] : type.type === "string" && type.enum ? type.enum : [];
  return [...all, ...absent(type)].filter((value) => !not.includes(value)).slice(0, MAX_VALUES);
}
