/** The engine's door: pure functions over documents and rules. */
export { type ClauseCoverage, isCovered, type Section, tallyCoverage } from "./coverage/index.ts";
export type { Diagnostic, Range } from "./diagnostic.ts";
export { type AccountDiff, type DiffOptions, diffDocuments, diffResults, type ResultsDiff, type Unjudged } from "./diff/index.ts";
export { hasEffect, withEffects } from "./effect/effect.ts";
export {
  type AcceptedGap,
  accountOf,
  documentSha256,
  type EvaluateOptions,
  type ExitOptions,
  type ExitReason,
  type Explanation,
  evaluate,
  evaluateBefore,
  exitCode,
  explain,
  type Judgement,
  judge,
  type Refused,
  renderValue,
  retold,
  valuesOf,
} from "./evaluate/index.ts";
export { fingerprint, firstId } from "./fingerprint.ts";
export { type Fixed, type FixResult, fixFile } from "./fix/fix.ts";
export { cutFixture, type Fixture, type FixtureSubject, findEvent, findResource, wholeFixture } from "./fixture/index.ts";
export { type Formatted, format } from "./format/format.ts";
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
export { lintExample } from "./lint/example.ts";
export { type EventCatalogue, type LintContext, lintRules, loadEventCatalogue } from "./lint/index.ts";
export { CODE_PAGES, type CodePage, exampleFile } from "./load/code-pages.ts";
export type { CasePlace } from "./load/files.ts";
export {
  CODES,
  type Code,
  type CodeEntry,
  checkParams,
  loadCondition,
  loadConfig,
  loadPack,
  loadRules,
  loadRuleTest,
  type ParsedParam,
  parseParam,
  type SourceFile,
} from "./load/index.ts";
export { outline } from "./load/outline.ts";
export type { MapEntry, SourceNode } from "./load/source.ts";
export type { Condition, LetBinding, Operand, PathOperand, Scalar, Template, Test } from "./logic/ast.ts";
export { parseDuration } from "./logic/duration.ts";
export { type Lowered, lower } from "./logic/lower.ts";
export { OPERATORS } from "./logic/operators/index.ts";
export { compileCidr, compileGlob, compileRegex } from "./logic/patterns.ts";
export { type LogicLimits, ruleLogic, ruleLogicLimits } from "./logic/rule-logic.ts";
export type { ElementNode, ReadValue, TestNode, TruthNode } from "./logic/trace.ts";
export type { TruthName } from "./logic/truth.ts";
export {
  type FamilyName,
  type Mutant,
  type MutationReport,
  mutantsOf,
  mutateRule,
  type Proposal,
  proposals,
  type Survivor,
  shownChange,
} from "./mutation/index.ts";
export { permissionsCloudFormation } from "./permissions/cloudformation.ts";
export { managedCoverage, type PolicyCoverage } from "./permissions/coverage.ts";
export { permissionsJson } from "./permissions/json.ts";
export { MANAGED_POLICIES_SOURCE } from "./permissions/managed-policies.ts";
export { sourcesRead } from "./permissions/reads.ts";
export { permissionsTerraform } from "./permissions/terraform.ts";
export {
  type Answer,
  type Completion,
  completionsAt,
  givenParam,
  type KnownPath,
  type PathValue,
  pathsOf,
  pathValues,
  type Query,
  query,
} from "./query/index.ts";
export { renderCli } from "./remediate/cli.ts";
export { combineRemediations } from "./remediate/combine.ts";
export { renderConsole } from "./remediate/console.ts";
export type { Argument, Note, PartKind, PlannedStep, Remediation, RemediationPart, Withheld } from "./remediate/plan.ts";
export { renderPython } from "./remediate/python.ts";
export { type RemediationContext, remediate } from "./remediate/remediate.ts";
export { renderTypeScript } from "./remediate/typescript.ts";
export type { CheckedRule, Cure, ParamSpec, ParamType, ParamValue, RemediationStep, Severity, StepValue } from "./rule.ts";
export { SEVERITIES } from "./rule.ts";
export { draftRuleText, draftTestText, type RuleDraft, type ScaffoldedCases, scaffoldCases } from "./scaffold/index.ts";
export { type Change, type Outcome, smallestChanges, type Turn, type Wanted } from "./smallest-change/index.ts";
export { appendCases } from "./testing/append-case.ts";
export { caseText } from "./testing/case-text.ts";
export { type CaseFailure, type CaseReport, type NormalizeRecords, type RuleTestOptions, type RuleTestReport, runRuleTests } from "./testing/index.ts";
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
