import { type Condition, letNamed, type Operand, type Scope, type Test } from "../language/index.ts";

/**
 * Whether every record that a condition could hold of is among those that were read. `covers` names them: `eventSource=iam.amazonaws.com`, or
 * `isRoot` for what the root user did. A conjunction is covered when one of its parts is, a disjunction when all are; a negation never is.
 */
export function isCovered(condition: Condition, covers: ReadonlySet<string>, scope: Scope): boolean {
  switch (condition.kind) {
    case "and":
      return condition.conditions.some((part) => isCovered(part, covers, scope));
    case "or":
      return condition.conditions.every((part) => isCovered(part, covers, scope));
    case "not":
      return false;
    case "let": {
      const binding = letNamed(scope, condition.name);
      return binding.kind === "condition" && isCovered(binding.condition, covers, scope);
    }
    case "test":
      return anchorsOf(condition.subject, condition.test).some((anchors) => anchors.length > 0 && anchors.every((anchor) => covers.has(anchor)));
  }
}

/** What a test demands of a record: each entry a set of anchors of which the record has one. */
function anchorsOf(subject: Operand, test: Test): string[][] {
  if (subject.kind !== "path") return [];
  if (test.op === "all") return test.tests.flatMap((part) => anchorsOf(subject, part));
  if (test.op !== "is" && test.op !== "in") return [];
  if (test.operand.kind !== "literal") return [];
  const values = Array.isArray(test.operand.value) ? test.operand.value : [test.operand.value];
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

const nameOf = (path: Extract<Operand, { kind: "path" }>): string => [path.root.kind, ...path.steps.map((step) => ("name" in step ? step.name : ""))].join(".");
