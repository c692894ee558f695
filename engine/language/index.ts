/** engine/language: what others need of it. */
export type { Diagnostic, Range } from "./diagnostic.ts";
export { type Fixed, type FixResult, fixFile } from "./fix/fix.ts";
export { type Formatted, format } from "./format/format.ts";
export { staysText } from "./format/plain-text.ts";
export { entryLines, scalarText } from "./format/write-yaml.ts";
export { lintExample } from "./lint/example.ts";
export { type EventCatalogue, type LintContext, lintRules, loadEventCatalogue } from "./lint/index.ts";
export { CODE_PAGES, type CodePage, exampleFile } from "./load/code-pages.ts";
export { readCondition } from "./load/conditions.ts";
export { type CasePlace, checkDay, readFile } from "./load/files.ts";
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
export { JSON_LOGIC } from "./load/json-logic.ts";
export { readLets } from "./load/lets.ts";
export { MATCHERS } from "./load/matcher-names.ts";
export { didYouMean, nearest } from "./load/nearest.ts";
export { outline } from "./load/outline.ts";
export { readParams, valueFault } from "./load/params.ts";
export { resolvePath } from "./load/paths.ts";
export { RECORD_FIELDS } from "./load/record.ts";
export { byPosition, newReport, type Report } from "./load/report.ts";
export { newScope } from "./load/rule-file.ts";
export type { CheckScope } from "./load/scope.ts";
export { reportShape } from "./load/shape.ts";
export { entryOf, itemsOf, type MapEntry, type MapNode, nodeAt, type SourceNode } from "./load/source.ts";
export { typeName } from "./load/types.ts";
export { parseYaml } from "./load/yaml.ts";
export type { Condition, LetBinding, Operand, PathOperand, PathStep, Scalar, Template, Test } from "./logic/ast.ts";
export { type Compiler, compiler } from "./logic/compile.ts";
export type { CompiledCondition } from "./logic/compiled.ts";
export { parseDuration } from "./logic/duration.ts";
export { member } from "./logic/dynamic.ts";
export type { TextTest } from "./logic/glob.ts";
export { type Lowered, lower } from "./logic/lower.ts";
export { OPERATORS, operatorNamed } from "./logic/operators/index.ts";
export { orDefault } from "./logic/operators/presence.ts";
export { compileCidr, compileGlob, compilePattern, compileRegex } from "./logic/patterns.ts";
export { type Item, readOperand, readPath, type Walk } from "./logic/read.ts";
export { resolve } from "./logic/references.ts";
export { type LogicLimits, ruleLogic, ruleLogicLimits } from "./logic/rule-logic.ts";
export { letNamed, type Scope, unfold } from "./logic/scope.ts";
export type { ElementNode, ReadValue, TestNode, TruthNode } from "./logic/trace.ts";
export { FALSE, TRUE, type Truth, type TruthName, truthName, UNKNOWN } from "./logic/truth.ts";
export { describe, walkCondition } from "./logic/walk.ts";
export type { Frame, Gate, LookupBy, Resource, World } from "./logic/world.ts";
export { sourcesRead } from "./reads.ts";
export {
  type CheckedRule,
  type Cure,
  type ParamSpec,
  type ParamType,
  type ParamValue,
  type RemediationStep,
  SEVERITIES,
  type Severity,
  type StepValue,
} from "./rule.ts";
