import { isUnknownMark, knownLength, openMark, possibleMembers, surelyExists, unknownIn } from "../../../document/index.ts";
import type { ValueType } from "../../../schemas/index.ts";
import type { Condition, CountTest, Operand, PathOperand, QuantifierTest, SimpleOperand, Test } from "../condition/ast.ts";
import { type ConditionFold, foldCondition, foldTest, rightSidesOf, type TestFold } from "../condition/fold.ts";
import { builtText, isBuilt } from "../condition/operands.ts";
import { orDefault } from "../condition/presence.ts";
import { FALSE, TRUE, type Truth, type TruthName, truthName, truthOf, UNKNOWN } from "../condition/truth.ts";
import type { Range } from "../diagnostic.ts";
import { keepsTruth } from "../matchers/descriptor.ts";
import { comparedSides, comparisonOf, quantifierOf } from "../matchers/registry.ts";
import { compareUnknown } from "./partly-known.ts";
import { onInterval, turningPoints } from "./quantity.ts";
import { type ExplainContext, readOperand, readPath } from "./read.ts";
import { resolve } from "./references.ts";
import { letNamed, unfold } from "./scope.ts";
import { sourceChoice, sourceOf } from "./source.ts";
import type { ElementNode, ReadValue, TestNode, TruthNode } from "./trace.ts";

const complementOf: Record<TruthName, TruthName> = { true: "false", false: "true", unknown: "unknown" };

function conjunctionOf(truths: readonly TruthName[]): TruthName {
  if (truths.includes("false")) return "false";
  return truths.includes("unknown") ? "unknown" : "true";
}

const disjunctionOf = (truths: readonly TruthName[]): TruthName => complementOf[conjunctionOf(truths.map((truth) => complementOf[truth]))];

/**
 * The naive evaluator: walks the condition, asks everything, skips nothing, and tells why. It referees the compiled evaluator in tests and
 * makes the evidence of the results that need it.
 */
export function walkCondition(walk: ExplainContext, condition: Condition): TruthNode {
  const node = foldCondition(CONDITIONS, condition, walk);
  return walk.probe ? walk.probe(condition, walk.items, node) : node;
}

const CONDITIONS: ConditionFold<ExplainContext, TruthNode> = {
  junction: ({ kind, conditions }, walk) => {
    const children = conditions.map((inner) => walkCondition(walk, inner));
    const truths = children.map((child) => child.truth);
    return { kind, truth: kind === "and" ? conjunctionOf(truths) : disjunctionOf(truths), children };
  },
  not: ({ condition }, walk) => {
    const child = walkCondition(walk, condition);
    return { kind: "not", truth: complementOf[child.truth], child };
  },
  let: ({ name }, walk) => {
    const binding = letNamed(walk.scope, name);
    if (binding.kind !== "condition") throw new Error(`let ${name} is no condition: an unchecked rule`);
    const child = walkCondition({ ...walk, items: [] }, binding.condition);
    return { kind: "let", truth: child.truth, name, child };
  },
  test: ({ subject, test }, walk) => walkTest({ walk, operand: subject, subject: describe(walk, subject) }, test),
};

/** What does not change from resource to resource about a path: worked out once for each path of a rule. */
interface PathName {
  source: string | null;
  /** The path of what has the field, where the source depends on it; null for all other sources. */
  owner: PathOperand | null;
  /** Steps of a path that begins at an element; null for one that is named as written. */
  beyondItem: string | null;
}

const NAMES = new WeakMap<PathOperand, PathName>();

function nameOf(walk: ExplainContext, written: PathOperand): PathName {
  const known = NAMES.get(written);
  if (known) return known;
  const path = unfold(walk.scope, written);
  const item = path.root.kind === "item" ? walk.items[path.root.depth] : undefined;
  const letKinds = Object.fromEntries(walk.scope.lets.flatMap((binding) => (binding.kind === "lookup" ? [[binding.name, binding.target]] : [])));
  const names = path.steps.map((step) => `.${step.kind === "before" ? "before" : step.name}`);
  const source = sourceOf(path, walk.kind, letKinds, item ?? null);
  const owner = source !== null && sourceChoice(source) !== null ? { ...path, steps: path.steps.slice(0, -1) } : null;
  const name = { source, owner, beyondItem: path.root.kind === "item" ? names.join("") : null };
  NAMES.set(written, name);
  return name;
}

