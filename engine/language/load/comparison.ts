import { instantOf, storedText } from "../../../document/index.ts";
import type { ValueType } from "../../../schemas/index.ts";
import type { Operand, Scalar, Test } from "../condition/ast.ts";
import { durationMeant, parseDuration } from "../condition/duration.ts";
import type { Range } from "../diagnostic.ts";
import { type ComparisonMatcher, type OperandForm, testOf } from "../matchers/descriptor.ts";
import { booleanMeant } from "./boolean-form.ts";
import { withForms } from "./forms.ts";
import { nearest } from "./nearest.ts";
import { notFor } from "./not-for.ts";
import { withinRange } from "./number-form.ts";
import { asType, called, listOperand, resolveVar, scalarOperand, textOf, varNode } from "./operands.ts";
import { patternOperand } from "./patterns.ts";
import { declaredType } from "./record.ts";
import type { CheckScope, MatcherSubject } from "./scope.ts";
import { type SourceNode, span } from "./source.ts";
import { reportStray } from "./stray-template.ts";
import { isListOfPairs, pairTest } from "./tags.ts";
import { asYaml, textFault, textTypeOf } from "./text-form.ts";
import { isScalarType, STRING, TIMESTAMP, typeName } from "./types.ts";

type Read = (matcher: ComparisonMatcher, node: SourceNode, keyAt: Range, subject: MatcherSubject, scope: CheckScope) => Operand | null;

/** A comparison with what is written on its right, read in the form that the matcher takes. */
export function comparisonTest(matcher: ComparisonMatcher, node: SourceNode, keyAt: Range, subject: MatcherSubject, scope: CheckScope): Test | null {
  const operand = READ[matcher.operand](matcher, node, keyAt, subject, scope);
  const test = operand && withinRange(testOf(matcher, operand), matcher, node, keyAt, subject, scope);
  return test && withForms(test, matcher, node, keyAt, subject, scope);
}

/** Reads where the subject's type has the matcher; elsewhere says so, with what was probably meant. */
const accepted =
  (read: (matcher: ComparisonMatcher, node: SourceNode, subject: MatcherSubject, scope: CheckScope) => Operand | null): Read =>
  (matcher, node, keyAt, subject, scope) => {
    const type = declaredType(subject.type);
    const isRecord = type !== subject.type;
    if (matcher.accepts.includes(type.type) || (isRecord && (scope.lenient || isNull(node) || isTimeAsText(matcher, type))))
      return read(matcher, node, subject, scope);
    if (type.type === "list" && node.kind === "scalar" && Number.isInteger(node.value) && matcher.accepts.includes("integer"))
      return numberOfElements(matcher.name, node, keyAt, asType(subject, type), scope);
    const holder = matcher.name === "is" && node.kind === "scalar" && typeof node.value === "string" ? holderOf(type) : null;
    if (holder !== null) return textOfElements(`any: { ${holder}: ${node.text} }`, node, keyAt, asType(subject, type), scope);
    const element = matcher.name === "is" && type.type === "list" && node.kind === "scalar" ? elementMeant(type, node.value) : null;
    if (element !== null) return textOfElements(`contains: ${element}`, node, keyAt, asType(subject, type), scope);
    return notFor(
      matcher.name,
      keyAt,
      asType(subject, type),
      scope,
      elementHint(subject, scope) ?? (matcher.operand === "duration" ? "" : plainHint(type, subject, node)),
    );
  };

/** A list that is compared with a number: how many elements it has was meant. */
function numberOfElements(op: string, node: SourceNode, keyAt: Range, subject: MatcherSubject, scope: CheckScope): null {
  const isBare = keyAt === node.at;
  const write = isBare ? `{ count: ${node.text} }` : `count: { ${op}: ${node.text} }`;
  const message = `\`${op}\` does not apply to ${called(subject)}, which is ${typeName(subject.type)}. For the number of its elements write \`${write}\`.`;
  return scope.report.error("RV041", isBare ? node.at : span(keyAt, node.at), message, write);
}

