import { knownLength } from "../../../document/index.ts";
import type { ValueType } from "../../../schemas/index.ts";
import {
  asTest,
  type ComparisonTest,
  type Condition,
  type ConditionFold,
  type CountTest,
  comparisonOf,
  type ExplainContext,
  foldCondition,
  foldTest,
  type IterationElement,
  letNamed,
  type PathOperand,
  quantifierOf,
  resolve,
  type Test,
  type TestFold,
  type TestNode,
  type TruthNode,
  unfold,
} from "../../language/index.ts";
import { best, costOf, type Fix, NOTHING, together, type ValueChange, type Wanted } from "./change.ts";
import { elementsOwned, spotOf, type ValueSpot } from "./place.ts";
import { offerOf, satisfies } from "./values.ts";

/** Where the search stands: the walk, and of each element it is in whether it is the judged resource's own. */
interface At {
  walk: ExplainContext;
  owned: readonly boolean[];
}

/** Elements of one list that are looked at: the cheapest is among the first of any list that people read. */
const ELEMENTS = 50;

/** The least changes of values that would give a condition the truth wanted, best first; none where nobody can say. `node` is its truth as walked. */
export function fixesFor(at: At, condition: Condition, node: TruthNode, want: boolean): Fix[] {
  if (node.truth === String(want)) return [NOTHING];
  return foldCondition(CONDITIONS, condition, { at, node, want });
}

interface Aim {
  at: At;
  node: TruthNode;
  want: boolean;
}

const CONDITIONS: ConditionFold<Aim, Fix[]> = {
  junction: ({ kind, conditions }, { at, node, want }) => {
    if (node.kind !== "and" && node.kind !== "or") return [];
    const parts = conditions.flatMap((part, index) => {
      const child = node.children[index];
      return child ? [fixesFor(at, part, child, want)] : [];
    });
    return (kind === "and") === want ? together(parts) : best(parts.flat());
  },
  not: ({ condition }, { at, node, want }) => (node.kind === "not" ? fixesFor(at, condition, node.child, !want) : []),
  let: ({ name }, { at, node, want }) => {
    const binding = letNamed(at.walk.scope, name);
    if (binding.kind !== "condition" || node.kind !== "let") return [];
    return fixesFor({ walk: { ...at.walk, items: [] }, owned: [] }, binding.condition, node.child, want);
  },
  test: ({ subject, test }, { at, node, want }) => (node.kind === "test" && subject.kind === "path" ? plansOfTest({ at, subject, node, want }, test) : []),
};

interface TestAim {
  at: At;
  subject: PathOperand;
  node: TestNode;
  want: boolean;
}

const plansOfTest = (aim: TestAim, test: Test): Fix[] => (aim.node.truth === String(aim.want) ? [NOTHING] : foldTest(TESTS, test, aim));

const TESTS: TestFold<TestAim, Fix[]> = {
  all: (test, aim) => {
    const { at, node, want } = aim;
    const parts = test.tests.map((part, index) => {
      const child = node.parts[index];
      return child ? plansOfTest({ ...aim, node: child }, part) : [];
    });
    return want ? together(parts).map((plan) => fitting(at, test, plan)) : best(parts.flat());
  },
  default: ({ test }, aim) => {
    const [part] = aim.node.parts;
    return part ? plansOfTest({ ...aim, node: part }, test) : [];
  },
  quantifier: (test, { at, subject, node, want }) => {
    const { looksFor, found } = quantifierOf(test);
    return want === found ? oneElement(at, subject, test.where, node, looksFor) : eachElement(at, subject, test.where, node, !looksFor);
  },
  count: (test, { at, subject, node, want }) => counted(at, subject, test, node, want),
  exists: (test, aim) => plansOfValue(aim, test),
  comparison: (test, aim) => [...plansOfOperand(aim, test), ...plansOfValue(aim, test)],
};

