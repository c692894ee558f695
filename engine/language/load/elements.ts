import type { ValueType } from "../../../schemas/index.ts";
import type { Condition, Test } from "../condition/ast.ts";
import { countType } from "../condition/number-range.ts";
import type { Range } from "../diagnostic.ts";
import type { FormMatcher, Quantifier } from "../matchers/descriptor.ts";
import { COMPARISONS, isMatcher } from "../matchers/registry.ts";
import { notFor } from "./not-for.ts";
import { asType, elementOf, missing, textOf } from "./operands.ts";
import { declaredType } from "./record.ts";
import { type CheckScope, type MatcherSubject, within } from "./scope.ts";
import type { MapEntry, MapNode, SourceNode } from "./source.ts";
import { elementType, isScalarType } from "./types.ts";

/** any, every, none and count: a condition on the elements of a list. */
export function elementTest(matcher: Quantifier | FormMatcher, node: SourceNode, keyAt: Range, subject: MatcherSubject, scope: CheckScope): Test | null {
  const element = elementType(subject.type);
  if (!element) return notFor(matcher.name, keyAt, asType(subject, declaredType(subject.type)), scope);
  if (matcher.kind === "form") return count(node, subject, element, scope);
  const where = whereOf(node, element, scope, textOf(subject));
  return where && { op: matcher.name, where };
}

/** The condition on an element. On plain elements a matcher, a bare value or a bare list stands directly. */
export function whereOf(node: SourceNode, element: ValueType, scope: CheckScope, list: string): Condition | null {
  const inner = within(scope, element, list);
  const isPlain = isScalarType(element) || element.type === "dynamic";
  if (isPlain && (node.kind === "list" || (node.kind === "scalar" && !node.empty))) return direct(node, element, inner);
  if (node.kind === "scalar" && node.empty) return missing(node, scope);
  return scope.read.condition(node, inner);
}

/** Whether a map inside the elements of a plain or dynamic list holds matchers of the element itself. */
export function isDirect(node: MapNode, scope: CheckScope): boolean {
  const element = scope.elements.at(-1);
  if (!element || !(isScalarType(element) || element.type === "dynamic") || node.entries.length === 0) return false;
  return node.entries.every(({ key, value }) => isMatcher(key) && !isOperation(key, value));
}

/** The matchers of a map on a plain element where and, or or not stand beside them; null where there are none. */
export function directPart(node: MapNode, scope: CheckScope): { matchers: MapNode; others: MapEntry[] } | null {
  const element = scope.elements.at(-1);
  if (!element || !isScalarType(element)) return null;
  const stands = ({ key, value }: MapEntry): boolean => isMatcher(key) && !isOperation(key, value);
  const entries = node.entries.filter(stands);
  return entries.length === 0 ? null : { matchers: { ...node, entries }, others: node.entries.filter((entry) => !stands(entry)) };
}

/** `in` and `none` are JsonLogic's too, then with a list of arguments that holds a map. */
const isOperation = (key: string, value: SourceNode): boolean =>
  (key === "in" || key === "none") && value.kind === "list" && value.items.some((item) => item.kind === "map");

export function direct(node: SourceNode, element: ValueType, scope: CheckScope): Condition | null {
  const subject = elementOf(element, scope.listName);
  scope.nullableUpTo.set(subject, element.nullable ? 0 : -1);
  const test = scope.read.test(node, subject, scope);
  return test && { kind: "test", subject, test, at: node.at };
}

/** Comparisons of whole numbers. */
const COUNT_TESTS: readonly string[] = COMPARISONS.filter(({ accepts }) => accepts.includes("integer")).map(({ name }) => name);

const listed = (names: readonly string[]): string => `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

function count(node: SourceNode, list: MatcherSubject, element: ValueType, scope: CheckScope): Test | null {
  const number: MatcherSubject = { kind: "path", root: { kind: "item", depth: 0 }, steps: [], type: countType(declaredType(list.type)), text: "count" };
  if (node.kind !== "map") {
    const test = scope.read.test(node, number, scope);
    return test && { op: "count", where: null, test };
  }
  const whereEntry = node.entries.find((entry) => entry.key === "where");
  const entries = node.entries.filter((entry) => entry !== whereEntry);
  if (whereEntry && entries.length === 0) return scope.report.error("RV020", node.at, "Say how many: count: { where: …, gte: 1 }.");
  for (const { key, keyAt } of entries) {
    if (!isMatcher(key) || COUNT_TESTS.includes(key)) continue;
    return scope.report.error("RV041", keyAt, `\`${key}\` does not apply to a number of elements: ${listed(COUNT_TESTS)} do.`);
  }
  const where = whereEntry ? whereOf(whereEntry.value, element, scope, textOf(list)) : null;
  const test = scope.read.test({ ...node, entries }, number, scope);
  if (!test || (whereEntry && !where)) return null;
  return { op: "count", where, test };
}