/** A value as evidence names it. */
export function describe(walk: ExplainContext, operand: Operand): ReadValue {
  const value = readOperand(walk, operand);
  if (operand.kind === "literal") return { text: JSON.stringify(operand.value), value, source: null, isPath: false, verbatim: false };
  if (operand.kind === "param") return { text: `params.${operand.name}`, value, source: null, isPath: false, verbatim: false };
  if (isBuilt(operand)) return { text: builtText(operand), value, source: null, isPath: false, verbatim: false };
  const { source, owner, beyondItem } = nameOf(walk, operand);
  const item = operand.root.kind === "item" ? walk.items[operand.root.depth] : undefined;
  const text = item && beyondItem !== null ? `${item.label}${beyondItem}` : operand.text;
  return { text, value, source, ...(owner && { owner: readPath(walk, owner) }), isPath: true, verbatim: operand.type.type === "dynamic" };
}

const NONE: never[] = [];

function testNode(subject: ReadValue, test: Test, truth: TruthName, more: Partial<TestNode> = {}): TestNode {
  const operand = more.operand ?? null;
  const { parts = NONE, elements = NONE, count = null } = more;
  const gaps = operand ? [...gapsOfValue(subject), ...gapsOfValue(operand)] : gapsOfValue(subject);
  return { kind: "test", truth, op: test.op, subject, operand, parts, elements, count, gaps };
}

function gapsOfValue({ value, verbatim }: ReadValue): string[] {
  if (isUnknownMark(value)) return [value.$unknown];
  const mark = Array.isArray(value) && !verbatim ? unknownIn(value) : null;
  return mark ? [mark.$unknown] : [];
}

/** What a test is put to: the operand as written, and what was read. */
interface Put {
  walk: ExplainContext;
  operand: SimpleOperand;
  subject: ReadValue;
}

const isDynamic = ({ type }: Operand): boolean => type?.type === "dynamic";

const walkTest = (put: Put, test: Test): TestNode => foldTest(TESTS, test, put);

const TESTS: TestFold<Put, TestNode> = {
  exists: (test, { subject }) => {
    const { value } = subject;
    if (isUnknownMark(value)) return testNode(subject, test, surelyExists(value) ? truthName(truthOf(test.value)) : "unknown");
    return testNode(subject, test, truthName(truthOf((value !== null) === test.value)));
  },
  default: (test, { walk, operand, subject }) => {
    // The other evaluator would read the path's own value.
    const { brief: _, ...plain } = walk;
    const value = orDefault(subject.value, test.value, isDynamic(operand));
    const part = walkTest({ walk: plain, operand, subject: { ...subject, value } }, test.test);
    return testNode(subject, test, part.truth, { parts: [part] });
  },
  all: (test, put) => {
    const parts = test.tests.map((inner) => walkTest(put, inner));
    return testNode(put.subject, test, conjunctionOf(parts.map((part) => part.truth)), { parts });
  },
  quantifier: (test, { walk, operand, subject }) => walkQuantifier(walk, operand, subject, test),
  count: (test, { walk, operand, subject }) => walkCount(walk, operand, subject, test),
  comparison: (test, { walk, operand: subjectOperand, subject }) => {
    const comparison = comparisonOf(test);
    const operand = describe(walk, test.operand);
    const { value } = subject;
    const against = operand.value;
    const [left, right] = comparedSides(test, value, against);
    const { clockMs } = walk.frame;
    const { openListSide: openSide, openDecides } = comparison;
    const listSide = openSide === "subject" ? value : openSide === "operand" ? against : null;
    const sideDynamic = openSide === "subject" ? isDynamic(subjectOperand) : test.operand.kind === "path" && isDynamic(test.operand);
    const isOpen = openDecides !== null && Array.isArray(listSide) && !sideDynamic && unknownIn(listSide) !== null;
    const isPartlyKnown = isUnknownMark(value) || isUnknownMark(against) || isOpen;
    const truth = isPartlyKnown ? compareUnknown(comparison, left, right, clockMs) : truthOf(comparison.holds(left, right, clockMs));
    return testNode(subject, test, truthName(truth), { operand });
  },
};

