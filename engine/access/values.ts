import { blockEdges, instantText } from "../../document/index.ts";
import { isUnknown } from "../../schemas/index.ts";
import type { ConditionClause } from "./condition/clause.ts";
import { dateOf, inBlock, numberOf } from "./condition/compare.ts";
import type { OperatorFamily } from "./condition/operator.ts";
import type { ContextValue } from "./search.ts";
import { cellsOf } from "./text/cells.ts";
import { ANY, arnPattern, caseless, matches, ONE, type Pattern } from "./text/pattern.ts";
import { hasWildcard, keysOf, type Lookup, patternOf, type TextTemplate } from "./text/template.ts";

/** What is known of a condition key for the requests in question. */
export interface KeyFacts {
  /** Whether each request has a value of it, none has, or some have. */
  presence: "always" | "never" | "sometimes";
  /** The values there are, where they are few. */
  values?: readonly string[];
  /** Whether it may hold several values in one request. */
  several?: boolean;
  /** The texts there are. */
  forms?: readonly Pattern[];
  /** Texts that no request in question has. */
  except?: (texts: readonly string[]) => readonly Pattern[];
  /** Addresses that no request in question comes from, by the block that holds them. */
  exceptBlock?: (block: string) => boolean;
}

const ANY_TEXT: readonly Pattern[] = [[ONE, ANY]];
const TEXTS: readonly OperatorFamily[] = ["string", "like", "caseless", "arn", "binary"];

const NOTHING: Lookup = () => null;

/** A value of the policy that a key is compared with. */
interface Compared {
  family: OperatorFamily;
  template: TextTemplate;
}

const comparedOf = (clauses: readonly ConditionClause[]): Compared[] =>
  clauses.flatMap(({ operator, values }) =>
    isUnknown(operator) || isUnknown(values)
      ? []
      : (values as readonly unknown[]).flatMap((value) => (isUnknown(value) ? [] : [{ family: operator.family, template: value as TextTemplate }])),
  );

/**
 * Values of a key of which every request has one that all clauses judge alike: one for each set of clauses that can hold together. Null where there are too many.
 * `given`: the values that variables in the clauses may take.
 */
export function valuesOf(
  facts: KeyFacts,
  clauses: readonly ConditionClause[],
  further: readonly Pattern[],
  given: readonly Lookup[],
): readonly ContextValue[] | null {
  if (facts.presence === "never") return [null];
  const texts = facts.values ?? textsOf(facts, comparedOf(clauses), further, given);
  if (texts === null) return null;
  const single = texts.map((text) => [text]);
  const sets = facts.several && clauses.some(({ operator }) => !isUnknown(operator) && operator.set !== "one") ? pairsOf(texts) : [];
  return [...single, ...sets, ...(facts.presence === "always" ? [] : [null])];
}

const MAX_IN_PAIRS = 12;
const pairsOf = (texts: readonly string[]): string[][] =>
  texts.length > MAX_IN_PAIRS ? [] : texts.flatMap((one, at) => texts.slice(at + 1).map((other) => [one, other]));

function textsOf(facts: KeyFacts, compared: readonly Compared[], further: readonly Pattern[], given: readonly Lookup[]): string[] | null {
  const patterns = [...further, ...compared.filter(({ family }) => TEXTS.includes(family)).flatMap((each) => patternsOf(each, given))];
  const literals = literalsOf(compared);
  const blocks = facts.exceptBlock ? literals.filter(facts.exceptBlock) : [];
  const others = compared.flatMap(samplesOf).filter((text) => !blocks.some((block) => inBlock(block, text)));
  if (others.length > 0 && patterns.length === 0) return [...new Set(others)];
  const cells = cellsOf({ patterns: unique(patterns), forms: facts.forms ?? ANY_TEXT, except: facts.except?.(literals) ?? [] });
  return cells && [...new Set([...cells, ...others])];
}

const literalsOf = (compared: readonly Compared[]): string[] =>
  compared.flatMap(({ template }) => (template.length === 1 && typeof template[0] === "string" ? [template[0]] : []));

/** Whether some request in question may have a text as the value of a key. */
export function mayHave(facts: KeyFacts, clauses: readonly ConditionClause[], text: string): boolean {
  if (facts.presence === "never") return false;
  if (facts.values) return facts.values.includes(text);
  const except = facts.except?.(literalsOf(comparedOf(clauses))) ?? [];
  return (facts.forms ?? ANY_TEXT).some((form) => matches(form, text)) && !except.some((pattern) => matches(pattern, text));
}

function patternsOf({ family, template }: Compared, given: readonly Lookup[]): Pattern[] {
  const lookups = keysOf(template).length === 0 ? [NOTHING] : given;
  return lookups.flatMap((lookup) => {
    const pattern = patternOf(template, lookup, family === "like" || family === "arn");
    if (pattern === null || isUnknown(pattern)) return [];
    const read = family === "arn" ? arnPattern(pattern) : family === "caseless" ? caselessOf(pattern) : pattern;
    return read ? [read] : [];
  });
}

const caselessOf = (pattern: Pattern): Pattern => (hasWildcard(pattern) ? pattern : caseless(pattern.map(({ signs }) => signs.charAt(0)).join("")));

/** Values around what is not compared as text: both sides of each bound, and each block's edges. */
function samplesOf({ family, template }: Compared): string[] {
  const text = template.map((part) => (typeof part === "string" ? part : "")).join("");
  if (family === "bool") return ["true", "false"];
  if (family === "number") return around(numberOf(text), 1, String);
  if (family === "date") return around(dateOf(text), 1000, instantText);
  if (family === "address") {
    return [...blockEdges(text), "198.18.0.1", "2001:2::1"];
  }
  return [];
}

const around = (value: number, step: number, text: (value: number) => string): string[] =>
  Number.isNaN(value) ? [] : [value - step, value, value + step].map(text);

function unique(patterns: readonly Pattern[]): Pattern[] {
  const seen = new Map<string, Pattern>();
  for (const pattern of patterns) seen.set(pattern.map(({ signs, repeated }) => `${signs}${repeated ? "*" : ""}`).join(" "), pattern);
  return [...seen.values()];
}
