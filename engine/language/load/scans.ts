import type { Condition, Operand, Test } from "../logic/ast.ts";
import { textOf } from "./operands.ts";
import type { CheckScope, Subject } from "./scope.ts";

/**
 * Why a test that goes through one of the document's top-level lists is refused, or null. Such a list may be scanned in account and root rules;
 * elsewhere only by a condition that does not mention the resource, which is then evaluated once; never inside the elements of another list.
 */
export function scanFault(subject: Subject, test: Test, scope: CheckScope): string | null {
  if (subject.kind !== "path" || !isTopList(subject, scope)) return null;
  const list = `\`${textOf(subject)}\``;
  if (scope.elements.length > 0)
    return `${list} would be scanned for every element. Name the condition in let, where it is evaluated once, or follow a reference.`;
  if (scope.kind === "account" || scope.kind === "root" || !testMentions(test, scope)) return null;
  return `${list} would be scanned for every ${scope.kind}. Follow a reference of the ${scope.kind}, or use lookup.`;
}

function isTopList(subject: Extract<Subject, { kind: "path" }>, scope: CheckScope): boolean {
  if (subject.steps.length > 0) return false;
  if (subject.root.kind === "list") return true;
  const bound = subject.root.kind === "let" ? scope.lets.get(subject.root.name) : undefined;
  return bound?.binding.kind === "path" && isTopList(bound.binding.path, scope);
}

/** Whether a condition reads the resource that is judged, or the event. */
export function mentions(condition: Condition, scope: CheckScope): boolean {
  switch (condition.kind) {
    case "and":
    case "or":
      return condition.conditions.some((one) => mentions(one, scope));
    case "not":
      return mentions(condition.condition, scope);
    case "let":
      return scope.lets.get(condition.name)?.mentionsResource ?? true;
    case "test":
      return operandMentions(condition.subject, scope) || testMentions(condition.test, scope);
  }
}

const OWN = ["resource", "event", "actor", "target", "change", "outcome"];

export function operandMentions(operand: Operand, scope: CheckScope): boolean {
  if (operand.kind !== "path") return false;
  const { root } = operand;
  if (root.kind === "let") return scope.lets.get(root.name)?.mentionsResource ?? true;
  return OWN.includes(root.kind);
}

function testMentions(test: Test, scope: CheckScope): boolean {
  switch (test.op) {
    case "all":
      return test.tests.some((one) => testMentions(one, scope));
    case "any":
    case "every":
    case "none":
      return mentions(test.where, scope);
    case "count":
      return (test.where !== null && mentions(test.where, scope)) || testMentions(test.test, scope);
    case "default":
      return testMentions(test.test, scope);
    case "exists":
      return false;
    default:
      return operandMentions(test.operand, scope);
  }
}
