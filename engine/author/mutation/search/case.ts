import type { RuleTestFile } from "../../../../schemas/index.ts";
import type { CheckedRule, ParamValue, Severity } from "../../../language/index.ts";
import { completeDocument, type NormalizeRecords } from "../../testing/complete.ts";
import { runRuleTests } from "../../testing/run.ts";
import { baselineOfCase, mutatedOutcomes, namesIn, notices } from "../case-baseline.ts";
import type { Mutant } from "../mutant.ts";
import { type CaseOutcome, outcomesOf, type PreparedCase, prepareCase } from "../prepared-case.ts";
import type { Base } from "./base.ts";
import { difference } from "./difference.ts";
import type { CaseChange, DifferingResource, KillingCase } from "./found.ts";
import { caseName } from "./name.ts";
import { shrunk } from "./shrink.ts";

type TestCase = RuleTestFile["cases"][number];

/** Makes the smallest case for which rule and mutant differ; null where its results would rest on values that the case does not give. */
export function killingCase(
  rule: CheckedRule,
  testFile: RuleTestFile,
  mutant: Mutant,
  base: Base,
  steps: readonly CaseChange[],
  normalizeRecords: NormalizeRecords,
): KillingCase | null {
  const made = (tried: Base): KillingCase | null => {
    if (difference(rule, mutant, tried, normalizeRecords) !== "result") return null;
    const found = caseOf(rule, mutant, tried, normalizeRecords);
    return found && holds(rule, mutant, found, normalizeRecords) ? found : null;
  };
  const first = made(base);
  if (!first) return null;
  const small = made(shrunk(base, (tried) => made(tried) !== null)) ?? first;
  return { ...small, name: caseName(describeDifference(rule, mutant, small, normalizeRecords), steps, new Set(testFile.cases.map(({ name }) => name))) };
}

/** Whether the case passes with the rule, by the runner's own judgement, and fails with the mutant. */
function holds(rule: CheckedRule, mutant: Mutant, found: KillingCase, normalizeRecords: NormalizeRecords): boolean {
  const caseBaseline = baselineOfCase(rule, found as TestCase, normalizeRecords);
  if (!caseBaseline || !notices(rule, mutant, caseBaseline)) return false;
  return runRuleTests(rule, { cases: [found as TestCase] }, { normalizeRecords }).passed;
}

/** The case as the rule answers it: every resource by name, and severities where they are what differs. */
function caseOf(rule: CheckedRule, mutant: Mutant, { given, params }: Base, normalizeRecords: NormalizeRecords): KillingCase | null {
  const preparedCase = freshPrepared(given, normalizeRecords);
  if (!preparedCase) return null;
  const outcomes = outcomesOf(preparedCase, rule, params as Record<string, ParamValue>);
  const mutated = mutatedOutcomes(rule, mutant, { preparedCase, params: params as Record<string, ParamValue> });
  const expect: KillingCase["expect"] = {};
  const severity: Record<string, Severity> = {};
  const say = (name: string, outcome: CaseOutcome, other: CaseOutcome | null | undefined): void => {
    const named = expect[outcome.status] ?? [];
    named.push(name);
    expect[outcome.status] = named;
    if (outcome.severity !== null && other?.status === outcome.status && other.severity !== outcome.severity) severity[name] = outcome.severity;
  };
  const names = namesIn(rule, preparedCase);
  for (const [at, outcome] of outcomes.each.entries()) say(names[at]?.[0] ?? "*", outcome, mutated?.each[at]);
  if (outcomes.kind) say("*", outcomes.kind, mutated?.kind);
  const held = Object.keys(severity).length > 0 ? { severity } : {};
  return { name: "case", ...(Object.keys(params).length > 0 ? { params } : {}), given, expect, ...held };
}

function freshPrepared(given: Base["given"], normalizeRecords: NormalizeRecords): PreparedCase | null {
  const { document, problems } = completeDocument(given, normalizeRecords);
  return problems.length === 0 ? prepareCase(document) : null;
}

/** The first resource on which the two differ. */
function describeDifference(rule: CheckedRule, mutant: Mutant, found: KillingCase, normalizeRecords: NormalizeRecords): DifferingResource | null {
  const caseBaseline = baselineOfCase(rule, found as TestCase, normalizeRecords);
  const mutated = caseBaseline && mutatedOutcomes(rule, mutant, caseBaseline);
  if (!caseBaseline || !mutated) return null;
  const unlike = (left: CaseOutcome | null, right: CaseOutcome | null): boolean => left?.status !== right?.status || left?.severity !== right?.severity;
  const at = caseBaseline.expected.each.findIndex((outcome, index) => unlike(outcome, mutated.each[index] ?? null));
  const outcome = caseBaseline.expected.each[at];
  if (outcome) return { resource: namesIn(rule, caseBaseline.preparedCase)[at]?.[0] ?? "*", rule: outcome, mutant: mutated.each[at] ?? null };
  return caseBaseline.expected.kind && { resource: "*", rule: caseBaseline.expected.kind, mutant: mutated.kind };
}
