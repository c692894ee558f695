import {
  type Condition,
  type ConditionFold,
  comparisonOf,
  foldCondition,
  foldTest,
  letNamed,
  literalsOf,
  type PathOperand,
  type Scalar,
  type Scope,
  someTests,
  type TestFold,
} from "../language/index.ts";

/**
 * Whether every record that a condition could hold of is among those that were read. `covers` names them: `eventSource=iam.amazonaws.com`, or
 * `isRoot` for what the root user did. A conjunction is covered when one of its parts is, a disjunction when all are; a negation never is.
 */
export const isCovered = (condition: Condition, covers: ReadonlySet<string>, scope: Scope): boolean => foldCondition(COVERED, condition, { covers, scope });

interface Records {
  covers: ReadonlySet<string>;
  scope: Scope;
}

const COVERED: ConditionFold<Records, boolean> = {
  junction: ({ kind, conditions }, { covers, scope }) =>
    kind === "and" ? conditions.some((part) => isCovered(part, covers, scope)) : conditions.every((part) => isCovered(part, covers, scope)),
  not: () => false,
  let: ({ name }, { covers, scope }) => {
    const binding = letNamed(scope, name);
    return binding.kind === "condition" && isCovered(binding.condition, covers, scope);
  },
  test: ({ subject, test }, { covers }) =>
    subject.kind === "path" && foldTest(ANCHORS, test, subject).some((anchors) => anchors.length > 0 && anchors.every((anchor) => covers.has(anchor))),
};

/** What a test demands of a record: each entry a set of anchors of which the record has one. */
const ANCHORS: TestFold<PathOperand, string[][]> = someTests<PathOperand, string[][]>(
  {
    all: ({ tests }, subject) => tests.flatMap((part) => foldTest(ANCHORS, part, subject)),
    comparison: (test, subject) => {
      const values = comparisonOf(test).listsValues ? literalsOf(test.operand) : null;
      return values ? anchorsOf(subject, values) : [];
    },
  },
  () => [],
);

function anchorsOf(subject: PathOperand, values: readonly Scalar[]): string[][] {
  switch (nameOf(subject)) {
    case "event.eventSource":
      return [values.map((value) => `eventSource=${value}`)];
    case "change.kind":
      // Every kind of change is a call to IAM.
      return [values.map((value) => (value === "none" ? "any" : "eventSource=iam.amazonaws.com"))];
    case "actor.isRoot":
      return values.every((value) => value === true) ? [["isRoot"]] : [];
    default:
      return [];
  }
}

const nameOf = (path: PathOperand): string => [path.root.kind, ...path.steps.map((step) => ("name" in step ? step.name : ""))].join(".");
