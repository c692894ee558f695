import { formFault, instantOf, inTimeForm, isCaseless, SLIP, scoredNames, storedText, timeFault } from "../../../document/index.ts";
import type { ValueType } from "../../../schemas/index.ts";
import type { Operand, PathOperand, Scalar, TextOperand } from "../condition/ast.ts";
import { builtText } from "../condition/operands.ts";
import { booleanAdvice, booleanMeant } from "./boolean-form.ts";
import { formsApart } from "./forms-apart.ts";
import { correction, didYouMean, nearest } from "./nearest.ts";
import { warnOfOdd } from "./odd-report.ts";
import { resolvePath } from "./paths.ts";
import { declaredType, isTextFlag, slipOf } from "./record.ts";
import type { CheckScope, MatcherSubject } from "./scope.ts";
import { isOfSeveral } from "./several-texts.ts";
import type { ScalarNode, SourceNode } from "./source.ts";
import { reportStray } from "./stray-template.ts";
import { readText, textNode } from "./text.ts";
import { comparandForm, formText, textFault, textTypeOf } from "./text-form.ts";
import { comparable, listOf, STRING, TIMESTAMP, typeName, typeOfScalar } from "./types.ts";

export type Literal = Extract<Operand, { kind: "literal" }>;

/** The list as its author wrote it, of the paths that stand for an element without a name. */
const listsOf = new WeakMap<Operand, string>();

/** A path for the elements of a plain list, which no author writes: messages call it by the list. */
export function elementOf(type: ValueType, list: string): PathOperand {
  const element: PathOperand = { kind: "path", root: { kind: "item", depth: 0 }, steps: [], type, text: "item" };
  listsOf.set(element, list);
  return element;
}

export const textOf = (operand: Operand): string =>
  operand.kind === "path"
    ? operand.text
    : operand.kind === "param"
      ? `params.${operand.name}`
      : operand.kind === "literal"
        ? JSON.stringify(operand.value)
        : builtText(operand);

/** The same operand as another type. */
export function asType<T extends Operand>(operand: T, type: ValueType): T {
  const typed = { ...operand, type };
  const list = listsOf.get(operand);
  if (list !== undefined) listsOf.set(typed, list);
  return typed;
}

/** What messages call an operand. An element without a name is called by its list. */
export function called(operand: Operand, quote = "`"): string {
  const list = listsOf.get(operand);
  return list === undefined ? `${quote}${textOf(operand)}${quote}` : `an element of ${quote}${list}${quote}`;
}

/** The same at the start of a sentence. */
export const calledFirst = (operand: Operand): string => called(operand).replace(/^a/, "A");

/** The path of `{ var: path }`, or undefined when the node is something else. */
export function varNode(node: SourceNode): SourceNode | undefined {
  const [only, second] = node.kind === "map" ? node.entries : [];
  return only?.key === "var" && !second ? only.value : undefined;
}

/** Resolves `{ var: path }` to a value; reports a condition's name there. */
export function resolveVar(node: SourceNode, scope: CheckScope): MatcherSubject | null {
  if (node.kind === "broken") return null;
  const single = node.kind === "list" && node.items.length === 1 ? node.items[0] : node;
  if (single?.kind !== "scalar" || typeof single.value !== "string") return scope.report.error("RV025", node.at, "`var` takes one path: { var: user.name }.");
  const resolved = resolvePath(single.value, single.at, scope);
  if (resolved?.kind !== "condition") return resolved;
  return scope.report.error("RV034", single.at, `\`${resolved.name}\` is a condition, not a value.`);
}

/** One value to compare with: a literal that fits the subject's type, or `{ var: path }` of a comparable type. */
export function scalarOperand(node: SourceNode, type: ValueType, subject: MatcherSubject, scope: CheckScope): Operand | null {
  const path = varNode(node);
  if (path) {
    const operand = resolveVar(path, scope);
    return operand && mustCompare(operand, operand.type, type, subject, path, scope) ? operand : null;
  }
  const text = textNode(node);
  if (text) {
    const operand = readText(text, scope);
    return operand && mustCompare(operand, operand.type, type, subject, text, scope) ? operand : null;
  }
  if (node.kind === "broken") return null;
  if (node.kind !== "scalar") return scope.report.error("RV042", node.at, `Compare ${called(subject)} with one value, with { var: path } or with { text: … }.`);
  if (node.empty) return missing(node, scope);
  return literal(node, type, subject, scope);
}