/** The value itself would have to be another. */
function plansOfValue({ at, subject, node, want }: TestAim, test: Test): Fix[] {
  const spot = spotOf(at.walk, at.owned, subject);
  const cost = spot.field === "" ? null : costOf(spot.root, spot.field, spot.own, at.walk.kind);
  const offer = cost === null ? null : offerOf(at.walk, test, want, subject.type, node.subject.value);
  if (cost === null || offer === null) return [];
  const change = (edit: ValueChange["edit"]): ValueChange => ({
    path: node.subject.text,
    value: node.subject.value,
    wanted: [offer.wanted],
    own: spot.own,
    edit,
  });
  const edits = offer.values.map((value) => change(editOf(spot, value, offer.any)));
  // Said without a value to try: at the same cost, but behind.
  return [...edits.map((one) => ({ changes: [one], cost })), ...(edits.length === 0 ? [{ changes: [change(null)], cost: cost + 0.5 }] : [])];
}

const editOf = ({ holder, field }: ValueSpot, value: unknown, any?: true): ValueChange["edit"] =>
  holder && field !== "" ? { kind: "set", holder, field, value, ...(any ? { any } : {}) } : null;

/** `in` a list of the document: the list would have to hold the value. */
function plansOfOperand({ at, node, want }: TestAim, test: ComparisonTest): Fix[] {
  const { operand, complementOf } = comparisonOf(test);
  if (operand !== "list" || (complementOf === undefined) !== want || test.operand.kind !== "path" || !node.operand) return [];
  const spot = spotOf(at.walk, at.owned, test.operand);
  const cost = costOf(spot.root, spot.field, spot.own, at.walk.kind);
  const { value } = node.subject;
  if (cost === null || typeof value !== "string") return [];
  const edit: ValueChange["edit"] = spot.holder ? { kind: "add", holder: spot.holder, field: spot.field, values: [value] } : null;
  return [{ changes: [{ path: node.operand.text, value: node.operand.value, wanted: [{ op: "contains", value }], own: spot.own, edit }], cost }];
}

/** Drops a value that one of several demands on the path refuses. */
function fitting(at: At, test: Test, plan: Fix): Fix {
  const changes = plan.changes.map((change) =>
    change.edit?.kind === "set" && satisfies(at.walk, test, change.edit.value) === false ? { ...change, edit: null } : change,
  );
  return { changes, cost: plan.cost };
}

interface Element {
  at: At;
  raw: unknown;
  node: TruthNode | null;
  truth: TruthNode["truth"];
  label: string;
}

/** The elements that the walk judged, each with the place inside it. */
function elementsOf(at: At, subject: PathOperand, node: TestNode): Element[] {
  const list = node.subject.value;
  if (!Array.isArray(list)) return [];
  const { walk } = at;
  const last = unfold(walk.scope, subject).steps.at(-1);
  const type: ValueType | null = subject.type.type === "list" ? subject.type.element : null;
  const owned = elementsOwned(walk, at.owned, subject);
  return node.elements.slice(0, ELEMENTS).map((element, index) => {
    const raw: unknown = list[index];
    const value = last?.kind === "reference" && last.many ? resolve(walk.frame, last, raw, false) : raw;
    const item: IterationElement = { value, label: element.label, index, type, source: null };
    return {
      at: { walk: { ...walk, items: [item, ...walk.items] }, owned: [owned, ...at.owned] },
      raw,
      node: element.node,
      truth: element.truth,
      label: element.label,
    };
  });
}

const withinElement = (element: Element, where: Condition, want: boolean): Fix[] => (element.node ? fixesFor(element.at, where, element.node, want) : []);

/** One element would have to be so: the cheapest, else a further one. */
function oneElement(at: At, subject: PathOperand, where: Condition, node: TestNode, want: boolean): Fix[] {
  const plans = elementsOf(at, subject, node).flatMap((element) => withinElement(element, where, want));
  const spot = spotOf(at.walk, at.owned, subject);
  const another: Fix = {
    changes: [
      { path: node.subject.text, value: node.subject.value, wanted: [{ op: "another", like: likeOf(at, where, want, subject) }], own: spot.own, edit: null },
    ],
    cost: spot.own ? 4 : 6,
  };
  return best([...plans, ...(costOf(spot.root, spot.field, spot.own, at.walk.kind) === null ? [] : [another])]);
}

