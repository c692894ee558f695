export { type ClauseText, clauseTexts, testAtClause } from "./clause.ts";
export { DIGEST, digestOf, NESTED, statementId, statementPlace } from "./element.ts";
export type { Fact } from "./fact.ts";
export { factsOf } from "./facts-of.ts";
