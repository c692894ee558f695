import type {
  ComparisonTest,
  Condition,
  CountTest,
  ExistsTest,
  NamedCondition,
  Operand,
  PathOperand,
  QuantifierTest,
  Scalar,
  Test,
} from "../../condition/ast.ts";
import { type ConditionFold, foldCondition, foldTest, isComparison, someTests, type TestFold } from "../../condition/fold.ts";
import { type Scope, unfold } from "../../logic/scope.ts";
import type { ComparisonMatcher } from "../../matchers/descriptor.ts";
import { comparisonOf, positiveOf, quantifierOf } from "../../matchers/registry.ts";
import { literalsOf } from "../../matchers/values.ts";
import type { CheckedRule, ParamValue } from "../../rule.ts";

/** What a clause of the file is: the condition, and the one matcher of it that the clause stands for, where its test has several. */
export interface Origin {
  condition: Condition;
  test: Test | null;
}

/** The single matcher of a clause, without its complement: never `all`; `default` is kept apart. A quantifier looks for an element that makes it true. */
export type Single = ComparisonTest | QuantifierTest | ExistsTest | CountTest;

export interface Leaf {
  kind: "test";
  mask: number;
  /** What the test is put to; the same for all that read the same. */
  path: string;
  /** The same with the value that stands in for null; for counts, with what is counted. */
  about: string;
  key: string;
  subject: Operand;
  fallback: { value: Scalar | Scalar[] } | null;
  test: Single;
  /** Of a comparison: what it compares with. Every lint asks. */
  compared: Compared | null;
  /** Of `any`, `every`, `none` and `count`: the condition on the elements. */
  where: Clause | null;
  /** The test that the number of elements is put to, of a count. */
  number: Test | null;
  origin: Origin;
}

/** A comparison with its operand, and the values of that where they stand in the file. */
interface Compared {
  comparison: ComparisonMatcher;
  operand: Operand;
  literals: readonly Scalar[] | null;
  /** The values of the parameter that it compares with, as far as they are known: its default. Any other may be set. */
  preset: ParamValue | null;
}

/**
 * A condition to reason about: `and` within `and` and `or` within `or` are one, lets are replaced by what they name, tests are single. `mask` has a bit for
 * each path that is asked, the same for the same path: of clauses without a bit in common neither decides the other.
 */
export type Clause =
  | Leaf
  | { kind: "and" | "or"; mask: number; key: string; clauses: Clause[]; origin: Origin }
  | { kind: "not"; mask: number; key: string; clause: Clause; origin: Origin };

/** What the names of a rule stand for, as far as two rules can be compared. */
export interface Names {
  scope: Pick<Scope, "lets">;
  params: ReadonlyMap<string, string>;
  /** Values of the parameters that have a default. */
  presets: ReadonlyMap<string, ParamValue>;
}

/** A parameter is the same in two rules when it has the same name, type and default. */
export const namesOf = (rule: Pick<CheckedRule, "lets" | "params">): Names => ({
  scope: { lets: rule.lets },
  params: new Map(rule.params.map(({ name, type, items, default: preset }) => [name, `params.${name}${JSON.stringify([type, items, preset])}`])),
  presets: new Map(rule.params.flatMap(({ name, default: preset }) => (preset === undefined ? [] : [[name, preset] as const]))),
});

export const clauseOf = (condition: Condition, names: Names): Clause => foldCondition(CLAUSES, condition, names);

const originOf = (condition: Condition): Origin => ({ condition, test: null });

const CLAUSES: ConditionFold<Names, Clause> = {
  junction: (condition, names) =>
    joined(
      condition.kind,
      condition.conditions.map((one) => clauseOf(one, names)),
      originOf(condition),
    ),
  not: (condition, names) => negation(clauseOf(condition.condition, names), originOf(condition)),
  let: (condition, names) => {
    const bound = names.scope.lets.find(({ name }) => name === condition.name);
    const origin = originOf(condition);
    return bound?.kind === "condition" ? { ...clauseOf(bound.condition, names), origin } : opaque(condition, origin);
  },
  test: (condition, names) => foldTest(TESTS, condition.test, { subject: condition.subject, fallback: null, origin: originOf(condition), names }),
};

