export type { ValueChange, Wanted } from "./change.ts";
export { smallestChanges, type Turn, type WantedOutcome } from "./smallest-change.ts";
