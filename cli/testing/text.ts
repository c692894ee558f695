import { type CaseFailure, type CaseReport, expectedAt, type TestNode } from "../../engine/index.ts";
import { columns, type Paint, padEnd, plural, short, visible, wrap } from "../../reporters/index.ts";
import { truthText } from "../truth-text.ts";
import { testsToMark, treesOf } from "./deciding.ts";
import { percentOf, type SuiteRun, type TestCounts } from "./run.ts";
import type { Suite } from "./suites.ts";

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

/** A failing case: where it stands, which resource came out how, and the truth of each part of the conditions with the values it read. */
function* failingCase(suite: Suite, one: CaseReport, at: number, width: number, paint: Paint): Iterable<string> {
  const place = suite.places[at];
  yield `\n${wrap(`${paint.red("failed")} ${paint.bold(visible(suite.rule.id))}: ${short(one.name, 300)}`, width).join("\n")}\n`;
  yield `  ${paint.dim(`${visible(suite.testFile)}${place ? `:${place.at.line}:${place.at.column}` : ""}`)}\n`;
  for (const { path, message } of one.problems) yield `${wrap(`${visible(path)}: ${short(message, 400)}`, width, "  ").join("\n")}\n`;
  for (const failure of one.failures) yield* failureText(failure, place ? (expectedAt(place, failure.resource)?.line ?? null) : null, width, paint);
}

function* failureText(failure: CaseFailure, line: number | null, width: number, paint: Paint): Iterable<string> {
  const where = line === null ? "" : paint.dim(` (line ${line})`);
  yield `${wrap(`${paint.bold(short(failure.resource))}: ${failureSentence(failure, paint)}${where}`, width, "  ").join("\n")}\n`;
  const marked = testsToMark(failure);
  const mark = failure.code === "rests-on-default" ? "not given" : "decides";
  const noteOf = (node: TestNode): string => {
    const source = node.subject.source === null ? "" : ` ${paint.dim(`(${short(node.subject.source, 100)})`)}`;
    return `${source}${marked.has(node) ? ` ${paint.red(`← ${mark}`)}` : ""}`;
  };
  for (const { name, tree } of treesOf(failure)) {
    yield `    ${paint.dim(name)}\n`;
    yield* truthText(tree, width, paint, 3, noteOf);
  }
}

function failureSentence({ code, expected, got }: CaseFailure, paint: Paint): string {
  const [wanted, is] = [paint.green(expected ?? ""), paint.red(got ?? "")];
  switch (code) {
    case "wrong-status":
      return `expected ${wanted}, got ${is}`;
    case "wrong-severity":
      return `expected severity ${wanted}, got ${is}`;
    case "not-named":
      return `got ${is}, and the case does not name it`;
    case "not-judged":
      return `expected ${wanted}, and the rule judges no such resource`;
    case "rests-on-default":
      return `is ${is} as expected, but rests on a value that the case does not give`;
  }
}
