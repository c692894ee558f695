/** What differs between two results, or two documents. */
export { diffDocuments } from "./documents.ts";
export { diffResults, type ResultsDiff } from "./results.ts";
