import type { Condition, Test } from "../condition/ast.ts";
import type { Range } from "../diagnostic.ts";
import { isIn } from "../matchers/in.ts";
import { is } from "../matchers/is.ts";
import { COMPARISONS } from "../matchers/registry.ts";
import { whereOf } from "./elements.ts";
import { finished } from "./finish.ts";
import { usedBeside } from "./forms.ts";
import { called, calledFirst, type Literal, literal, textOf, varNode } from "./operands.ts";
import { resolvePath } from "./paths.ts";
import type { Correction } from "./report.ts";
import { type CheckScope, type MatcherSubject, standingIn } from "./scope.ts";
import { type MapEntry, type SourceNode, span } from "./source.ts";
import { comparable, DYNAMIC, elementType, isScalarType, typeName, typeOfScalar } from "./types.ts";

/** JsonLogic operators that a rule may use; `and` and `or` belong to both forms. */
export const JSON_LOGIC: readonly string[] = ["var", "and", "or", "!", "===", "!==", "<", "<=", ">", ">=", "in", "some", "all", "none"];

/** JsonLogic operators that only the classic mode of the conformance runner knows. */
const OTHER_OPERATORS: readonly string[] = [
  ...["==", "!=", "!!", "if", "?:", "missing", "missing_some", "cat", "substr", "log", "merge", "map", "filter", "reduce", "method"],
  ...["max", "min", "+", "-", "*", "/", "%"],
];

/** Whether a key is an operator of JsonLogic: of every key that stands in a condition it is asked. */
export const isOperatorName = (key: string): boolean => OPERATOR_NAMES.has(key);

const OPERATOR_NAMES: ReadonlySet<string> = new Set([...JSON_LOGIC, ...OTHER_OPERATORS]);

/** What joins conditions, where a list of them stands under a word for elements; null where none does. */
export function operatorMeant(key: string, value: SourceNode): "and" | "or" | null {
  if (value.kind !== "list" || !areConditions(value)) return null;
  return key === "all" || key === "every" ? "and" : key === "any" || key === "some" ? "or" : null;
}

const areConditions = ({ items }: { items: readonly SourceNode[] }): boolean =>
  items.length > 0 && items.every((item) => item.kind === "map" && !varNode(item));

/** One JsonLogic operation as a whole condition. */
export function operation(entry: MapEntry, scope: CheckScope): Condition | null {
  const { key, keyAt, value } = entry;
  const at = span(keyAt, value.at);
  if (key === "==" || key === "!=")
    return scope.report.error("RV024", keyAt, `\`${key}\` converts types before it compares. Write "${key}=".`, strict(key, scope));
  if (OTHER_OPERATORS.includes(key)) {
    return scope.report.error("RV022", keyAt, `\`${key}\` is JsonLogic that rules do not have. They have ${JSON_LOGIC.join(" ")}.`);
  }
  if (value.kind === "broken") return null;
  if (value.kind === "scalar" && value.empty) return scope.report.error("RV020", keyAt, `\`${key}\` needs arguments.`);
  const operator = operatorMeant(key, value);
  if (operator !== null)
    return scope.report.error(
      "RV025",
      keyAt,
      `\`${key}\` asks about the elements of a list: { ${key}: [{ var: list }, … ] }. For conditions write \`${operator}\`.`,
      operator,
    );
  if (key === "none" && value.kind === "list" && areConditions(value)) {
    const message = "`none` asks about the elements of a list: { none: [{ var: list }, … ] }. For conditions of which none may hold write `not` before `or`.";
    return scope.report.error("RV025", at, message, value.text.startsWith("[") ? `not: { or: ${value.text} }` : undefined);
  }
  if (key === "var") return variable(value, at, scope);
  if (key === "!") {
    const condition = scope.read.condition(value.kind === "list" && value.items.length === 1 ? (value.items[0] ?? value) : value, scope);
    return condition && { kind: "not", condition, at };
  }
  if (value.kind !== "list") return scope.report.error("RV025", value.at, `\`${key}\` takes a list of arguments: { "${key}": [ …, … ] }.`);
  const { items } = value;
  const between = (key === "<" || key === "<=") && items.length === 3;
  if (items.length !== 2 && !between) return scope.report.error("RV025", value.at, `\`${key}\` takes two arguments, and ${items.length} stand here.`);
  const [left, right, third] = items;
  if (!left || !right || items.some((item) => item.kind === "broken")) return null;
  if (key === "some" || key === "all" || key === "none") return iteration(key, left, right, at, scope);
  if (key === "in") return membership(left, right, at, scope);
  const first = comparison(key, left, right, at, scope);
  if (!between || !third) return first;
  const second = comparison(key, right, third, at, scope);
  return first && second && { kind: "and", conditions: [first, second], at };
}

