import type { Condition, Operand, PathOperand, Scalar, Test } from "../../logic/ast.ts";
import { type Scope, unfold } from "../../logic/scope.ts";
import type { CheckedRule } from "../../rule.ts";

/** What a clause of the file is: the condition, and the one matcher of it that the clause stands for, where its test has several. */
export interface Origin {
  condition: Condition;
  test: Test | null;
}

/** The single matcher of a clause: never `all`; `default` is kept apart. */
export type Matcher = Exclude<Test, { op: "all" | "default" }>;

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
  test: Matcher;
  /** Of `any`, `every`, `none` and `count`: what is asked of the elements. */
  where: Clause | null;
  origin: Origin;
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
}

/** A parameter is the same in two rules when it has the same name, type and default. */
export const namesOf = (rule: Pick<CheckedRule, "lets" | "params">): Names => ({
  scope: { lets: rule.lets },
  params: new Map(rule.params.map(({ name, type, items, default: preset }) => [name, `params.${name}${JSON.stringify([type, items, preset])}`])),
});

export function clauseOf(condition: Condition, names: Names): Clause {
  const origin: Origin = { condition, test: null };
  switch (condition.kind) {
    case "and":
    case "or":
      return joined(
        condition.kind,
        condition.conditions.map((one) => clauseOf(one, names)),
        origin,
      );
    case "not":
      return negation(clauseOf(condition.condition, names), origin);
    case "let": {
      const bound = names.scope.lets.find(({ name }) => name === condition.name);
      return bound?.kind === "condition" ? { ...clauseOf(bound.condition, names), origin } : opaque(condition, origin);
    }
    case "test":
      return testClause(condition.subject, condition.test, null, origin, names);
  }
}

/** Whether a clause is the use of a condition of `let`: its parts stand elsewhere, and in other uses too. */
export const isNamed = (clause: Clause): boolean => clause.origin.condition.kind === "let";

export function joined(kind: "and" | "or", clauses: Clause[], origin: Origin): Clause {
  const flat = clauses.flatMap((one) => (one.kind === kind && !isNamed(one) ? one.clauses : [one]));
  const [only] = flat;
  if (only && flat.length === 1) return only;
  const keys = [...new Set(flat.map(({ key }) => key))].sort();
  const mask = flat.reduce((bits, one) => bits | one.mask, 0);
  return { kind, mask, key: keys.length === 1 ? (keys[0] ?? "") : `${kind}(${keys.join(",")})`, clauses: flat, origin };
}

function maskOf(path: string): number {
  let hash = 0;
  for (let at = 0; at < path.length; at += 1) hash = (hash * 31 + path.charCodeAt(at)) | 0;
  return 1 << (hash & 31);
}

export const negation = (clause: Clause, origin: Origin): Clause =>
  clause.kind === "not" && !isNamed(clause) ? { ...clause.clause, origin } : { kind: "not", mask: clause.mask, key: `not(${clause.key})`, clause, origin };

function opaque(condition: Extract<Condition, { kind: "let" }>, origin: Origin): Clause {
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
    where: null,
    origin,
  };
}

function testClause(subject: Operand, test: Test, fallback: Leaf["fallback"], origin: Origin, names: Names): Clause {
  if (test.op === "default") return testClause(subject, test.test, { value: test.value }, origin, names);
  if (test.op === "all") {
    const single = test.tests.length === 1;
    return joined(
      "and",
      test.tests.map((one) => testClause(subject, one, fallback, single ? origin : { ...origin, test: one }, names)),
      origin,
    );
  }
  const path = operandKey(subject, names);
  const about = `${path}${fallback ? `??${JSON.stringify(fallback.value)}` : ""}`;
  const leaf = (matcher: Matcher, where: Clause | null, text: string): Leaf => ({
    kind: "test",
    mask: maskOf(path),
    path,
    about,
    key: `${about} ${matcher.op} ${text}`,
    subject,
    fallback,
    test: matcher,
    where,
    origin,
  });
  const not = (inner: Leaf): Clause => negation(inner, origin);
  switch (test.op) {
    case "exists":
      return leaf(test, null, String(test.value));
    case "isNot":
      return not(leaf({ op: "is", operand: test.operand }, null, operandKey(test.operand, names)));
    case "notIn":
      return not(leaf({ op: "in", operand: test.operand }, null, operandKey(test.operand, names)));
    case "notGlob":
      return not(leaf({ op: "glob", operand: test.operand }, null, operandKey(test.operand, names)));
    case "any": {
      const where = clauseOf(test.where, names);
      return leaf(test, where, where.key);
    }
    case "none": {
      const where = clauseOf(test.where, names);
      return not(leaf({ op: "any", where: test.where }, where, where.key));
    }
    case "every": {
      const inside = clauseOf(test.where, names);
      const where = negation(inside, inside.origin);
      return not(leaf({ op: "any", where: test.where }, where, where.key));
    }
    case "count": {
      const where = test.where === null ? null : clauseOf(test.where, names);
      const counted = leaf(test, where, `${where?.key ?? "all"} ${testKey(test.test, names)}`);
      const number = `count(${about} ${where?.key ?? "all"})`;
      return { ...counted, mask: maskOf(number), path: number, about: number };
    }
    default:
      return leaf(test, null, operandKey(test.operand, names));
  }
}

function testKey(test: Test, names: Names): string {
  if (test.op === "all") return test.tests.map((one) => testKey(one, names)).join("&");
  return "operand" in test ? `${test.op} ${operandKey(test.operand, names)}` : JSON.stringify(test);
}

/** Names an operand by what it reads, so that two rules that write it differently are seen to read the same. */
export function operandKey(operand: Operand, names: Names): string {
  if (operand.kind === "literal") return JSON.stringify(Array.isArray(operand.value) ? [...operand.value].sort() : operand.value);
  if (operand.kind === "path") return pathKey(operand, names);
  return names.params.get(operand.name) ?? `params.${operand.name}`;
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
