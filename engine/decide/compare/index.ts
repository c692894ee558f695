/** The one place that says what became of a finding that is there on both sides. */
export { compareFacts, type FactsComparison } from "./compare-facts.ts";
export { type Comparing, comparingBy, namesIn, OWN_FACTS, ruleHashesOf } from "./comparing.ts";
export { type InEditedClauses, inEditedClauses } from "./edited-clauses.ts";
export { allowMore, compareKept, isSameRule, type KeptFact, keptFacts, lacksParts } from "./kept-facts.ts";
export { fitsNoLonger, type NameOf, namedTurns, worseBy } from "./named-turns.ts";
export { earlierFingerprint, NOTHING_REPLACED, type ReplacedIds, replacedIds, withEarlierIds } from "./replaced.ts";
export { isWorse } from "./severity.ts";