/** In records a number may be written as text, and whoever wrote == may have meant both. The document's own fields have one type each. */
const strict = (key: string, scope: CheckScope): Correction => (scope.kind === "event" ? `"${key}="` : { certain: `"${key}="` });

function variable(value: SourceNode, at: Range, scope: CheckScope): Condition | null {
  const single = value.kind === "list" && value.items.length === 1 ? value.items[0] : value;
  if (single?.kind !== "scalar" || typeof single.value !== "string")
    return scope.report.error("RV025", value.at, "`var` as a condition takes one path to a boolean.");
  const resolved = resolvePath(single.value, single.at, scope);
  if (!resolved) return null;
  if (resolved.kind === "condition") return { kind: "let", name: resolved.name, at };
  if (resolved.type.type !== "boolean") {
    const matcher = comparedInElements(resolved, scope);
    const message = `${calledFirst(resolved)} is ${typeName(resolved.type)}: only a boolean is a condition by itself.`;
    if (matcher === null) return scope.report.error("RV042", single.at, message);
    const test = `${matcher}: { var: ${single.value} }`;
    return scope.report.error("RV042", at, `${message} To compare the elements with it write { ${test} }.`, test);
  }
  const test: Test = { op: "is", operand: { kind: "literal", value: true, type: typeOfScalar(true) } };
  return finished(resolved, test, at, value, scope);
}

/** The matcher that compares plain elements with a value; null where no elements of its sort are asked about. */
function comparedInElements({ type }: MatcherSubject, scope: CheckScope): string | null {
  const element = scope.elements.at(-1);
  if (!element || !isScalarType(element)) return null;
  if (type.type === "list") return comparable(element, type.element) ? isIn.name : null;
  return comparable(element, type) ? is.name : null;
}

/** By JsonLogic operator: the matcher of the same meaning, and that with its sides exchanged. */
const OPERATORS: ReadonlyMap<string, { same: string; mirrored: string }> = new Map(
  COMPARISONS.flatMap(({ name, jsonLogic }) => (jsonLogic ? [[jsonLogic.operator, { same: name, mirrored: jsonLogic.mirrored }] as const] : [])),
);

function comparison(op: string, left: SourceNode, right: SourceNode, at: Range, scope: CheckScope): Condition | null {
  const leftVar = varNode(left);
  const rightVar = varNode(right);
  if (!leftVar && !rightVar) return noPath(op, left, right, at, scope);
  const turn = !leftVar || (defaulted(rightVar) && !defaulted(leftVar));
  const matcher = OPERATORS.get(op)?.[turn ? "mirrored" : "same"];
  const [subject, other] = turn ? [rightVar, left] : [leftVar, right];
  return matcher && subject ? compare(subject, matcher, other, at, scope) : null;
}

function noPath(op: string, left: SourceNode, right: SourceNode, at: Range, scope: CheckScope): null {
  const nested = [left, right].find((node) => node.kind === "map");
  if (nested) return scope.report.error("RV025", nested.at, `An argument of \`${op}\` is a plain value or { var: path }.`);
  return scope.report.error("RV051", at, "Neither side is a path: the condition always says the same.");
}

const defaulted = (node: SourceNode | undefined): boolean => node?.kind === "list" && node.items.length === 2;

