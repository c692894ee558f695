import { arnPartFault, isCaseless } from "../../../document/index.ts";
import { STRING_FORMATS, type ValueType } from "../../../schemas/index.ts";
import type { Template } from "../condition/ast.ts";
import { ANY_TEXT, automatonOf, globPart, mayMeet, type Part, textPart } from "../condition/automaton.ts";
import { regexPart } from "../condition/regex-part.ts";
import type { TextType, TextUse } from "../rule.ts";
import { declaredType } from "./record.ts";
import type { CheckScope } from "./scope.ts";
import { mayMeetForm } from "./text-form.ts";

/** Whether a text that is built of these parts can meet a value of the type; true where that is not certain. */
export function mayBuild(type: TextType, use: TextUse, parts: Template): boolean {
  const { enum: values, format } = type;
  if (doublesSlash(parts)) return false;
  if (use === "matches" || (values === undefined && (format === undefined || isCaseless(format)))) return true;
  const fold = (text: string): string => (isCaseless(format) ? text.toLowerCase() : text);
  const built = parts.map((part) => (typeof part !== "string" ? valuePart(part.type, use) : use === "glob" ? globPart(fold(part)) : textPart(fold(part))));
  const whole: Part = { kind: "sequence", parts: use === "part" ? [ANY_TEXT, ...built, ANY_TEXT] : built };
  if (values?.some((value) => mayBeText(whole, fold(value)))) return true;
  if (values && (format === undefined || isCaseless(format))) return false;
  const [head] = parts;
  if (format !== undefined && use !== "part" && typeof head === "string" && arnPartFault(format, `${head}*`) !== null) return false;
  return format === undefined || (use === "part" ? true : mayMeetForm(format, whole));
}

/** A slash beside a path of IAM, which begins and ends with one: the text is of no resource that has the path. */
export const doublesSlash = (parts: Template): boolean =>
  parts.some((part, index) => {
    const [before, after] = [parts[index - 1], parts[index + 1]];
    const isPath = typeof part !== "string" && part.type.type === "string" && part.type.format === "iam-path";
    return isPath && ((typeof before === "string" && before.endsWith("/")) || (typeof after === "string" && after.startsWith("/")));
  });

function mayBeText(part: Part, text: string): boolean {
  const [of, whole] = [automatonOf(textPart(text)), automatonOf(part)];
  return !of || !whole || mayMeet(of, whole);
}

/** The parts with the defaults of their parameters: what the text is unless they are set. */
export const withPresets = (parts: Template, { params }: Pick<CheckScope, "params">): Template =>
  parts.map((part) => {
    const preset = typeof part !== "string" && part.kind === "param" ? params.get(part.name)?.default : undefined;
    return preset === undefined || preset === null || Array.isArray(preset) ? part : String(preset);
  });

/** What a value may put into a text that is built. */
function valuePart(written: ValueType, use: TextUse): Part {
  const type = declaredType(written);
  const words = wordsOf(type);
  if (words) return { kind: "choice", parts: words.map(textPart) };
  const pattern = type.type === "string" && !type.enum && type.format ? STRING_FORMATS[type.format].pattern : null;
  const part = pattern === null ? null : regexPart(pattern);
  return part === null || (use === "glob" && holdsWildcards(part)) ? ANY_TEXT : part;
}

/** All texts that a value may put into a text, where they are few. */
function wordsOf(type: ValueType): readonly string[] | null {
  if (type.type === "boolean") return ["true", "false"];
  return type.type === "string" && type.enum && (type.format === undefined || isCaseless(type.format)) ? type.enum : null;
}

/** A test for the texts that these parts can make, as far as is known. */
export function builtTest(parts: Template, caseless: boolean): (text: string) => boolean {
  const source = parts.map((part) => {
    if (typeof part === "string") return escaped(part);
    const words = wordsOf(declaredType(part.type));
    return words ? `(?:${words.map(escaped).join("|")})` : "[^]*";
  });
  const regex = new RegExp(`^${source.join("")}$`, caseless ? "i" : "");
  return (text) => regex.test(text);
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

/** Whether a value may hold what a glob takes for a wildcard. */
function holdsWildcards(part: Part): boolean {
  const [of, wildcards] = [automatonOf(part), WILDCARDS];
  return !of || !wildcards || mayMeet(of, wildcards);
}

const WILDCARDS = automatonOf(regexPart("[*?]") ?? ANY_TEXT);
