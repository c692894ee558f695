import { asJunction, type Condition, comparisonOf, foldTest, quantifierOf, someTests, type Test } from "../../../language/index.ts";
import type { ConditionChange, Family } from "./family.ts";

/** One operator taken for another of the same shape. */
const SWAPPED = someTests<{ isText: boolean }, Test[]>(
  {
    comparison: (test, { isText }) =>
      comparisonOf(test)
        .misreadFrom(isText)
        .map((op) => ({ ...test, op })),
    quantifier: (test) => quantifierOf(test).misreadFrom.map((op) => ({ ...test, op })),
  },
  () => [],
);

function junction(condition: Condition): ConditionChange[] {
  const whole = asJunction(condition);
  if (!whole || whole.conditions.length < 2) return [];
  return [{ by: { ...whole, kind: whole.kind === "and" ? "or" : "and" } }];
}

export const OPERATOR: Family = {
  name: "operator",
  tests: (test, type) => foldTest(SWAPPED, test, { isText: type.type === "string" }),
  conditions: junction,
};
