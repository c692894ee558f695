/** engine/author: what others need of it. */
export { type ClauseCoverage, isCovered, tallyCoverage } from "./coverage/index.ts";
export { hasEffect, withEffects } from "./fault-effect/fault-effect.ts";
export { cutFixture, type FixtureSubject, findEvent, findResource, wholeFixture } from "./fixture/index.ts";
export {
  type Mutant,
  type MutationReport,
  mutateRule,
  type Proposal,
  proposals,
  shownChange,
} from "./mutation/index.ts";
export {
  type AnswerExplanation,
  type ConditionResult,
  completionsAt,
  explainAnswers,
  givenParam,
  pathsOf,
  pathValues,
  type Query,
  query,
} from "./query/index.ts";
export { draftRuleText, draftTestText, type RuleDraft, type ScaffoldedCases, scaffoldCases } from "./scaffold/index.ts";
export { smallestChanges, type Turn, type ValueChange, type Wanted } from "./smallest-change/index.ts";
export { appendCases } from "./testing/append-case.ts";
export { caseText } from "./testing/case-text.ts";
export { type CaseFailure, type CaseReport, type RuleTestOptions, type RuleTestReport, runRuleTests } from "./testing/index.ts";
