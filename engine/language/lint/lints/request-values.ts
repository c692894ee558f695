import { formFault, type MemberShape, modelledServices } from "../../../../document/index.ts";
import type { Operand, Scalar } from "../../condition/ast.ts";
import { builtText } from "../../condition/operands.ts";
import type { Range } from "../../diagnostic.ts";
import { booleanAdvice, booleanMeant } from "../../load/boolean-form.ts";
import { mayBuild, withPresets } from "../../load/built-form.ts";
import { TYPE_WORDS, typeOfValue, valueWords } from "../../load/member-type.ts";
import { didYouMean } from "../../load/nearest.ts";
import { declaredType } from "../../load/record.ts";
import { textFault, textTypeOf } from "../../load/text-form.ts";
import type { TextUse } from "../../rule.ts";
import type { EventCatalogue } from "../aws/events.ts";
import { eventsIn, type Reach } from "../aws/reach.ts";
import { ELEMENT, shapesAt, sideOf } from "../aws/request.ts";
import { eachRequestTest, eventsText, type RequestTest, requestPath } from "../aws/request-paths.ts";
import { comparedTexts, comparedValues } from "../compared-texts.ts";
import type { Leaf } from "../reason/clause.ts";
import type { Lint, Linted } from "../subject.ts";

/**
 * RV100, and RV098: values that a member of a request or an answer never has in any of the events in question. Of a service that rules are mostly about it is
 * an error: its records were seen to keep to the API.
 */
export const requestValues: Lint = (linted) => {
  const catalogue = linted.context.events;
  if (!catalogue) return;
  eachRequestTest(
    linted,
    catalogue,
    (test) => {
      const { events, names, part, use } = test;
      const shapes = isCompared(test) && events.length > 0 ? shapesAt(catalogue, events, { side: sideOf(part), names, use }) : null;
      if (shapes && shapes.length > 0) check(test, shapes, linted);
      return false;
    },
    (leaf, reach) => comparedWith(leaf, reach, catalogue, linted),
  );
};

/** Another member of the record that is compared with one of the request: the same fault as in the other order. */
function comparedWith(leaf: Leaf, reach: Reach, catalogue: EventCatalogue, linted: Linted): void {
  const { subject, compared } = leaf;
  const right = compared?.operand;
  if (right?.kind !== "path" || compared?.comparison.operand !== "scalar" || leaf.fallback || leaf.where || leaf.number) return;
  const [path, events] = [requestPath(right, linted), eventsIn(reach, catalogue)];
  if (path === null || !events || events.length === 0 || subject.kind !== "path" || requestPath(subject, linted) !== null) return;
  const shapes = shapesAt(catalogue, events, { side: sideOf(path.part), names: path.names, use: "compared" });
  if (!shapes || shapes.length === 0 || shapes.some(({ of, type, lists }) => of !== "scalar" || type === "any" || lists > 0)) return;
  const other = otherType(subject, shapes);
  const [{ type = "any" } = {}] = shapes;
  const test: RequestTest = { ...path, leaf, operand: right, use: "compared", events };
  if (other !== null) reportTest(test, linted, `\`${right.text}\` of ${eventsText(events)} is ${TYPE_WORDS[type]}, and ${other}: they are never equal.`);
}

/** A value that has a default may be of any type, and of a list every element counts. */
const isCompared = ({ leaf }: RequestTest): boolean => leaf.compared !== null && !leaf.fallback && !leaf.where && !leaf.number;

