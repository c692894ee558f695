import { STRING_FORMATS, type StringFormat, type StringFormatName } from "../../../schemas/index.ts";
import { asYaml, type TextType, textFault } from "./text-form.ts";

/** Whether a text that is compared whole has a sign that only patterns read as more than itself. */
export const hasWildcard = (text: string): boolean => /[*?]/.test(text);

/** Whether a text may stand for several: it has wildcards, or names several texts in one. */
export const isOfSeveral = (text: string): boolean => hasWildcard(text) || SEPARATORS.test(text);

const SEPARATORS = /\s*(?:\|\|?|[,;]|\s(?:or|OR)\s)\s*/;

/** The texts of the type that one text names, with `|`, commas or `or` between them: `(StopLogging|DeleteTrail)`. Null for every other text. */
export function severalTexts(type: TextType, text: string): string[] | null {
  const [, , bare = ""] = /^(\^?\(|\^|)(.*?)(?:\)?\$|\))?$/s.exec(text.trim()) ?? [];
  const parts = bare.split(new RegExp(SEPARATORS, "g"));
  if (parts.length < 2) return null;
  const texts = parts.flatMap((part) => (part === "" ? [] : (textMeant(type, part) ?? [])));
  return texts.length < parts.length ? null : [...new Set(texts)];
}

/** The text, or the only one of the type that it may have meant. */
function textMeant(type: TextType, text: string): string | null {
  const fault = textFault(type, hasWildcard(text) ? "glob" : "value", text);
  if (fault === null) return text;
  const [only, second] = fault.meant;
  return only === undefined || second !== undefined ? null : only;
}

/** What to write for an action of a policy with a wildcard, where a record has the name of the call and its source apart: `iam:Delete*`. Null for other texts. */
export function callsAdvice({ format }: TextType, text: string): string | null {
  const [, service, calls = ""] = format === "event-name" ? (/^([a-z0-9-]+)(?:\.amazonaws\.com)?[:.]([A-Za-z0-9_*?]+)$/.exec(text) ?? []) : [];
  if (service === undefined || !hasWildcard(calls)) return null;
  const source = `event.eventSource: ${service}.amazonaws.com`;
  const name = `event.eventName: { glob: ${JSON.stringify(calls)} }`;
  return `A record has the name of the call without its service. Write \`${source}\`${calls === "*" ? "" : ` and \`${name}\``}.`;
}

const formatNamed = (name: StringFormatName): StringFormat => STRING_FORMATS[name];

/** Whether texts of a type may have `*` as a sign of their own: actions and resources of policies do. */
export const keepsWildcards = ({ format }: TextType): boolean => format !== undefined && formatNamed(format).wildcards === true;

/** One text, or a list of several, as YAML. */
export const textsAsYaml = (texts: readonly string[], quoted = false): string => {
  const written = texts.map((one) => (quoted ? JSON.stringify(one) : asYaml(one)));
  return written.length === 1 ? String(written[0]) : `[${written.join(", ")}]`;
};
