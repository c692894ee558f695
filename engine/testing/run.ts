import type { RuleTestFile } from "../../schemas/index.ts";
import { valueFault } from "../load/params.ts";
import type { CheckedRule, ParamValue } from "../rule.ts";
import { compare } from "./compare.ts";
import { completeDocument, type NormalizeRecords } from "./complete.ts";
import type { Problems } from "./problem.ts";
import type { CaseReport, RuleTestReport } from "./report.ts";
import { verdictsOf } from "./verdicts.ts";

export interface RuleTestOptions {
  /** The collectors' function from verbatim records to events. */
  normalizeRecords: NormalizeRecords;
}

/**
 * Runs the cases of a rule's test file, which has been validated against its schema. A case passes when every resource it names comes
 * out as expected, no other is judged, and no result rests on a value that the case leaves out.
 */
export function runRuleTests(rule: CheckedRule, testFile: RuleTestFile, { normalizeRecords }: RuleTestOptions): RuleTestReport {
  const cases = testFile.cases.map((testCase) => runCase(rule, testCase, normalizeRecords));
  return { rule: rule.id, passed: cases.every(({ passed }) => passed), cases };
}

function runCase(rule: CheckedRule, testCase: RuleTestFile["cases"][number], normalizeRecords: NormalizeRecords): CaseReport {
  const { document, problems } = completeDocument(testCase.given as Record<string, unknown>, normalizeRecords);
  const params = paramsOf(rule, testCase.params ?? {}, problems);
  const isEvent = rule.body.kind === "event";
  const verdicts = verdictsOf(document, rule, { params: { [rule.id]: params } }, problems);
  const failures = compare(verdicts, testCase.expect, testCase.severity ?? {}, isEvent, problems);
  return { name: testCase.name, passed: problems.length === 0 && failures.length === 0, problems, failures };
}

/** Parameters of the case; a name that the rule does not declare, or a value of another type, is a problem of the case. */
function paramsOf(rule: CheckedRule, given: Record<string, unknown>, problems: Problems): Record<string, ParamValue> {
  const params: Record<string, ParamValue> = {};
  for (const [name, value] of Object.entries(given)) {
    const spec = rule.params.find((candidate) => candidate.name === name);
    const fault = spec ? valueFault(spec, value) : "is no parameter of the rule";
    if (fault === null) params[name] = value as ParamValue;
    else problems.push({ path: `params.${name}`, message: `${name} ${fault}` });
  }
  return params;
}
