import type { Condition, Test, TestCondition } from "../condition/ast.ts";
import type { Range } from "../diagnostic.ts";
import { constantTest } from "./constants.ts";
import { scanFault } from "./scans.ts";
import type { CheckScope, MatcherSubject } from "./scope.ts";
import type { SourceNode } from "./source.ts";

/** The checks of a whole test: it must not be constant, nor scan a list for every resource. */
export function finished(subject: MatcherSubject, test: Test, at: Range, value: SourceNode, scope: CheckScope): Condition | null {
  const condition: TestCondition = { kind: "test", subject, test, at };
  if (scope.lenient) return condition;
  const constant = constantTest(subject, test, scope);
  if (constant) return scope.report.error("RV051", value.at, constant.message, constant.suggestion);
  const scan = scanFault(condition, scope);
  if (scan) return scope.report.error("RV033", at, scan);
  scope.spots.set(condition, value);
  return condition;
}

/** The value with `exists: true` beside it. */
export function guarded(value: SourceNode): string | null {
  if (value.kind === "scalar") return `{ exists: true, is: ${value.text} }`;
  if (value.kind === "list" && value.text.startsWith("[")) return `{ exists: true, in: ${value.text} }`;
  if (value.kind !== "map") return null;
  if (value.text.startsWith("{")) return `{ exists: true, ${value.text.slice(1).trimStart()}`;
  return `exists: true\n${" ".repeat(value.at.column - 1)}${value.text}`;
}
