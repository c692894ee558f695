import {
  type CaseFailure,
  type CasePlace,
  type CaseReport,
  expectedAt,
  loadRules,
  loadRuleTest,
  type Range,
  type RuleTestReport,
  runRuleTests,
} from "../engine/index.ts";
import { plural, visible } from "../reporters/index.ts";
import { fileKind, rulePath, testPath } from "./file-kind.ts";
import { rangeOf } from "./places.ts";
import type { LspDiagnostic } from "./protocol.ts";
import type { Workspace } from "./workspace.ts";

/** What a run of a rule's tests says: a sentence, and what is wrong at which place of the test file. */
export interface TestRun {
  passed: boolean;
  sentence: string;
  testPath: string;
  diagnostics: LspDiagnostic[];
}

/** Runs the tests of a rule, asked from the rule or from its test, with the texts that the editor holds. */
export function runTests(path: string, { read, inRules, normalizeRecords }: Workspace): TestRun {
  const isTest = fileKind(path, read(path) ?? "", inRules(path)) === "test";
  const [rule, test] = isTest ? [rulePath(path), path] : [path, testPath(path)];
  const failureText = (sentence: string): TestRun => ({ passed: false, sentence, testPath: test, diagnostics: [] });
  const ruleText = read(rule);
  const testText = read(test);
  if (ruleText === null) return failureText(`There is no rule ${nameOf(rule)} to test.`);
  if (testText === null) return failureText(`${nameOf(rule)} has no tests: they stand in ${nameOf(test)} beside it.`);
  const [checked] = loadRules([{ file: rule, text: ruleText }]).rules;
  if (!checked) return failureText(`${nameOf(rule)} has mistakes: correct them first.`);
  const loaded = loadRuleTest({ file: test, text: testText });
  if (!loaded.test) return failureText(`${nameOf(test)} has mistakes: correct them first.`);
  const report = runRuleTests(checked, loaded.test, { normalizeRecords });
  const failed = report.cases.filter(({ passed }) => !passed).length;
  const count = plural(report.cases.length, "case");
  const sentence = failed === 0 ? `${checked.id}: ${count}, all passed` : `${checked.id}: ${failed} of ${count} failed`;
  return { passed: failed === 0, sentence, testPath: test, diagnostics: failuresOf(report, loaded.places) };
}

const nameOf = (path: string): string => visible(path.split(/[\\/]/).at(-1) ?? path);

function failuresOf(report: RuleTestReport, places: readonly CasePlace[]): LspDiagnostic[] {
  return report.cases.flatMap((one, index) => {
    const place = places[index];
    return place && !one.passed ? ofCase(one, place) : [];
  });
}

function ofCase({ problems, failures }: CaseReport, place: CasePlace): LspDiagnostic[] {
  const at = (range: Range, message: string): LspDiagnostic => ({ range: rangeOf(range), severity: 1, source: "reeve", code: "test", message });
  return [
    ...problems.map(({ path, message }) => at(place.at, `${path}: ${message}`)),
    ...failures.map((failure) => at(expectedAt(place, failure.resource) ?? place.at, failureText(failure))),
  ];
}

function failureText({ code, resource, expected, got }: CaseFailure): string {
  switch (code) {
    case "wrong-status":
      return `${resource}: expected ${expected}, is ${got}.`;
    case "wrong-severity":
      return `${resource}: expected severity ${expected}, is ${got}.`;
    case "not-named":
      return `${resource} is ${got}, and the case does not name it.`;
    case "not-judged":
      return `${resource}: expected ${expected}, is not judged.`;
    case "rests-on-default":
      return `${resource} is ${got} as expected, but by a value that the case does not give.`;
    default:
      return `${resource}: expected ${expected}, is ${got}.`;
  }
}
