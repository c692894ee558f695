import { type ResourceKind, type StringFormatName, type ValueType, withArticle } from "../../../schemas/index.ts";
import type { LetBinding, Operand } from "../condition/ast.ts";
import type { Range } from "../diagnostic.ts";
import { MATCHER_NAMES } from "../matchers/registry.ts";
import { mayBuild, withPresets } from "./built-form.ts";
import { useParam } from "./forms.ts";
import { formsApart } from "./forms-apart.ts";
import { JSON_LOGIC } from "./json-logic.ts";
import { LOOKUPS } from "./lookups.ts";
import { correction, didYouMean, nearest } from "./nearest.ts";
import { called, resolveVar, varNode } from "./operands.ts";
import { resolvePath } from "./paths.ts";
import { mentions, operandMentions } from "./scans.ts";
import { type Bound, type CheckScope, rootNames } from "./scope.ts";
import { readWhole } from "./size.ts";
import { entryOf, type MapEntry, type SourceNode, span } from "./source.ts";
import { reportStray } from "./stray-template.ts";
import { readText, textNode } from "./text.ts";
import { formExample, formText, notOne, type TextType, textFault, textTypeOf } from "./text-form.ts";
import { BOOLEAN, STRING, typeName } from "./types.ts";

const RESERVED: readonly string[] = ["item", "not", ...JSON_LOGIC, ...MATCHER_NAMES];

/** Reads the lets in order: each may use those before it. A name maps to null when its let was refused. */
export function readLets(node: SourceNode | undefined, scope: CheckScope): Map<string, Bound | null> {
  const lets = new Map<string, Bound | null>();
  if (node?.kind !== "map") return lets;
  const usedNames = [...rootNames(scope.kind), ...RESERVED];
  for (const entry of node.entries) {
    const { key, keyAt } = entry;
    const inner: CheckScope = { ...scope, lets: new Map(lets) };
    if (usedNames.includes(key)) {
      scope.report.error("RV073", keyAt, `\`${key}\` already means something in a rule on ${scope.kind}: choose another name.`);
      lets.set(key, null);
      continue;
    }
    lets.set(key, readLet(entry, inner));
  }
  return lets;
}

function readLet({ key: name, keyAt, value }: MapEntry, scope: CheckScope): Bound | null {
  const at = span(keyAt, value.at);
  if (value.kind === "broken") return null;
  if (value.kind === "scalar" && value.empty) return scope.report.error("RV020", keyAt, `\`${name}\` has no value.`);
  if (value.kind === "scalar" && value.text.includes("{") && reportStray(value, scope)) return null;
  if (textNode(value)) {
    const message = `\`${name}\` is a text, and let names lookups, paths and conditions. Write { text: … } where it is compared.`;
    return scope.report.error("RV074", value.at, message);
  }
  if (value.kind !== "map") {
    const suggestion =
      value.kind === "scalar" && typeof value.value === "string" && /^[A-Za-z.]+$/.test(value.value) ? { certain: `{ var: ${value.value} }` } : undefined;
    return scope.report.error("RV074", value.at, `\`${name}\` must be a lookup, { var: path } or a condition.`, suggestion);
  }
  const lookup = entryOf(value, "lookup");
  if (lookup && value.entries.length > 1) return scope.report.error("RV023", lookup.keyAt, "`lookup` stands alone.");
  if (lookup) return readLookup(name, lookup, at, scope);
  const path = varNode(value);
  return path ? readPath(name, path, at, scope) : readNamed(name, value, at, scope);
}

function readLookup(name: string, { keyAt, value }: MapEntry, at: Range, scope: CheckScope): Bound | null {
  if (value.kind === "broken") return null;
  const [kindNode, keyNode] = value.kind === "list" ? value.items : [];
  if (value.kind !== "list" || value.items.length !== 2 || !kindNode || !keyNode) {
    return scope.report.error(
      "RV074",
      value.kind === "scalar" && value.empty ? keyAt : value.at,
      "`lookup` takes a kind and a key: lookup: [group, { var: event.requestParameters.groupName }].",
    );
  }
  if (kindNode.kind === "broken" || keyNode.kind === "broken") return null;
  const kind = kindNode.kind === "scalar" ? String(kindNode.value) : "";
  const lookup = LOOKUPS[kind];
  if (lookup === undefined) {
    const kinds = Object.keys(LOOKUPS);
    const close = nearest(kind, kinds);
    return scope.report.error("RV074", kindNode.at, `\`${kindNode.text}\` cannot be looked up.${didYouMean(close, kinds)}`, correction(kind, kinds));
  }
  const target = kind as ResourceKind;
  const key = lookupKey(keyNode, kind, lookup, scope);
  if (!key) return null;
  const type: ValueType = { type: "resource", kind: target, nullable: true, unknown: true };
  const binding: LetBinding = { name, at, kind: "lookup", target, key, type };
  return { binding, type, mentionsResource: operandMentions(key, scope) };
}