/** Whether a clause is the use of a condition of `let`: its parts stand elsewhere, and in other uses too. */
export const isNamed = (clause: Clause): boolean => nameOf(clause.origin.condition) !== null;

/** The name of `let` that a condition uses; null for every other. */
const nameOf = (condition: Condition): string | null => foldCondition(NAME, condition, null);

const none = (): null => null;
const NAME: ConditionFold<null, string | null> = { let: ({ name }) => name, junction: none, not: none, test: none };

export function joined(kind: "and" | "or", clauses: Clause[], origin: Origin): Clause {
  const flat = clauses.flatMap((one) => (one.kind === kind && !isNamed(one) ? one.clauses : [one]));
  const [only] = flat;
  if (only && flat.length === 1) return only;
  const keys: string[] = [];
  let mask = 0;
  for (const one of flat) {
    mask |= one.mask;
    if (!keys.includes(one.key)) keys.push(one.key);
  }
  return { kind, mask, key: keys.length === 1 ? (keys[0] ?? "") : `${kind}(${keys.sort().join(",")})`, clauses: flat, origin };
}

function maskOf(path: string): number {
  let hash = 0;
  for (let at = 0; at < path.length; at += 1) hash = (hash * 31 + path.charCodeAt(at)) | 0;
  return 1 << (hash & 31);
}

export const negation = (clause: Clause, origin: Origin): Clause =>
  clause.kind === "not" && !isNamed(clause) ? { ...clause.clause, origin } : { kind: "not", mask: clause.mask, key: `not(${clause.key})`, clause, origin };

function opaque(condition: NamedCondition, origin: Origin): Clause {
  const subject: Operand = { kind: "literal", value: condition.name, type: { type: "string", nullable: false, unknown: true } };
  return {
    kind: "test",
    mask: maskOf("let"),
    path: "let",
    about: "let",
    key: `let(${condition.name})`,
    subject,
    fallback: null,
    test: { op: "exists", value: true },
    compared: null,
    where: null,
    number: null,
    origin,
  };
}

interface Put {
  subject: Operand;
  fallback: Leaf["fallback"];
  origin: Origin;
  names: Names;
}

const withDefault = (path: string, fallback: Leaf["fallback"]): string => (fallback ? `${path}??${JSON.stringify(fallback.value)}` : path);

function leaf(put: Put, test: Single, where: Clause | null, text: string): Leaf {
  const { subject, fallback, origin, names } = put;
  const { path, mask } = readBy(subject, names);
  const about = withDefault(path, fallback);
  const compared = isComparison(test) ? comparedBy(test, names) : null;
  return { kind: "test", mask, path, about, key: `${about} ${test.op} ${text}`, subject, fallback, test, compared, where, number: null, origin };
}

function comparedBy(test: ComparisonTest, { presets }: Names): Compared {
  const { operand } = test;
  const preset = operand.kind === "param" ? (presets.get(operand.name) ?? null) : null;
  return { comparison: comparisonOf(test), operand, literals: literalsOf(operand), preset };
}

const TESTS: TestFold<Put, Clause> = {
  default: ({ value, test }, put) => foldTest(TESTS, test, { ...put, fallback: { value } }),
  all: ({ tests }, put) => {
    const { origin } = put;
    return joined(
      "and",
      tests.map((one) => foldTest(TESTS, one, { ...put, origin: tests.length === 1 ? origin : { ...origin, test: one } })),
      origin,
    );
  },
  exists: (test, put) => leaf(put, test, null, String(test.value)),
  comparison: (test, put) => {
    const { comparison, negated } = positiveOf(comparisonOf(test));
    const inner = leaf(put, { op: comparison.name, operand: test.operand }, null, operandKey(test.operand, put.names));
    return negated ? negation(inner, put.origin) : inner;
  },
  quantifier: (test, put) => {
    const quantifier = quantifierOf(test);
    const inside = clauseOf(test.where, put.names);
    const where = quantifier.looksFor ? inside : negation(inside, inside.origin);
    const inner = leaf(put, { op: SOME, where: test.where }, where, where.key);
    return quantifier.found ? inner : negation(inner, put.origin);
  },
  count: (test, put) => {
    const where = test.where === null ? null : clauseOf(test.where, put.names);
    const counted = leaf(put, test, where, `${where?.key ?? "all"} ${testKey(test.test, put.names)}`);
    const number = `count(${counted.about} ${where?.key ?? "all"})`;
    return { ...counted, mask: maskOf(number), path: number, about: number, number: test.test };
  },
};

