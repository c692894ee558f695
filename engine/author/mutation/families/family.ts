import type { ReeveDocument, ValueType } from "../../../../schemas/index.ts";
import type { CheckedRule, Condition, Range, Scalar, Test } from "../../../language/index.ts";

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
  change: { kind: "rule"; rule: CheckedRule } | { kind: "reading"; read: (document: ReeveDocument) => ReeveDocument };
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

/** The literal values of a test's operand: null where the operand is a parameter or a path, or the test has none. */
export function literalsOf(test: Test): Scalar[] | null {
  if (!("operand" in test) || test.operand.kind !== "literal") return null;
  return [test.operand.value].flat();
}

/** The test with its literal at `index` changed; several values make several tests. */
export function withLiteral(test: Test, index: number, values: readonly Scalar[]): Test[] {
  if (!("operand" in test) || test.operand.kind !== "literal") return [];
  const { operand } = test;
  return values.map((value) => ({ ...test, operand: { ...operand, value: Array.isArray(operand.value) ? operand.value.with(index, value) : value } }));
}

/** Every literal of the test, changed in each of the ways that `change` tells. */
export function eachLiteral(test: Test, change: (value: Scalar) => readonly Scalar[]): Test[] {
  return (literalsOf(test) ?? []).flatMap((value, index) => withLiteral(test, index, change(value)));
}
