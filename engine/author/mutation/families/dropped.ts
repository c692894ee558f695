import { asJunction, type Condition, foldTest, someTests, type Test } from "../../../language/index.ts";
import type { ConditionChange, Family } from "./family.ts";

/** Each member of `and`, `or` and of several matchers on one path, forgotten; and the `where` of a count. */
function members(condition: Condition): ConditionChange[] {
  const junction = asJunction(condition);
  if (!junction || junction.conditions.length < 2) return [];
  const { conditions } = junction;
  return conditions.map((dropped, at) => ({ by: { ...junction, conditions: conditions.toSpliced(at, 1) }, dropped }));
}

const WITHOUT = someTests<null, Test[]>(
  {
    count: (test) => (test.where ? [{ ...test, where: null }] : []),
    all: ({ tests }) => (tests.length < 2 ? [] : tests.map((_, at) => allOf(tests.toSpliced(at, 1)))),
  },
  () => [],
);

function allOf(tests: Test[]): Test {
  const [only] = tests;
  return only && tests.length === 1 ? only : { op: "all", tests };
}

export const DROPPED: Family = { name: "dropped", tests: (test) => foldTest(WITHOUT, test, null), conditions: members };
