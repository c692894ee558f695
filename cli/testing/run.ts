import { normalizeRecords } from "../../collectors/index.ts";
import { type CaseReport, type ClauseCoverage, type RuleTestReport, runRuleTests, tallyCoverage } from "../../engine/index.ts";
import type { Suite } from "./suites.ts";

/** What became of one rule's cases; a rule without cases is untested, which is a failure. */
export interface SuiteRun {
  suite: Suite;
  status: "passed" | "failed" | "untested";
  report: RuleTestReport | null;
}

export interface TestCounts {
  rules: number;
  cases: number;
  failed: number;
  untested: number;
  /** Null where coverage was not asked for. */
  coverage: { covered: number; total: number } | null;
}

export function runSuite(suite: Suite, coverage: boolean): SuiteRun {
  if (!suite.test || suite.test.cases.length === 0) return { suite, status: "untested", report: null };
  const report = runRuleTests(suite.rule, suite.test, { normalizeRecords, coverage });
  return { suite, status: report.passed ? "passed" : "failed", report };
}

const casesOf = (runs: readonly SuiteRun[]): CaseReport[] => runs.flatMap(({ report }) => report?.cases ?? []);

const clausesOf = (runs: readonly SuiteRun[]): ClauseCoverage[] => runs.flatMap(({ report }) => report?.coverage ?? []);

export function countsOf(runs: readonly SuiteRun[], coverage: boolean): TestCounts {
  const cases = casesOf(runs);
  return {
    rules: runs.length,
    cases: cases.length,
    failed: cases.filter(({ passed }) => !passed).length,
    untested: runs.filter(({ status }) => status === "untested").length,
    coverage: coverage ? tallyCoverage(clausesOf(runs)) : null,
  };
}

/** Whole per cent, rounded down: 100 means all. A rule without clauses leaves nothing to cover. */
export const percentOf = ({ covered, total }: { covered: number; total: number }): number => (total === 0 ? 100 : Math.floor((covered * 100) / total));
