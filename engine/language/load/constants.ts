import type { Operand, Test } from "../logic/ast.ts";
import { textOf } from "./operands.ts";
import type { CheckScope, Subject } from "./scope.ts";

interface Constant {
  message: string;
  suggestion?: string;
}

/** Why a test always says the same, or null. Parameters count as variable; unknown values do not make a test vary. */
export function constantTest(subject: Subject, test: Test, scope: CheckScope): Constant | null {
  if (subject.kind !== "path" || subject.type.type === "dynamic") return null;
  const fault = single(subject, test, scope);
  if (fault || test.op !== "all") return fault;
  const says = test.tests.find((one) => one.op === "exists");
  if (says?.op === "exists" && !says.value && test.tests.some((one) => falseOnNull(one))) {
    return { message: "What does not exist cannot pass the other matchers: the test never holds." };
  }
  return null;
}

function single(subject: Subject, test: Test, scope: CheckScope): Constant | null {
  const { type } = subject;
  const name = textOf(subject);
  switch (test.op) {
    case "all": {
      const asksElements = test.tests.some((one) => one.op === "every");
      for (const one of test.tests) {
        if (asksElements && one.op === "exists") continue;
        const fault = single(subject, one, scope);
        if (fault) return fault;
      }
      return null;
    }
    case "exists": {
      if (type.nullable) return null;
      const message = `\`${name}\` is never null: the test always says the same.`;
      if (type.type !== "list") return { message };
      return { message: `${message} To ask whether the list has members write count.`, suggestion: test.value ? "{ count: { gte: 1 } }" : "{ count: 0 }" };
    }
    case "is":
    case "isNot":
      if (isNull(test.operand) && !type.nullable) return { message: `\`${name}\` is never null: the test always says the same.` };
      return samePath(subject, test.operand);
    case "lt":
    case "lte":
    case "gt":
    case "gte":
      return samePath(subject, test.operand);
    case "in":
    case "notIn":
      return allValues(subject, test.operand);
    case "glob":
    case "notGlob":
    case "matches":
      return matchesAll(test.operand, test.op) && !type.nullable ? { message: `The pattern matches every \`${name}\`.` } : null;
    case "count":
      return countFault(test.test);
    default:
      return null;
  }
}

const isNull = (operand: Operand): boolean => operand.kind === "literal" && operand.value === null;

const samePath = (subject: Subject, operand: Operand): Constant | null =>
  operand.kind === "path" && operand.text === textOf(subject) ? { message: "Both sides are the same path: the test always says the same." } : null;

function allValues(subject: Subject, operand: Operand): Constant | null {
  const { type } = subject;
  if (operand.kind !== "literal" || !Array.isArray(operand.value) || type.nullable) return null;
  const { value } = operand;
  const possible = type.type === "boolean" ? [true, false] : type.type === "string" ? type.enum : undefined;
  const covers = possible?.every((one) => value.includes(one)) ?? false;
  return covers ? { message: `The list holds every value that \`${textOf(subject)}\` can have.` } : null;
}

function matchesAll(operand: Operand, op: "glob" | "notGlob" | "matches"): boolean {
  if (operand.kind !== "literal") return false;
  const patterns = [operand.value].flat();
  return patterns.some((pattern) => typeof pattern === "string" && (op === "matches" ? /^\^?(\.\*)?\$?$/ : /^\*+$/).test(pattern));
}

/** Numbers of elements are 0 and above. */
function countFault(test: Test): Constant | null {
  const tests = test.op === "all" ? test.tests : [test];
  for (const one of tests) {
    if (!("operand" in one) || one.operand.kind !== "literal" || typeof one.operand.value !== "number") continue;
    const { value } = one.operand;
    const constant = value < 0 || (value === 0 && (one.op === "gte" || one.op === "lt"));
    if (constant) return { message: "A number of elements is 0 or more: the test always says the same." };
  }
  return null;
}

const falseOnNull = (test: Test): boolean =>
  ["in", "lt", "lte", "gt", "gte", "contains", "glob", "matches", "cidr", "olderThan", "newerThan", "any"].includes(test.op);
