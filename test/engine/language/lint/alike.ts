import type { Condition, Operand, Scalar, Test } from "../../../../engine/language/condition/ast.ts";
import { foldTest, type TestFold } from "../../../../engine/language/condition/fold.ts";
import type { Draw } from "../logic/generate.ts";

const AT = { line: 1, column: 1, endLine: 1, endColumn: 2 };

/**
 * A condition made of another one's tests, some repeated, some with another literal or matcher on the same path, so that clauses have much to do with
 * each other; `fresh` draws one that has not.
 */
export function alike(draw: Draw, condition: Condition, fresh: () => Condition): Condition {
  const kind = draw.of(["and", "or"] as const);
  const conditions = [condition, ...Array.from({ length: 1 + draw.int(2) }, () => (draw.chance(15) ? fresh() : copy(draw, condition)))];
  const nested: Condition = { kind: kind === "and" ? "or" : "and", conditions: [copy(draw, condition), copy(draw, condition)], at: AT };
  return { kind, conditions: draw.chance(40) ? [...conditions, nested] : conditions, at: AT };
}

function copy(draw: Draw, condition: Condition): Condition {
  switch (condition.kind) {
    case "and":
    case "or": {
      if (draw.chance(30)) return copy(draw, draw.of(condition.conditions));
      return { ...condition, kind: draw.chance(20) ? "and" : condition.kind, conditions: condition.conditions.map((one) => copy(draw, one)) };
    }
    case "not":
      return draw.chance(30) ? copy(draw, condition.condition) : { ...condition, condition: copy(draw, condition.condition) };
    case "let":
      return { ...condition };
    case "test":
      return { ...condition, test: copyTest(draw, condition.test) };
  }
}

const OTHERS: readonly (readonly string[])[] = [
  ["is", "isNot"],
  ["in", "notIn"],
  ["lt", "lte", "gt", "gte", "is", "isNot"],
  ["glob", "notGlob"],
  ["olderThan", "newerThan"],
];
const LITERALS: readonly Scalar[] = ["a", "b", "a*", "*a*", "ab", 0, 1, 2, 3, null];

const copyTest = (draw: Draw, test: Test): Test => foldTest(COPIES, test, draw);

const QUANTIFIERS = ["any", "every", "none"] as const;

const COPIES: TestFold<Draw, Test> = {
  all: (test, draw) => ({ ...test, tests: test.tests.map((one) => copyTest(draw, one)) }),
  default: (test, draw) => (draw.chance(30) ? copyTest(draw, test.test) : { ...test, test: copyTest(draw, test.test) }),
  exists: (test, draw) => ({ ...test, value: draw.chance(70) ? test.value : !test.value }),
  quantifier: (test, draw) => ({ ...test, op: draw.chance(80) ? test.op : draw.of(QUANTIFIERS), where: copy(draw, test.where) }),
  count: (test, draw) => ({ ...test, where: test.where && copy(draw, test.where), test: copyTest(draw, test.test) }),
  comparison: (test, draw) => {
    if (draw.chance(40)) return { ...test };
    const family = OTHERS.find((ops) => ops.includes(test.op)) ?? [test.op];
    return { ...test, op: draw.of(family), operand: draw.chance(50) ? test.operand : another(draw, test.operand) };
  },
};

/** Another literal of the same sort. */
function another(draw: Draw, operand: Operand): Operand {
  if (operand.kind !== "literal") return operand;
  const sort = (value: unknown): string => (value === null ? "string" : typeof value);
  const [sample = "a"] = [operand.value].flat();
  const fits = LITERALS.filter((value) => sort(value) === sort(sample) && value !== null);
  if (fits.length === 0 || /^\d/.test(String(sample)) !== /^\d/.test(String(fits[0]))) return operand;
  return { ...operand, value: Array.isArray(operand.value) ? [...operand.value, draw.of(fits)] : draw.of(fits) };
}
