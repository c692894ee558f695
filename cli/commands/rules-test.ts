import { readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { normalizeRecords } from "../../collectors/index.ts";
import { type CaseFailure, type CheckedRule, type Diagnostic, loadRules, loadRuleTest, type RuleTestReport, runRuleTests } from "../../engine/index.ts";
import { type Paint, paintOf, plural, short, visible, wrap } from "../../reporters/index.ts";
import { reasonOf } from "../files.ts";
import type { SelectionFlags } from "../flags.ts";
import type { Io } from "../io.ts";
import { refuse } from "../refuse.ts";
import { named, read, type SourceFile } from "../rule-files.ts";
import { choose } from "../selection/choose.ts";
import { truthText } from "../truth-text.ts";
import { UsageError } from "../usage-error.ts";

interface Tested {
  reports: RuleTestReport[];
  /** Rules without a test file, or whose file has no case: named, for a suite that tests nothing is no suite. */
  untested: string[];
  diagnostics: Diagnostic[];
  sources: Map<string, string>;
}

/** Runs the test files beside the chosen rules, or those named. Exit code 1 when a case fails, 2 when a file is wrong or nothing was tested. */
export async function rulesTest(paths: string[], flags: SelectionFlags, io: Io): Promise<number> {
  const tests = paths.length > 0 ? paths.flatMap(testFiles) : null;
  let rules: CheckedRule[];
  if (tests) {
    const files = tests.map((test) => read(test.replace(/\.test(\.ya?ml)$/, "$1")));
    const loaded = loadRules(files);
    const sources = new Map(files.map(({ file, text }) => [file, text]));
    if (await refuse({ diagnostics: loaded.diagnostics, sourceOf: (file) => sources.get(file) }, io)) return 2;
    rules = loaded.rules;
  } else {
    const chosen = choose(flags);
    if (await refuse(chosen, io)) return 2;
    rules = chosen.rules;
  }
  const tested = run(rules);
  if (await refuse({ diagnostics: tested.diagnostics, sourceOf: (file) => tested.sources.get(file) }, io)) return 2;
  const cases = tested.reports.flatMap((report) => report.cases);
  if (cases.length === 0) throw new UsageError("no test case was found: nothing was tested. Tests stand in <rule-id>.test.yaml beside the rule.");
  const paint = paintOf(io.out.color);
  for (const report of tested.reports) for (const text of reportText(report, io.out.width, paint)) await io.out.write(text);
  const failed = cases.filter(({ passed }) => !passed).length;
  for (const id of tested.untested) await io.out.write(`${paint.yellow("untested")} ${visible(id)}\n`);
  await io.out.write(
    `${plural(tested.reports.length, "rule")}, ${plural(cases.length, "case")}: ${failed === 0 ? "all passed" : `${failed} failed`}${tested.untested.length > 0 ? `; ${plural(tested.untested.length, "rule")} without tests` : ""}\n`,
  );
  return failed > 0 ? 1 : 0;
}

function run(rules: readonly CheckedRule[]): Tested {
  const tested: Tested = { reports: [], untested: [], diagnostics: [], sources: new Map() };
  for (const rule of rules) {
    const path = rule.file.replace(/(\.ya?ml)$/, ".test$1");
    if (!statSync(path, { throwIfNoEntry: false })) {
      tested.untested.push(rule.id);
      continue;
    }
    const source: SourceFile = read(path);
    tested.sources.set(source.file, source.text);
    const loaded = loadRuleTest(source);
    tested.diagnostics.push(...loaded.diagnostics);
    if (loaded.test) tested.reports.push(runRuleTests(rule, loaded.test, { normalizeRecords }));
  }
  return tested;
}

/** Test files of a folder, or one; a rule's own file stands for its tests. */
function testFiles(path: string): string[] {
  try {
    if (statSync(path).isFile()) return [/\.test\.ya?ml$/.test(path) ? path : join(dirname(path), basename(path).replace(/(\.ya?ml)$/, ".test$1"))];
    return (readdirSync(path, { recursive: true, encoding: "utf8" }) as string[])
      .filter((name) => /\.test\.ya?ml$/.test(name))
      .sort()
      .map((name) => named(join(path, name)));
  } catch (error) {
    throw new UsageError(`cannot read tests from ${path}: ${reasonOf(error)}`);
  }
}

function* reportText(report: RuleTestReport, width: number, paint: Paint): Iterable<string> {
  for (const one of report.cases) {
    if (one.passed) continue;
    yield `${wrap(`${paint.red("failed")} ${paint.bold(visible(report.rule))}: ${short(one.name, 300)}`, width).join("\n")}\n`;
    for (const { path, message } of one.problems) yield `${wrap(`${visible(path)}: ${short(message, 400)}`, width, "  ").join("\n")}\n`;
    for (const failure of one.failures) yield* failureText(failure, width, paint);
    yield "\n";
  }
}

function* failureText(failure: CaseFailure, width: number, paint: Paint): Iterable<string> {
  yield `${wrap(`${short(failure.resource)}: ${said(failure)}`, width, "  ").join("\n")}\n`;
  for (const { name, tree } of failure.explanation?.conditions ?? []) {
    yield `    ${paint.dim(name)}\n`;
    yield* truthText(tree, width, paint, 3);
  }
}

function said({ code, expected, got }: CaseFailure): string {
  switch (code) {
    case "wrong-status":
      return `expected ${expected}, is ${got}`;
    case "wrong-severity":
      return `expected severity ${expected}, is ${got}`;
    case "not-named":
      return `is ${got}, and the case does not name it`;
    case "not-judged":
      return `expected ${expected}, is not judged`;
    case "rests-on-default":
      return `is ${got} as expected, but by a value that the case does not give`;
  }
}
