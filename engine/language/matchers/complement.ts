import type { ComparisonMatcher, Words } from "./descriptor.ts";

/** The exact complement of a comparison: all that it means follows from that one. */
export function complement(
  of: ComparisonMatcher,
  own: { name: string; words: Words } & Partial<Pick<ComparisonMatcher, "prepare" | "lower" | "twin" | "jsonLogic" | "synonyms">>,
): ComparisonMatcher {
  const { jsonLogic: _operator, lower: _lower, twin: _twin, synonyms: _synonyms, needsValue: _needsValue, selects: _selects, ...same } = of;
  const { listsValues: _listsValues, countDirection: _growth, onIdentical, ...shared } = same;
  return {
    ...shared,
    complementOf: of,
    holds: (value, operand, clockMs) => !of.holds(value, operand, clockMs),
    prepare: (operand) => {
      const positive = of.prepare(operand);
      return (value, clockMs) => !positive(value, clockMs);
    },
    ...(onIdentical === undefined ? {} : { onIdentical: !onIdentical }),
    openDecides: of.openDecides === null ? null : !of.openDecides,
    onNull: typeof of.onNull === "boolean" ? !of.onNull : of.onNull === "listed" ? "unlisted" : "listed",
    misreadFrom: () => [of.name],
    ...(of.canonical ? { canonical: (question) => of.canonical?.({ ...question, negated: !question.negated }) ?? null } : {}),
    offer: (question) => of.offer({ ...question, want: !question.want }),
    ...own,
  };
}