function check(test: RequestTest, shapes: readonly MemberShape[], linted: Linted): void {
  const { leaf, names } = test;
  const { comparison } = leaf.compared ?? {};
  if (!comparison) return;
  const entered = names.length - 1 - names.findLastIndex((name) => name !== ELEMENT);
  const lists = new Set(shapes.map((shape) => shape.lists - entered));
  const [left = 0] = lists;
  const is = `\`${test.operand.text}\` of ${eventsText(test.events)} is`;
  if (comparison.operand === "member" && lists.size === 1 && left > 0 && shapes.every(({ of }) => of === "structure")) {
    reportTest(test, linted, `${is} a list of objects: it contains no text or number. Ask about its elements: { any: { … } }.`);
    return;
  }
  if (shapes.some(({ of, type }) => of !== "scalar" || type === "any")) return;
  const isOfNoText = left === 0 && shapes.every(({ type }) => type === "number" || type === "boolean");
  const [{ type: only = "any" } = {}] = shapes;
  if (isOfNoText && comparison.reasonedBy === "age") {
    reportTest(test, linted, `${is} ${TYPE_WORDS[only]}, and \`${comparison.name}\` compares times.`);
    return;
  }
  if (isOfNoText && leaf.compared?.operand?.kind === "text") {
    reportTest(test, linted, `${is} ${TYPE_WORDS[only]}, and what is built is text: they are never equal.`);
    return;
  }
  const other = comparison.operand === "scalar" && left === 0 ? otherType(leaf.compared?.operand, shapes) : null;
  if (other !== null) {
    reportTest(test, linted, `${is} ${TYPE_WORDS[only]}, and ${other}: they are never equal.`);
    return;
  }
  if (comparison.reasonedBy === "age") return;
  if (lists.size > 1 || left !== (comparison.operand === "member" ? Math.min(left, 1) : 0)) return;
  const isText = comparison.pattern !== undefined || (comparison.operand === "member" && left === 0);
  if (!types(test, shapes, isText, linted)) return;
  const known = shapes.every(({ values }) => values !== null) ? [...new Set(shapes.flatMap(({ values }) => values ?? []))] : null;
  const use = !isText ? "value" : (comparison.pattern?.language ?? "part");
  if (use === "cidr") return;
  if (known === null) {
    if (shapes.every(({ type }) => type === "text")) arns(test, use, linted);
    return;
  }
  listed(test, known, use, linted);
  built(test, known, use, linted);
}

/** What another member of the record is, where no call has a value of that type. */
function otherType(member: Operand | undefined, shapes: readonly MemberShape[]): string | null {
  if (member?.kind !== "path") return null;
  const { type } = declaredType(member.type);
  const json = type === "timestamp" || type === "string" ? "text" : type === "integer" ? "number" : type;
  if (json !== "text" && json !== "number" && json !== "boolean") return null;
  return shapes.some((shape) => shape.type === json) ? null : `\`${member.text}\` is ${TYPE_WORDS[json]}`;
}

/** RV098: texts that are built, and are none of the listed values whatever their parts are. */
function built(test: RequestTest, known: string[], use: TextUse, linted: Linted): void {
  const { operand: right } = test.leaf.compared ?? {};
  if (linted.set !== null) return;
  for (const one of right?.kind === "list" ? right.items : right ? [right] : []) {
    if (
      one.kind !== "text" ||
      mayBuild({ enum: known }, use, withPresets(one.parts, { params: new Map(linted.rule.params.map((param) => [param.name, param])) }))
    )
      continue;
    const message = `AWS documents no value of \`${test.operand.text}\` of ${eventsText(test.events)} that \`${builtText(one)}\` can be.${didYouMean([], known)}`;
    linted.report.warning("RV098", test.leaf.origin.condition.at, message);
  }
}

/** Whether what the test compares is of a type that the member has. */
function types(test: RequestTest, shapes: readonly MemberShape[], isText: boolean, linted: Linted): boolean {
  const { leaf, operand } = test;
  const has = new Set(shapes.map(({ type }) => type));
  const values = comparedValues(leaf, linted).filter(({ value }) => value !== null);
  const [type] = has;
  if (type === undefined || has.size > 1) return has.has("text");
  let isSound = true;
  for (const { value, at } of values) {
    const isOfType = type === (isText ? "text" : typeOfValue(value)) && (!isText || typeof value === "string");
    const isPart = isOfType && leaf.compared?.comparison.listsValues === true && typeof value === "number" && !Number.isInteger(value);
    if (isOfType && !(isPart && shapes.every(({ fraction }) => !fraction))) continue;
    isSound = false;
    if (isPart) {
      report(test, linted, at(), `\`${operand.text}\` of ${eventsText(test.events)} is a whole number, and ${value} is not.`);
      continue;
    }
    const written = JSON.stringify(value);
    const meant = versionMeant(test, String(value)) ?? inType(value, type);
    const known = type === "text" && shapes.every((shape) => shape.values !== null) ? [...new Set(shapes.flatMap((shape) => shape.values ?? []))] : null;
    const isListed = known?.includes(String(value)) ?? true;
    const advice = meant === null || isText ? "" : isListed ? ` Write ${writtenAs(value, meant, type)}.` : didYouMean([], known ?? []);
    const says = `\`${operand.text}\` of ${eventsText(test.events)} is ${TYPE_WORDS[type]}, and this is ${valueWords(value, written)}.${advice}`;
    // In place of a default or a setting the value would not be of the type of its parameter.
    const text = meant !== null && !isText && isListed && leaf.compared?.operand.kind !== "param" ? meant : undefined;
    report(test, linted, text === undefined ? at() : withQuotes(linted.lines, at()), says, text);
  }
  return isSound;
}