/** The elements of a list for which a condition may hold, each as the walk that stands in it. `gaps`: what leaves it open whether there are others. */
export function elementsOf(
  walk: ExplainContext,
  list: PathOperand,
  where: Condition | null,
): { kind: "elements"; walks: ExplainContext[]; gaps: string[] } | { kind: "unknown"; gap: string } {
  const subject = describe(walk, list);
  const values: unknown = subject.value;
  if (isUnknownMark(values)) return { kind: "unknown", gap: values.$unknown };
  if (!Array.isArray(values)) return { kind: "elements", walks: [], gaps: [] };
  const elementType: ValueType | null = list.type.type === "list" ? list.type.element : null;
  const last = unfold(walk.scope, list).steps.at(-1);
  const gaps: string[] = [];
  const walks: ExplainContext[] = [];
  for (const [index, raw] of values.entries()) {
    const value = last?.kind === "reference" && last.many && !isUnknownMark(raw) ? resolve(walk.frame, last, raw, false) : raw;
    if (isUnknownMark(value)) {
      gaps.push(value.$unknown);
      continue;
    }
    const label = `${subject.text}[${labelOf(raw, value, index)}]`;
    const inner: ExplainContext = { ...walk, items: [{ value, index, label, type: elementType, source: subject.source }, ...walk.items] };
    const truth = where === null ? "true" : walkCondition(inner, where).truth;
    if (truth === "true") walks.push(inner);
    if (truth === "unknown") gaps.push(label);
  }
  return { kind: "elements", walks, gaps };
}

interface Elements {
  nodes: ElementNode[];
  /** What the list may hold beside them; null where that may be anything. */
  possible: ElementNode[] | null;
}

function walkElements(
  walk: ExplainContext,
  operand: SimpleOperand,
  subject: ReadValue,
  where: Condition | null,
  until?: { truth: TruthName; most: number },
): Elements {
  const list = subject.value;
  if (!Array.isArray(list)) return { nodes: [], possible: [] };
  const known = operand.type.type === "dynamic" ? list : list.slice(0, knownLength(list));
  const further = known.length === list.length ? [] : possibleMembers(list);
  const elementType: ValueType | null = operand.type.type === "list" ? operand.type.element : null;
  const last = operand.kind === "path" ? unfold(walk.scope, operand).steps.at(-1) : undefined;
  const elementOf = (raw: unknown, index: number): ElementNode => {
    const value = last?.kind === "reference" && last.many ? resolve(walk.frame, last, raw, false) : raw;
    const label = `${subject.text}[${labelOf(raw, value, index)}]`;
    if (where === null) return { label, truth: "true", node: null };
    const node = walkCondition({ ...walk, items: [{ value, index, label, type: elementType, source: subject.source }, ...walk.items] }, where);
    return { label, truth: node.truth, node };
  };
  const nodes: ElementNode[] = [];
  let wanted = until ? until.most : Number.POSITIVE_INFINITY;
  for (let index = 0; index < known.length && wanted > 0; index += 1) {
    const node = elementOf(known[index], index);
    nodes.push(node);
    if (node.truth === until?.truth) wanted -= 1;
  }
  return { nodes, possible: further === null ? null : further.map(elementOf) };
}

