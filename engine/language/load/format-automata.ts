import { STRING_FORMATS, type StringFormat, type StringFormatName } from "../../../schemas/index.ts";
import { type Automaton, automatonOf } from "../condition/automaton.ts";
import { regexPart } from "../condition/regex-part.ts";

const formatNamed = (name: StringFormatName): StringFormat => STRING_FORMATS[name];

const automata = new Map<string, Automaton | null>();

/** The texts of a format; null for any, and where they are not known well enough. */
export function automatonOfFormat(name: StringFormatName): Automaton | null {
  const { pattern } = formatNamed(name);
  return pattern === null ? null : automatonOfRegex(pattern);
}

/** Those of them that AWS gives out. */
export function automatonInUse(name: StringFormatName): Automaton | null {
  const { inUse } = formatNamed(name);
  return inUse === undefined ? automatonOfFormat(name) : automatonOfRegex(inUse);
}

/** The texts of a regular expression of a format. */
export function automatonOfRegex(pattern: string): Automaton | null {
  const known = automata.get(pattern);
  if (known !== undefined) return known;
  const part = regexPart(pattern);
  const made = part && automatonOf(part);
  automata.set(pattern, made);
  return made;
}
