/** What differs between two results, or two documents. */
export { type AccountDiff, diffDocuments } from "./documents.ts";
export { type DiffOptions, diffResults, type ResultsDiff, type Unjudged } from "./results.ts";
