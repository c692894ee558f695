/** Results → a decision on a merge. */
export type { AgeLimit, Taken } from "./age.ts";
export type { OuPathOf } from "./binding.ts";
export type { GateDecision, GateProblem, GateReason } from "./decision.ts";
export type { Comparison } from "./delta.ts";
export { type GateTerms, gate } from "./gate.ts";
export { type AccountResults, mergeResults } from "./merge.ts";
export type { Ownership } from "./verdict.ts";
