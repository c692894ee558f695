/** Results → a decision on a merge. */
export type { AgeLimit, Taken } from "./age.ts";
export type { OuPathOf } from "./binding.ts";
export type { GateDecision, GateReason, PlanProblem } from "./decision.ts";
export type { Comparison } from "./delta.ts";
export { type GateTerms, gate } from "./gate.ts";
export { mergeResults, type Part } from "./merge.ts";
export type { Ownership } from "./verdict.ts";
