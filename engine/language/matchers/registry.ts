import type { ComparisonTest } from "../condition/ast.ts";
import type { ComparisonMatcher, Matcher, Quantifier } from "./descriptor.ts";
import { MATCHERS } from "./index.ts";
import { caseless } from "./values.ts";

const BY_NAME: ReadonlyMap<string, Matcher> = new Map(MATCHERS.map((matcher) => [matcher.name, matcher]));

export const MATCHER_NAMES: readonly string[] = MATCHERS.map(({ name }) => name);

/** Every matcher that compares a value with an operand. */
export const COMPARISONS: readonly ComparisonMatcher[] = MATCHERS.filter((matcher): matcher is ComparisonMatcher => matcher.kind === "comparison");

export const matcherNamed = (name: string): Matcher | undefined => BY_NAME.get(name);

export const isMatcher = (name: string): boolean => BY_NAME.has(name);

/** The comparison that a test of a checked rule names. */
export function comparisonOf({ op }: { op: string }): ComparisonMatcher {
  const matcher = BY_NAME.get(op);
  if (matcher?.kind !== "comparison") throw new Error(`no comparison ${op}: an unchecked rule`);
  return matcher;
}

/** Both sides of a comparison as it compares them: in lower case where one side is kept so and case does not count. */
export function comparedSides(test: ComparisonTest, value: unknown, operand: unknown): [value: unknown, operand: unknown] {
  const { subject = false, operand: right = false } = test.caseless ?? {};
  return [subject ? caseless(value) : value, right ? caseless(operand, comparisonOf(test).pattern?.caseless) : operand];
}

/** The quantifier that a test of a checked rule names. */
export function quantifierOf({ op }: { op: string }): Quantifier {
  const matcher = BY_NAME.get(op);
  if (matcher?.kind !== "quantifier") throw new Error(`no quantifier ${op}: an unchecked rule`);
  return matcher;
}

/** A comparison without its complement: `isNot` is `is`, negated. */
export function positiveOf(comparison: ComparisonMatcher): { comparison: ComparisonMatcher; negated: boolean } {
  const { complementOf } = comparison;
  return complementOf ? { comparison: complementOf, negated: true } : { comparison, negated: false };
}
