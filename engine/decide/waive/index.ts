export { type Decisions, decidedToday, withDecisions } from "./apply.ts";
export { attestedName } from "./attest.ts";
export { baselineOf, type ShrunkBaseline, shrinkBaseline } from "./baseline.ts";
export { isActionable } from "./counts.ts";
export { dayAfter, dayOf, daysBetween } from "./days.ts";
export {
  type Attestation,
  type Baseline,
  type Decidable,
  type KeptDecisions,
  MAX_DAYS,
  type WaiveContext,
  type Waiver,
} from "./kept.ts";
export { loadAttestations } from "./load-attestations.ts";
export { loadBaseline } from "./load-baseline.ts";
export { type DecisionFile, loadWaivers } from "./load-waivers.ts";
export { waive } from "./waive.ts";
export { newWaiversText, recordedEvidence, type WaiverEntry, withWaiver } from "./write.ts";
