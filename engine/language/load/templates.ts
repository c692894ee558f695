import type { ValueType } from "../../../schemas/index.ts";
import type { PathOperand, Template } from "../condition/ast.ts";
import type { Range } from "../diagnostic.ts";
import { resolvedBefore, resolvePath } from "./paths.ts";
import { declaredType } from "./record.ts";
import { type CheckScope, isRoot, type MatcherSubject } from "./scope.ts";
import type { ScalarNode, SourceNode } from "./source.ts";
import { isScalarType, typeName } from "./types.ts";

/** A path in single braces, as other languages write it. */
const SINGLE = /\$?\{\s*([A-Za-z]\w*(?:\.\w+)+)\s*\}/;

/** Reads `text {{path}} text`; null when it is not text or a path in it was refused. Faults of shape are the schema's to tell. */
export function readTemplate(node: SourceNode | undefined, scope: CheckScope): Template | null {
  if (node?.kind !== "scalar" || typeof node.value !== "string") return null;
  const template: Template = [];
  const { value } = node;
  let sound = true;
  let from = 0;
  for (let index = 0; ; index += 1) {
    const open = value.indexOf("{{", from);
    if (open > from || (open < 0 && from < value.length)) template.push(value.slice(from, open < 0 ? undefined : open));
    if (open < 0) break;
    const close = value.indexOf("}}", open);
    const place = (): Range => placeOf(node, index, close < 0 ? value.length - open : close + 2 - open);
    if (close < 0) return scope.report.error("RV060", place(), "`{{` is not closed by `}}`.");
    const written = value.slice(open + 2, close);
    const operand = knownPrintable(written.trim(), scope) ?? readPath(written, place(), scope);
    if (operand) template.push(operand);
    sound &&= operand !== null;
    from = close + 2;
  }
  const [whole, single] = value.includes("{") ? singleIn(template) : [];
  if (single !== undefined && isRoot(scope, single.split(".")[0] ?? ""))
    return scope.report.error("RV060", node.at, `\`${whole}\` is printed as it stands. Write {{${single}}}.`);
  return sound ? template : null;
}

function singleIn(template: Template): readonly string[] {
  for (const part of template) {
    const found = typeof part === "string" ? SINGLE.exec(part) : null;
    if (found) return found;
  }
  return [];
}

/** The path between the braces, where it is written on one line. */
function pathPlace(at: Range, written: string): Range {
  const start = at.column + 2 + (written.length - written.trimStart().length);
  return at.line === at.endLine ? { ...at, column: start, endColumn: start + written.trim().length } : at;
}

/** A path that was resolved before and can be printed: where it stands, which takes a while to find, is not needed. */
function knownPrintable(path: string, scope: CheckScope): MatcherSubject | null {
  const known = resolvedBefore(path, scope);
  return known && isPrintable(known.type) ? known : null;
}

function readPath(written: string, at: Range, scope: CheckScope): MatcherSubject | null {
  const path = written.trim();
  if (path === "") return scope.report.error("RV060", at, "`{{}}` names nothing.");
  const resolved = resolvePath(path, pathPlace(at, written), scope);
  if (!resolved) return null;
  if (resolved.kind === "condition") return scope.report.error("RV034", at, `\`${path}\` is a condition: templates take paths.`);
  if (isPrintable(resolved.type)) return resolved;
  const type = declaredType(resolved.type);
  return scope.report.error("RV061", at, `\`${path}\` is ${typeName(type)}: name one of its fields.${fieldHint(resolved, type)}`);
}

function isPrintable(written: ValueType): boolean {
  const type = declaredType(written);
  return isScalarType(type) || type.type === "dynamic" || (type.type === "list" && (isScalarType(type.element) || type.element.type === "dynamic"));
}

/** For references, the field with the ids themselves. */
function fieldHint(operand: MatcherSubject, type: ValueType): string {
  const last = operand.kind === "path" ? operand.steps.at(-1) : undefined;
  if (last?.kind === "reference" && operand.kind === "path") {
    const parts = operand.text.split(".");
    return ` The ids are in \`${[...parts.slice(0, -1), last.via].join(".")}\`.`;
  }
  return type.type === "resource" ? ` For example \`${operand.kind === "path" ? operand.text : ""}.arn\`.` : "";
}

/** Place of the index-th `{{` in the text as written. */
function placeOf(node: ScalarNode, index: number, length: number): Range {
  let offset = -1;
  for (let count = 0; count <= index; count += 1) {
    offset = node.text.indexOf("{{", offset + 1 + (count === 0 ? 0 : 1));
    if (offset < 0) return node.at;
  }
  if (node.at.line === node.at.endLine) return { ...node.at, column: node.at.column + offset, endColumn: node.at.column + offset + length };
  const before = node.text.slice(0, offset);
  const lines = before.split("\n");
  const line = node.at.line + lines.length - 1;
  const column = lines.length === 1 ? node.at.column + offset : (lines.at(-1) ?? "").length + 1;
  return { line, column, endLine: line, endColumn: column + length };
}

/** A path of `evidence`: what decided, so a value or an object, not a whole resource, list of the document or record. */
export function readEvidence(node: SourceNode, scope: CheckScope): PathOperand | null {
  if (node.kind !== "scalar" || typeof node.value !== "string") return null;
  if (node.value.startsWith("{{")) return null;
  const resolved = resolvePath(node.value, node.at, scope);
  if (!resolved) return null;
  if (resolved.kind === "condition") return scope.report.error("RV034", node.at, `\`${node.value}\` is a condition: evidence takes paths.`);
  if (resolved.kind === "param") return scope.report.error("RV062", node.at, "Parameters are printed with the rule; evidence comes from the document.");
  const { type } = resolved;
  const isWhole =
    type.type === "resource" || (type.type === "list" && type.element.type === "resource") || (type.type === "dynamic" && resolved.steps.length === 0);
  if (!isWhole) return resolved;
  return scope.report.error(
    "RV062",
    node.at,
    `\`${node.value}\` is ${type.type === "dynamic" ? "the whole record" : typeName(type)}: name what matters of it.${fieldHint(resolved, type)}`,
  );
}
