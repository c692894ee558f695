export type { CaseFailure, CaseReport, CaseStatus, RuleTestReport } from "./report.ts";
export { type RuleTestOptions, runRuleTests } from "./run.ts";
