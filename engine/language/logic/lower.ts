import type { Condition, Operand, PathOperand, Test } from "./ast.ts";
import { OPERATORS } from "./operators/index.ts";
import { orDefault } from "./operators/presence.ts";
import { letNamed, type Scope, unfold } from "./scope.ts";

/** Plain JsonLogic, and whether json-logic-js can compute it: it cannot look up, nor reach out of an iteration. */
export interface Lowered {
  logic: unknown;
  inFragment: boolean;
}

/**
 * Our own operations as data, to be registered with a json-logic-js instance before it runs lowered conditions. Its `<` calls null smaller than
 * 90 and its `in` searches strings, which is why ours bear other names.
 */
export function jsonLogicTwins(clockMs: number): Record<string, (...values: unknown[]) => unknown> {
  const twins = OPERATORS.map(({ name, holds }) => [twinName(name), (value: unknown, operand: unknown) => holds(value, operand, clockMs)] as const);
  return { ...Object.fromEntries(twins), orDefault: (value: unknown, fallback: unknown) => orDefault(value, fallback, true) };
}

const twinName = (name: string): string => (name === "in" ? "inList" : name === "notIn" ? "notInList" : name);

/** Lowers a condition: parameters and conditions named by `let` are inlined; `every` becomes "not any (not …)", true of null and of an empty list. */
export function lower(scope: Scope, resourceName: string, condition: Condition): Lowered {
  let inFragment = true;
  const logic = lowerCondition(condition, 0);
  return { logic, inFragment };

  function lowerCondition(node: Condition, depth: number): unknown {
    switch (node.kind) {
      case "and":
      case "or":
        return { [node.kind]: node.conditions.map((inner) => lowerCondition(inner, depth)) };
      case "not":
        return { "!": [lowerCondition(node.condition, depth)] };
      case "let": {
        const binding = letNamed(scope, node.name);
        if (binding.kind !== "condition") throw new Error(`let ${node.name} is no condition: an unchecked rule`);
        if (depth > 0) inFragment = false;
        return lowerCondition(binding.condition, depth);
      }
      case "test":
        return lowerTest(lowerOperand(node.subject, depth), isVerbatim(node.subject), node.test, depth);
    }
  }

  function lowerTest(subject: unknown, verbatim: boolean, test: Test, depth: number): unknown {
    switch (test.op) {
      case "exists":
        return { [test.value ? "!==" : "==="]: [subject, null] };
      case "default": {
        const value = verbatim ? { orDefault: [subject, test.value] } : { if: [{ "===": [subject, null] }, test.value, subject] };
        return lowerTest(value, verbatim, test.test, depth);
      }
      case "all":
        return { and: test.tests.map((inner) => lowerTest(subject, verbatim, inner, depth)) };
      case "any":
        return { some: [subject, lowerCondition(test.where, depth + 1)] };
      case "none":
        return { none: [subject, lowerCondition(test.where, depth + 1)] };
      case "every":
        return { "!": [{ some: [subject, { "!": [lowerCondition(test.where, depth + 1)] }] }] };
      case "count": {
        const counted = test.where === null ? subject : { filter: [subject, lowerCondition(test.where, depth + 1)] };
        return lowerTest({ reduce: [counted, { "+": [{ var: "accumulator" }, 1] }, 0] }, false, test.test, depth);
      }
      default:
        return lowerComparison(subject, verbatim, test, depth);
    }
  }

  function lowerComparison(subject: unknown, verbatim: boolean, test: Extract<Test, { operand: Operand }>, depth: number): unknown {
    const operand = lowerOperand(test.operand, depth);
    const plain = !verbatim && !isVerbatim(test.operand);
    if (plain && test.op === "is") return { "===": [subject, operand] };
    if (plain && test.op === "isNot") return { "!==": [subject, operand] };
    if (plain && test.op === "in" && Array.isArray(operand)) return { in: [subject, operand] };
    if (plain && test.op === "notIn" && Array.isArray(operand)) return { "!": [{ in: [subject, operand] }] };
    return { [twinName(test.op)]: [subject, operand] };
  }

  function lowerOperand(operand: Operand, depth: number): unknown {
    if (operand.kind === "literal") return operand.value;
    if (operand.kind === "param") return scope.params[operand.name] ?? null;
    return { var: variable(operand, depth) };
  }

  function variable(written: PathOperand, depth: number): string {
    const path = unfold(scope, written);
    const { root } = path;
    const names = path.steps.map((step) => (step.kind === "before" ? "before" : step.name));
    if (root.kind === "item" ? root.depth > 0 : depth > 0) inFragment = false;
    if (root.kind === "let") inFragment = false;
    if (path.steps.some((step) => step.kind === "before")) inFragment = false;
    if (root.kind === "item") return names.join(".");
    return [rootName(root), ...names].join(".");
  }

  function rootName(root: Exclude<PathOperand["root"], { kind: "item" }>): string {
    if (root.kind === "resource") return resourceName;
    if (root.kind === "list") return root.list;
    return root.kind === "let" ? root.name : root.kind;
  }
}

const isVerbatim = (operand: Operand): boolean => operand.kind === "path" && operand.type.type === "dynamic";
