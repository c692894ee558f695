import type { ValueType } from "../../../schemas/index.ts";
import {
  builtText,
  type CheckedRule,
  type Condition,
  type ConditionFold,
  comparisonOf,
  countType,
  type DefaultTest,
  foldCondition,
  foldTest,
  isBuilt,
  leavesOf,
  literalsOf,
  type Operand,
  type PathOperand,
  quantifierOf,
  type SimpleOperand,
  someTests,
  type Test,
  type TestFold,
} from "../../language/index.ts";
import { truthOn } from "./on-null.ts";

/**
 * A text that two rules share only if they give the same results on every valid document: negations are pushed to the tests, operators that are
 * complements or special cases of each other are written as one, members are sorted, and guards that change nothing are left out. Each step is a law of
 * the three-valued tables; what no law covers stays as it is written, so a rule may have several such texts, never two rules one.
 */
export function canonicalRule({ body, lets, raise, params }: CheckedRule): string {
  const key = (condition: Condition | null): string => (condition === null ? "true" : canonical(condition, false).key);
  const bound = lets.map((binding) => [binding.name, binding.kind === "condition" ? key(binding.condition) : ""]);
  const raised = raise.map(({ when, to }) => [key(when), to]);
  const named = params.map(({ name, default: value }) => [name, value ?? null]);
  const asked = body.kind === "event" ? [key(body.match), key(body.unless ?? NEVER)] : [key(body.applies), body.kind === "state" ? key(body.require) : ""];
  return JSON.stringify([asked, bound, raised, named]);
}

const NOWHERE = { line: 0, column: 0, endLine: 0, endColumn: 0 };
const NEVER: Condition = { kind: "or", conditions: [], at: NOWHERE };

interface Canon {
  key: string;
  /** The path that the test is put to, and what the test is when that path is absent. */
  path?: string;
  onNull?: boolean | null;
  /** The test asks only whether the path is there (true) or is not (false). */
  guards?: boolean;
  /** The path is never absent: only unknown keeps such a test from being settled, and it keeps every test of the path. */
  sure?: boolean;
}

const canonical = (condition: Condition, negated: boolean): Canon => foldCondition(CONDITIONS, condition, negated);

const CONDITIONS: ConditionFold<boolean, Canon> = {
  let: ({ name }, negated) => ({ key: `${negated ? "!" : ""}let ${name}` }),
  not: ({ condition }, negated) => canonical(condition, !negated),
  junction: ({ kind, conditions }, negated) =>
    junction(
      (kind === "and") !== negated,
      conditions.map((one) => canonical(one, negated)),
    ),
  test: ({ subject, test }, negated) => ofTest({ subject, type: subject.type, counts: false, negated }, test),
};

const ALL = "all of ";
const SOME = "one of ";

/** Members once each, in order; members of the same kind within are members; a lone one stands for itself. */
function junction(every: boolean, members: readonly Canon[]): Canon {
  const needed = members.filter((member) => !members.some((other) => other !== member && isGuarded(member, other, every)));
  const opening = every ? ALL : SOME;
  const keys = new Set(needed.flatMap(({ key }) => (key.startsWith(opening) ? (JSON.parse(key.slice(opening.length)) as string[]) : [key])));
  const [only] = needed;
  if (only && keys.size === 1 && needed.length === 1) return only;
  const [key = ""] = keys;
  return keys.size === 1 ? { key } : { key: opening + JSON.stringify([...keys].sort()) };
}

/** `exists: true` beside a test of the same path, or of a deeper one, that is false of what is absent adds nothing; under `or` the same the other way round. */
function isGuarded(guard: Canon, other: Canon, every: boolean): boolean {
  if (guard.guards !== every || guard.path === undefined || other.path === undefined || other.guards === guard.guards) return false;
  return (guard.sure === true || other.onNull === !every) && (other.path === guard.path || other.path.startsWith(`${guard.path}.`));
}

/** What a test is put to. `counts`: a number of elements. */
interface Put {
  subject: SimpleOperand;
  type: ValueType;
  counts: boolean;
  negated: boolean;
}

const ofTest = (put: Put, test: Test): Canon => foldTest(TESTS, test, put);

const within = (inner: Condition, turned: boolean): string => canonical(inner, turned).key;

/** The path of a test, and what the test is when that path is absent. */
function onPath({ subject, negated }: Put, test: Test): { path: string; onNull: boolean | null } {
  const truth = truthOn(test, null);
  return { path: subjectKey(subject), onNull: truth === null ? null : truth !== negated };
}

