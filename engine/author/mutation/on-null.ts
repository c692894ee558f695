import { type ComparisonMatcher, comparisonOf, foldTest, type Operand, quantifierOf, type Scalar, type Test, type TestFold } from "../../language/index.ts";

/**
 * What a test says of one known value that is no list, as far as the rule's text alone decides it: null where a parameter, a path or a pattern's clock
 * has a say. Of null, what absence gives.
 */
export const truthOn = (test: Test, value: Scalar): boolean | null => foldTest(ON_VALUE, test, value);

const ON_VALUE: TestFold<Scalar, boolean | null> = {
  exists: (test, value) => (value !== null) === test.value,
  default: (test, value) => truthOn(test.test, value === null && !Array.isArray(test.value) ? test.value : value),
  all: ({ tests }, value) => conjunction(tests.map((one) => truthOn(one, value))),
  quantifier: (test, value) => (value === null ? !quantifierOf(test).found : null),
  count: ({ test }, value) => (value === null ? truthOn(test, 0) : null),
  comparison: (test, value) => compared(comparisonOf(test), test.operand, value),
};

/** Absence against a parameter or a path: equality depends on it, all else is settled. */
function compared({ holds, onNull, usesClock }: ComparisonMatcher, operand: Operand, value: Scalar): boolean | null {
  if (value === null && typeof onNull === "boolean") return onNull;
  return operand.kind === "literal" && !usesClock ? holds(value, operand.value, 0) : null;
}

function conjunction(truths: readonly (boolean | null)[]): boolean | null {
  if (truths.includes(false)) return false;
  return truths.includes(null) ? null : true;
}
