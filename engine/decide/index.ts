/** engine/decide: what others need of it. */
export { type Comparing, compareFacts, comparingBy, isWorse, keptFacts } from "./compare/index.ts";
export { crossCheckAccount } from "./cross-check.ts";
export { decide } from "./decide.ts";
export type { AccountsSubject, DecidedAccount, DecideInput, MergeTerms } from "./decide-input.ts";
export { decisionDetails } from "./decision-details.ts";
export { type DiffInput, type DiffProblem, type DiffSides, decideDiff } from "./diff/decide-diff.ts";
export { diffDocuments, diffResults, type ResultsDiff } from "./diff/index.ts";
export type { PlanLocations } from "./evaluate-accounts.ts";
export { exitCode, withCheckDecision } from "./exit.ts";
export { type AccountResults, gate, mergeResults, onlyChanges } from "./gate/index.ts";
export type { DecideNotice } from "./outcome.ts";
export type { ChangeAuthor, CodeOwnersFile, OwnersInput } from "./owners/ownership.ts";
export type { Forge } from "./owners/pattern.ts";
export type { GivenPlan } from "./plan-accounts.ts";
export { printedResults, type Redactor, redactorOf, type Unprinted, unprintedOf } from "./redact.ts";
export { type ChosenRules, chooseRules } from "./select/choose-rules.ts";
export { type ChosenPack, type LoadedFolder, packsOf } from "./select/packs.ts";
export { flagFaults, flagSettings, PARAM_FLAG } from "./select/params.ts";
export type { Selected } from "./select/problem.ts";
export { type RuleChoice, select } from "./select/select.ts";
export { evaluateOptions, notConfiguredRules, type Selection, type WatchingRules } from "./selection.ts";
export {
  type Attestation,
  attestedName,
  type Baseline,
  baselineOf,
  type Decidable,
  type DecisionFile,
  type Decisions,
  dayAfter,
  dayOf,
  daysBetween,
  decidedToday,
  isActionable,
  type KeptDecisions,
  loadAttestations,
  loadBaseline,
  loadWaivers,
  MAX_DAYS,
  newWaiversText,
  recordedEvidence,
  type ShrunkBaseline,
  shrinkBaseline,
  type WaiveContext,
  type Waiver,
  type WaiverEntry,
  waive,
  withDecisions,
  withWaiver,
} from "./waive/index.ts";
