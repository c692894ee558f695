import { isComparison, type Test } from "../../../language/index.ts";
import type { Family } from "./family.ts";

/** Each element of a literal list, left out. The last one left is a dropped clause, which is another family's. */
function shorter(test: Test): Test[] {
  if (!isComparison(test) || test.operand.kind !== "literal") return [];
  const { operand } = test;
  const { value } = operand;
  if (!Array.isArray(value) || value.length < 2) return [];
  return value.map((_, at) => ({ ...test, operand: { ...operand, value: value.toSpliced(at, 1) } }));
}

export const MEMBER: Family = { name: "member", tests: shorter };
