/** engine/language: what others need of it. */

export type {
  ComparisonTest,
  Condition,
  CountTest,
  DefaultTest,
  Operand,
  PathOperand,
  PathStep,
  Scalar,
  SimpleOperand,
  Template,
  Test,
  TestCondition,
} from "./condition/ast.ts";
export { parseDuration } from "./condition/duration.ts";
export {
  asJunction,
  asTest,
  type ConditionFold,
  conditionsWithin,
  foldCondition,
  foldTest,
  isComparison,
  rightSidesOf,
  someTests,
  type TestFold,
  testsWithin,
  type Visitor,
  visitCondition,
} from "./condition/fold.ts";
export type { TextTest } from "./condition/glob.ts";
export { countType, rangeText, withinBounds } from "./condition/number-range.ts";
export { builtText, isBuilt, leavesOf, partText, templateText } from "./condition/operands.ts";
export { compileGlob } from "./condition/patterns.ts";
export { orDefault } from "./condition/presence.ts";
export { FALSE, TRUE, type Truth, type TruthName, truthName, UNKNOWN } from "./condition/truth.ts";
export { demandText, meetsDemand } from "./demand.ts";
export { demandingParams } from "./demanding.ts";
export type { Diagnostic, Range } from "./diagnostic.ts";
export type { Check } from "./fix/attempt.ts";
export { checkOf } from "./fix/check-of.ts";
export { type Fixed, fixFile } from "./fix/fix.ts";
export { withSoundCorrections } from "./fix/sound.ts";
export { format } from "./format/format.ts";
export { staysText } from "./format/plain-text.ts";
export { entryLines, scalarText } from "./format/write-yaml.ts";
export { lintExample } from "./lint/example.ts";
export {
  asksCatalogue,
  CATALOGUE_CODES,
  type EventCatalogue,
  lintCases,
  lintRules,
  lintSettings,
  loadEventCatalogue,
  settingsAskCatalogue,
} from "./lint/index.ts";
export { type ConditionOfRule, conditionImplies } from "./lint/reason/condition-implies.ts";
export { booleanAdvice } from "./load/boolean-form.ts";
export { CODE_PAGES, type CodePage, exampleFile } from "./load/code-pages.ts";
export { readCondition } from "./load/conditions.ts";
export { type CasePlace, checkDay, expectedAt, readFile } from "./load/files.ts";
export {
  arnGlobFault,
  CODES,
  type Code,
  type ConfigNames,
  checkConfigFolders,
  checkConfigNames,
  checkPackParams,
  checkParams,
  configSettings,
  loadCondition,
  loadConfig,
  loadPack,
  loadRules,
  loadRuleTest,
  mayGlobMeet,
  namesOfRule,
  packSettings,
  paramOfRules,
  parseParam,
  pathsIn,
  readParamText,
  requiredPaths,
  type Setting,
  type SourceFile,
} from "./load/index.ts";
export { JSON_LOGIC } from "./load/json-logic.ts";
export { readLets } from "./load/lets.ts";
export { didYouMean, nearest } from "./load/nearest.ts";
export { outline } from "./load/outline.ts";
export { readParams, valueFaults } from "./load/params.ts";
export { resolvePath } from "./load/paths.ts";
export { declaredType, RECORD_FIELDS } from "./load/record.ts";
export { byPosition, newReport, type Report } from "./load/report.ts";
export { newScope } from "./load/rule-file.ts";
export type { CheckScope } from "./load/scope.ts";
export { reportShape } from "./load/shape.ts";
export { entryOf, itemsOf, type MapEntry, type MapNode, nodeAt, type SourceNode } from "./load/source.ts";
export { formText, isCaselessType } from "./load/text-form.ts";
export { typeName } from "./load/types.ts";
export { parseYaml } from "./load/yaml.ts";
export { type Compiler, compiler } from "./logic/compile.ts";
export type { CompiledCondition } from "./logic/compiled.ts";
export type { DocumentIndex, EvaluationFrame, LookupBy, Resource, StateBefore } from "./logic/document-index.ts";
export { member } from "./logic/dynamic.ts";
export { lower } from "./logic/lower.ts";
export { mayBeText } from "./logic/partly-known.ts";
export { type ExplainContext, type IterationElement, readOperand, readPath } from "./logic/read.ts";
export { resolve } from "./logic/references.ts";
export { conditionsOf, type LogicLimits, ruleLogic, ruleLogicLimits } from "./logic/rule-logic.ts";
export { letNamed, type Scope, unfold } from "./logic/scope.ts";
export { sourceChoice } from "./logic/source.ts";
export { decidingTruth, type ElementNode, isQuantified, type ReadValue, type TestNode, type TruthNode } from "./logic/trace.ts";
export { describe, elementsOf, walkCondition } from "./logic/walk.ts";
export {
  type CandidateValues,
  type ComparisonMatcher,
  type Mistakes,
  testOf,
  type WantedValue,
} from "./matchers/descriptor.ts";
export { otherDurations } from "./matchers/families/age.ts";
export { is } from "./matchers/is.ts";
export { type MatcherWords, matcherWords } from "./matchers/matcher-words.ts";
export { COMPARISONS, comparedSides, comparisonOf, MATCHER_NAMES, matcherNamed, quantifierOf } from "./matchers/registry.ts";
export { absent, caseless, literalsOf, otherCase } from "./matchers/values.ts";
export { conditionReads, fieldsRead, sourcesRead } from "./reads.ts";
export {
  type Advice,
  type CheckedRule,
  type Demand,
  type ParamSpec,
  type ParamType,
  type ParamValue,
  type RemediationDocument,
  type RemediationStep,
  type RemediationSteps,
  SEVERITIES,
  type Severity,
  type StepValue,
} from "./rule.ts";
