import {
  type Condition,
  type ConditionFold,
  comparisonOf,
  decidingTruth,
  type ExplainContext,
  foldCondition,
  foldTest,
  type Operand,
  type TestFold,
  type TestNode,
  type TruthName,
  type TruthNode,
} from "../../language/index.ts";
import { conditionNamed, singleCount, testCount } from "./clause.ts";
import { countFacts } from "./count.ts";
import { elementIds } from "./element.ts";
import { type Fact, plainValue, uniqueFacts } from "./fact.ts";

/** Where a walk for facts stands: beside the node of a condition's walk. */
interface At<Node extends TruthNode = TruthNode> {
  walk: ExplainContext;
  node: Node;
  /** `require` or `match`, and the places of enclosing tests on elements: `require:2.` */
  prefix: string;
  /** Place among the single tests. */
  place: number;
  element: string | null;
  /** Truth of the whole condition. A test of the other truth stands under a negation. */
  whole: TruthName;
}

/**
 * The tests that made a condition come out as it did: of a false `require` its false tests, of a true `match` its true ones; under a negation the other
 * way round, which `not ` before the operator says. All elements, each by what stays the same of it. A test that is unknown is no fact. `node` is the walk of
 * the condition, every element included.
 */
export function factsOf(walk: ExplainContext, name: "require" | "match", condition: Condition, node: TruthNode): Fact[] {
  if (node.truth === "unknown") return [];
  return uniqueFacts(foldCondition(CONDITIONS, condition, { walk, node, prefix: `${name}:`, place: 0, element: null, whole: node.truth }));
}

const CONDITIONS: ConditionFold<At, Fact[]> = {
  junction: ({ conditions }, at) => {
    const { node } = at;
    if (node.kind !== "and" && node.kind !== "or") return [];
    let place = at.place;
    return conditions.flatMap((inner, index) => {
      const child = node.children[index];
      const facts = child?.truth === node.truth ? foldCondition(CONDITIONS, inner, { ...at, node: child, place }) : [];
      place += testCount(inner, at.walk.scope);
      return facts;
    });
  },
  not: ({ condition }, at) => (at.node.kind === "not" ? foldCondition(CONDITIONS, condition, { ...at, node: at.node.child }) : []),
  let: ({ name }, at) => (at.node.kind === "let" ? foldCondition(CONDITIONS, conditionNamed(name, at.walk.scope), { ...at, node: at.node.child }) : []),
  test: ({ subject, test }, at) => (at.node.kind === "test" ? foldTest(TESTS, test, { ...at, node: at.node, subject }) : []),
};

interface AtTest extends At<TestNode> {
  subject: Operand;
}

const TESTS: TestFold<AtTest, Fact[]> = {
  comparison: (test, at) => {
    const { subject, operand, truth } = at.node;
    // Of a list only whether it has the member: its other members decide nothing.
    const isOfMember = comparisonOf(test).operand === "member" && Array.isArray(subject.value);
    return [factAt(at, test.op, operand?.value, isOfMember ? truth === "true" : subject.value)];
  },
  exists: (test, at) => [factAt(at, test.op, test.value, at.node.subject.value)],
  default: ({ test }, at) => {
    const [node] = at.node.parts;
    return node ? foldTest(TESTS, test, { ...at, node }) : [];
  },
  all: ({ tests }, at) => {
    let place = at.place;
    return tests.flatMap((inner, index) => {
      const node = at.node.parts[index];
      const facts = node?.truth === at.node.truth ? foldTest(TESTS, inner, { ...at, node, place }) : [];
      place += singleCount(inner);
      return facts;
    });
  },
  quantifier: ({ op, where }, at) => {
    const { elements, subject } = at.node;
    const ids = elementIds(at.walk, at.subject, subject.value);
    const deciding = decidingTruth(at.node);
    const facts = elements.flatMap(({ truth, node }, index) =>
      truth === deciding && node ? foldCondition(CONDITIONS, where, { ...within(at, ids[index]), node, place: 0 }) : [],
    );
    return facts.length > 0 ? facts : [factAt(at, op, null, elements.length)];
  },
  count: (_, at) => {
    const { tests, isTooMany, value } = countFacts(at.node);
    const counted = isTooMany ? elementIds(at.walk, at.subject, at.node.subject.value) : [];
    return [
      ...tests.map(({ op, bound }) => factAt(at, `count ${op}`, bound, value)),
      ...at.node.elements.flatMap(({ truth }, index): Fact[] => {
        const id = counted[index];
        if (truth !== "true" || id === undefined) return [];
        return [{ clause: `${at.prefix}${at.place}`, element: within(at, id).element, operator: "counted", bound: plainValue(null), value: plainValue(true) }];
      }),
    ];
  },
};

const within = (at: AtTest, id = "?"): Omit<At, "node" | "place"> => ({
  walk: at.walk,
  whole: at.whole,
  prefix: `${at.prefix}${at.place}.`,
  element: at.element === null ? id : `${at.element} > ${id}`,
});

const factAt = ({ prefix, place, element, whole, node }: AtTest, operator: string, bound: unknown, value: unknown): Fact => ({
  clause: `${prefix}${place}`,
  element,
  operator: node.truth === whole ? operator : `not ${operator}`,
  bound: plainValue(bound),
  value: plainValue(value),
});
