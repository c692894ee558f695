import type { Test } from "../ast.ts";

export type Predicate = (value: unknown, clockMs: number) => boolean;

/**
 * A matcher that compares one value with one operand. Three-valued by one law for all: an unknown side gives unknown; an open list gives
 * `openDecides` when its known members already do, else unknown.
 */
export interface Operator {
  name: ComparisonName;
  subject: string;
  operand: string;
  onNull: string;
  meaning: string;
  /** The answer that the known members of an open list can settle; null where neither side is a list. */
  openDecides: boolean | null;
  /** Which side may be an open list. */
  openSide: "subject" | "operand" | null;
  /** The meaning on known values, spelled out: the tree walker's and, registered with json-logic-js, its twin. */
  holds: (value: unknown, operand: unknown, clockMs: number) => boolean;
  /** The same for an operand known when the rule is compiled. */
  prepare: (operand: unknown) => Predicate;
}

export type ComparisonName = Exclude<Test["op"], "exists" | "default" | "all" | "any" | "every" | "none" | "count">;

/** A value where a scalar is asked for: objects and lists (which only verbatim JSON can put there) behave as null. */
export const scalar = (value: unknown): unknown => (typeof value === "object" || value === undefined ? null : value);

/** A list where one is asked for: a scalar stands for itself alone, anything else for nothing. */
export function listOf(operand: unknown): readonly unknown[] {
  if (Array.isArray(operand)) return operand;
  return typeof operand === "string" ? [operand] : [];
}
