/** Results → a decision on a merge. */
export { gate } from "./gate.ts";
export { type AccountResults, mergeResults } from "./merge.ts";
export { onlyChanges } from "./only-changes.ts";