function here(put: Put, test: Test, key: string): Canon {
  const { path, onNull } = onPath(put, test);
  return { key: `${path} ${key}`, path, onNull };
}

const TESTS: TestFold<Put, Canon> = {
  all: (test, put) => {
    const members = test.tests.map((one) => ofTest(put, one));
    return { ...junction(!put.negated, members), ...onPath(put, test) };
  },
  exists: (test, put) => {
    const { type, negated } = put;
    const guards = test.value !== negated;
    return { ...here(put, test, guards ? "exists" : "!exists"), guards, sure: !type.nullable && type.type !== "dynamic" };
  },
  default: (test, put) => {
    if (changesNothing(test, put.type)) return ofTest(put, test.test);
    return here(put, test, `default ${JSON.stringify(test.value)} ${ofTest(put, test.test).key}`);
  },
  quantifier: (test, put) => {
    const { looksFor, found } = quantifierOf(test);
    return here(put, test, `${found !== put.negated ? "" : "!"}some ${within(test.where, !looksFor)}`);
  },
  count: (test, put) => {
    const counted = test.where ? within(test.where, false) : "true";
    const number: Put = { subject: COUNTED, type: countType(put.type), counts: true, negated: put.negated };
    const asked = foldTest(COMPARISON_KEY, test.test, number);
    if (asked === "gte 1" || asked === "lt 1") return here(put, test, `${asked === "gte 1" ? "" : "!"}some ${counted}`);
    return here(put, test, `count ${counted}: ${asked ?? ofTest(number, test.test).key}`);
  },
  comparison: (test, put) => {
    const key = foldTest(COMPARISON_KEY, test, put) ?? `${put.negated ? "!" : ""}${test.op} ${operandKey(test.operand)}`;
    // Texts that are compared without regard to case are another comparison than those with it.
    const { subject = false, operand = false } = test.caseless ?? {};
    return here(put, test, subject || operand ? `caseless ${Number(subject)}${Number(operand)} ${key}` : key);
  },
};

/** A comparison in the one form that all spellings of its meaning share; null where no law applies. */
const COMPARISON_KEY = someTests<Put, string | null>(
  {
    comparison: (test, { type, counts, negated }) => {
      const comparison = comparisonOf(test);
      const literals = literalsOf(test.operand);
      if (literals !== null) return comparison.canonical?.({ type, literals, negated, counts }) ?? null;
      // Complements are that whatever stands on the right.
      const { complementOf } = comparison;
      const { at: _, ...operand } = test.operand as typeof test.operand & { at?: unknown };
      return `${(complementOf !== undefined) !== negated ? "!" : ""}${(complementOf ?? comparison).name} ${JSON.stringify(operand)}`;
    },
  },
  () => null,
);

const COUNTED: SimpleOperand = { kind: "literal", value: 0, type: { type: "integer", nullable: false, unknown: false } };

/** A default of what is never absent, or one whose test says of it what it says of absence. In verbatim JSON it stands in for wrong types as well. */
function changesNothing(test: DefaultTest, type: ValueType): boolean {
  if (type.type === "dynamic") return false;
  if (!type.nullable) return true;
  if (Array.isArray(test.value)) return test.value.length === 0 && isOfLists(test.test);
  const [absent, given] = [truthOn(test.test, null), truthOn(test.test, test.value)];
  return absent !== null && absent === given;
}

/** An absent list is to an iteration, a count and `contains` what an empty one is. */
const isOfLists = (test: Test): boolean => foldTest(OF_LISTS, test, null);

const OF_LISTS: TestFold<null, boolean> = {
  quantifier: () => true,
  count: () => true,
  comparison: (test) => comparisonOf(test).takesLists === true,
  all: ({ tests }) => tests.every(isOfLists),
  exists: () => false,
  default: () => false,
};

function subjectKey(operand: SimpleOperand): string {
  if (operand.kind === "literal") return JSON.stringify(operand.value);
  return operand.kind === "param" ? `params/${operand.name}` : pathKey(operand);
}

const pathKey = ({ root, steps }: PathOperand): string =>
  [JSON.stringify(root), ...steps.map((step) => (step.kind === "before" ? "before" : step.name.replaceAll(".", "\\.")))].join(".");

function operandKey(operand: Operand): string {
  if (isBuilt(operand)) return JSON.stringify([builtText(operand), leavesOf(operand).map(subjectKey)]);
  return operand.kind === "literal" ? JSON.stringify(operand.value) : subjectKey(operand);
}
