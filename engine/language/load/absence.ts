import type { Condition, Operand, PathOperand, PathRoot, Test, TestCondition } from "../condition/ast.ts";
import { asTest, type ConditionFold, foldCondition, foldTest, isComparison, someTests, type TestFold } from "../condition/fold.ts";
import { leavesOf } from "../condition/operands.ts";
import { type ComparisonMatcher, keepsTruth } from "../matchers/descriptor.ts";
import { comparisonOf, quantifierOf } from "../matchers/registry.ts";
import { literalsOf } from "../matchers/values.ts";
import { guarded } from "./finish.ts";
import { called, calledFirst } from "./operands.ts";
import type { CheckScope, MatcherSubject } from "./scope.ts";

export type BodyPart = "applies" | "require" | "match" | "unless" | "raise";

/** The truth that makes no finding; `both` where a count could turn either into silence. */
type Quiet = boolean | "both";
type Outcome = boolean | "either";

interface Place {
  part: BodyPart;
  quiet: Quiet;
  flipped: boolean;
}

const QUIET: Record<BodyPart, boolean> = { applies: false, require: true, match: false, unless: true, raise: false };

/** Reports every test that absence would silence without the rule's saying so. */
export function checkAbsence(condition: Condition, part: BodyPart, scope: CheckScope): void {
  visit(condition, { part, quiet: QUIET[part], flipped: false }, [], scope);
}

const flip = (place: Place): Place => ({ ...place, quiet: place.quiet === "both" ? "both" : !place.quiet, flipped: !place.flipped });

interface Visit {
  place: Place;
  /** The conditions of the same map. */
  beside: Condition[];
  scope: CheckScope;
}

function visit(condition: Condition, place: Place, beside: Condition[], scope: CheckScope): void {
  foldCondition(VISIT, condition, { place, beside, scope });
}

const VISIT: ConditionFold<Visit, void> = {
  junction: ({ kind, conditions }, { place, scope }) => {
    for (const one of conditions) visit(one, place, kind === "and" ? conditions : [one], scope);
  },
  not: ({ condition }, { place, scope }) => visit(condition, flip(place), [condition], scope),
  let: ({ name }, { place, scope }) => {
    const bound = scope.lets.get(name);
    if (bound?.binding.kind === "condition") visit(bound.binding.condition, place, [], scope);
  },
  test: (condition, { place, beside, scope }) => visitTest(condition, place, beside.length > 0 ? beside : [condition], scope),
};

function visitTest(condition: TestCondition, place: Place, beside: Condition[], scope: CheckScope): void {
  const { subject, test } = condition;
  if (isComparison(test) && !(subject.kind === "path" && mayBeNull(subject, place, scope)) && test.operand.kind === "literal") return;
  const parts = flatten(test);
  for (const part of parts) foldTest(NESTED, part, { place, scope });
  if (subject.kind === "path" && mayBeNull(subject, place, scope)) {
    const outcome = conjunction(parts.map(onNull));
    if (isQuiet(outcome, place) && !isExempt(subject, parts, place) && !isHandled(subject, beside, scope)) {
      report(condition, subject, outcome, place, scope);
      return;
    }
  }
  for (const part of parts) {
    if (holdsOfNone(part) && subject.kind === "path" && place.quiet !== false && asksEmptiness(subject, place) && !isHandled(subject, beside, scope, true)) {
      reportEmpty(condition, subject, place, scope);
      return;
    }
    for (const operand of isComparison(part) ? leavesOf(part.operand) : []) {
      if (operand.kind !== "path" || !mayBeNull(operand, place, scope)) continue;
      const outcome = onNull(part);
      if (!isQuiet(outcome, place) || isExempt(operand, [part], place) || isHandled(operand, beside, scope)) continue;
      report(condition, operand, outcome, place, scope);
      return;
    }
  }
}

/** Tests of one path; what default stands in for is checked by the tests inside it, for their own right sides and elements. */
const flatten = (test: Test): Test[] => foldTest(FLATTEN, test, null);

const FLATTEN: TestFold<null, Test[]> = {
  all: ({ tests }) => tests.flatMap(flatten),
  default: (test) => [test, ...flatten(test.test)],
  comparison: (test) => [test],
  quantifier: (test) => [test],
  exists: (test) => [test],
  count: (test) => [test],
};

/** Conditions on elements: with the place's own meaning of silence, or with the opposite one. */
const NESTED = someTests<{ place: Place; scope: CheckScope }, void>(
  {
    quantifier: (test, { place, scope }) => visit(test.where, keepsTruth(quantifierOf(test)) ? place : flip(place), [], scope),
    count: ({ where, test }, { place, scope }) => {
      if (where) visit(where, countPlace(test, place), [], scope);
    },
  },
  () => {},
);

/** More elements help comparisons that grow with a number, and harm those that shrink; with other tests either may be. */
function countPlace(test: Test, place: Place): Place {
  const countDirections = flatten(test).map((one) => (isComparison(one) ? comparisonOf(one).countDirection : undefined));
  if (countDirections.every((countDirection) => countDirection === "up")) return place;
  if (countDirections.every((countDirection) => countDirection === "down")) return flip(place);
  return { ...place, quiet: "both", flipped: true };
}

const holdsOfNone = (test: Test): boolean => foldTest(HOLDS_OF_NONE, test, null);

const HOLDS_OF_NONE = someTests<null, boolean>({ quantifier: (test) => !quantifierOf(test).looksFor }, () => false);

