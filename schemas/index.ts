/** The contracts: what a document, rule, pack and result is. */

export {
  ACCESS_LAYERS,
  type AccessAnswer,
  type AccessContext,
  type AccessGap,
  type AccessLayer,
  type AccessProblem,
  type AccessReason,
  type AccessVerdict,
  type LayerAnswer,
  type StatementSource,
} from "./access-answer.ts";
export type { AccessComparison, AccessWitness, ComparisonGap, ComparisonVerdict, EffectOn, PolicyEffect } from "./access-comparison.ts";
export type { AccessLimit, AccessPattern, LimitAnswer, LimitVerdict, PatternProblem, RequestBeyond } from "./access-limit.ts";
export type { CallMade, EscalationStep, EscalationVerdict, PrincipalEscalation, StepCertainty } from "./access-paths.ts";
export type { PrincipalReach, WhoAnswer } from "./access-who.ts";
export { ARN_TYPE_SLIPS, ARN_TYPES, type Arn, arnParts } from "./arn.ts";
export { CI_COMMAND_ANYWHERE, CI_COMMAND_AT_LINE_START, CI_COMMANDS } from "./ci-commands.ts";
export { type CheckTerms, countsInCheck, isIncomplete } from "./counts-in-check.ts";
export { describe as fieldText, typeText } from "./editor/paths.ts";
export { SHARED_ISSUERS, type SharedIssuer } from "./formats/shared-issuers.ts";
export { frameworksOf } from "./frameworks.ts";
export type { BaselineFile } from "./generated/baseline.ts";
export type { ReeveConfig } from "./generated/config.ts";
export type { AccountChange, DiffedAccount, DiffedResults, DiffedSide, Incomparable, ReeveDiff } from "./generated/diff.ts";
export type * as document from "./generated/document.ts";
export type { Gap, ReeveDocument, Unknown } from "./generated/document.ts";
export { FIELD_TEXTS } from "./generated/field-texts.ts";
export { FIELDS } from "./generated/fields.ts";
export { LIST_NAMES } from "./generated/kinds.ts";
export type { PackFile } from "./generated/pack.ts";
export { RECORD } from "./generated/record.ts";
export type { ReeveResults, Result, Unread } from "./generated/results.ts";
export type { RuleFile } from "./generated/rule.ts";
export type { RuleTestFile } from "./generated/rule-test.ts";
export { TABLE } from "./generated/table.ts";
export type { WaiversFile } from "./generated/waivers.ts";
export { dayStartOf, instantOf, instantText, inTimeForm, timeFault, timeOf, timeText } from "./instant.ts";
export { everyList, type ListName } from "./lists.ts";
export { NAMING_FIELDS, type Named, type WithKnown } from "./named.ts";
export type { AccountOperation, TrailSelectors, TrailSettings, Valued } from "./operation/account.ts";
export type { LaterText, PartialCondition, PartialStatement, PlannedContent } from "./operation/content.ts";
export type {
  AwsManagedPolicy,
  CredentialOperation,
  Plan,
  PlannedMembers,
  PlannedOperation,
  PlannedResource,
  PlannedSubject,
  PlanProblem,
  PlanProvider,
  PolicyOperation,
  Principal,
  PrincipalOperation,
  SensitiveTexts,
  WrittenValue,
} from "./operation/plan.ts";
export type { TrailDestination, UnreviewedChange, UnreviewedConcern } from "./operation/unreviewed.ts";
export { afterApply, created, known, type LaterPart, type Reference, type Value } from "./operation/value.ts";
export { RECORD_FIELDS } from "./record-fields.ts";
export type { RecordObject } from "./record-type.ts";
export { hasRun } from "./rule-ran.ts";
export { isAtOrAbove, SEVERITIES } from "./severities.ts";
export { STRING_FORMATS, type StringFormat, type StringFormatName } from "./string-formats.ts";
export type { Field, NumberRange, ResourceKind, ValueType } from "./table.ts";
export { isUnexcused } from "./unexcused.ts";
export { isUnknown } from "./unknown.ts";
export { jsonText, UNSAFE, UNSAFE_ALL, unitEscapes } from "./unsafe-text.ts";
export {
  acceptDocument,
  type SchemaError,
  validateAttestations,
  validateBaseline,
  validateConfig,
  validateDiff,
  validateDocument,
  validatePack,
  validateResults,
  validateRule,
  validateRuleTest,
  validateWaivers,
} from "./validate.ts";
export { number, plural, withArticle, wordFor } from "./words.ts";
