/** engine/changes: what others need of it. */
export { withoutMadeUpAccount } from "./apply/account-of.ts";
export type { ChangedAt } from "./apply/touched.ts";
export type { PlannedWrite } from "./apply/writes.ts";
export { lostDenials } from "./lost-denials.ts";
export { type PredictOptions, predict } from "./predict.ts";
export { distinctTypes, type UnreviewedType } from "./unreviewed.ts";
