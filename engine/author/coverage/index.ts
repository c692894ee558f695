/** Which clauses of a rule its test cases hold in place. */
export { type ClauseCoverage, isCovered, newCoverage, type Shown, tallyCoverage } from "./book.ts";
export type { Clause, Section } from "./clauses.ts";
export { type Observed, observe } from "./observe.ts";
