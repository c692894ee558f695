import { accountFault, arnGlob, elsewhereText, type FormFault, SLIP, scoredNames } from "../../../document/index.ts";
import type { ComparisonTest, Operand, TextOperand } from "../condition/ast.ts";
import { compileCidr } from "../condition/patterns.ts";
import type { Range } from "../diagnostic.ts";
import { any } from "../matchers/any.ts";
import { cidr } from "../matchers/cidr.ts";
import type { ComparisonMatcher } from "../matchers/descriptor.ts";
import { glob } from "../matchers/glob.ts";
import { notGlob } from "../matchers/not-glob.ts";
import { caseless } from "../matchers/values.ts";
import type { ParamUse } from "../rule.ts";
import { doublesSlash, mayBuild, withPresets } from "./built-form.ts";
import { rangeOf, useOfNumbers } from "./number-form.ts";
import { oddCharacters } from "./odd-characters.ts";
import { oddMessage } from "./odd-report.ts";
import { called, calledFirst, textOf } from "./operands.ts";
import { declaredType } from "./record.ts";
import type { Correction } from "./report.ts";
import type { CheckScope, MatcherSubject } from "./scope.ts";
import { type SourceNode, span } from "./source.ts";
import {
  asYaml,
  comparedType,
  formExample,
  formText,
  isCaselessType,
  patternedType,
  type TextType,
  type TextUse,
  textFault,
  textTypeOf,
  writtenType,
} from "./text-form.ts";

type Literal = Extract<Operand, { kind: "literal" }>;

/** A comparison as it is written: `keyAt` is the matcher's name, or the value itself where it stands without one. */
interface Written {
  matcher: ComparisonMatcher;
  node: SourceNode;
  keyAt: Range;
  subject: MatcherSubject;
  use: TextUse;
  type: TextType;
}

/** How a matcher compares what stands on its right; null where that is no text of the subject's kind. */
export function useOf({ operand, pattern }: ComparisonMatcher, subject: MatcherSubject): TextUse | null {
  if (operand === "scalar" || operand === "list") return "value";
  if (operand === "member") return ["string", "timestamp"].includes(declaredType(subject.type).type) ? "part" : "value";
  return pattern?.language === "glob" || pattern?.language === "matches" ? pattern.language : null;
}

/**
 * What a comparison is once the formats of both sides are known: a literal that can never be met is refused, one of a format without case is brought to
 * lower case, and a parameter keeps what it is compared with.
 */
export function withForms(
  test: ComparisonTest,
  matcher: ComparisonMatcher,
  node: SourceNode,
  keyAt: Range,
  subject: MatcherSubject,
  scope: CheckScope,
): ComparisonTest | null {
  const { operand } = test;
  if (isOfNumbers(subject, operand)) {
    usedWithNumbers(matcher, subject, operand, scope);
    return test;
  }
  const use = useOf(matcher, subject);
  if (use === null) return test;
  const isLower = isCaselessType(subject.type);
  if (operand.kind === "literal") {
    const stored: Literal = isLower ? { ...operand, value: caseless(operand.value, matcher.pattern?.caseless) as Literal["value"] } : operand;
    if (subject.kind === "param") usedBeside(subject.name, operand, scope);
    const type = scope.lenient ? null : writtenType(subject.type, use);
    return type && !formed(stored, { matcher, node, keyAt, subject, use, type }, scope) ? null : { ...test, operand: stored };
  }
  if ((operand.kind === "text" || operand.kind === "list") && !scope.lenient) {
    const type = textTypeOf(subject.type);
    const built = operand.kind === "text" ? [operand] : operand.items.filter((item) => item.kind === "text");
    for (const { parts } of built)
      for (const part of parts)
        if (typeof part !== "string" && part.kind === "param")
          useParam(part.name, { field: called(subject, ""), use, type, caseless: false, within: parts }, scope);
    const never = type && built.find(({ parts }) => !mayBuild(type, use, withPresets(parts, scope)));
    if (never) return notBuilt(never, { matcher, node, keyAt, subject, use, type }, scope);
  }
  if (operand.kind === "list" && !scope.lenient) {
    const type = textTypeOf(subject.type);
    const value = operand.items.map((item) => (item.kind === "literal" && !Array.isArray(item.value) ? item.value : null));
    if (type && !formed({ kind: "literal", value, type: operand.type }, { matcher, node, keyAt, subject, use, type }, scope)) return null;
  }
  if (operand.kind === "param") useParam(operand.name, { field: called(subject, ""), use, type: patternedType(subject.type, use), caseless: isLower }, scope);
  const otherIsLower = operand.kind === "path" && isCaselessType(operand.type);
  if (subject.kind === "param")
    useParam(subject.name, { field: called(operand, ""), use: "value", type: comparedType(operand.type), caseless: otherIsLower }, scope);
  const folds = { subject: otherIsLower && !isLower, operand: isLower && !otherIsLower };
  return folds.subject || folds.operand ? { ...test, caseless: folds } : test;
}

function notBuilt(operand: TextOperand, written: Written, scope: CheckScope): null {
  const says = sentence(written, operand.parts.map((part) => (typeof part === "string" ? part : `{{${textOf(part)}}}`)).join(""));
  const slash = doublesSlash(operand.parts) ? " A path of IAM begins and ends with a slash: write none beside it." : null;
  return scope.report.error("RV046", written.node.at, `${says}${slash ?? advice(written.type, written.use, { kind: "never", meant: [] })}`);
}

const isOfNumbers = (subject: MatcherSubject, { type }: Operand): boolean => rangeOf(subject.type) !== null || rangeOf(type) !== null;

