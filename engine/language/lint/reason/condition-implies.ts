import type { Condition } from "../../condition/ast.ts";
import type { CheckedRule } from "../../rule.ts";
import { clauseOf, namesOf } from "./clause.ts";
import { budget, implies } from "./implies.ts";

/** A condition, and the rule whose parameters and `let` it names. */
export interface ConditionOfRule {
  condition: Condition;
  rule: Pick<CheckedRule, "lets" | "params">;
}

/** Whether one condition is at most as true as the other for every document (false < unknown < true). False where it cannot be proved. */
export const conditionImplies = (one: ConditionOfRule, other: ConditionOfRule): boolean =>
  implies(clauseOf(one.condition, namesOf(one.rule)), clauseOf(other.condition, namesOf(other.rule)), budget());
