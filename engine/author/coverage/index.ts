/** Which clauses of a rule its test cases hold in place. */
export { type ClauseCoverage, type FirstCases, isCovered, newCoverage, tallyCoverage } from "./book.ts";
export type { CoverageClause, RuleSection } from "./clauses.ts";
export { type Observed, observe } from "./observe.ts";
