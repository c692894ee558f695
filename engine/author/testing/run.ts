import { type RuleTestFile, TABLE } from "../../../schemas/index.ts";
import { type EvaluateOptions, walkAt } from "../../evaluate/index.ts";
import { type CheckedRule, type ParamValue, valueFaults } from "../../language/index.ts";
import { type ClauseCoverage, newCoverage, observe } from "../coverage/index.ts";
import { compare } from "./compare.ts";
import { completeDocument, type NormalizeRecords } from "./complete.ts";
import { insteadOf, type Problems } from "./problem.ts";
import type { CaseReport, RuleTestReport } from "./report.ts";
import { type CaseVerdict, verdictsOf } from "./verdicts.ts";

export interface RuleTestOptions {
  /** The collectors' function from verbatim records to events. */
  normalizeRecords: NormalizeRecords;
  /** Also works out what the cases show of each clause. */
  coverage?: boolean;
}

/**
 * Runs the cases of a rule's test file, which has been validated against its schema. A case passes when every resource it names comes
 * out as expected, no other is judged, and no result rests on a value that the case leaves out.
 */
export function runRuleTests(rule: CheckedRule, testFile: RuleTestFile, { normalizeRecords, coverage = false }: RuleTestOptions): RuleTestReport {
  const clauses = coverage ? newCoverage(rule) : null;
  const cases = testFile.cases.map((testCase) => runCase(rule, testCase, normalizeRecords, clauses));
  return { rule: rule.id, passed: cases.every(({ passed }) => passed), cases, coverage: clauses };
}

type TestCase = RuleTestFile["cases"][number];

function runCase(rule: CheckedRule, testCase: TestCase, normalizeRecords: NormalizeRecords, clauses: ClauseCoverage[] | null): CaseReport {
  const { document, problems } = completeDocument(testCase.given as Record<string, unknown>, normalizeRecords);
  const options: EvaluateOptions = { params: { [rule.id]: paramsOf(rule, testCase.params ?? {}, problems) }, stated: "kept" };
  const isEvent = rule.body.kind === "event";
  // What the rule makes of a value that was refused says nothing of the rule.
  if (problems.length > 0) return { name: testCase.name, passed: false, problems, failures: [] };
  const verdicts = verdictsOf(document, rule, options, problems);
  if (verdicts.length > 0 && verdicts.every(judgesNothing)) problems.push({ path: "given", message: nothingJudged(rule) });
  const failures = compare(verdicts, testCase.expect, testCase.severity ?? {}, isEvent, problems);
  const passed = problems.length === 0 && failures.length === 0;
  if (clauses && passed) {
    for (const verdict of verdicts) {
      const walk = walkAt(document, rule, verdict.place, options);
      const withSeverity = Object.keys(testCase.severity ?? {}).some((name) => verdict.names.includes(name));
      if (walk) observe(rule, { walk, caseName: testCase.name, withSeverity }, clauses);
    }
  }
  return { name: testCase.name, passed, problems, failures };
}

const judgesNothing = ({ names, status }: CaseVerdict): boolean => names[0] === "*" && status === "not-applicable";

const nothingJudged = ({ resource }: CheckedRule): string => {
  const list = TABLE.kinds[resource].list ?? resource;
  return `${list} is empty: the case judges nothing, and passes whatever the rule says. Give it ${resource === "event" ? "a record" : "a resource"} to judge.`;
};

/** Parameters of the case; a name that the rule does not declare, or a value of another type, is a problem of the case. */
function paramsOf(rule: CheckedRule, given: Record<string, unknown>, problems: Problems): Record<string, ParamValue> {
  const params: Record<string, ParamValue> = {};
  for (const [name, value] of Object.entries(given)) {
    const spec = rule.params.find((candidate) => candidate.name === name);
    const names = rule.params.map((one) => one.name);
    const faults = spec
      ? valueFaults(spec, value).map(({ text, meant }) => `${name} ${text}${meant === null || /[(:] ?write /.test(text) ? "" : `: write ${meant}`}`)
      : [`${name} is no parameter of the rule.${names.length === 0 ? "" : insteadOf(name, names)}`];
    if (faults.length === 0) params[name] = value as ParamValue;
    for (const message of faults) problems.push({ path: `params.${name}`, message });
  }
  return params;
}
