import { patternTest } from "../../condition/patterns.ts";
import type { CandidateValues, ComparisonMatcher, OfferQuestion, PatternForm, Predicate } from "../descriptor.ts";
import { absent, listOf } from "../values.ts";

type Own = Pick<ComparisonMatcher, "name" | "words" | "synonyms" | "constant" | "misreadFrom" | "mistakes" | "canonical" | "samples" | "onBeginning"> & {
  pattern: PatternForm;
  /** Of some patterns, texts that surely match. */
  matching?: (patterns: readonly unknown[]) => unknown[];
};

/** A text against patterns of a language, of which any may match. */
export function patternMatcher({ pattern, matching, ...own }: Own): ComparisonMatcher {
  return {
    kind: "comparison",
    group: "pattern",
    accepts: ["string", "dynamic"],
    operand: "pattern",
    pattern,
    holds: (value, patterns) =>
      typeof value === "string" && listOf(patterns).some((one) => typeof one === "string" && patternTest(pattern.compile, one)(value)),
    prepare: (patterns) => prepareAny(pattern, patterns),
    openDecides: true,
    openListSide: "operand",
    onNull: false,
    needsValue: true,
    selects: true,
    reasonedBy: "text",
    offer: (question) => offer(pattern.language, question, matching),
    ...own,
  };
}

function prepareAny({ compile }: PatternForm, operand: unknown): Predicate {
  const tests = listOf(operand).flatMap((pattern) => (typeof pattern === "string" ? [patternTest(compile, pattern)] : []));
  const [only] = tests;
  if (!only) return () => false;
  if (tests.length === 1) return (value) => typeof value === "string" && only(value);
  return (value) => {
    if (typeof value !== "string") return false;
    for (const test of tests) if (test(value)) return true;
    return false;
  };
}

function offer(language: PatternForm["language"], { list: patterns, want, type }: OfferQuestion, matching: Own["matching"]): CandidateValues {
  if (!want) return { wanted: { op: "matchesNone", language, patterns }, values: absent(type) };
  return { wanted: { op: "matches", language, patterns }, values: (matching?.(patterns) ?? []).slice(0, 1) };
}

/** Why patterns that match every text make a test constant. */
export const constantPattern =
  (matchesAll: RegExp): NonNullable<ComparisonMatcher["constant"]> =>
  ({ operand, type, name }) => {
    if (operand.kind !== "literal" || type.nullable) return null;
    const isConstant = [operand.value].flat().some((pattern) => typeof pattern === "string" && matchesAll.test(pattern));
    return isConstant ? `The pattern matches every \`${name}\`.` : null;
  };
