export type { Change, Wanted } from "./change.ts";
export { type Outcome, smallestChanges, type Turn } from "./smallest-change.ts";