/** A list to look in: literals, a parameter or a path that are lists. */
export function listOperand(node: SourceNode, type: ValueType, subject: MatcherSubject, scope: CheckScope): Operand | null {
  const path = varNode(node);
  if (path) {
    const operand = resolveVar(path, scope);
    if (!operand) return null;
    const held = declaredType(operand.type);
    if (held.type === "dynamic" || (scope.lenient && operand.type.type === "dynamic")) return operand;
    if (held.type !== "list") {
      return scope.report.error("RV042", path.at, `${calledFirst(operand)} is ${typeName(operand.type)}, and a list is needed here. Compare with \`is\`.`);
    }
    return mustCompare(operand, held.element, type, subject, path, scope) ? operand : null;
  }
  if (node.kind === "broken" || (node.kind === "scalar" && !node.empty && reportStray(node, scope))) return null;
  if (node.kind !== "list")
    return scope.report.error("RV042", node.at, "A list is needed here.", node.kind === "scalar" && !node.empty ? { certain: `[${node.text}]` } : undefined);
  if (node.items.length === 0) return scope.report.error("RV051", node.at, "Nothing is in an empty list: the test always says the same.");
  if (node.items.some(textNode)) return builtList(node.items, type, subject, scope);
  const literals = node.items.map((item) => (item.kind === "scalar" && !item.empty ? literal(item, type, subject, scope, inList) : notScalar(item, scope)));
  const known = literals.filter((one) => one !== null);
  if (known.length < literals.length) return null;
  const values = known.map((one) => one.value).filter((value): value is Scalar => !Array.isArray(value));
  const element = known.find((one) => one.value !== null)?.type ?? typeOfScalar(null);
  return { kind: "literal", value: values, type: listOf({ ...element, nullable: values.includes(null) }) };
}

/** A list takes a path as a text that is built of it. */
const inList = (operand: string): string => operand.replace(/^\{ var: (.*) \}$/, '{ text: "{{$1}}" }');

/** A list with texts in it that are built. */
function builtList(nodes: readonly SourceNode[], type: ValueType, subject: MatcherSubject, scope: CheckScope): Operand | null {
  const items = nodes.map((item) => {
    const text = textNode(item);
    const built = text ? readText(text, scope) : null;
    if (text) return built && mustCompare(built, built.type, type, subject, text, scope) ? built : null;
    return item.kind === "scalar" && !item.empty ? literal(item, type, subject, scope, inList) : notScalar(item, scope);
  });
  const known = items.filter((item) => item !== null);
  return known.length < items.length ? null : { kind: "list", items: known, type: listOf(STRING) };
}

function notScalar(node: SourceNode, scope: CheckScope): null {
  if (node.kind === "broken") return null;
  if (node.kind === "scalar") return missing(node, scope);
  return scope.report.error("RV042", node.at, "A list of plain values is needed here.");
}

export const missing = (node: SourceNode, scope: CheckScope): null =>
  scope.report.error("RV020", node.at, "A value is missing here. For absence write null, or { exists: false }.");