/** A list that is compared with a text: an element that is it, or holds it, was meant. */
function textOfElements(test: string, node: SourceNode, keyAt: Range, subject: MatcherSubject, scope: CheckScope): null {
  const isBare = keyAt === node.at;
  const write = isBare ? `{ ${test} }` : test;
  const message = `\`is\` does not apply to ${called(subject)}, which is ${typeName(subject.type)}. Ask about its elements: \`${write}\`.`;
  return scope.report.error("RV041", isBare ? node.at : span(keyAt, node.at), message, write);
}

/** A time of a record is text, so that it may be compared with patterns too. */
const isTimeAsText = ({ accepts }: ComparisonMatcher, { type }: ValueType): boolean => type === "timestamp" && accepts.includes("string");

const isNull = (node: SourceNode): boolean => node.kind === "scalar" && node.value === null;

/** Elements of an open list may have a member that is named as a root is: `event` of what Roles Anywhere notifies of. */
const elementHint = (subject: MatcherSubject, { elements }: CheckScope): string | null =>
  subject.kind === "path" && subject.root.kind !== "item" && subject.steps.length === 0 && elements.at(-1)?.type === "dynamic"
    ? ` It is a root of the rule here. For the member of the element write \`item.${textOf(subject)}\`.`
    : null;

/** The matcher that was probably meant on a list, object or reference. */
function plainHint(type: ValueType, subject: MatcherSubject, node: SourceNode): string {
  if (subject.kind === "path" && subject.root.kind === "event" && subject.steps.length === 0)
    return ` Test one of its fields: \`event.eventName: ${node.kind === "scalar" ? node.text : "…"}\`.`;
  if (isNull(node)) return absenceHint(type);
  if (isListOfPairs(type)) {
    const [key] = node.kind === "scalar" ? [node.text] : ["…"];
    return ` It is a list of keys with values. Look for a key: ${pairTest(key ?? "…")}.`;
  }
  if (type.type === "list")
    return ` Ask about its elements with any, every, none${isScalarType(declaredType(type.element)) ? ", count or contains" : " or count"}.`;
  if (type.type === "boolean")
    return ` Write true or false${node.kind === "scalar" && booleanMeant(node.value) ? `: \`is: ${booleanMeant(node.value)}\`` : ""}.`;
  return type.type === "object" || type.type === "resource" ? " Test one of its fields, or { exists: true }." : "";
}

/** The field that a text by itself is compared with, of the elements of a list: what they are called, or what they hold. */
const holderOf = (type: ValueType): string | null => {
  const element = type.type === "list" && !isListOfPairs(type) ? declaredType(type.element) : null;
  const fields = element?.type === "object" ? element.fields : {};
  return ["value", "name", "arn"].find((name) => fields[name]?.value.type === "string") ?? null;
};

/** What says of a list, object or reference what `null` says of a value. One that is never absent is at most empty. */
function absenceHint({ type, nullable }: ValueType): string {
  if (nullable) return " For absence write { exists: false }.";
  return type === "list" ? " A list without elements is { count: 0 }." : " It is never absent: test one of its fields.";
}

const ordered = accepted(({ name }, node, subject, scope) => {
  const type = declaredType(subject.type);
  if (type.type === "dynamic") {
    const isTime = node.kind === "scalar" && typeof node.value === "string";
    const isOther = node.kind === "scalar" && (typeof node.value === "boolean" || node.value === null);
    if (isTime && instantOf(String(node.value)) === null && NUMBER.test(String(node.value)))
      return scope.report.error("RV042", node.at, `\`${name}\` compares numbers and times, and ${node.text} is text. Write ${node.value}, without quotes.`, {
        certain: String(node.value),
      });
    if (isOther) return scope.report.error("RV042", node.at, `\`${name}\` compares numbers and times.`);
    return scalarOperand(node, isTime ? { ...TIMESTAMP, nullable: true } : type, subject, scope);
  }
  if (type.type === "timestamp" && node.kind === "scalar" && parseDuration(String(node.value)) !== null) {
    const message = `\`${name}\` compares with a time, and ${node.text} is an age. For older than that write { olderThan: ${node.text} }, for newer { newerThan: ${node.text} }.`;
    return scope.report.error("RV044", node.at, message);
  }
  if (node.kind === "scalar" && node.value === null)
    return scope.report.error("RV042", node.at, `\`${name}\` compares numbers and times; for absence write { exists: false }.`);
  return scalarOperand(node, type, subject, scope);
});

