import { columns, type Paint, padEnd, plural, visible, wrap } from "../../reporters/index.ts";
import { failingCase } from "./failure-text.ts";
import { percentOf, type SuiteRun, type TestCounts } from "./run.ts";

/** A line for each rule, then each failing case with the reason. */
export function* runsText(runs: readonly SuiteRun[], width: number, paint: Paint): Iterable<string> {
  const longest = Math.min(Math.max(0, ...runs.map(({ suite }) => columns(visible(suite.rule.id)))), Math.max(0, width - 34));
  for (const run of runs) yield `${wrap(`${padEnd(visible(run.suite.rule.id), longest)}  ${what(run)}`, width, statusText(run, paint)).join("\n")}\n`;
  for (const { suite, report } of runs) {
    for (const [at, one] of (report?.cases ?? []).entries()) if (!one.passed) yield* failingCase(suite, one, at, width, paint);
  }
}

function statusText({ status }: SuiteRun, paint: Paint): string {
  const word = padEnd(status, 9);
  return status === "passed" ? paint.green(word) : status === "failed" ? paint.red(word) : paint.yellow(word);
}

function what({ suite, status, report }: SuiteRun): string {
  const cases = report?.cases ?? [];
  const failed = cases.filter(({ passed }) => !passed).length;
  if (status === "untested") return suite.test ? "its test file has no case" : `no cases: ${visible(suite.testFile)} does not exist`;
  return `${plural(cases.length, "case")}${failed > 0 ? `, ${failed} failed` : ""}`;
}

/** `62 rules, 428 cases: all passed`. */
export function summaryText({ rules, cases, failed, untested, coverage }: TestCounts, least: number | null, paint: Paint): string {
  const bad = [failed > 0 ? `${failed} failed` : "", untested > 0 ? `${plural(untested, "rule")} without cases` : ""].filter(Boolean).join("; ");
  const verdict = bad === "" ? paint.green("all passed") : paint.red(bad);
  const percent = coverage === null ? null : percentOf(coverage);
  const covered = percent === null ? "" : `; ${percent} % of what clauses decide is covered`;
  const below = percent !== null && least !== null && percent < least ? paint.red(`, less than the ${least} % asked for`) : "";
  return `${plural(rules, "rule")}, ${plural(cases, "case")}: ${verdict}${covered}${below}\n`;
}
