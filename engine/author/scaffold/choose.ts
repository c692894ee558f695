import type { CheckedRule } from "../../language/index.ts";
import { baselineOfCase, type CaseBaseline, notices } from "../mutation/case-baseline.ts";
import { mutantsOf } from "../mutation/mutants.ts";
import type { NormalizeRecords } from "../testing/complete.ts";
import type { ScaffoldedCase } from "./test-case.ts";

/** Documents that one more mutant may be put to: the search for a case is bounded, and `rules test --mutate` reports a mutant that survives. */
const MOST_TRIALS = 20_000;

/**
 * The fewest cases, in their order, that show every status found and notice every small change of the rule that any of the candidates notices.
 * The plainest come first among the candidates, so they are taken first.
 */
export function chooseCases(
  rule: CheckedRule,
  candidates: readonly ScaffoldedCase[],
  normalizeRecords: NormalizeRecords,
): { cases: ScaffoldedCase[]; survivors: number } {
  const attempts = candidates.flatMap((one) => baselineOfCase(rule, one, normalizeRecords) ?? []);
  const chosen = new Set<CaseBaseline>();
  const statuses = new Set<string>();
  for (const attempt of attempts) {
    const shown = Object.keys(attempt.testCase.expect);
    if (shown.every((status) => statuses.has(status))) continue;
    chosen.add(attempt);
    for (const status of shown) statuses.add(status);
  }
  let asked = 0;
  let survivors = 0;
  for (const mutant of mutantsOf(rule)) {
    const noticed = (attempt: CaseBaseline): boolean => {
      asked += 1;
      return asked <= MOST_TRIALS && notices(rule, mutant, attempt);
    };
    if ([...chosen].some(noticed)) continue;
    const killer = attempts.find((attempt) => !chosen.has(attempt) && noticed(attempt));
    if (killer) chosen.add(killer);
    else survivors += 1;
  }
  return { cases: attempts.filter((attempt) => chosen.has(attempt)).map(({ testCase }) => testCase), survivors };
}