/** Keeps what parameters are compared with where either side is a number. */
function usedWithNumbers(matcher: ComparisonMatcher, subject: MatcherSubject, operand: Operand, scope: CheckScope): void {
  const kept = (name: string, other: Operand, isSubject: boolean): void => {
    const use = other.kind === "path" || other.kind === "param" ? useOfNumbers(matcher, other, isSubject, scope) : null;
    useParam(name, use ?? { field: called(other, ""), use: "value", type: null, caseless: false }, scope);
  };
  if (operand.kind === "param") kept(operand.name, subject, false);
  if (subject.kind === "param") kept(subject.name, operand, true);
}

/** Keeps what a parameter is compared with, so that its values are checked wherever they come from. */
export function useParam(name: string, use: ParamUse, scope: CheckScope): void {
  scope.uses.set(name, [...(scope.uses.get(name) ?? []), use]);
}

/** A parameter that the rule itself compares with texts: these are values that it may have, whatever its other uses want. */
export function usedBeside(name: string, { value }: Literal, scope: CheckScope): void {
  const texts = [value].flat().filter((text) => typeof text === "string");
  useParam(
    name,
    { field: texts.map((text) => JSON.stringify(text)).join(", "), use: "value", type: texts.length > 0 ? { enum: texts } : null, caseless: false },
    scope,
  );
}

/** Whether every text of a literal can be met; reports each that cannot. */
function formed({ value }: Literal, written: Written, scope: CheckScope): boolean {
  const { node, type, use } = written;
  const texts = Array.isArray(value) ? value : [value];
  const faults = texts.map((text) => (typeof text === "string" && text !== scope.standIn ? textFault(type, use, text) : null));
  if (faults.every((fault) => fault === null)) return true;
  const other = otherMatcher(texts, faults, written);
  if (other) {
    const says = sentence(written, ...texts.map(String));
    if (scope.inLogic) return refused(scope, node.at, `${says} Write it in field form: \`${textOf(written.subject)}: { ${other} }\`.`);
    const isBare = written.keyAt === node.at;
    const text = isBare ? `{ ${other} }` : other;
    return refused(scope, isBare ? node.at : span(written.keyAt, node.at), `${says} Write \`${text}\`.`, text);
  }
  for (const [index, fault] of faults.entries()) {
    const item = (node.kind === "list" ? node.items[index] : undefined) ?? node;
    const { at } = item;
    const text = String(texts[index]);
    if (fault?.kind !== "never") continue;
    const odd = oddMessage(oddCharacters(item.text), at);
    const says = `${sentence(written, text)}${advice(type, use, fault)}${elsewhereText(type.format, text)}${odd && ` ${odd}`}`;
    scope.report.error("RV046", at, says, correction(text, fault));
  }
  return !faults.some((fault) => fault?.kind === "never");
}

const refused = (scope: CheckScope, at: Range, message: string, text?: string): boolean => scope.report.error("RV046", at, message, text) !== null;

function sentence({ subject, type, use }: Written, ...texts: string[]): string {
  const whole = `${subject.type.type === "list" ? `An element of ${called(subject)}` : calledFirst(subject)} is ${formText(type, texts[0])}`;
  const all = texts.map((text) => `\`${text}\``).join(", ");
  const [account] = texts.flatMap((text) => accountFault(text) ?? []);
  if (use === "value") return `${whole}, and ${all} ${texts.length === 1 ? "is" : "are"} none${account === undefined ? "" : `: ${account}`}.`;
  return `${whole}, and ${use === "part" ? `none contains ${all}` : `${all} matches none`}.`;
}

const advice = (type: TextType, use: TextUse, { meant }: FormFault): string => {
  if (meant.length > 0) return ` Write ${meant.slice(0, 3).map(quoted).join(" or ")}.`;
  const example = formExample(type);
  return example === null || use === "matches" ? "" : ` Such a text is \`${example}\`.`;
};

function correction(text: string, { meant }: FormFault): Correction | undefined {
  const [first, second] = meant;
  if (first === undefined) return undefined;
  const isSlip = second === undefined && scoredNames(text, [first]).some(({ score }) => score <= SLIP);
  return isSlip ? { certain: asYaml(first) } : asYaml(first);
}

const quoted = (text: string): string => `\`${asYaml(text)}\``;

/** The comparison that was probably meant, where names stand and ARNs belong, or blocks of addresses and one address; null elsewhere. */
function otherMatcher(texts: readonly unknown[], faults: readonly (FormFault | null)[], { type, use, matcher, subject }: Written): string | null {
  const { format } = type;
  if (format === undefined || use !== "value" || faults.some((fault) => fault?.kind !== "never" || fault.meant.length > 0)) return null;
  const listed = (values: readonly string[]): string =>
    values.length === 1 ? JSON.stringify(values[0]) : `[${values.map((one) => JSON.stringify(one)).join(", ")}]`;
  const strings = texts.filter((text) => typeof text === "string");
  if (format === "source-address" && !matcher.complementOf && strings.every((text) => text.includes("/") && compileCidr(text).ok))
    return `${cidr.name}: ${listed(strings)}`;
  const globs = strings
    .map((text) => (/[*?]/.test(text) && textFault(type, "glob", text) === null ? text : arnGlob(format, text)))
    .filter((glob) => glob !== null);
  if (globs.length < texts.length || globs.some((glob) => textFault(type, "glob", glob) !== null)) return null;
  const globbed = `${(matcher.complementOf ? notGlob : glob).name}: ${listed(globs)}`;
  return subject.type.type === "list" ? `${any.name}: { ${globbed} }` : globbed;
}