/** A number that stands in quotes. */
const NUMBER = /^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?$/;

const member: Read = ({ name }, node, keyAt, subject, scope) => {
  const type = declaredType(subject.type);
  const isText = type.type === "string" || (type !== subject.type && type.type === "timestamp");
  const element = type.type === "list" ? declaredType(type.element) : isText ? STRING : type.type === "dynamic" ? type : null;
  if (!element || !(isScalarType(element) || element.type === "dynamic")) {
    const isRecord = type !== subject.type;
    const hint =
      type.type === "list"
        ? (isRecord ? "" : plainHint(type, subject, node)) || " Write any: { field: value }."
        : isRecord || type.type === "boolean"
          ? plainHint(type, subject, node)
          : "";
    return notFor(name, keyAt, asType(subject, type), scope, elementHint(subject, scope) ?? hint);
  }
  if (node.kind === "scalar" && node.value === null) return scope.report.error("RV042", node.at, "null is in no list.");
  const operand = scalarOperand(node, element, subject, scope);
  if (operand?.kind === "literal" && typeof operand.value === "string" && /^[a-z0-9-]+:[a-z]/i.test(operand.value) && isActions(subject)) {
    const service = operand.value.split(":")[0];
    const { value } = operand;
    const message =
      `\`${service}:*\` and \`*\` grant ${value} too, and contains does not see it. For policies that grant it on some resource use the derived \`grants\`; ` +
      `for statements, whose resources stand beside it, write { any: { in: [${JSON.stringify(value)}, "${service}:*", "*"] } }.`;
    scope.report.warning("RV052", node.at, message);
  }
  return operand;
};

/** The text of a list's elements that a text was meant to be, as YAML has it; null where the elements are no texts, or it is like none of them. */
function elementMeant({ element }: ValueType & { type: "list" }, value: Scalar): string | null {
  const type = declaredType(element);
  if (type.type !== "string" || typeof value !== "string") return null;
  const form = textTypeOf(type);
  const fault = form && textFault(form, "value", type.format ? storedText(type.format, value) : value);
  if (!fault) return asYaml(value);
  const [only, second] = type.enum ? nearest(value, type.enum) : fault.meant;
  return only === undefined || second !== undefined ? null : asYaml(only);
}

/** Whether a path names the actions of a policy statement. */
const isActions = (subject: MatcherSubject): boolean => subject.kind === "path" && /(^|\.)(actions|notActions)$/.test(subject.text);

const duration = accepted(({ name }, node, _subject, scope) => {
  const path = varNode(node);
  if (path) {
    const operand = resolveVar(path, scope);
    if (!operand) return null;
    if (operand.kind === "param" && scope.params.get(operand.name)?.type === "duration") return operand;
    const declared = operand.kind === "param" ? scope.params.get(operand.name)?.type : undefined;
    const hint = declared === undefined ? "" : ` \`${path.text}\` has type ${declared}: declare it with type: duration.`;
    return scope.report.error("RV042", path.at, `\`${name}\` takes a duration, or a parameter of type duration.${hint}`);
  }
  if (node.kind === "broken" || (node.kind === "scalar" && reportStray(node, scope))) return null;
  if (node.kind === "scalar" && typeof node.value === "string" && parseDuration(node.value) !== null) {
    return { kind: "literal", value: node.value, type: STRING };
  }
  const meant = node.kind === "scalar" ? durationMeant(node.value) : null;
  return scope.report.error("RV044", node.at, `\`${name}\` takes a duration: 30m, 12h or 90d.`, meant ?? undefined);
});

const READ: Readonly<Record<OperandForm, Read>> = {
  scalar: accepted((_matcher, node, subject, scope) => scalarOperand(node, subject.type, subject, scope)),
  list: accepted((_matcher, node, subject, scope) => listOperand(node, subject.type, subject, scope)),
  ordered,
  member,
  pattern: accepted(patternOperand),
  duration,
};