/** Verbatim JSON counts only in `unless`: denied calls have null parameters and must not excuse themselves. */
function mayBeNull(path: PathOperand, place: Place, scope: CheckScope): boolean {
  if (path.type.type === "dynamic") return place.part === "unless" && (path.steps.length > 0 || path.root.kind === "item");
  return path.type.nullable || (scope.nullableUpTo.get(path) ?? -1) >= 0;
}

const asksEmptiness = (subject: PathOperand, place: Place): boolean => subject.type.type !== "dynamic" || place.part === "unless";

const isQuiet = (outcome: Outcome, place: Place): boolean => outcome === "either" || place.quiet === "both" || outcome === place.quiet;

function isExempt(subject: Operand, tests: Test[], place: Place): boolean {
  if (place.flipped || (place.part !== "match" && place.part !== "applies")) return false;
  return subject.type.type === "string" && tests.every((test) => isComparison(test) && comparisonOf(test).selects === true);
}

/** What a test says of null. Three of them say it in so many words, and `isSaid` looks for those. */
const onNull = (test: Test): Outcome => foldTest(ON_NULL, test, null);

const ON_NULL: TestFold<null, Outcome> = {
  comparison: (test) => nullOutcome(comparisonOf(test), test.operand),
  quantifier: (test) => !quantifierOf(test).found,
  exists: ({ value }) => !value,
  all: ({ tests }) => conjunction(tests.map(onNull)),
  count: ({ test }) => foldTest(OF_NONE, test, null),
  default: () => false,
};

const nullOutcome = ({ onNull: answer }: ComparisonMatcher, operand: Operand): boolean =>
  typeof answer === "boolean" ? answer : acceptsNull(operand) === (answer === "listed");

const acceptsNull = (operand: Operand): boolean => literalsOf(operand)?.includes(null) ?? false;

function conjunction(outcomes: Outcome[]): Outcome {
  if (outcomes.includes(false)) return false;
  return outcomes.includes("either") ? "either" : true;
}

/** What a test on a number of elements says where there is none. */
const OF_NONE: TestFold<null, Outcome> = someTests<null, Outcome>(
  {
    all: ({ tests }) => conjunction(tests.map((one) => foldTest(OF_NONE, one, null))),
    comparison: (test) => (test.operand.kind === "literal" ? comparisonOf(test).holds(0, test.operand.value, 0) : "either"),
  },
  () => "either",
);

/** Whether a test of the same map says what the path's absence means: on that path, deeper, or on the part of it that can be null. */
function isHandled(path: PathOperand, beside: Condition[], scope: CheckScope, emptiness = false): boolean {
  return beside.some((condition) => {
    const beside = asTest(condition);
    if (beside?.subject.kind !== "path") return false;
    const { subject, test: whole } = beside;
    if (!isSameRoot(subject.root, path.root)) return false;
    const shared = Math.min(subject.steps.length, path.steps.length);
    for (let index = 0; index < shared; index += 1)
      if (subject.steps[index]?.kind === "before" ? path.steps[index]?.kind !== "before" : nameOf(subject, index) !== nameOf(path, index)) return false;
    const reaches =
      subject.steps.length >= path.steps.length || (!emptiness && subject.steps.length >= (scope.nullableUpTo.get(path) ?? 0) && path.type.type !== "dynamic");
    return reaches && flatten(whole).some((test) => foldTest(HANDLES_ABSENCE, test, null) || (emptiness && foldTest(NEEDS_ELEMENT, test, null)));
  });
}

const isSameRoot = (one: PathRoot, other: PathRoot): boolean =>
  one.kind === other.kind && (Object.keys(one).length === 1 || JSON.stringify(one) === JSON.stringify(other));

function nameOf(path: PathOperand, index: number): string {
  const step = path.steps[index];
  return step && "name" in step ? step.name : "";
}

/** Says what null means: by its own form, or with null among its literals. */
const HANDLES_ABSENCE = someTests<null, boolean>(
  {
    exists: () => true,
    default: () => true,
    comparison: (test) => typeof comparisonOf(test).onNull !== "boolean" && acceptsNull(test.operand),
  },
  () => false,
);

/** Says what an empty list means. */
const NEEDS_ELEMENT = someTests<null, boolean>({ count: () => true, quantifier: (test) => quantifierOf(test).found }, () => false);

const MEANING: Record<BodyPart, string> = {
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
    `${calledFirst(path)} may be null; the test ${truth} then, and in \`${place.part}\` ${MEANING[place.part]}. ` +
    "Say what absence means, in the same map: { exists: true } or { exists: false }, a default, or null among the accepted values.";
  const suggestion = spot && path === condition.subject ? guarded(spot) : null;
  scope.report.error("RV050", spot?.at ?? condition.at, message, suggestion ?? undefined);
}

function reportEmpty(condition: TestCondition, subject: MatcherSubject, place: Place, scope: CheckScope): void {
  const spot = scope.spots.get(condition);
  const message =
    `With an empty ${called(subject)} \`every\` is true, so ${MEANING[place.part]}. ` +
    "Add count: { gte: 1 } in the same map if there must be one, or exists: true if none is fine.";
  const suggestion = spot && guarded(spot)?.replace("exists: true", "count: { gte: 1 }");
  scope.report.error("RV050", spot?.at ?? condition.at, message, suggestion);
}
