export { attestedName } from "./attest.ts";
export { counts } from "./counts.ts";
export { dayAfter, dayOf, daysBetween } from "./days.ts";
export { type Attestation, type Baseline, EXPIRING_DAYS, type KeptDecisions, MAX_DAYS, type MaxDays, type WaiveContext, type Waiver } from "./kept.ts";
export { type DecisionFile, loadAttestations, loadBaseline, loadWaivers } from "./load.ts";
export { type Members, withMembers } from "./members.ts";
export { isWorse } from "./outgrown.ts";
export { waive } from "./waive.ts";
