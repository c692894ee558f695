import type { Condition, Test } from "../../../language/index.ts";
import type { ConditionChange, Family } from "./family.ts";

/** Each member of `and`, `or` and of several matchers on one path, forgotten; and the `where` of a count. */
function members(condition: Condition): ConditionChange[] {
  if (condition.kind !== "and" && condition.kind !== "or") return [];
  const { conditions } = condition;
  if (conditions.length < 2) return [];
  return conditions.map((dropped, at) => ({ by: { ...condition, conditions: conditions.toSpliced(at, 1) }, dropped }));
}

function matchers(test: Test): Test[] {
  if (test.op === "count" && test.where) return [{ ...test, where: null }];
  if (test.op !== "all" || test.tests.length < 2) return [];
  return test.tests.map((_, at) => {
    const tests = test.tests.toSpliced(at, 1);
    const [only] = tests;
    return only && tests.length === 1 ? only : { op: "all", tests };
  });
}

export const DROPPED: Family = { name: "dropped", tests: matchers, conditions: members };
