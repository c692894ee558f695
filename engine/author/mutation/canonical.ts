import type { ValueType } from "../../../schemas/index.ts";
import type { CheckedRule, Condition, Operand, PathOperand, Test } from "../../language/index.ts";
import { COUNT, comparisonKey } from "./canonical-comparison.ts";
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

function canonical(condition: Condition, negated: boolean): Canon {
  switch (condition.kind) {
    case "let":
      return { key: `${negated ? "!" : ""}let ${condition.name}` };
    case "not":
      return canonical(condition.condition, !negated);
    case "and":
    case "or":
      return junction(
        (condition.kind === "and") !== negated,
        condition.conditions.map((one) => canonical(one, negated)),
      );
    case "test":
      return ofTest(condition.subject, condition.test, condition.subject.type, negated);
  }
}

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

function ofTest(subject: Operand, test: Test, type: ValueType, negated: boolean): Canon {
  const path = subjectKey(subject);
  const truth = truthOn(test, null);
  const onNull = truth === null ? null : truth !== negated;
  const here = (key: string): Canon => ({ key: `${path} ${key}`, path, onNull });
  const within = (inner: Condition, turned: boolean): string => canonical(inner, turned).key;
  switch (test.op) {
    case "all":
      return {
        ...junction(
          !negated,
          test.tests.map((one) => ofTest(subject, one, type, negated)),
        ),
        path,
        onNull,
      };
    case "exists":
      return { ...here(test.value !== negated ? "exists" : "!exists"), guards: test.value !== negated, sure: !type.nullable && type.type !== "dynamic" };
    case "default":
      if (changesNothing(test, type)) return ofTest(subject, test.test, type, negated);
      return here(`default ${JSON.stringify(test.value)} ${ofTest(subject, test.test, type, negated).key}`);
    case "any":
      return here(`${negated ? "!" : ""}some ${within(test.where, false)}`);
    case "none":
      return here(`${negated ? "" : "!"}some ${within(test.where, false)}`);
    case "every":
      return here(`${negated ? "" : "!"}some ${within(test.where, true)}`);
    case "count": {
      const counted = test.where ? within(test.where, false) : "true";
      const asked = comparisonKey(COUNT, test.test, negated);
      if (asked === "gte 1" || asked === "lt 1") return here(`${asked === "gte 1" ? "" : "!"}some ${counted}`);
      return here(`count ${counted}: ${asked ?? ofTest(COUNTED, test.test, COUNT, negated).key}`);
    }
    default:
      return here(comparisonKey(type, test, negated) ?? `${negated ? "!" : ""}${test.op} ${operandKey(test.operand)}`);
  }
}

const COUNTED: Operand = { kind: "literal", value: 0, type: COUNT };

/** A default of what is never absent, or one whose test says of it what it says of absence. In verbatim JSON it stands in for wrong types as well. */
function changesNothing(test: Extract<Test, { op: "default" }>, type: ValueType): boolean {
  if (type.type === "dynamic") return false;
  if (!type.nullable) return true;
  if (Array.isArray(test.value)) return test.value.length === 0 && isOfLists(test.test);
  const [absent, given] = [truthOn(test.test, null), truthOn(test.test, test.value)];
  return absent !== null && absent === given;
}

/** An absent list is to an iteration, a count and `contains` what an empty one is. */
const isOfLists = (test: Test): boolean =>
  test.op === "any" ||
  test.op === "every" ||
  test.op === "none" ||
  test.op === "count" ||
  test.op === "contains" ||
  (test.op === "all" && test.tests.every(isOfLists));

function subjectKey(operand: Operand): string {
  if (operand.kind === "literal") return JSON.stringify(operand.value);
  return operand.kind === "param" ? `params/${operand.name}` : pathKey(operand);
}

const pathKey = ({ root, steps }: PathOperand): string =>
  [JSON.stringify(root), ...steps.map((step) => (step.kind === "before" ? "before" : step.name.replaceAll(".", "\\.")))].join(".");

const operandKey = (operand: Operand): string => (operand.kind === "literal" ? JSON.stringify(operand.value) : subjectKey(operand));
