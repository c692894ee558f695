import {
  type Condition,
  type ConditionFold,
  foldCondition,
  foldTest,
  letNamed,
  type Scope,
  someTests,
  type Test,
  type TestFold,
} from "../../language/index.ts";

/**
 * How many single tests a condition has once it is in normal form: what `let` names is replaced, several matchers on one path are one test each, and
 * neither nesting nor `not` counts. So the place of a test among them survives a rewrite that means the same.
 */
export const testCount = (condition: Condition, scope: Scope): number => foldCondition(TESTS, condition, scope);

const TESTS: ConditionFold<Scope, number> = {
  junction: ({ conditions }, scope) => conditions.reduce((sum, inner) => sum + testCount(inner, scope), 0),
  not: ({ condition }, scope) => testCount(condition, scope),
  let: ({ name }, scope) => testCount(conditionNamed(name, scope), scope),
  test: ({ test }) => singleCount(test),
};

/** How many tests the matchers on one path are. */
export const singleCount = (test: Test): number => foldTest(SINGLES, test, null);

const SINGLES: TestFold<null, number> = someTests(
  { all: ({ tests }) => tests.reduce((sum, inner) => sum + singleCount(inner), 0), default: ({ test }) => singleCount(test) },
  () => 1,
);

/** The condition that a `let` names. */
export function conditionNamed(name: string, scope: Scope): Condition {
  const binding = letNamed(scope, name);
  if (binding.kind !== "condition") throw new Error(`let ${name} is no condition: an unchecked rule`);
  return binding.condition;
}
