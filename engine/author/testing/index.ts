export type { NormalizeRecords } from "./complete.ts";
export { TEST_TIME } from "./complete.ts";
export { TEST_ACCOUNT } from "./identify.ts";
export type { CaseProblem } from "./problem.ts";
export type { CaseFailure, CaseReport, CaseStatus, FailureCode, RuleTestReport } from "./report.ts";
export { type RuleTestOptions, runRuleTests } from "./run.ts";
