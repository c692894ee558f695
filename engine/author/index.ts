/** engine/author: what others need of it. */
export { type ClauseCoverage, isCovered, type RuleSection, tallyCoverage } from "./coverage/index.ts";
export { hasEffect, withEffects } from "./fault-effect/fault-effect.ts";
export { cutFixture, type Fixture, type FixtureSubject, findEvent, findResource, wholeFixture } from "./fixture/index.ts";
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
export {
  type AnswerExplanation,
  type Completion,
  type ConditionResult,
  completionsAt,
  explainAnswers,
  givenParam,
  type KnownPath,
  type PathValue,
  pathsOf,
  pathValues,
  type Query,
  query,
} from "./query/index.ts";
export { draftRuleText, draftTestText, type RuleDraft, type ScaffoldedCases, scaffoldCases } from "./scaffold/index.ts";
export { smallestChanges, type Turn, type ValueChange, type Wanted, type WantedOutcome } from "./smallest-change/index.ts";
export { appendCases } from "./testing/append-case.ts";
export { caseText } from "./testing/case-text.ts";
export { type CaseFailure, type CaseReport, type NormalizeRecords, type RuleTestOptions, type RuleTestReport, runRuleTests } from "./testing/index.ts";
