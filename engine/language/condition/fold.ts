/**
 * The one place that distinguishes the forms of conditions and tests. What is worked out from a condition gives one function for each form; what looks at all
 * parts of one, or changes a part of it, goes through the walks below. Meanings of single matchers are not here: engine/language/matchers has them by name.
 */
import type {
  AllTest,
  ComparisonTest,
  Condition,
  CountTest,
  DefaultTest,
  ExistsTest,
  Junction,
  NamedCondition,
  Negation,
  Operand,
  QuantifierTest,
  SimpleOperand,
  Test,
  TestCondition,
} from "./ast.ts";
import { leavesOf } from "./operands.ts";

/** What to make of each form of a condition. `context` comes from outside: where the condition stands, or what is known there. */
export interface ConditionFold<Context, Result> {
  junction: (condition: Junction, context: Context) => Result;
  not: (condition: Negation, context: Context) => Result;
  let: (condition: NamedCondition, context: Context) => Result;
  test: (condition: TestCondition, context: Context) => Result;
}

export function foldCondition<Context, Result>(fold: ConditionFold<Context, Result>, condition: Condition, context: Context): Result {
  switch (condition.kind) {
    case "and":
    case "or":
      return fold.junction(condition, context);
    case "not":
      return fold.not(condition, context);
    case "let":
      return fold.let(condition, context);
    case "test":
      return fold.test(condition, context);
  }
}

/** What to make of each form of a test. */
export interface TestFold<Context, Result> {
  comparison: (test: ComparisonTest, context: Context) => Result;
  quantifier: (test: QuantifierTest, context: Context) => Result;
  exists: (test: ExistsTest, context: Context) => Result;
  default: (test: DefaultTest, context: Context) => Result;
  all: (test: AllTest, context: Context) => Result;
  count: (test: CountTest, context: Context) => Result;
}

export function foldTest<Context, Result>(fold: TestFold<Context, Result>, test: Test, context: Context): Result {
  if ("operand" in test) return fold.comparison(test, context);
  if ("test" in test) return "where" in test ? fold.count(test, context) : fold.default(test, context);
  if ("where" in test) return fold.quantifier(test, context);
  return "tests" in test ? fold.all(test, context) : fold.exists(test, context);
}

/** A fold that makes something of a few forms, and `otherwise` of all others. */
export function someTests<Context, Result>(forms: Partial<TestFold<Context, Result>>, otherwise: (test: Test) => Result): TestFold<Context, Result> {
  return { comparison: otherwise, quantifier: otherwise, exists: otherwise, default: otherwise, all: otherwise, count: otherwise, ...forms };
}

export const isComparison = (test: Test): test is ComparisonTest => "operand" in test;

export const asTest = (condition: Condition): TestCondition | null => (condition.kind === "test" ? condition : null);

export const asJunction = (condition: Condition): Junction | null => (condition.kind === "and" || condition.kind === "or" ? condition : null);

/** A part, and the whole with another in its place. */
export interface ConditionPart<Node, Whole> {
  node: Node;
  replace: (by: Node) => Whole;
}

/** The tests directly within a test; of `count` the one that its number is put to. */
function innerTests(test: Test): ConditionPart<Test, Test>[] {
  if ("tests" in test) return test.tests.map((node, at) => ({ node, replace: (by) => ({ ...test, tests: test.tests.with(at, by) }) }));
  return "test" in test ? [{ node: test.test, replace: (by) => ({ ...test, test: by }) }] : [];
}

/** The condition that a test puts to the elements of its list. */
function innerCondition(test: Test): ConditionPart<Condition, Test> | null {
  if (!("where" in test) || test.where === null) return null;
  return { node: test.where, replace: (by) => ({ ...test, where: by }) };
}

/** A test and those within it, outer before inner; conditions on elements are left out. `counts`: it is put to a number of elements. */
export function* testsWithin(test: Test, counts = false): Generator<ConditionPart<Test, Test> & { counts: boolean }, void, undefined> {
  yield { node: test, counts, replace: (by) => by };
  for (const inner of innerTests(test))
    for (const part of testsWithin(inner.node, counts || test.op === "count")) yield { ...part, replace: (by) => inner.replace(part.replace(by)) };
}

/** The conditions directly within a condition, those on elements of a list included. */
function innerConditions(condition: Condition): ConditionPart<Condition, Condition>[] {
  return foldCondition(INNER, condition, null);
}

