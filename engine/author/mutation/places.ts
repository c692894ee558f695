import type { ValueType } from "../../../schemas/index.ts";
import { asTest, type CheckedRule, type Condition, conditionsWithin, countType, type Range, type Test, testsWithin } from "../../language/index.ts";
import { operandName } from "./text.ts";

/** A condition of a rule, and the rule with another in its place. */
export interface ConditionPlace {
  part: string;
  condition: Condition;
  replace: (by: Condition) => CheckedRule;
}

/** A test of a rule: `at` is that of the condition it belongs to, `subject` what it is put to, as the author calls it. */
export interface TestPlace {
  part: string;
  at: Range;
  subject: string;
  type: ValueType;
  test: Test;
  replace: (by: Test) => CheckedRule;
}

/** The conditions at the top of a rule, in the order they are asked. */
export function parts(rule: CheckedRule): ConditionPlace[] {
  const { body } = rule;
  const lets = rule.lets.flatMap((binding, at): ConditionPlace[] =>
    binding.kind === "condition"
      ? [
          {
            part: `let ${binding.name}`,
            condition: binding.condition,
            replace: (condition) => ({ ...rule, lets: rule.lets.with(at, { ...binding, condition }) }),
          },
        ]
      : [],
  );
  const raises = rule.raise.map((raise, at): ConditionPlace => {
    const { when, to } = raise;
    return { part: `raise to ${to}`, condition: when, replace: (by) => ({ ...rule, raise: rule.raise.with(at, { ...raise, when: by }) }) };
  });
  return [...lets, ...ofBody(rule, body), ...raises];
}

function ofBody(rule: CheckedRule, body: CheckedRule["body"]): ConditionPlace[] {
  if (body.kind === "event") {
    const { match, unless } = body;
    const excuse: ConditionPlace[] = unless ? [{ part: "unless", condition: unless, replace: (by) => ({ ...rule, body: { ...body, unless: by } }) }] : [];
    return [{ part: "match", condition: match, replace: (by) => ({ ...rule, body: { ...body, match: by } }) }, ...excuse];
  }
  const { applies } = body;
  const selection: ConditionPlace[] = applies ? [{ part: "applies", condition: applies, replace: (by) => ({ ...rule, body: { ...body, applies: by } }) }] : [];
  if (body.kind === "manual") return selection;
  return [...selection, { part: "require", condition: body.require, replace: (by) => ({ ...rule, body: { ...body, require: by } }) }];
}

/** A condition and all within it, those inside iterations included; outer before inner. */
export function* conditionPlaces({ part, condition, replace }: ConditionPlace): Generator<ConditionPlace, void, undefined> {
  for (const { node, replace: put } of conditionsWithin(condition)) yield { part, condition: node, replace: (by) => replace(put(by)) };
}

/** The tests of one condition, without those inside iterations, which are conditions of their own. */
export function* testPlaces({ part, condition, replace }: ConditionPlace): Generator<TestPlace, void, undefined> {
  const tested = asTest(condition);
  if (!tested) return;
  const { subject, at } = tested;
  const name = operandName(subject);
  for (const { node: test, counts, replace: put } of testsWithin(tested.test)) {
    yield {
      part,
      at,
      test,
      replace: (by) => replace({ ...tested, test: put(by) }),
      subject: counts ? `count of ${name}` : name,
      type: counts ? countType(subject.type) : subject.type,
    };
  }
}
