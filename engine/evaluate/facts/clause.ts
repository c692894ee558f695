import {
  type Condition,
  type ConditionFold,
  foldCondition,
  foldTest,
  letNamed,
  type Operand,
  type Scope,
  someTests,
  type Test,
  type TestFold,
  unfold,
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

/** The test on one path that a clause, or one within it, stands in: `require:2.0` in the third test of `require`. */
export function testAtClause(clause: string, name: "require" | "match", condition: Condition, scope: Scope): Condition | null {
  const place = Number(clause.slice(name.length + 1).split(".")[0]);
  return clause.startsWith(`${name}:`) ? foldCondition(TEST_AT, condition, { scope, place }) : null;
}

/** `place` counts from the condition that is walked. */
const TEST_AT: ConditionFold<{ scope: Scope; place: number }, Condition | null> = {
  junction: ({ conditions }, { scope, place }) => {
    let left = place;
    for (const inner of conditions) {
      const count = testCount(inner, scope);
      if (left < count) return foldCondition(TEST_AT, inner, { scope, place: left });
      left -= count;
    }
    return null;
  },
  not: ({ condition }, at) => foldCondition(TEST_AT, condition, at),
  let: ({ name }, at) => foldCondition(TEST_AT, conditionNamed(name, at.scope), at),
  test: (node) => node,
};

/** The condition that a `let` names. */
export function conditionNamed(name: string, scope: Scope): Condition {
  const binding = letNamed(scope, name);
  if (binding.kind !== "condition") throw new Error(`let ${name} is no condition: an unchecked rule`);
  return binding.condition;
}

/** Where a single test stands in the normal form, and what is around it. */
interface Place {
  scope: Scope;
  prefix: string;
  place: number;
  around: string;
}

/** A single test: its clause, what it is put to, and what it compares that with. Of two rules, the same test says the same, wherever it stands. */
export interface ClauseText {
  clause: string;
  about: string;
  bound: string;
}

/** The single tests of a condition, in the order of their clauses. */
export const clauseTexts = (name: "require" | "match", condition: Condition, scope: Scope): ClauseText[] =>
  foldCondition(TEXTS, condition, { scope, prefix: `${name}:`, place: 0, around: "" });

type Texts = ClauseText[];

const TEXTS: ConditionFold<Place, Texts> = {
  junction: ({ conditions }, at) => {
    let place = at.place;
    return conditions.flatMap((inner) => {
      const texts = foldCondition(TEXTS, inner, { ...at, place });
      place += testCount(inner, at.scope);
      return texts;
    });
  },
  not: ({ condition }, at) => foldCondition(TEXTS, condition, at),
  let: ({ name }, at) => foldCondition(TEXTS, conditionNamed(name, at.scope), at),
  test: ({ subject, test }, at) => foldTest(TEST_TEXTS, test, { ...at, around: `${at.around} ${operandText(subject, at.scope)}` }),
};

const clauseAt = ({ prefix, place }: Place): string => `${prefix}${place}`;

const textAt = (at: Place, op: string, bound: string): ClauseText => ({ clause: clauseAt(at), about: `${at.around} ${op}`, bound });

const TEST_TEXTS: TestFold<Place, Texts> = {
  comparison: ({ op, operand }, at) => [textAt(at, op, operandText(operand, at.scope))],
  exists: ({ op, value }, at) => [textAt(at, op, String(value))],
  default: ({ value, test }, at) => foldTest(TEST_TEXTS, test, { ...at, around: `${at.around} default ${JSON.stringify(value)}` }),
  all: ({ tests }, at) => {
    let place = at.place;
    return tests.flatMap((inner) => {
      const texts = foldTest(TEST_TEXTS, inner, { ...at, place });
      place += singleCount(inner);
      return texts;
    });
  },
  quantifier: ({ op, where }, at) => {
    const around = `${at.around} ${op}`;
    return [textAt(at, op, ""), ...foldCondition(TEXTS, where, { ...at, prefix: `${clauseAt(at)}.`, place: 0, around })];
  },
  count: (test, at) => [textAt(at, "count", withoutPlaces(test))],
};

/** What is read, spelled from its own root: how `let` names it says nothing. */
function operandText(operand: Operand, scope: Scope): string {
  if (operand.kind !== "path") return withoutPlaces(operand);
  const { root, steps } = unfold(scope, operand);
  return withoutPlaces([root, steps]);
}

const withoutPlaces = (value: unknown): string => JSON.stringify(value, (key, each: unknown) => (key === "at" ? undefined : each));