function mustCompare(
  operand: MatcherSubject | TextOperand,
  type: ValueType,
  wanted: ValueType,
  subject: MatcherSubject,
  node: SourceNode,
  scope: CheckScope,
): boolean {
  const isDuration = operand.kind === "param" && scope.params.get(operand.name)?.type === "duration";
  if (isDuration) {
    scope.report.error("RV042", node.at, `${calledFirst(operand)} is a duration: only olderThan and newerThan take one.`);
    return false;
  }
  if (scope.lenient) return true;
  const [one, other] = [comparandForm(type), comparandForm(wanted)];
  if (comparable(type, wanted) && one && other && formsApart(one, other)) {
    const message = `${calledFirst(subject)} is ${formText(other)}, ${called(operand)} is ${formText(one)}: they are never equal.`;
    scope.report.error("RV046", node.at, message);
    return false;
  }
  const { type: whole } = declaredType(type);
  if (declaredType(wanted).type === "dynamic" && (whole === "object" || whole === "list" || whole === "resource")) {
    const advice = `Compare with one of its ${operand.type === type && whole !== "list" ? "members" : "elements"}.`;
    const message = `${calledFirst(operand)} is ${typeName(operand.type)}, and nothing is equal to a whole one. ${advice}`;
    scope.report.error("RV042", node.at, message);
    return false;
  }
  if (comparable(type, wanted)) return true;
  const message = `${calledFirst(subject)} is ${typeName(wanted)}, ${called(operand)} is ${typeName(type)}: they are never equal.`;
  scope.report.error("RV042", node.at, message);
  return false;
}

/** A literal against a type. What looks like a slip of quoting comes with the corrected text. */
export function literal(node: ScalarNode, type: ValueType, subject: MatcherSubject, scope: CheckScope, wrapPath?: (operand: string) => string): Literal | null {
  const { value, at, text } = node;
  if (reportStray(node, scope, wrapPath)) return null;
  const name = calledFirst(subject);
  const wrong = (suggestion?: string, advice = suggestion): null =>
    scope.report.error(
      "RV042",
      at,
      `${name} ${subject.type.type === "list" ? "holds" : "is"} ${meaningOf(type)}${advice?.includes(" is text") ? "" : `, and ${text} is ${typeName(typeOfScalar(value))}`}.${advice ? ` Write ${advice}.` : ""}`,
      suggestion === undefined ? undefined : { certain: suggestion },
    );
  if (value === null) return { kind: "literal", value, type: { ...type, nullable: true } };
  if (scope.lenient) return { kind: "literal", value, type: typeOfScalar(value) };
  switch (type.type) {
    case "string":
      if (typeof value === "boolean" && isTextFlag(type))
        return scope.report.error("RV042", at, `${name} is text in the record: "true" or "false".`, { certain: `"${value}"` });
      if (typeof value !== "string") return wrong(type.enum ? wordFor(value, text, type.enum) : textInPlace(text, type));
      warnOfOdd(node, scope.report);
      return textLiteral(node, value, type, name, scope);
    case "boolean":
      if (typeof value !== "boolean") return wrong(booleanMeant(value) ?? undefined, booleanAdvice(value) ?? undefined);
      return { kind: "literal", value, type: typeOfScalar(value) };
    case "integer":
      if (typeof value !== "number") return wrong(typeof value === "string" && /^(0|[1-9]\d{0,14}),?$/.test(value) ? withoutComma(value) : undefined);
      if (!Number.isInteger(value) && !type.fraction && subject.kind === "path")
        return scope.report.error("RV042", at, `${name} is a whole number, and ${text} is not.`);
      return { kind: "literal", value, type: typeOfScalar(value) };
    case "timestamp":
      if (typeof value !== "string") return wrong();
      if (instantOf(value) === null) {
        const fault = timeFault(value);
        const message = fault === null ? `${name} is a time: write it as RFC 3339, 2025-01-31T00:00:00Z.` : `\`${text}\` is not a time. ${fault}`;
        return scope.report.error("RV044", at, message, inTimeForm(value) ?? undefined);
      }
      return { kind: "literal", value, type: TIMESTAMP };
    case "dynamic":
      if (type.declared) return literal(node, type.declared, subject, scope);
      warnOfOdd(node, scope.report);
      return { kind: "literal", value, type: typeOfScalar(value) };
    default:
      return wrong();
  }
}

/** What a type is in words: the form of its texts where it has one. */
function meaningOf(type: ValueType): string {
  const form = textTypeOf(type);
  return form?.format ? formText(form) : typeName(type);
}

