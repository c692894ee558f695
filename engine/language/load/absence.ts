import type { Condition, Operand, PathOperand, Test } from "../logic/ast.ts";
import { textOf } from "./operands.ts";
import type { CheckScope, Subject } from "./scope.ts";

export type Part = "applies" | "require" | "match" | "unless" | "raise";

/** The truth that makes no finding; `both` where a count could turn either into silence. */
type Quiet = boolean | "both";
type Outcome = boolean | "either";

interface Place {
  part: Part;
  quiet: Quiet;
  flipped: boolean;
}

const QUIET: Record<Part, boolean> = { applies: false, require: true, match: false, unless: true, raise: false };

/** Reports every test that absence would silence without the rule's saying so. */
export function checkAbsence(condition: Condition, part: Part, scope: CheckScope): void {
  visit(condition, { part, quiet: QUIET[part], flipped: false }, [], scope);
}

const flip = (place: Place): Place => ({ ...place, quiet: place.quiet === "both" ? "both" : !place.quiet, flipped: !place.flipped });

/** `beside`: the tests of the same map. */
function visit(condition: Condition, place: Place, beside: Condition[], scope: CheckScope): void {
  switch (condition.kind) {
    case "and":
      for (const one of condition.conditions) visit(one, place, condition.conditions, scope);
      return;
    case "or":
      for (const one of condition.conditions) visit(one, place, [one], scope);
      return;
    case "not":
      visit(condition.condition, flip(place), [condition.condition], scope);
      return;
    case "let": {
      const bound = scope.lets.get(condition.name);
      if (bound?.binding.kind === "condition") visit(bound.binding.condition, place, [], scope);
      return;
    }
    case "test":
      visitTest(condition, place, beside.length > 0 ? beside : [condition], scope);
  }
}

type TestCondition = Extract<Condition, { kind: "test" }>;

function visitTest(condition: TestCondition, place: Place, beside: Condition[], scope: CheckScope): void {
  const { subject, test } = condition;
  const parts = flatten(test);
  for (const part of parts) nested(part, place, scope);
  if (subject.kind === "path" && mayBeNull(subject, place, scope)) {
    const outcome = conjunction(parts.map(onNull));
    if (isQuiet(outcome, place) && !isExempt(subject, parts, place) && !isSaid(subject, beside, scope)) {
      report(condition, subject, outcome, place, scope);
      return;
    }
  }
  for (const part of parts) {
    if (part.op === "every" && subject.kind === "path" && place.quiet !== false && asksEmptiness(subject, place) && !isSaid(subject, beside, scope, true)) {
      reportEmpty(condition, subject, place, scope);
      return;
    }
    const operand = "operand" in part ? part.operand : null;
    if (operand?.kind !== "path" || !mayBeNull(operand, place, scope)) continue;
    const outcome = onNull(part);
    if (!isQuiet(outcome, place) || isExempt(operand, [part], place) || isSaid(operand, beside, scope)) continue;
    report(condition, operand, outcome, place, scope);
    return;
  }
}

/** Tests of one path; what default stands in for is asked of the tests inside it, for their own right sides and elements. */
function flatten(test: Test): Test[] {
  if (test.op === "all") return test.tests.flatMap(flatten);
  return test.op === "default" ? [test, ...flatten(test.test)] : [test];
}

function nested(test: Test, place: Place, scope: CheckScope): void {
  if (test.op === "any" || test.op === "every") visit(test.where, place, [], scope);
  if (test.op === "none") visit(test.where, flip(place), [], scope);
  if (test.op === "count" && test.where) visit(test.where, countPlace(test.test, place), [], scope);
}

/** More elements help gt and gte, and harm lt and lte; with other tests either may. */
function countPlace(test: Test, place: Place): Place {
  const ops = flatten(test).map((one) => one.op);
  if (ops.every((op) => op === "gt" || op === "gte")) return place;
  if (ops.every((op) => op === "lt" || op === "lte")) return flip(place);
  return { ...place, quiet: "both", flipped: true };
}

/** Verbatim JSON counts only in `unless`: denied calls have null parameters and must not excuse themselves. */
function mayBeNull(path: PathOperand, place: Place, scope: CheckScope): boolean {
  if (path.type.type === "dynamic") return place.part === "unless" && (path.steps.length > 0 || path.root.kind === "item");
  return path.type.nullable || (scope.nullableUpTo.get(path) ?? -1) >= 0;
}

const asksEmptiness = (subject: PathOperand, place: Place): boolean => subject.type.type !== "dynamic" || place.part === "unless";

const isQuiet = (outcome: Outcome, place: Place): boolean => outcome === "either" || place.quiet === "both" || outcome === place.quiet;

