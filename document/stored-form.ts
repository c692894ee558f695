import { STRING_FORMATS, type StringFormat, type StringFormatName } from "../schemas/index.ts";

export const formatNamed = (name: StringFormatName): StringFormat => STRING_FORMATS[name];

/** Whether texts of a format are kept in lower case and compared without regard to case: IAM actions and condition keys. */
export function isCaseless(name: StringFormatName | undefined): boolean {
  if (name === undefined) return false;
  const { storedIn, compared } = formatNamed(name);
  return storedIn === "lower-case" && compared === "without-case";
}

/** A text as the document holds it. Collectors, fixtures and the checker of rules bring texts of a format to one shape by this. */
export const storedText = (name: StringFormatName, text: string): string => (isCaseless(name) ? text.toLowerCase() : text);

const patterns = new Map<StringFormatName, RegExp | null>();

function patternOf(name: StringFormatName): RegExp | null {
  const known = patterns.get(name);
  if (known !== undefined) return known;
  const { pattern } = formatNamed(name);
  const made = pattern === null ? null : new RegExp(pattern, "u");
  patterns.set(name, made);
  return made;
}

/** Whether a text has the form of a format. */
export const hasForm = (name: StringFormatName, text: string): boolean => patternOf(name)?.test(text) ?? true;