/** A number or boolean as the text that was meant; undefined where the field holds no such text, or one of several may be meant. */
function textInPlace(text: string, { format, known }: ValueType & { type: "string" }): string | undefined {
  const documented = known ? slipOf(text, known) : null;
  if (documented !== null) return asText(documented);
  const fault = format ? formFault(format, text) : null;
  const [only, second] = fault?.meant ?? [];
  if (fault?.kind !== "never") return JSON.stringify(text);
  return only === undefined || second !== undefined ? undefined : asText(only);
}

/** A text as the document would hold it. */
function textLiteral(node: ScalarNode, value: string, type: ValueType & { type: "string" }, name: string, scope: CheckScope): Literal | null {
  const stored = type.format ? storedText(type.format, value) : value;
  // What stands for several texts is refused with the pattern or the list that was meant, once the matcher is known.
  if (isOfSeveral(value) && !type.enum?.includes(stored)) return { kind: "literal", value: stored, type: STRING };
  if (type.enum && (!type.format || isCaseless(type.format)) && !type.enum.includes(stored)) return notInEnum(node, value, type.enum, name, scope);
  if (type.known || type.frequent || type.never) return ofRecord(node, value, type, name, scope);
  return { kind: "literal", value: stored, type: STRING };
}

/** A value without the comma that stands behind it in JSON. */
const withoutComma = (text: string): string => text.replace(/,$/, "");

/** The value of an enumeration that a boolean or number stands for (`MFAUsed: false` is No); undefined where none is. */
function wordFor(value: Scalar, text: string, values: readonly string[]): string | undefined {
  const meant = values.find((one) => one === text) ?? values.find((one) => booleanMeant(one) === String(value));
  return meant === undefined ? undefined : asText(meant);
}

/** A value of an enumeration as YAML: in quotes where some reader takes it for something else than text. */
const asText = (value: string): string => (/^(true|false|yes|no|on|off|null|[\d.]+)$/i.test(value) ? JSON.stringify(value) : value);

/** A text of the record: not a slip of a value that AWS documents, nor what stands for absence. Other values are a lint's to doubt. */
function ofRecord(
  node: ScalarNode,
  value: string,
  { known = [], frequent = [], never }: ValueType & { type: "string" },
  name: string,
  scope: CheckScope,
): Literal | null {
  const small = value.toLowerCase();
  if (never?.values.some((one) => one.toLowerCase() === small))
    return scope.report.error("RV043", node.at, `${name} is never \`${value}\`: ${never.reason} Write \`${never.write}\`.`);
  const [meant, ...others] = textFault({ known, frequent }, "value", value)?.meant ?? [];
  if (meant === undefined) return { kind: "literal", value, type: typeOfScalar(value) };
  const writes = [meant, ...others].map((one) => `\`${one}\``).join(" or ");
  const message = `${name} is never \`${value}\`: AWS writes ${writes}.`;
  return scope.report.error("RV043", node.at, message, others.length > 0 ? asText(meant) : { certain: asText(meant) });
}

function notInEnum(node: ScalarNode, value: string, values: string[], name: string, scope: CheckScope): null {
  const flag = values.find((one) => one === booleanMeant(value));
  if (flag !== undefined)
    return scope.report.error("RV043", node.at, `${name} is never \`${value}\`: it is text in the record. Write "${flag}".`, { certain: asText(flag) });
  const service = /^([a-z0-9-]+):[A-Za-z]+$/.exec(value)?.[1];
  if (service !== undefined && values.every((one) => one.includes(":")) && !scoredNames(value, values).some(({ score }) => score <= SLIP)) {
    const actions = [value.toLowerCase(), `${service}:*`, "*"].map((one) => JSON.stringify(one)).join(", ");
    const write = `policy.statements: { any: { effect: Allow, actions: { any: { in: [${actions}] } } } }`;
    return scope.report.error("RV043", node.at, `${name} is never \`${value}\`: it has the listed actions only. Test the statements: \`${write}\`.`);
  }
  const meant = slipOf(value, values);
  const close = meant === null ? nearest(value, values) : [meant];
  return scope.report.error(
    "RV043",
    node.at,
    `${name} is never \`${value}\`.${didYouMean(close, values)}`,
    meant === null ? correction(value, values, asText) : { certain: asText(meant) },
  );
}
