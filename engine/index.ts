/** The engine's door: pure functions over documents and rules. */
export type { Diagnostic, Range } from "./diagnostic.ts";
export {
  type AcceptedGap,
  accountOf,
  documentSha256,
  type EvaluateOptions,
  type ExitOptions,
  type ExitReason,
  type Explanation,
  evaluate,
  exitCode,
  explain,
  type Judgement,
  judge,
  type Refused,
  renderValue,
} from "./evaluate/index.ts";
export { fingerprint } from "./fingerprint.ts";
export type { Condition, LetBinding, Operand, PathOperand, Scalar, Template, Test } from "./logic/ast.ts";
export { parseDuration } from "./logic/duration.ts";
export { type Lowered, lower } from "./logic/lower.ts";
export { OPERATORS } from "./logic/operators/index.ts";
export { compileCidr, compileGlob, compileRegex } from "./logic/patterns.ts";
export { ruleLogic } from "./logic/rule-logic.ts";
export type { ElementNode, ReadValue, TestNode, TruthNode } from "./logic/trace.ts";
export type { TruthName } from "./logic/truth.ts";
export type { CheckedRule, Cure, ParamSpec, ParamType, ParamValue, RemediationStep, Severity, StepValue } from "./rule.ts";
export { SEVERITIES } from "./rule.ts";