const SELECTORS = ["is", "in", "glob", "contains", "matches", "cidr"];

function isExempt(subject: Operand, tests: Test[], place: Place): boolean {
  if (place.flipped || (place.part !== "match" && place.part !== "applies")) return false;
  return subject.type.type === "string" && tests.every((test) => SELECTORS.includes(test.op));
}

/** What a test says of null. Three of them say it in so many words, and `isSaid` asks those. */
function onNull(test: Test): Outcome {
  switch (test.op) {
    case "is":
    case "in":
      return acceptsNull(test.operand);
    case "isNot":
    case "notIn":
      return !acceptsNull(test.operand);
    case "notGlob":
    case "every":
    case "none":
      return true;
    case "exists":
      return !test.value;
    case "all":
      return conjunction(test.tests.map(onNull));
    case "count":
      return ofNumber(test.test, 0);
    default:
      return false;
  }
}

const acceptsNull = (operand: Operand): boolean => operand.kind === "literal" && [operand.value].flat().includes(null);

function conjunction(outcomes: Outcome[]): Outcome {
  if (outcomes.includes(false)) return false;
  return outcomes.includes("either") ? "either" : true;
}

function ofNumber(test: Test, number: number): Outcome {
  if (test.op === "all") return conjunction(test.tests.map((one) => ofNumber(one, number)));
  if (!("operand" in test) || test.operand.kind !== "literal") return "either";
  const values = [test.operand.value].flat();
  const [value] = values;
  switch (test.op) {
    case "is":
    case "in":
      return values.includes(number);
    case "isNot":
    case "notIn":
      return !values.includes(number);
    default:
      if (typeof value !== "number") return "either";
      return test.op === "lt" ? number < value : test.op === "lte" ? number <= value : test.op === "gt" ? number > value : number >= value;
  }
}

/** Whether a test of the same map says what the path's absence means: on that path, deeper, or on the part of it that can be null. */
function isSaid(path: PathOperand, beside: Condition[], scope: CheckScope, emptiness = false): boolean {
  return beside.some((condition) => {
    if (condition.kind !== "test" || condition.subject.kind !== "path") return false;
    const { subject } = condition;
    if (subject.root.kind !== path.root.kind || JSON.stringify(subject.root) !== JSON.stringify(path.root)) return false;
    const shared = Math.min(subject.steps.length, path.steps.length);
    for (let index = 0; index < shared; index += 1)
      if (subject.steps[index]?.kind === "before" ? path.steps[index]?.kind !== "before" : nameOf(subject, index) !== nameOf(path, index)) return false;
    const reaches =
      subject.steps.length >= path.steps.length || (!emptiness && subject.steps.length >= (scope.nullableUpTo.get(path) ?? 0) && path.type.type !== "dynamic");
    return reaches && flatten(condition.test).some((test) => says(test) || (emptiness && (test.op === "count" || test.op === "any")));
  });
}

function nameOf(path: PathOperand, index: number): string {
  const step = path.steps[index];
  return step && "name" in step ? step.name : "";
}

function says(test: Test): boolean {
  if (test.op === "exists" || test.op === "default") return true;
  return (test.op === "is" || test.op === "isNot" || test.op === "in" || test.op === "notIn") && acceptsNull(test.operand);
}

const MEANING: Record<Part, string> = {
  applies: "the rule would not apply",
  require: "the resource would pass",
  match: "nothing would match",
  unless: "it would be excused",
  raise: "the severity would not be raised",
};

function report(condition: TestCondition, path: PathOperand, outcome: Outcome, place: Place, scope: CheckScope): void {
  const spot = scope.spots.get(condition);
  const truth = outcome === "either" ? "could be either" : `is ${outcome}`;
  const message =
    `\`${textOf(path)}\` may be null; the test ${truth} then, and in \`${place.part}\` ${MEANING[place.part]}. ` +
    "Say what absence means, in the same map: { exists: true } or { exists: false }, a default, or null among the accepted values.";
  const suggestion = path === condition.subject ? spot?.guarded : null;
  scope.report.error("RV050", spot?.at ?? condition.at, message, suggestion ?? undefined);
}

function reportEmpty(condition: TestCondition, subject: Subject, place: Place, scope: CheckScope): void {
  const spot = scope.spots.get(condition);
  const message =
    `\`every\` holds of an empty \`${textOf(subject)}\`, and in \`${place.part}\` ${MEANING[place.part]}. ` +
    "Say what none means, in the same map: count: { gte: 1 } if there must be one, exists: true if none is fine.";
  const guarded = spot?.guarded?.replace("exists: true", "count: { gte: 1 }");
  scope.report.error("RV050", spot?.at ?? condition.at, message, guarded);
}