function labelOf(raw: unknown, value: unknown, index: number): string {
  if (typeof value === "object" && value !== null) {
    for (const name of ["name", "id", "arn", "sid", "key", "slot"]) {
      const label = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : null;
      if (typeof label === "string" || typeof label === "number") return String(label);
    }
  }
  return typeof raw === "string" || typeof raw === "number" ? String(raw) : String(index);
}

function walkQuantifier(walk: ExplainContext, operand: SimpleOperand, subject: ReadValue, test: QuantifierTest): TestNode {
  if (isUnknownMark(subject.value)) return testNode(subject, test, "unknown");
  if (walk.brief && walk.items.length === 0) return briefQuantifier(walk, walk.brief, operand, subject, test);
  const { nodes, possible } = walkElements(walk, operand, subject, test.where);
  const truths = nodes.map((node) => node.truth);
  const { looksFor, found } = quantifierOf(test);
  const isSettled = possible?.every((node) => node.truth === (looksFor ? "false" : "true")) === true;
  if (!isSettled) truths.push("unknown");
  const some = looksFor ? disjunctionOf(truths) : complementOf[conjunctionOf(truths)];
  const truth = found ? some : complementOf[some];
  return listNode(subject, test, truth, { elements: nodes }, isSettled);
}

/** The node of a test over elements. Where what the list may hold beside them changes no answer, its mark is no gap of the answer. */
function listNode(subject: ReadValue, test: Test, truth: TruthName, more: Partial<TestNode>, isSettled: boolean): TestNode {
  const node = testNode(subject, test, truth, more);
  const mark = isSettled && Array.isArray(subject.value) ? openMark(subject.value) : null;
  return mark === null ? node : { ...node, gaps: node.gaps.filter((gap) => gap !== mark.$unknown) };
}

/** The answer, and the first of the elements that brought it about: a list of thousands is not walked to its end for five of them. */
function briefQuantifier(
  walk: ExplainContext,
  { truthOf: answer, elements }: NonNullable<ExplainContext["brief"]>,
  operand: SimpleOperand,
  subject: ReadValue,
  test: QuantifierTest,
): TestNode {
  const truth = truthName(answer({ kind: "test", subject: operand, test, at: NOWHERE }));
  const deciding = keepsTruth(quantifierOf(test)) ? truth : complementOf[truth];
  const { nodes, possible } = walkElements(walk, operand, subject, test.where, { truth: deciding, most: elements });
  const isSettled = possible?.every((node) => node.truth === (quantifierOf(test).looksFor ? "false" : "true")) === true;
  return listNode(subject, test, truth, { elements: nodes }, isSettled);
}

const NOWHERE: Range = { line: 1, column: 1, endLine: 1, endColumn: 1 };

function walkCount(walk: ExplainContext, operand: SimpleOperand, subject: ReadValue, test: CountTest): TestNode {
  if (isUnknownMark(subject.value)) return testNode(subject, test, "unknown");
  const { nodes, possible } = walkElements(walk, operand, subject, test.where);
  const least = nodes.filter((node) => node.truth === "true").length;
  const further = possible?.filter((node) => node.truth !== "false").length ?? Number.POSITIVE_INFINITY;
  const most = nodes.filter((node) => node.truth !== "false").length + further;
  const points = turningPoints(rightSidesOf(test.test).map((against) => readOperand(walk, against)));
  const part = (count: number): TestNode =>
    walkTest({ walk, operand: COUNTED, subject: { text: `count of ${subject.text}`, value: count, source: null, isPath: false, verbatim: false } }, test.test);
  const truth = truthName(onInterval(least, most, points, (count) => TRUTHS[part(count).truth]));
  const count = { least, most: most === Number.POSITIVE_INFINITY ? null : most };
  return listNode(subject, test, truth, { elements: nodes, parts: [{ ...part(least), truth }], count }, further === 0);
}

const TRUTHS: Record<TruthName, Truth> = { false: FALSE, true: TRUE, unknown: UNKNOWN };
const COUNTED: SimpleOperand = { kind: "literal", value: 0, type: { type: "integer", nullable: false, unknown: false } };