const INNER: ConditionFold<null, ConditionPart<Condition, Condition>[]> = {
  junction: (condition) =>
    condition.conditions.map((node, at) => ({ node, replace: (by) => ({ ...condition, conditions: condition.conditions.with(at, by) }) })),
  not: (condition) => [{ node: condition.condition, replace: (by) => ({ ...condition, condition: by }) }],
  let: () => [],
  test: (condition) =>
    [...testsWithin(condition.test)].flatMap(({ node: test, replace: put }) => {
      const inner = innerCondition(test);
      return inner ? [{ node: inner.node, replace: (by) => ({ ...condition, test: put(inner.replace(by)) }) }] : [];
    }),
};

/** A condition and all within it, outer before inner. */
export function* conditionsWithin(condition: Condition): Generator<ConditionPart<Condition, Condition>, void, undefined> {
  yield { node: condition, replace: (by) => by };
  for (const inner of innerConditions(condition))
    for (const part of conditionsWithin(inner.node)) yield { ...part, replace: (by) => inner.replace(part.replace(by)) };
}

/** What a walk with scopes does on its way. `Place` is what an operand names; the places of the elements around come with it, innermost first. */
export interface Visitor<Place> {
  /** What a test is put to. Null: nothing beneath is looked at. */
  subject: (operand: SimpleOperand, items: readonly Place[]) => Place | null;
  /** The elements of the list at a place. */
  element: (list: Place) => Place;
  /** A number of elements, which the test of `count` is put to. */
  counted: Place;
  /** Each test but `all`, whose own tests come one by one. */
  test?: (test: Test, place: Place, items: readonly Place[]) => void;
  /** What stands right of a comparison; of a text or a list that is built, each part of it. */
  operand?: (operand: SimpleOperand, items: readonly Place[], place: Place) => void;
  named?: (condition: NamedCondition, items: readonly Place[]) => void;
}

/** Looks at every test of a condition in the order of its text, those on elements of lists included. */
export function visitCondition<Place>(visitor: Visitor<Place>, condition: Condition, items: readonly Place[] = []): void {
  foldCondition(visitsOf(visitor), condition, items);
}

function visitsOf<Place>(visitor: Visitor<Place>): ConditionFold<readonly Place[], void> {
  interface ConditionPosition {
    place: Place;
    items: readonly Place[];
  }
  const visit = (condition: Condition, items: readonly Place[]): void => foldCondition(conditions, condition, items);
  const within = (test: Test, stand: ConditionPosition): void => {
    if (!("tests" in test)) visitor.test?.(test, stand.place, stand.items);
    foldTest(tests, test, stand);
  };
  const tests: TestFold<ConditionPosition, void> = {
    comparison: ({ operand }, { items, place }) => {
      for (const leaf of leavesOf(operand)) visitor.operand?.(leaf, items, place);
    },
    quantifier: ({ where }, { place, items }) => visit(where, [visitor.element(place), ...items]),
    exists: () => {},
    default: ({ test }, stand) => within(test, stand),
    all: (all, stand) => {
      for (const test of all.tests) within(test, stand);
    },
    count: ({ where, test }, { place, items }) => {
      if (where) visit(where, [visitor.element(place), ...items]);
      within(test, { place: visitor.counted, items });
    },
  };
  const conditions: ConditionFold<readonly Place[], void> = {
    junction: (junction, items) => {
      for (const condition of junction.conditions) visit(condition, items);
    },
    not: ({ condition }, items) => visit(condition, items),
    let: (named, items) => visitor.named?.(named, items),
    test: ({ subject, test }, items) => {
      const place = visitor.subject(subject, items);
      if (place !== null) within(test, { place, items });
    },
  };
  return conditions;
}

/** Every operand that a condition reads, left and right, and the names of `let` that it uses. */
export function operandsOf(condition: Condition): { operands: SimpleOperand[]; names: string[] } {
  const operands: SimpleOperand[] = [];
  const names: string[] = [];
  const visitor: Visitor<true> = {
    subject: (operand) => {
      operands.push(operand);
      return true;
    },
    element: () => true,
    counted: true,
    operand: (operand) => operands.push(operand),
    named: ({ name }) => names.push(name),
  };
  visitCondition(visitor, condition);
  return { operands, names };
}

/** What stands right of the comparisons of a test, those on elements left out. */
export const rightSidesOf = (test: Test): Operand[] => [...testsWithin(test)].flatMap(({ node }) => ("operand" in node ? [node.operand] : []));
