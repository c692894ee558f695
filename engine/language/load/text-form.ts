import {
  arnGlob,
  arnPartFault,
  arnsOfIam,
  beforeResource,
  type FormFault,
  formFault,
  hasForm,
  inUseFault,
  isCaseless,
  isNoOneText,
  nearKnown,
  nearMisses,
  partRespelt,
  scoredNames,
  slips,
  usualFault,
  withLetters,
} from "../../../document/index.ts";
import { arnParts, STRING_FORMATS, type StringFormat, type StringFormatName, type ValueType } from "../../../schemas/index.ts";
import { ANY_TEXT, type Automaton, automatonOf, globPart, mayMeet, type Part, textPart } from "../condition/automaton.ts";
import { compileGlob } from "../condition/glob.ts";
import { compiledOnce, compileRegex } from "../condition/patterns.ts";
import { regexPart } from "../condition/regex-part.ts";
import { caselessRegex } from "../matchers/matches.ts";
import type { TextType, TextUse } from "../rule.ts";
import { automatonOfFormat, automatonOfRegex } from "./format-automata.ts";
import { listed } from "./nearest.ts";
import { declaredType } from "./record.ts";

export type { TextType, TextUse };

/** The type of a value, or of the elements of a list. A member of a record is what AWS documents it to be. */
function textIn(written: ValueType): ValueType {
  const type = declaredType(written);
  return type.type === "list" ? declaredType(type.element) : type;
}

/** What a type says of the form of its texts; null for types without texts, and for text of any form. */
export function textTypeOf(type: ValueType): TextType | null {
  const inner = textIn(type);
  if (inner.type !== "string" || (!inner.enum && (inner.format === undefined || formatOf(inner.format).pattern === null))) return null;
  return { ...(inner.enum ? { enum: inner.enum } : {}), ...(inner.format ? { format: inner.format } : {}) };
}

/** The form of what another value is compared with: also that of names of events and sources, which lints check in literals. */
export function comparandForm(type: ValueType): TextType | null {
  const inner = textIn(type);
  return inner.type === "string" && inner.catalogued ? { format: inner.catalogued } : textTypeOf(type);
}

/** What texts a pattern, or a part of a text, is compared with: a time of a record is text there. */
export const patternedType = (type: ValueType, use: TextUse): TextType | null =>
  use !== "value" && type.type === "dynamic" && textIn(type).type === "timestamp" ? { format: "record-time" } : comparedType(type);

/**
 * What a parameter is compared with: also the values that AWS documents of a member of a record, which literals are checked for as they are read, and the
 * form of names of events and sources, which lints check in literals.
 */
export function comparedType(type: ValueType): TextType | null {
  const inner = textIn(type);
  if (inner.type !== "string") return null;
  const { known, frequent, never, catalogued } = inner;
  const of = catalogued ? { format: catalogued } : textTypeOf(type);
  if (of || (!known && !frequent && !never)) return of;
  return { ...(known ? { known } : {}), ...(frequent ? { frequent } : {}), ...(never ? { never } : {}) };
}

/** What a text of the rule itself has to be: values of a record are checked as they are read, and names of events and sources by lints. */
export const writtenType = (type: ValueType, use: TextUse): TextType | null => {
  const inner = textIn(type);
  return use === "value" || (inner.type === "string" && inner.catalogued !== undefined) ? textTypeOf(type) : patternedType(type, use);
};

export const isCaselessType = (type: ValueType): boolean => {
  const inner = textIn(type);
  return inner.type === "string" && isCaseless(inner.format);
};

const formatOf = (name: StringFormatName): StringFormat => STRING_FORMATS[name];

/** What texts of a type are, for messages. `written`: what stands in place of one; of many values those that are most like it come first. */
export function formText({ enum: values, format, known, frequent, never }: TextType, written: unknown = null): string {
  if (frequent?.length === 1) return `a name, or ${frequent[0]}`;
  if (frequent) return `an error code of AWS, such as ${frequent.slice(0, 2).join(", ")}; a call that succeeded has none`;
  if (known) return `a value that AWS documents, such as ${known.slice(0, 3).join(", ")}`;
  if (never) return `a text that records have; a call that succeeded has none`;
  if (values && !(format && !isCaseless(format))) return `one of ${listed(values, written)}`;
  return format ? formatOf(format).description : "text";
}

