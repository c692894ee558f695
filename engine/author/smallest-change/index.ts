export type { ValueChange, Wanted } from "./change.ts";
export { smallestChanges, type Turn } from "./smallest-change.ts";
