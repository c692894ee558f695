/** Which clauses of a rule its test cases hold in place. */
export { type ClauseCoverage, isCovered, newCoverage, tallyCoverage } from "./book.ts";
export { observe } from "./observe.ts";