/** The end of a sentence that says what texts there are: these are not among them. */
export const notOne = (texts: readonly string[]): string =>
  `, but ${texts.map((text) => `\`${text}\``).join(", ")} ${texts.length === 1 ? "is not one" : "are not"}`;

/** A text as YAML has it, also within a flow map. */
export const asYaml = (text: string): string =>
  /^[A-Za-z/][\w/.+=@-]*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text) ? text : JSON.stringify(text);

/** A text of the type; null where its words name some already. */
export const formExample = ({ enum: values, format }: TextType): string | null =>
  values || !format || formatOf(format).description.includes("such as") ? null : formatOf(format).example;

/** A text or pattern as it is compared where case does not count. */
export const withoutCase = (use: TextUse, text: string): string => (use === "matches" ? caselessRegex(text) : text.toLowerCase());

/** Why a text in this use can meet no value of the type, or none that is documented; null where it may. `corrected`: with what may have been meant. */
export function textFault(type: TextType, use: TextUse, text: string, corrected = true): FormFault | null {
  const { enum: values, format } = type;
  if (values?.some(testOf(use, text))) return null;
  if (values && !isUnion(type)) return { kind: "never", meant: corrected ? rewritten(type, use, text) : [] };
  if (format === undefined) return recordFault(type, use, text);
  if (use === "value") return formFault(format, text) ?? inUseFault(format, text) ?? usualFault(format, text);
  if (use === "glob" && !/[*?]/.test(text)) {
    const fault = formFault(format, text) ?? inUseFault(format, text);
    return fault?.kind === "never" && fault.meant.length === 0 ? { kind: "never", meant: corrected ? rewritten(type, use, text) : [] } : fault;
  }
  const ofPart = use === "glob" ? arnPartFault(format, text) : use === "matches" ? arnHeadFault(format, text) : typeInPartFault(format, text);
  if (ofPart) return ofPart;
  if (!mayBe(format, use, text)) return { kind: "never", meant: corrected ? rewritten(type, use, text) : [] };
  const { known, inUse, usual } = formatOf(format);
  const isOutside = (regex: string | undefined): boolean => regex !== undefined && !mayBoth(automatonOfRegex(regex), serviceStated(use, text));
  if (isOutside(inUse)) return { kind: "never", meant: corrected ? rewritten(type, use, text) : [] };
  if (isOutside(usual)) return { kind: "unfamiliar", meant: [] };
  if (!known || known.some(testOf(use, text))) return null;
  if (known.some(testOf(use, use === "matches" ? `(?i)${text}` : text, true))) return { kind: "never", meant: corrected ? rewritten(type, use, text) : [] };
  const meant = use === "glob" ? respeltGlob(text, (one) => nearMisses(format, one)) : [];
  return meant.length > 0 ? { kind: "never", meant } : { kind: "unfamiliar", meant: [] };
}

/** A glob that is a text between stars, with each of the texts in its place that it nearly is. */
function respeltGlob(glob: string, near: (text: string) => string[]): string[] {
  const bare = glob.replace(/^\*+|\*+$/g, "");
  return /^[^*?]+$/.test(bare) ? near(bare).map((value) => glob.replace(bare, value)) : [];
}

/** A slip in a type of resource of IAM or STS: other services may have such a type, so it is only unfamiliar where any ARN may stand. */
function typeInPartFault(format: StringFormatName, text: string): FormFault | null {
  const respelt = format === "arn" ? partRespelt(text) : null;
  return respelt === null ? null : { kind: "unfamiliar", meant: [respelt] };
}

/** Why no ARN of AWS meets a glob of ARNs, or an ARN; null where one may. */
export const arnGlobFault = (text: string): FormFault | null => textFault({ format: "arn" }, "glob", text);

/** Whether a glob may meet a text of a format. */
export const mayGlobMeet = (format: StringFormatName, glob: string): boolean => textFault({ format }, "glob", glob, false)?.kind !== "never";

/** The same of the plain text that a regular expression begins with, up to its last colon, or to the type of resource where only the account is a pattern. */
function arnHeadFault(format: StringFormatName, text: string): FormFault | null {
  const [, head = ""] = /^\^?(arn:[a-z0-9:-]*:)(?![?*+{])/.exec(text) ?? [];
  const fault = head === "" ? null : arnPartFault(format, `${head}*`);
  if (fault) return { ...fault, meant: fault.meant.map((one) => text.replace(head, () => one.slice(0, -1))) };
  const [, before = "", type = "", sign = ""] = ARN_TO_TYPE.exec(text) ?? [];
  const { partition, service } = arnParts(before) ?? { partition: "", service: "" };
  if (type === "") return null;
  const written = `arn:${partition}:${service}:*:*:${type}`;
  const respelt = arnPartFault(format, `${written}${sign}x`)?.meant[0];
  if (respelt === undefined) return null;
  const meant = arnParts(respelt)?.resource.slice(0, -1) ?? "";
  return { kind: "never", meant: [text.replace(`${before}${type}${sign}`, () => before + meant)] };
}

/** An ARN up to the sign behind its type of resource, with an account (and a Region) that is digits or a pattern without colons. */
const ARN_TO_TYPE = /^\^?(arn:[a-z-]+:(?:iam|sts|kms|cloudtrail):(?:[^:(|]*|\[\^:\][*+]):(?:[^:(|]*|\[\^:\][*+]):)([A-Za-z_-]+)([/:])/;

/**
 * A pattern of ARNs with a partition in place of what may stand before IAM or STS: that could be all of another ARN, which none who writes so means. What a
 * text or regular expression lacks at its end may be anything.
 */
function serviceStated(use: TextUse, text: string): Part | null {
  if (use === "glob") return partOf(use, text.replace(/^(?:arn:)?[^:]*\*[^:]*:(?=(?:iam|sts):)/, "arn:aws:"));
  if (use === "matches") return partOf(use, text.replace(/^(?:(?:[^:^|()[\]{}]*:)?[^:^|()[\]{}]*:)?(?=(?:iam|sts):)/, "^arn:aws:"));
  const [, from] = /^(?:(?:[^:]*:)?[^:]*:)?((?:iam|sts):.*)$/s.exec(text) ?? [];
  return from === undefined ? partOf(use, text) : { kind: "sequence", parts: [textPart(`arn:aws:${from}`), ANY_TEXT] };
}

/** The same of a member of a record whose values AWS may extend: a slip of a documented one is never there, and neither is what stands for absence. */
function recordFault({ known = [], frequent = [], never, ofCall }: TextType, use: TextUse, text: string): FormFault | null {
  const small = text.toLowerCase();
  if (use === "value" && never?.values.some((one) => one.toLowerCase() === small)) return { kind: "never", meant: [] };
  if ([...known, ...frequent].some(testOf(use, text))) return null;
  if (use === "value" && !ofCall && known.length + frequent.length > 1 && isNoOneText(text)) return { kind: "never", meant: [] };
  const isPattern = use === "part" || use === "matches" || (use === "glob" && /[*?]/.test(text));
  const listed = [...known, ...frequent];
  const near = (one: string): string[] => (ofCall || slips(one, listed).length > 0 ? slips(one, listed) : nearKnown(one, known));
  const respelt = isPattern ? recased(use, text, known) : near(text);
  const meant = respelt.length === 0 && use === "glob" && !ofCall ? respeltGlob(text, (one) => nearKnown(one, known)) : respelt;
  if (known.length === 0 && meant.length === 0) {
    const alike = isPattern ? recased(use, text, frequent) : [];
    return alike.length > 0 ? { kind: "unfamiliar", meant: alike } : null;
  }
  return { kind: meant.length > 0 ? "never" : "unfamiliar", meant };
}

/** The pattern in the letters that documented values have, where it takes some of them but for their capitals. */
function recased(use: TextUse, text: string, known: readonly string[]): string[] {
  if (use === "matches") return known.some(testOf(use, caselessRegex(text))) ? [caselessRegex(text)] : [];
  const numbered = use === "glob" ? withLetters(text, known).filter((one) => known.some(testOf(use, one))) : [];
  if (numbered.length > 0) return numbered;
  const alike = known.filter(testOf(use, text, true));
  const word = text.replace(/^[*?]+|[*?]+$/g, "");
  const spelt = alike.map((value) => {
    const at = value.toLowerCase().indexOf(word.toLowerCase());
    return at < 0 ? value : text.replace(word, () => value.slice(at, at + word.length));
  });
  return [...new Set(spelt)];
}

/** A member of a record may have words in place of texts of its format; an enumeration of the document's own fields is all there is. */
export const isUnion = ({ format }: TextType): boolean => format !== undefined && !isCaseless(format);

/** Whether a value meets a text in this use. */
export function testOf(use: TextUse, text: string, caseless = false): (value: string) => boolean {
  const fold = (one: string): string => (caseless ? one.toLowerCase() : one);
  if (use === "value") return (value) => fold(value) === fold(text);
  if (use === "part") return (value) => fold(value).includes(fold(text));
  if (use === "glob") {
    const glob = compileGlob(fold(text));
    return (value) => glob(fold(value));
  }
  const compiled = compiledOnce(compileRegex, text);
  return (value) => !compiled.ok || compiled.test(value);
}

/** Other patterns that an author may have meant: each can meet a value of the type. */
function rewritten(type: TextType, use: TextUse, text: string): string[] {
  const { format, enum: values } = type;
  const begins = format && use !== "value" ? formatOf(format).begins : undefined;
  const isName = begins !== undefined && !new RegExp(begins, "i").test(text);
  const lower = use === "matches" ? [] : [...(isName ? [] : [text.toLowerCase()]), text.trim()];
  const upper = /^\^?[a-z0-9*?]+\$?$/.test(text) ? [text.toUpperCase()] : [];
  const glob = format && use === "glob" ? arnGlob(format, text) : null;
  const isArns = format !== undefined && formatOf(format).pattern?.startsWith("^arn:") === true;
  const before = use === "matches" && /^\^(?!arn:)/.test(text) ? beforeResource(text.slice(1)) : null;
  const after = before !== null && (isArns || (format === "resource-pattern" && before === ":")) ? [`${before}${text.slice(1)}`] : [];
  const typed = isArns && use === "part" ? partRespelt(text) : null;
  const near = values && use === "value" ? scoredNames(text, values).map(({ candidate }) => candidate) : [];
  const placed = use === "glob" ? [text.replace(/^(arn:[^:]*:(?!(?:iam|sts):)[^:]*)::/, "$1:*:")] : [];
  const times = format === "record-time" ? [text.replace(/ (?=[\d*?[(])/g, "T"), ...(text.includes("\\") ? [] : [text.toUpperCase()])] : [];
  const tried = [
    ...near,
    ...placed,
    ...times,
    ...lower,
    ...upper,
    ...(glob === null ? [] : [glob]),
    ...(typed === null ? [] : [typed]),
    ...after,
    ...arnsOfIam(text),
  ].filter((one) => one !== text);
  return [...new Set(tried)].filter((one) => textFault(type, use, one, false) === null);
}

/** Whether a pattern meets some text of a format; true where that is not certain. */
function mayBe(format: StringFormatName, use: TextUse, text: string): boolean {
  const key = `${format} ${use} ${text}`;
  const known = answers.get(key);
  if (known !== undefined) return known;
  if (answers.size >= MAX_ANSWERS) answers.clear();
  // What a pattern is without its wildcards is one of its texts: mostly that settles it.
  const plain = use === "glob" && hasForm(format, text.replaceAll("*", "").replaceAll("?", "a"));
  const answer = plain || meets(format, partOf(use, text));
  answers.set(key, answer);
  return answer;
}

const answers = new Map<string, boolean>();
const MAX_ANSWERS = 2_000;

/** Whether a part of a pattern meets some text of a format; true where that is not certain. */
const meets = (format: StringFormatName, part: Part | null): boolean => mayBoth(automatonOfFormat(format), part);

/** The same, of the texts of the format that AWS gives out. */
export function mayMeetForm(format: StringFormatName, part: Part): boolean {
  const { inUse } = formatOf(format);
  return meets(format, part) && (inUse === undefined || mayBoth(automatonOfRegex(inUse), part));
}

function mayBoth(form: Automaton | null, part: Part | null): boolean {
  const pattern = part && automatonOf(part);
  return !form || !pattern || mayMeet(form, pattern);
}

/** Whether a pattern may take a text that is built of these parts. */
export const mayTake = (use: TextUse, text: string, parts: readonly Part[]): boolean =>
  mayBoth(automatonOf({ kind: "sequence", parts: [...parts] }), partOf(use, text));

function partOf(use: TextUse, text: string): Part | null {
  if (use === "glob") return globPart(text);
  return use === "part" ? { kind: "sequence", parts: [ANY_TEXT, textPart(text), ANY_TEXT] } : regexPart(text);
}