/** A test on `{ var: path }` or `{ var: [path, default] }`, its right side read as the matcher of that name would. */
function compare(node: SourceNode, matcher: string, other: SourceNode, at: Range, scope: CheckScope): Condition | null {
  const found = subjectOf(node, scope);
  if (!found) return null;
  const entries: MapEntry[] = [{ key: matcher, keyAt: other.at, value: other }];
  const test = scope.read.test(
    { kind: "map", at: other.at, text: other.text, entries },
    found.subject,
    standingIn(found.preset?.value, { ...scope, inLogic: true }),
  );
  if (!test) return null;
  const whole: Test = found.preset ? { op: "default", value: found.preset.value, test } : test;
  return finished(found.subject, whole, at, { kind: "broken", at, text: "" }, scope);
}

function subjectOf(node: SourceNode, scope: CheckScope): { subject: MatcherSubject; preset: Literal | null } | null {
  const [pathNode, presetNode] = node.kind === "list" ? node.items : [node];
  if (pathNode?.kind !== "scalar" || typeof pathNode.value !== "string")
    return scope.report.error("RV025", node.at, "`var` takes a path, or a path and a default.");
  const subject = resolvePath(pathNode.value, pathNode.at, scope);
  if (!subject) return null;
  if (subject.kind === "condition") return scope.report.error("RV034", pathNode.at, `\`${subject.name}\` is a condition, not a value.`);
  if (!presetNode) return { subject, preset: null };
  if (presetNode.kind !== "scalar" || presetNode.empty || presetNode.value === null)
    return scope.report.error("RV042", presetNode.at, "A default is a plain value.");
  const preset = literal(presetNode, subject.type, subject, scope);
  return preset && { subject, preset };
}

function membership(left: SourceNode, right: SourceNode, at: Range, scope: CheckScope): Condition | null {
  const leftVar = varNode(left);
  const rightVar = varNode(right);
  if (leftVar && (right.kind === "list" || rightVar)) return compare(leftVar, "in", right, at, scope);
  if (!rightVar) {
    if (right.kind === "list" && left.kind === "scalar") return noPath("in", left, right, at, scope);
    const message = "`in` takes { var: path } or a plain value, and a list on the right. For a part of a text write { path: { contains: … } }.";
    return scope.report.error("RV025", right.kind === "list" ? left.at : right.at, message);
  }
  const found = subjectOf(rightVar, scope);
  if (!found) return null;
  const { subject } = found;
  if (left.kind !== "scalar" || left.empty) return scope.report.error("RV025", left.at, "`in` looks for a plain value or { var: path }.");
  if (subject.kind === "path" && subject.type.type === "list") return compare(rightVar, "contains", left, at, scope);
  if (subject.type.type !== "list" && subject.type.type !== "dynamic") {
    const message = `\`in\` takes a list on the right, and ${called(subject)} is ${typeName(subject.type)}. For a part of a text write { path: { contains: … } }.`;
    return scope.report.error("RV025", rightVar.at, message);
  }
  const value = literal(left, subject.type.type === "list" ? subject.type.element : DYNAMIC, subject, scope);
  if (value && subject.kind === "param") usedBeside(subject.name, value, scope);
  return value && { kind: "test", subject: value, test: { op: "in", operand: subject }, at };
}

function iteration(op: "some" | "all" | "none", left: SourceNode, right: SourceNode, at: Range, scope: CheckScope): Condition | null {
  const path = varNode(left);
  if (!path) return scope.report.error("RV025", left.at, `\`${op}\` takes { var: list } and a condition on its elements.`);
  const found = subjectOf(path, scope);
  if (!found) return null;
  const { subject } = found;
  const element = elementType(subject.type);
  if (!element)
    return scope.report.error("RV041", path.at, `\`${op}\` asks about the elements of a list, and ${called(subject)} is ${typeName(subject.type)}.`);
  const where = whereOf(right, element, scope, textOf(subject));
  if (!where) return null;
  const silent: SourceNode = { kind: "broken", at, text: "" };
  const test: Test = { op: op === "some" ? "any" : op === "none" ? "none" : "every", where };
  const condition = finished(subject, found.preset ? { op: "default", value: found.preset.value, test } : test, at, silent, scope);
  if (op !== "all" || !condition) return condition;
  const some: Test = { op: "count", where: null, test: { op: "gt", operand: { kind: "literal", value: 0, type: typeOfScalar(0) } } };
  const notEmpty: Condition = { kind: "test", subject, test: some, at };
  return { kind: "and", conditions: [notEmpty, condition], at };
}
