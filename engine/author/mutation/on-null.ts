import { operatorNamed, type Scalar, type Test } from "../../language/index.ts";

/**
 * What a test says of one known value that is no list, as far as the rule's text alone decides it: null where a parameter, a path or a pattern's clock
 * has a say. Of null, what absence gives.
 */
export function truthOn(test: Test, value: Scalar): boolean | null {
  switch (test.op) {
    case "exists":
      return (value !== null) === test.value;
    case "default":
      return truthOn(test.test, value === null && !Array.isArray(test.value) ? test.value : value);
    case "all":
      return conjunction(test.tests.map((one) => truthOn(one, value)));
    case "any":
      return value === null ? false : null;
    case "every":
    case "none":
      return value === null ? true : null;
    case "count":
      return value === null ? truthOn(test.test, 0) : null;
    case "olderThan":
    case "newerThan":
      return value === null ? false : null;
    default:
      if (test.operand.kind === "literal") return operatorNamed(test.op).holds(value, test.operand.value, 0);
      return value === null ? withoutLiteral(test.op) : null;
  }
}

/** Absence against a parameter or a path: equality depends on it, all else is settled. */
function withoutLiteral(op: Test["op"]): boolean | null {
  if (op === "is" || op === "isNot" || op === "in" || op === "notIn") return null;
  return op === "notGlob";
}

function conjunction(truths: readonly (boolean | null)[]): boolean | null {
  if (truths.includes(false)) return false;
  return truths.includes(null) ? null : true;
}