/** How the value is written in the type of the member, with the reason. */
const writtenAs = (value: Scalar, meant: string, type: MemberShape["type"]): string =>
  (type === "boolean" ? booleanAdvice(value) : null) ?? `\`${meant}\`, ${type === "text" ? "with" : "without"} quotes`;

/** A place with the quotes around it. */
function withQuotes(lines: readonly string[], at: Range): Range {
  const line = lines[at.line - 1] ?? "";
  const [before, after] = [line[at.column - 2], line[at.endColumn - 1]];
  return at.line === at.endLine && before === after && (before === '"' || before === "'") ? { ...at, column: at.column - 1, endColumn: at.endColumn + 1 } : at;
}

/** The value as another type writes it; null where it is none of that type. */
function inType(value: Scalar, type: MemberShape["type"]): string | null {
  if (type === "text") return JSON.stringify(String(value));
  if (type === "boolean") return booleanMeant(value);
  return /^-?\d+$/.test(String(value)) ? String(value) : null;
}

function listed(test: RequestTest, known: string[], use: TextUse, linted: Linted): void {
  const { leaf, operand } = test;
  for (const { text, at } of comparedTexts(leaf, linted)) {
    const fault = textFault({ known, ofCall: true }, use, text);
    if (!fault) continue;
    const [meant] = fault.meant;
    if (meant !== undefined)
      report(test, linted, at(), `\`${operand.text}\` of ${eventsText(test.events)} is never \`${text}\`: AWS writes \`${meant}\`.`, meant);
    else linted.report.warning("RV098", at(), `AWS documents no \`${text}\` for \`${operand.text}\` of ${eventsText(test.events)}.${didYouMean([], known)}`);
  }
}

/** The version of a policy that a number stands for: `2` → `"v2"`. Null elsewhere. */
function versionMeant({ events, names }: RequestTest, text: string): string | null {
  if (names.at(-1) !== "versionId" || events.some(({ source }) => source !== "iam.amazonaws.com")) return null;
  const [meant] = formFault("policy-version-id", text)?.meant ?? [];
  return meant === undefined ? null : JSON.stringify(meant);
}

/** Members that name resources; what others hold, such as values of tags, is anything that begins so. */
const OF_RESOURCES = /(?:arn|id|identifier|name|resource)s?$/i;

/** Texts that are ARNs by how they begin, and are none that AWS gives out: of what is text for the API a rule may still know the form. */
function arns(test: RequestTest, use: TextUse, linted: Linted): void {
  const named = test.names.findLast((name) => name !== ELEMENT) ?? "";
  if (!OF_RESOURCES.test(named) || textTypeOf(test.operand.type) !== null) return;
  for (const { text, at } of comparedTexts(test.leaf, linted)) {
    const fault = /^\^?arn:/.test(text) ? textFault({ format: "arn" }, use, text) : null;
    if (fault?.kind !== "never") continue;
    const [meant] = fault.meant;
    const write = meant === undefined ? "" : ` Write \`${meant}\`.`;
    report(test, linted, at(), `\`${test.operand.text}\` of ${eventsText(test.events)} is never \`${text}\`: AWS has no such ARN.${write}`, meant);
  }
}

/** What is wrong with a test itself, whatever its values: a fault of the rule, and of no setting. */
function reportTest(test: RequestTest, linted: Linted, message: string): void {
  if (linted.set === null) report(test, linted, test.leaf.origin.condition.at, message);
}

function report({ events }: RequestTest, { report: to }: Linted, at: Range, message: string, text?: string): void {
  const isModelled = events.every(({ source }) => modelledServices.includes(source.replace(".amazonaws.com", "")));
  if (isModelled) to.error("RV100", at, message, text);
  else to.warning("RV100", at, message, text);
}