/** What an element of plain values would have to be, where that is one test. */
function likeOf(at: At, where: Condition, want: boolean, subject: PathOperand): Wanted[] {
  const type = subject.type.type === "list" ? subject.type.element : subject.type;
  const tested = asTest(where);
  if (tested?.subject.kind !== "path" || tested.subject.root.kind !== "item" || tested.subject.steps.length > 0) return [];
  const offer = offerOf(at.walk, tested.test, want, type, null);
  return offer ? [offer.wanted] : [];
}

/** Every element that is not so would have to be, or be gone. */
function eachElement(at: At, subject: PathOperand, where: Condition, node: TestNode, want: boolean): Fix[] {
  const list = node.subject.value;
  if (!Array.isArray(list) || knownLength(list) < list.length || node.elements.length > ELEMENTS) return [];
  const wrong = elementsOf(at, subject, node).filter((element) => element.truth !== String(want));
  return together(wrong.map((element) => best([...withinElement(element, where, want), ...removal(at, subject, element)])));
}

function removal(at: At, subject: PathOperand, element: Element): Fix[] {
  const path = unfold(at.walk.scope, subject);
  const change = (edit: ValueChange["edit"], own: boolean): ValueChange => ({
    path: element.label,
    value: element.raw,
    wanted: [{ op: "removed" }],
    own,
    edit,
  });
  if (path.root.kind === "list" && path.steps.length === 0)
    return [{ changes: [change({ kind: "drop-from-list", list: path.root.list, element: element.raw }, false)], cost: 4 }];
  const spot = spotOf(at.walk, at.owned, subject);
  const cost = costOf(spot.root, spot.field, spot.own, at.walk.kind);
  if (cost === null) return [];
  const edit: ValueChange["edit"] = spot.holder ? { kind: "remove", holder: spot.holder, field: spot.field, element: element.raw } : null;
  return [{ changes: [change(edit, spot.own)], cost: cost + 0.5 }];
}

/** So many elements more or fewer would have to be so. */
function counted(at: At, subject: PathOperand, test: CountTest, node: TestNode, want: boolean): Fix[] {
  if (node.count === null || node.count.least !== node.count.most) return [];
  const now = node.count.least;
  const target = nearestCount(now, node.elements.length + now + 60, (count) => satisfies(at.walk, test.test, count) === want);
  if (target === null) return [];
  const elements = elementsOf(at, subject, node);
  const { where } = test;
  const fewer = target < now;
  const candidates = elements
    .filter((element) => element.truth === String(fewer))
    .map((element) =>
      best([...(where ? withinElement(element, where, !fewer) : []), ...(fewer && (where || target === 0) ? removal(at, subject, element) : [])]),
    )
    .filter((plans) => plans.length > 0)
    .sort((left, right) => (left[0]?.cost ?? 0) - (right[0]?.cost ?? 0));
  const needed = Math.abs(target - now);
  const flips = candidates.length >= needed ? together(candidates.slice(0, needed)) : [];
  const spot = spotOf(at.walk, at.owned, subject);
  const cost = costOf(spot.root, spot.field, spot.own, at.walk.kind);
  const valueChange: ValueChange = {
    path: node.subject.text,
    value: now,
    wanted: [{ op: "count", number: target, side: fewer ? "atMost" : "atLeast" }],
    own: spot.own,
    edit: null,
  };
  return best([...flips, ...(cost === null ? [] : [{ changes: [valueChange], cost: cost + needed }])]);
}

/** The number nearest to this one, at most so far up, of which it holds. */
function nearestCount(from: number, most: number, holds: (count: number) => boolean): number | null {
  for (let step = 1; step <= most; step += 1) {
    if (from - step >= 0 && holds(from - step)) return from - step;
    if (holds(from + step)) return from + step;
  }
  return null;
}