/** Empty where the forms say in their own words what such a text is like. */
function formExamples(forms: readonly TextType[]): string {
  const examples = forms.flatMap((form) => formExample(form) ?? []);
  return examples.length === 0 ? "" : ` Write one such as ${examples.map((one) => `\`${one}\``).join(" or ")}.`;
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function lookupKey(node: SourceNode, kind: string, { by, formats }: { by: string; formats: StringFormatName[] }, scope: CheckScope): Operand | null {
  const path = varNode(node);
  const text = textNode(node);
  const forms = formats.map((format): TextType => ({ format }));
  if (text) {
    const built = readText(text, scope);
    if (!built || forms.some((form) => mayBuild(form, "value", withPresets(built.parts, scope)))) return built;
    return scope.report.error(
      "RV046",
      text.at,
      `${capitalized(withArticle(kind))} is looked up by ${by}: ${forms.map(formText).join(", or ")}. This text is never one.`,
    );
  }
  if (!path) {
    if (node.kind === "scalar" && reportStray(node, scope)) return null;
    if (node.kind !== "scalar" || typeof node.value !== "string" || node.value === "")
      return scope.report.error("RV042", node.at, `${capitalized(withArticle(kind))} is looked up by ${by}: text, { var: path } or { text: … }.`);
    const { value } = node;
    if (forms.some((form) => textFault(form, "value", value) === null)) return { kind: "literal", value, type: STRING };
    return scope.report.error(
      "RV046",
      node.at,
      `${capitalized(withArticle(kind))} is looked up by ${by}: ${forms.map(formText).join(", or ")}${notOne([String(value)])}.${formExamples(forms)}`,
    );
  }
  const operand = resolveVar(path, scope);
  if (!operand) return null;
  if (operand.kind === "param")
    for (const type of forms) useParam(operand.name, { field: `the ${by} of ${withArticle(kind)}`, use: "value", type, caseless: false }, scope);
  if (operand.type.type === "dynamic") return operand;
  if (operand.type.type === "string") {
    const own = textTypeOf(operand.type);
    if (!own || forms.some((form) => !formsApart(own, form))) return operand;
    return scope.report.error("RV046", path.at, `${capitalized(withArticle(kind))} is looked up by ${by}, and ${called(operand)} is ${formText(own)}.`);
  }
  return scope.report.error("RV042", path.at, `${capitalized(withArticle(kind))} is looked up by ${by}, and ${called(operand)} is ${typeName(operand.type)}.`);
}

function readPath(name: string, node: SourceNode, at: Range, scope: CheckScope): Bound | null {
  if (node.kind === "broken") return null;
  if (node.kind !== "scalar" || typeof node.value !== "string") return scope.report.error("RV074", node.at, "`var` takes one path.");
  const resolved = resolvePath(node.value, node.at, scope);
  if (!resolved) return null;
  if (resolved.kind === "param") return scope.report.error("RV074", node.at, `Use ${called(resolved)} itself: a parameter needs no other name.`);
  if (resolved.kind === "condition") {
    const binding: LetBinding = { name, at, kind: "condition", condition: { kind: "let", name: resolved.name, at: node.at } };
    return { binding, type: BOOLEAN, mentionsResource: scope.lets.get(resolved.name)?.mentionsResource ?? true };
  }
  return { binding: { name, at, kind: "path", path: resolved }, type: resolved.type, mentionsResource: operandMentions(resolved, scope) };
}

function readNamed(name: string, node: SourceNode, at: Range, scope: CheckScope): Bound | null {
  const condition = readWhole(node, scope);
  return condition && { binding: { name, at, kind: "condition", condition }, type: BOOLEAN, mentionsResource: mentions(condition, scope) };
}
