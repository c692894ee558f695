import type { UnknownMark } from "../../../document/index.ts";
import { isUnknownMark } from "../../../document/index.ts";
import {
  type Condition,
  type ConditionFold,
  comparisonOf,
  type ExplainContext,
  foldCondition,
  foldTest,
  type Operand,
  quantifierOf,
  type TestFold,
  type TestNode,
  type TruthNode,
} from "../../language/index.ts";
import { conditionNamed, singleCount, testCount } from "./clause.ts";
import { countFacts } from "./count.ts";
import { DIGEST, gradingStatements, type NamedElement, NESTED, namedElements } from "./element.ts";
import { type Fact, plainValue, uniqueFacts } from "./fact.ts";
import { gapIn } from "./gap-in.ts";

/** Truth that a test must have to bring about the truth of the whole condition. */
type Wanted = "true" | "false";

/** Where a walk for facts stands: beside the node of a condition's walk. */
interface At<Node extends TruthNode = TruthNode> {
  walk: ExplainContext;
  node: Node;
  /** `require` or `match`, and the places of enclosing tests on elements: `require:2.` */
  prefix: string;
  /** Place among the single tests. */
  place: number;
  element: string | null;
  /** The element with unique ids in place of ARNs. */
  uniqueId: string | null;
  /** Of an element that is a statement, or lies in one: what the policy says by it. */
  statements: NamedElement["statements"];
  wanted: Wanted;
  /** Truth of the whole condition. A test of the other truth stands under a negation. */
  whole: Wanted;
  /** Clause of the enclosing test that fails because none of its elements is as it demands; null where there is none. */
  among: string | null;
  /** Gives tests that are not known as facts too. */
  withOpen: boolean;
  /** Mark of the enclosing part that is not known: whether its tests count is not known either, even of those that are. */
  open: UnknownMark | null;
}

/**
 * The tests that made a condition come out as it did: of a false `require` its false tests, of a true `match` its true ones; under a negation the other
 * way round, which `not ` before the operator says. All elements, each by what stays the same of it. Of `require` also the tests that are unknown and would
 * count if they failed: their value is the unknown mark, so that a comparison knows what it cannot see. `node` is the walk of the condition, every element
 * included.
 */
export function factsOf(walk: ExplainContext, name: "require" | "match", condition: Condition, node: TruthNode): Fact[] {
  const { truth } = node;
  if (truth === "unknown") return [];
  const at: At = {
    walk,
    node,
    prefix: `${name}:`,
    place: 0,
    element: null,
    uniqueId: null,
    statements: null,
    wanted: truth,
    whole: truth,
    among: null,
    withOpen: name === "require",
    open: null,
  };
  return uniqueFacts(foldCondition(CONDITIONS, condition, at));
}

/** Whether a test brought about the answer, or could have if it were known. */
const counts = ({ truth }: TruthNode, { wanted, withOpen }: Pick<At, "wanted" | "withOpen">): boolean => truth === wanted || (withOpen && truth === "unknown");

/** Where the walk goes on: what is not known makes all in it open. */
const down = <Node extends TruthNode>(node: Node, { open }: Pick<At, "open">): { node: Node; open: UnknownMark | null } => ({
  node,
  open: open ?? (node.truth === "unknown" ? gapIn(node) : null),
});

const opposite = (truth: Wanted): Wanted => (truth === "true" ? "false" : "true");

