import { EQUALITY } from "./equality.ts";
import { MEMBERSHIP } from "./membership.ts";
import type { ComparisonName, Operator } from "./operator.ts";
import { ORDER } from "./order.ts";
import { TEXT } from "./text.ts";
import { TIME } from "./time.ts";

export type { ComparisonName, Operator, Predicate } from "./operator.ts";

/** Every matcher that compares a value with an operand. A new one is an entry in its family's file. */
export const OPERATORS: readonly Operator[] = [...EQUALITY, ...ORDER, ...MEMBERSHIP, ...TEXT, ...TIME];

const BY_NAME = new Map(OPERATORS.map((operator) => [operator.name, operator]));

export function operatorNamed(name: ComparisonName): Operator {
  const operator = BY_NAME.get(name);
  if (!operator) throw new Error(`no operator ${name}`);
  return operator;
}
