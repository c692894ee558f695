/** engine/decide: what others need of it. */
export { type AccountDiff, type DiffOptions, diffDocuments, diffResults, type ResultsDiff, type Unjudged } from "./diff/index.ts";
export { type ExitOptions, type ExitReason, exitCode } from "./exit.ts";
export { editedRules } from "./gate/edited.ts";
export {
  type AgeLimit,
  type Comparison,
  type GateDecision,
  type GateInput,
  gate,
  mergeResults,
  type OuPathOf,
  type Ownership,
  type Part,
  type PlanProblem,
} from "./gate/index.ts";
export { ouPathOf } from "./gate/ou-paths.ts";
export { bearingBy, type Kind, kindsOf, namedBy } from "./gate/touched.ts";
export { parseCodeOwners } from "./owners/parse.ts";
export type { Forge } from "./owners/pattern.ts";
export {
  type Attestation,
  attestedName,
  type Baseline,
  baselineOf,
  counts,
  type Decidable,
  type DecisionFile,
  dayAfter,
  dayOf,
  daysBetween,
  EXPIRING_DAYS,
  isWorse,
  type KeptDecisions,
  loadAttestations,
  loadBaseline,
  loadWaivers,
  MAX_DAYS,
  type MaxDays,
  type Members,
  type NamedRule,
  newWaiversText,
  type Ratchet,
  ratchet,
  recordedEvidence,
  type WaiveContext,
  type Waiver,
  type WaiverEntry,
  waive,
  withMembers,
  withWaiver,
} from "./waive/index.ts";
