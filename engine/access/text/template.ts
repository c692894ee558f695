import { isUnknown, type Unknown } from "../../../schemas/index.ts";
import { ANY, glob, literal, ONE, type Pattern } from "./pattern.ts";

/** A value of a policy: what stands for itself, and variables that a request fills. */
export type TextTemplate = readonly (string | Variable)[];

export interface Variable {
  /** The condition key, in lower case; or what `${*}`, `${?}` and `${$}` stand for. */
  key: string;
  /** What stands for it where the request has no value. */
  otherwise: string | null;
}

const ESCAPES = new Set(["*", "?", "$"]);

/**
 * A value with its variables, which only version 2012-10-17 of the language has.
 * Source: IAM User Guide, "IAM policy elements: Variables and tags": `${key}`, `${key, 'default'}`, and `${*}`, `${?}`, `${$}` for the characters themselves.
 */
export function templateOf(text: string, withVariables: boolean): TextTemplate {
  if (!withVariables || !text.includes("${")) return [text];
  const parts: (string | Variable)[] = [];
  let from = 0;
  for (const found of text.matchAll(/\$\{\s*([^},]+?)\s*(?:,\s*'([^']*)'\s*)?\}/g)) {
    if (found.index > from) parts.push(text.slice(from, found.index));
    parts.push({ key: (found[1] ?? "").toLowerCase(), otherwise: found[2] ?? null });
    from = found.index + found[0].length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

/** The values of a key in a request: null where it has none, a mark where that is not known. */
export type Lookup = (key: string) => readonly string[] | null | Unknown;

/** The keys of the variables of a template. */
export const keysOf = (template: TextTemplate): string[] => template.flatMap((part) => (typeof part === "string" || ESCAPES.has(part.key) ? [] : [part.key]));

/**
 * A template as a pattern for one request: what a variable inserts stands for itself. Null where a variable has no value, or several: then the pattern
 * matches nothing.
 */
export function patternOf(template: TextTemplate, lookup: Lookup, wildcards = true): Pattern | null | Unknown {
  const made: Pattern[] = [];
  for (const part of template) {
    if (typeof part === "string") {
      made.push(wildcards ? glob(part) : literal(part));
      continue;
    }
    if (ESCAPES.has(part.key)) {
      made.push(literal(part.key));
      continue;
    }
    const values = lookup(part.key);
    if (isUnknown(values)) return values;
    const [only, ...others] = (values as readonly string[] | null) ?? [];
    const value = only !== undefined && others.length === 0 ? only : part.otherwise;
    if (value === null) return null;
    made.push(literal(value));
  }
  return made.flat();
}

/** Whether a template matches every text: stars only. */
export const isEverything = (template: TextTemplate): boolean =>
  template.every((part) => typeof part === "string" && /^\*+$/.test(part)) && template.length > 0;

/** Whether a pattern has a wildcard. */
export const hasWildcard = (pattern: Pattern): boolean => pattern.some((token) => token === ANY || token === ONE);
