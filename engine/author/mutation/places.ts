import type { ValueType } from "../../../schemas/index.ts";
import type { CheckedRule, Condition, Range, Test } from "../../language/index.ts";
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

const COUNT: ValueType = { type: "integer", nullable: false, unknown: false };

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
export function* conditionsWithin({ part, condition, replace }: ConditionPlace): Generator<ConditionPlace, void, undefined> {
  yield { part, condition, replace };
  switch (condition.kind) {
    case "and":
    case "or":
      for (const [at, inner] of condition.conditions.entries()) {
        yield* conditionsWithin({ part, condition: inner, replace: (by) => replace({ ...condition, conditions: condition.conditions.with(at, by) }) });
      }
      return;
    case "not":
      yield* conditionsWithin({ part, condition: condition.condition, replace: (by) => replace({ ...condition, condition: by }) });
      return;
    case "test":
      for (const { test, replace: put } of testsOf(condition.test, (by) => replace({ ...condition, test: by }))) {
        if (test.op === "any" || test.op === "every" || test.op === "none") {
          yield* conditionsWithin({ part, condition: test.where, replace: (by) => put({ ...test, where: by }) });
        } else if (test.op === "count" && test.where) yield* conditionsWithin({ part, condition: test.where, replace: (by) => put({ ...test, where: by }) });
      }
      return;
    case "let":
  }
}

/** The tests of one condition, without those inside iterations, which are conditions of their own. */
export function* testsWithin({ part, condition, replace }: ConditionPlace): Generator<TestPlace, void, undefined> {
  if (condition.kind !== "test") return;
  const { subject, at } = condition;
  const type: ValueType = subject.type;
  for (const { test, counts, replace: put } of testsOf(condition.test, (by) => replace({ ...condition, test: by }))) {
    yield { part, at, test, replace: put, subject: counts ? `count of ${operandName(subject)}` : operandName(subject), type: counts ? COUNT : type };
  }
}

interface Inner {
  test: Test;
  /** The test is put to a count. */
  counts: boolean;
  replace: (by: Test) => CheckedRule;
}

function* testsOf(test: Test, replace: Inner["replace"], counts = false): Generator<Inner, void, undefined> {
  yield { test, counts, replace };
  if (test.op === "all") {
    for (const [at, inner] of test.tests.entries()) yield* testsOf(inner, (by) => replace({ ...test, tests: test.tests.with(at, by) }), counts);
  } else if (test.op === "default") yield* testsOf(test.test, (by) => replace({ ...test, test: by }), counts);
  else if (test.op === "count") yield* testsOf(test.test, (by) => replace({ ...test, test: by }), true);
}
