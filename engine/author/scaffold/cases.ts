import type { CheckedRule } from "../../language/index.ts";
import type { NormalizeRecords } from "../testing/complete.ts";
import type { CaseStatus } from "../testing/report.ts";
import { runRuleTests } from "../testing/run.ts";
import { chooseCases } from "./choose.ts";
import { type CandidateDocument, gather } from "./gather.ts";
import { givenOf } from "./given.ts";
import { recordSlots, recordWriter } from "./record.ts";
import { requiredValuesOf } from "./required-values.ts";
import { type CaseWriter, climb, newSearch, type WANTED } from "./search.ts";
import { slotsOf } from "./slots.ts";
import type { ScaffoldedCase } from "./test-case.ts";
import { kindCases } from "./unread-list.ts";

export interface ScaffoldedCases {
  cases: ScaffoldedCase[];
  /** Statuses that a rule's tests should show and that no case was found for. */
  missing: CaseStatus[];
  /** Small changes of the rule that none of the cases notices. */
  survivors: number;
}

/**
 * Finds small documents for a rule: one that passes and one that fails (an event: a finding and no match), what each place changes alone, and what
 * is unknown when a place is unread; of these the fewest that notice every small change of the rule. Every case has been run and passes. Deterministic; the rule has no lets, and parameters keep their defaults.
 */
export function scaffoldCases(rule: CheckedRule, normalizeRecords: NormalizeRecords): ScaffoldedCases {
  const demands = requiredValuesOf(rule);
  const isEvent = rule.body.kind === "event";
  const slots = isEvent ? recordSlots(demands) : slotsOf(demands);
  const write: CaseWriter = isEvent ? recordWriter(slots) : (choice) => givenOf(slots, choice, rule.resource);
  const search = newSearch(rule, slots, write, normalizeRecords);
  const start = slots.flatMap(({ specs }) => specs.slice(0, 1));
  const order: (keyof typeof WANTED)[] = isEvent ? ["finding", "no-match", "excused"] : ["pass", "fail", "not-applicable"];
  const bases: ReturnType<typeof climb>[] = [];
  for (const status of order) bases.push(climb(search, bases.find((one) => one)?.choice ?? start, status));
  const candidates = [...gather(search, bases).map(caseOf), ...kindCases(rule, bases[0] ?? bases[1] ?? null)];
  const { cases, survivors } = chooseCases(
    rule,
    candidates.filter((one) => passes(rule, one, normalizeRecords)),
    normalizeRecords,
  );
  const shown = new Set(cases.flatMap(({ expect }) => Object.keys(expect)));
  return { cases, survivors, missing: [...order.slice(0, 2), "unknown" as const].filter((status) => !shown.has(status)) };
}

function caseOf({ tried, name }: CandidateDocument): ScaffoldedCase {
  const expect: Partial<Record<CaseStatus, string[]>> = {};
  for (const [resource, status] of Object.entries(tried.statuses)) expect[status] = [...(expect[status] ?? []), resource];
  return { name, given: tried.given, expect } as ScaffoldedCase;
}

const passes = (rule: CheckedRule, one: ScaffoldedCase, normalizeRecords: NormalizeRecords): boolean =>
  runRuleTests(rule, { cases: [one] }, { normalizeRecords }).passed;
