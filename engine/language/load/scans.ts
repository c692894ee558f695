import type { Condition, Operand, PathOperand, TestCondition } from "../condition/ast.ts";
import { operandsOf } from "../condition/fold.ts";
import { leavesOf } from "../condition/operands.ts";
import { calledFirst } from "./operands.ts";
import type { CheckScope } from "./scope.ts";

/**
 * Why a test that goes through one of the document's top-level lists is refused, or null. Such a list may be scanned in account and root rules;
 * elsewhere only by a condition that does not mention the resource, which is then evaluated once; never inside the elements of another list.
 */
export function scanFault(condition: TestCondition, scope: CheckScope): string | null {
  const { subject } = condition;
  if (subject.kind !== "path" || !isTopList(subject, scope)) return null;
  const list = `${calledFirst(subject)}`;
  if (scope.elements.length > 0)
    return `${list} would be scanned for every element. Name the condition in let, where it is evaluated once, or follow a reference.`;
  if (scope.kind === "account" || scope.kind === "root" || !mentions(condition, scope)) return null;
  return `${list} would be scanned for every ${scope.kind}. Follow a reference of the ${scope.kind}, or use lookup.`;
}

function isTopList(subject: PathOperand, scope: CheckScope): boolean {
  if (subject.steps.length > 0) return false;
  if (subject.root.kind === "list") return true;
  const bound = subject.root.kind === "let" ? scope.lets.get(subject.root.name) : undefined;
  return bound?.binding.kind === "path" && isTopList(bound.binding.path, scope);
}

/** Whether a condition reads the resource that is judged, or the event. */
export function mentions(condition: Condition, scope: CheckScope): boolean {
  const { operands, names } = operandsOf(condition);
  return names.some((name) => isBoundToResource(name, scope)) || operands.some((operand) => operandMentions(operand, scope));
}

const isBoundToResource = (name: string, scope: CheckScope): boolean => scope.lets.get(name)?.mentionsResource ?? true;

const OWN = ["resource", "event", "actor", "target", "change", "outcome"];

export function operandMentions(operand: Operand, scope: CheckScope): boolean {
  return leavesOf(operand).some((leaf) => {
    if (leaf.kind !== "path") return false;
    const { root } = leaf;
    return root.kind === "let" ? isBoundToResource(root.name, scope) : OWN.includes(root.kind);
  });
}
