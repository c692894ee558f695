import { accountFault, arnGlob, elsewhereText, type FormFault, SLIP, scoredNames } from "../../../document/index.ts";
import type { ComparisonTest, Operand, TextOperand } from "../condition/ast.ts";
import { compileCidr } from "../condition/patterns.ts";
import type { Range } from "../diagnostic.ts";
import { any } from "../matchers/any.ts";
import { cidr } from "../matchers/cidr.ts";
import type { ComparisonMatcher } from "../matchers/descriptor.ts";
import { glob } from "../matchers/glob.ts";
import { isIn } from "../matchers/in.ts";
import { notGlob } from "../matchers/not-glob.ts";
import { notIn } from "../matchers/not-in.ts";
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
import { callsAdvice, hasWildcard, isOfSeveral, keepsWildcards, severalTexts, textsAsYaml } from "./several-texts.ts";
import { type SourceNode, span } from "./source.ts";
import {
  asYaml,
  comparedType,
  formExample,
  formText,
  isCaselessType,
  notOne,
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
    const type = scope.lenient ? null : literalType(stored, use, subject);
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

/** What the texts of a literal have to be: of what stands for several texts, also what AWS documents and what names of events are. */
function literalType({ value }: Literal, use: TextUse, subject: MatcherSubject): TextType | null {
  const isWhole = use === "value" && [value].flat().some((text) => typeof text === "string" && isOfSeveral(text));
  return isWhole ? comparedType(subject.type) : writtenType(subject.type, use);
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
  const calls = use === "value" ? texts.map((text) => callsAdvice(type, String(text))).find((one) => one !== null) : undefined;
  if (calls !== undefined) return refused(scope, node.at, calls);
  const other = otherMatcher(texts, faults, written);
  if (other) {
    const says = wholeSentence(texts, written) ?? sentence(written, ...texts.map(String));
    if (scope.inLogic) return refused(scope, node.at, `${says} Write it in field form: \`${textOf(written.subject)}: { ${other} }\`.`);
    const isBare = written.keyAt === node.at;
    const text = isBare ? (/^in: (\[.*\])$/.exec(other)?.[1] ?? `{ ${other} }`) : other;
    return refused(scope, isBare ? node.at : span(written.keyAt, node.at), `${says} Write \`${text}\`.`, text);
  }
  for (const [index, fault] of faults.entries()) {
    const item = (node.kind === "list" ? node.items[index] : undefined) ?? node;
    const { at } = item;
    const text = String(texts[index]);
    if (fault?.kind !== "never") continue;
    if (use === "value" && isAbsence(text) && written.subject.type.nullable) {
      scope.report.error("RV046", at, `${sentence(written, text)} For absence write \`null\`, without quotes.`, { certain: "null" });
      continue;
    }
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
  if (use === "value") return `${whole}${notOne(texts)}${account === undefined ? "" : `: ${account}`}.`;
  return `${whole}, but ${use === "part" ? `none contains ${all}` : `${all} matches none`}.`;
}

/** What other languages call the absence of a value. */
const isAbsence = (text: string): boolean => /^(?:null|nil|none|undefined)?$/i.test(text);

/** Why what stands for several texts is compared with none of them; null where no text does. */
function wholeSentence(texts: readonly unknown[], { subject, type, use }: Written): string | null {
  if (use !== "value") return null;
  const strings = texts.filter((text) => typeof text === "string");
  const one = strings.find((text) => severalTexts(type, text) !== null);
  if (one !== undefined) return `${calledFirst(subject)} is compared with \`${one}\` as one text.`;
  const pattern = strings.find(hasWildcard);
  return pattern === undefined
    ? null
    : `${calledFirst(subject)} is compared with \`${pattern}\` as it stands: only glob and notGlob read \`*\` and \`?\` as wildcards.`;
}

const advice = (type: TextType, use: TextUse, { meant }: FormFault): string => {
  if (meant.length > 0) return ` Write ${meant.slice(0, 3).map(quoted).join(" or ")}.`;
  const example = formExample(type);
  return example === null || use === "matches" ? "" : ` Write one such as \`${example}\`.`;
};

function correction(text: string, { meant }: FormFault): Correction | undefined {
  const [first, second] = meant;
  if (first === undefined) return undefined;
  const isSlip = second === undefined && scoredNames(text, [first]).some(({ score }) => score <= SLIP);
  return isSlip ? { certain: asYaml(first) } : asYaml(first);
}

const quoted = (text: string): string => `\`${asYaml(text)}\``;

/**
 * The comparison that was probably meant, where names stand and ARNs belong, patterns or several texts and one text, or blocks of addresses and one address;
 * null elsewhere.
 */
function otherMatcher(texts: readonly unknown[], faults: readonly (FormFault | null)[], { type, use, matcher, subject }: Written): string | null {
  const { format } = type;
  if (use !== "value" || faults.every((fault) => fault?.kind !== "never")) return null;
  const strings = texts.filter((text) => typeof text === "string");
  if (strings.length < texts.length) return null;
  if (format === "source-address" && !matcher.complementOf && strings.every((text) => text.includes("/") && compileCidr(text).ok))
    return `${cidr.name}: ${textsAsYaml(strings, true)}`;
  const ofList = (test: string): string => (subject.type.type === "list" ? `${any.name}: { ${test} }` : test);
  const several = strings.flatMap((text, index) => (faults[index] ? (severalTexts(type, text) ?? [text]) : [text]));
  const isNone = several.some((text) => textFault(type, "value", text)?.kind === "never");
  if (several.length > strings.length && !isNone) return ofList(`${(matcher.complementOf ? notIn : isIn).name}: ${textsAsYaml(several)}`);
  const globs = several.map((text) => globMeant(type, text));
  if (globs.some((one) => one === null)) return null;
  return ofList(
    `${(matcher.complementOf ? notGlob : glob).name}: ${textsAsYaml(
      globs.filter((one) => one !== null),
      true,
    )}`,
  );
}

/** The glob that a text was meant to be, or the text itself where it is one that can be met. Null where a text of the type is nearer. */
function globMeant(type: TextType, text: string): string | null {
  const isGlob = hasWildcard(text) && !keepsWildcards(type);
  const fault = isGlob ? textFault(type, "glob", text) : textFault(type, "value", text);
  if (fault?.kind !== "never") return text;
  if (!isGlob && (fault.meant.length > 0 || isAbsence(text))) return null;
  const named = type.format === undefined ? null : arnGlob(type.format, text);
  const tried = [...(isGlob ? fault.meant : []), ...(named === null ? [] : [named])];
  return tried.find((one) => textFault(type, "glob", one)?.kind !== "never") ?? null;
}
