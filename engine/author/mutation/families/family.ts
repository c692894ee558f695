import type { ValueType } from "../../../../schemas/index.ts";
import {
  type CheckedRule,
  type Condition,
  comparisonOf,
  isComparison,
  type Mistakes,
  type Range,
  type Scalar,
  type Test,
  withinBounds,
} from "../../../language/index.ts";
import type { Misreading } from "../misread.ts";

export type FamilyName =
  | "operator"
  | "boundary"
  | "dropped"
  | "negated"
  | "member"
  | "letters"
  | "absence"
  | "effect"
  | "wildcard"
  | "default"
  | "unknown"
  | "open list";

/** A change of the rule as a whole, or of what it reads. */
export interface RuleChange {
  family: FamilyName;
  part: string;
  at: Range | null;
  before: string;
  after: string;
  change: { kind: "rule"; rule: CheckedRule } | { kind: "reading"; reading: Misreading };
}

/** A member taken out of a condition: shown as that member, dropped. */
export interface ConditionChange {
  by: Condition;
  dropped?: Condition;
}

/** One kind of mistake. It changes tests, conditions or the rule as a whole; what it makes need not differ in meaning, the caller asks that. */
export interface Family {
  name: FamilyName;
  tests?: (test: Test, type: ValueType) => Test[];
  conditions?: (condition: Condition) => ConditionChange[];
}

/** Every literal of a comparison, changed in each of the ways that `change` gives. */
export function eachLiteral(test: Test, change: (value: Scalar) => readonly Scalar[]): Test[] {
  if (!isComparison(test) || test.operand.kind !== "literal") return [];
  const { operand } = test;
  return [operand.value]
    .flat()
    .flatMap((one, index) =>
      change(one).map((other) => ({ ...test, operand: { ...operand, value: Array.isArray(operand.value) ? operand.value.with(index, other) : other } })),
    );
}

/** The mistakes of one kind that the matcher of a test knows. Numbers that the checker refuses there are none. */
export const mistaken =
  (kind: keyof Mistakes) =>
  (test: Test, type: ValueType): Test[] =>
    isComparison(test) ? eachLiteral(test, (value) => (comparisonOf(test).mistakes[kind]?.(value) ?? []).filter((other) => withinBounds(type, other))) : [];