const CONDITIONS: ConditionFold<At, Fact[]> = {
  junction: ({ conditions }, at) => {
    const { node } = at;
    if (node.kind !== "and" && node.kind !== "or") return [];
    let place = at.place;
    return conditions.flatMap((inner, index) => {
      const child = node.children[index];
      const facts = child && counts(child, at) ? foldCondition(CONDITIONS, inner, { ...at, ...down(child, at), place }) : [];
      place += testCount(inner, at.walk.scope);
      return facts;
    });
  },
  not: ({ condition }, at) => (at.node.kind === "not" ? foldCondition(CONDITIONS, condition, { ...at, node: at.node.child, wanted: opposite(at.wanted) }) : []),
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
    const statements = at.statements ?? gradingStatements(at.walk, at.subject);
    return [factAt({ ...at, statements }, test.op, operand?.value, isOfMember ? truth === "true" : subject.value)];
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
      const facts = node && counts(node, at) ? foldTest(TESTS, inner, { ...at, ...down(node, at), place }) : [];
      place += singleCount(inner);
      return facts;
    });
  },
  quantifier: (test, at) => {
    const { elements, subject, truth } = at.node;
    const { looksFor, found } = quantifierOf(test);
    // One element suffices for the answer that the search gives where it finds one; for the other answer all elements are needed.
    const oneSuffices = (at.wanted === "true") === found;
    const wanted: Wanted = looksFor === oneSuffices ? "true" : "false";
    const here: AtTest = oneSuffices || at.among !== null ? at : { ...at, among: `${at.prefix}${at.place}` };
    const isKnown = truth !== "unknown";
    const withOpen = at.withOpen && (oneSuffices || !isKnown);
    const named = namedElements(at.walk, at.subject, subject.value);
    const facts = elements.flatMap(({ node }, index) =>
      node && counts(node, { wanted, withOpen })
        ? foldCondition(CONDITIONS, test.where, { ...within(here, named[index]), ...down(node, at), place: 0, wanted, withOpen })
        : [],
    );
    const isOpen = (withOpen && (at.node.gaps.length > 0 || (!isKnown && !oneSuffices))) || (at.open !== null && !oneSuffices);
    const open = isOpen ? [openFact(here, test.op)] : [];
    return facts.length + open.length > 0 ? [...facts, ...open] : [factAt(here, test.op, null, elements.length)];
  },
  count: (_, at) => {
    if (at.node.truth === "unknown") return [openFact(at, "count")];
    const { tests, isTooMany, value } = countFacts(at.node);
    const counted = isTooMany ? namedElements(at.walk, at.subject, at.node.subject.value) : [];
    const isOpen = isTooMany && at.withOpen && at.node.gaps.length > 0;
    return [
      ...tests.map(({ op, bound }) => factAt(at, `count ${op}`, bound, value)),
      ...at.node.elements.flatMap(({ truth, node }, index): Fact[] => {
        const counts = counted[index];
        if (counts === undefined || truth === "false" || (truth === "unknown" && !at.withOpen)) return [];
        return [{ ...openFact({ ...at, ...elementIn(at, counts) }, "counted"), value: plainValue(at.open ?? (truth === "true" ? true : gapIn(node))) }];
      }),
      ...(isOpen ? [openFact(at, "counted")] : []),
    ];
  },
};

const within = (
  at: AtTest,
  named: NamedElement = { id: "?", uniqueId: "?", statements: null, value: { $unknown: "?" } },
): Omit<At, "node" | "place" | "wanted" | "withOpen" | "open"> => ({
  walk: { ...at.walk, items: [{ value: named.value, index: 0, label: named.id, type: null, source: null }, ...at.walk.items] },
  whole: at.whole,
  among: at.among,
  prefix: `${at.prefix}${at.place}.`,
  ...elementIn(at, named),
});

type ElementAt = Pick<At, "element" | "uniqueId" | "statements">;

/** What lies in a statement belongs to it. One whose place among the ids its digest does not show is left out. */
const elementIn = ({ element, uniqueId, statements }: ElementAt, named: NamedElement): ElementAt => ({
  element: element === null ? named.id : `${element}${NESTED}${named.id}`,
  uniqueId: uniqueId === null ? named.uniqueId : `${uniqueId}${NESTED}${named.uniqueId}`,
  statements: statements ?? (element?.includes(DIGEST) ? null : named.statements),
});

/** That more may be there than is known. */
const openFact = ({ prefix, place, element, uniqueId, statements, among, node, open }: AtTest, operator: string): Fact => ({
  clause: `${prefix}${place}`,
  element,
  ...(uniqueId === null || uniqueId === element ? {} : { uniqueId }),
  operator,
  bound: plainValue(null),
  value: plainValue(open ?? gapIn(node)),
  ...(among === null ? (statements === null ? {} : { statements }) : { among }),
});

const factAt = (
  { prefix, place, element, uniqueId, statements, whole, wanted, node, among, open }: AtTest,
  operator: string,
  bound: unknown,
  value: unknown,
): Fact => ({
  clause: `${prefix}${place}`,
  element,
  ...(uniqueId === null || uniqueId === element ? {} : { uniqueId }),
  operator: wanted === whole ? operator : `not ${operator}`,
  bound: plainValue(bound),
  value: plainValue(open ?? (node.truth === "unknown" ? gapIn(node) : decided(value))),
  ...(among === null ? (statements === null ? {} : { statements }) : { among }),
});

/** What is known of a value that is not known in full, where that decided the test. */
const decided = (value: unknown): unknown => (isUnknownMark(value) ? (value.id ?? value.startsWith ?? value.atLeast ?? "present") : value);
