import type { Operand } from "../condition/ast.ts";
import { compiledOnce } from "../condition/patterns.ts";
import type { ComparisonMatcher, PatternForm } from "../matchers/descriptor.ts";
import { warnOfOdd } from "./odd-report.ts";
import { called, calledFirst, missing, resolveVar, varNode } from "./operands.ts";
import type { CheckScope, MatcherSubject } from "./scope.ts";
import type { ScalarNode, SourceNode } from "./source.ts";
import { reportStray } from "./stray-template.ts";
import { readText, textNode } from "./text.ts";
import { listOf, STRING, typeName } from "./types.ts";

/** A pattern, a list of patterns, or `{ var: … }` of either. Literal patterns and parameters' defaults are compiled once, to prove them. */
export function patternOperand({ name: op, pattern: form }: ComparisonMatcher, node: SourceNode, subject: MatcherSubject, scope: CheckScope): Operand | null {
  if (!form) throw new Error(`${op} takes patterns of no language`);
  const path = varNode(node);
  if (path) return fromPath(op, form, path, scope);
  if (node.kind === "broken") return null;
  const text = textNode(node);
  if (text || (node.kind === "list" && node.items.some(textNode))) return builtPatterns(op, form, node, subject, scope);
  if (node.kind === "map") return scope.report.error("RV042", node.at, `\`${op}\` takes a pattern, a list of patterns, { var: path } or { text: … }.`);
  if (node.kind === "scalar") return prove(form, node, subject, scope) ? { kind: "literal", value: node.value, type: STRING } : null;
  if (node.items.length === 0) return scope.report.error("RV051", node.at, "No pattern is in an empty list: the test always says the same.");
  const patterns: string[] = [];
  let sound = true;
  for (const item of node.items) {
    if (item.kind === "scalar" && prove(form, item, subject, scope)) patterns.push(String(item.value));
    else {
      if (item.kind === "list" || item.kind === "map") scope.report.error("RV042", item.at, "A pattern is text.");
      sound = false;
    }
  }
  return sound ? { kind: "literal", value: patterns, type: listOf(STRING) } : null;
}

/** Patterns that are built. What stands in the place of a path is read as a pattern too, as with { var: path }. */
function builtPatterns(op: string, form: PatternForm, node: SourceNode, subject: MatcherSubject, scope: CheckScope): Operand | null {
  if (!form.fromDocument) {
    const message = `\`${op}\` takes no text that is built: a value could change the meaning of the expression. Write glob, or is.`;
    return scope.report.error("RV042", node.at, message);
  }
  const items = (node.kind === "list" ? node.items : [node]).map((item) => {
    const text = textNode(item);
    if (text) return readText(text, scope);
    return item.kind === "scalar" && prove(form, item, subject, scope) ? ({ kind: "literal", value: item.value, type: STRING } as const) : null;
  });
  const known = items.filter((item) => item !== null);
  const [only] = known;
  if (known.length < items.length || !only) return null;
  return node.kind === "list" ? { kind: "list", items: known, type: listOf(STRING) } : only;
}

function prove(form: PatternForm, node: ScalarNode, subject: MatcherSubject, scope: CheckScope): boolean {
  if (node.empty) {
    missing(node, scope);
    return false;
  }
  if (typeof node.value !== "string") {
    scope.report.error("RV042", node.at, `${calledFirst(subject)} is text, and a pattern is text: quote it.`, { certain: JSON.stringify(node.text) });
    return false;
  }
  if (reportStray(node, scope, (operand) => (form.fromDocument ? operand : null))) return false;
  warnOfOdd(node, scope.report);
  const fault = patternFault(form, node.value);
  if (fault === null) return true;
  scope.report.error("RV045", node.at, fault);
  return false;
}

/** Why a text is no pattern of a form, as a sentence; null where it is one. */
export function patternFault({ compile, refusal, never }: PatternForm, pattern: string): string | null {
  const compiled = compiledOnce(compile, pattern);
  return compiled.ok ? (never?.(pattern) ?? null) : `${refusal}: ${compiled.message}.`;
}

function fromPath(op: string, form: PatternForm, node: SourceNode, scope: CheckScope): Operand | null {
  const operand = resolveVar(node, scope);
  if (!operand) return null;
  const { type } = operand;
  const element = type.type === "list" ? type.element : type;
  if (operand.kind === "param") {
    const spec = scope.params.get(operand.name);
    if (element.type !== "string" || spec?.type === "duration") {
      return scope.report.error("RV042", node.at, `${calledFirst(operand)} is ${typeName(type)}: a pattern is text.`);
    }
    for (const pattern of [spec?.default ?? []].flat()) {
      const fault = patternFault(form, String(pattern));
      if (fault !== null) return scope.report.error("RV045", node.at, `The default of ${called(operand)}: ${fault}`);
    }
    scope.patterns.set(operand.name, new Set([...(scope.patterns.get(operand.name) ?? []), op]));
    return operand;
  }
  if (!form.fromDocument) {
    return scope.report.error("RV042", node.at, `\`${op}\` takes patterns that the rule or its parameters write, not ${called(operand)} from the document.`);
  }
  if (element.type === "string" || element.type === "dynamic") return operand;
  return scope.report.error("RV042", node.at, `${calledFirst(operand)} is ${typeName(type)}: a pattern is text.`);
}