/** What every quantifier comes down to: some element makes a condition true. */
const SOME = "any";

/** The leaf's condition on elements, where it is none on their number. */
export const elementsOf = ({ number, where }: Leaf): Clause | null => (number === null ? where : null);

/** Of a leaf that wants a value to be there, true; to be absent, false; null for every other leaf. */
export const presenceIn = ({ test }: Pick<Leaf, "test">): boolean | null => foldTest(PRESENCE, test, null);

const PRESENCE = someTests<null, boolean | null>({ exists: ({ value }) => value }, none);

const testKey = (test: Test, names: Names): string => foldTest(KEYS, test, names);

const KEYS: TestFold<Names, string> = someTests<Names, string>(
  {
    all: ({ tests }, names) => tests.map((one) => testKey(one, names)).join("&"),
    comparison: ({ op, operand }, names) => `${op} ${operandKey(operand, names)}`,
  },
  (test) => JSON.stringify(test),
);

/** What an operand reads, and the bit for that. */
interface ReadPath {
  path: string;
  mask: number;
}

function readBy(operand: Operand, names: Names): ReadPath {
  if (operand.kind !== "path" || operand.root.kind === "let") return withMask(operandKey(operand, names));
  const known = READ_BY.get(operand);
  if (known) return known;
  const read = withMask(pathKey(operand, names));
  READ_BY.set(operand, read);
  return read;
}

const withMask = (path: string): ReadPath => ({ path, mask: maskOf(path) });

/** What begins at no `let` reads the same in every rule, and rules share most of their paths. */
const READ_BY = new WeakMap<PathOperand, ReadPath>();

/** Names an operand by what it reads, so that two rules that write it differently are seen to read the same. */
function operandKey(operand: Operand, names: Names): string {
  if (operand.kind === "literal") return JSON.stringify(Array.isArray(operand.value) ? [...operand.value].sort() : operand.value);
  if (operand.kind === "path") return operand.root.kind === "let" ? pathKey(operand, names) : readBy(operand, names).path;
  if (operand.kind === "param") return names.params.get(operand.name) ?? `params.${operand.name}`;
  if (operand.kind === "list") return `[${operand.items.map((item) => operandKey(item, names)).sort()}]`;
  return `text(${operand.parts.map((part) => (typeof part === "string" ? JSON.stringify(part) : operandKey(part, names)))})`;
}

function pathKey(written: PathOperand, names: Names): string {
  const path = unfold({ params: {}, lets: names.scope.lets }, written);
  const { root } = path;
  const steps = path.steps.map((step) => (step.kind === "before" ? ".before" : `.${step.name}`)).join("");
  switch (root.kind) {
    case "list":
      return `${root.list}[]${steps}`;
    case "item":
      return `item${root.depth}${steps}`;
    case "let": {
      const bound = names.scope.lets.find(({ name }) => name === root.name);
      return bound?.kind === "lookup" ? `lookup(${bound.target},${operandKey(bound.key, names)})${steps}` : `let(${root.name})${steps}`;
    }
    default:
      return `${root.kind}${steps}`;
  }
}

/** Every test of a clause, those within elements too: each before what stands in it. */
export function* leavesWithin(clause: Clause): Generator<Leaf> {
  if (clause.kind === "not") yield* leavesWithin(clause.clause);
  else if (clause.kind !== "test") for (const one of clause.clauses) yield* leavesWithin(one);
  else {
    yield clause;
    if (clause.where) yield* leavesWithin(clause.where);
  }
}

/** The members of every `and` of a clause, those within elements too: each before what stands in it. */
export function* conjunctionsWithin(clause: Clause): Generator<readonly Clause[]> {
  if (clause.kind === "not") yield* conjunctionsWithin(clause.clause);
  else if (clause.kind === "test") {
    if (clause.where) yield* conjunctionsWithin(clause.where);
  } else {
    if (clause.kind === "and") yield clause.clauses;
    for (const one of clause.clauses) yield* conjunctionsWithin(one);
  }
}
