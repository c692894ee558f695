import type { RuleTestFile } from "../../../schemas/index.ts";
import type { CheckedRule } from "../../language/index.ts";
import type { NormalizeRecords } from "../testing/complete.ts";
import { runRuleTests } from "../testing/run.ts";
import { baselineOfCase, type CaseBaseline, notices, restsOnDefault } from "./case-baseline.ts";
import type { Mutant } from "./mutant.ts";
import { mutantsOf } from "./mutants.ts";

export interface MutationReport {
  rule: CheckedRule["id"];
  /** Cases that fail with the rule as it is: nothing can be learned from a mutant before they pass. */
  failing: string[];
  mutants: number;
  /** Mutants that every case lets pass, the explained ones included. */
  survivors: Survivor[];
  /** Entries of `survivors` in the test file that name no survivor. */
  stale: string[];
}

export interface Survivor {
  mutant: Mutant;
  /** Why the test file lets it live; null where it does not say. */
  reason: string | null;
}

export interface MutationOptions {
  /** The collectors' function from verbatim records to events. */
  normalizeRecords: NormalizeRecords;
}

/** Changes a rule in every small way that people get rules wrong, and tells which changes none of its cases notices. */
export function mutateRule(rule: CheckedRule, testFile: RuleTestFile, { normalizeRecords }: MutationOptions): MutationReport {
  const failing = runRuleTests(rule, testFile, { normalizeRecords }).cases.filter(({ passed }) => !passed);
  const report: MutationReport = { rule: rule.id, failing: failing.map(({ name }) => name), mutants: 0, survivors: [], stale: [] };
  if (failing.length > 0) return report;
  const caseBaselines = testFile.cases.flatMap((testCase) => baselineOfCase(rule, testCase, normalizeRecords) ?? []);
  const mutants = mutantsOf(rule);
  const surviving = survivorsAmong(rule, mutants, caseBaselines);
  const reasons = new Map((testFile.survivors ?? []).map(({ mutant, reason }) => [mutant, reason]));
  const survivors = surviving.map((mutant) => ({ mutant, reason: reasons.get(mutant.id) ?? null }));
  const ids = new Set(surviving.map(({ id }) => id));
  return { ...report, mutants: mutants.length, survivors, stale: [...reasons.keys()].filter((id) => !ids.has(id)) };
}

/** The case that noticed the last mutant is asked first: neighbours die of the same case. */
function survivorsAmong(rule: CheckedRule, mutants: readonly Mutant[], caseBaselines: readonly CaseBaseline[]): Mutant[] {
  let order = [...caseBaselines];
  return mutants.filter((mutant) => {
    const at = order.findIndex((caseBaseline) => notices(rule, mutant, caseBaseline));
    const killer = order[at];
    if (killer && at > 0) order = [killer, ...order.toSpliced(at, 1)];
    return !killer && !caseBaselines.some((caseBaseline) => restsOnDefault(rule, mutant, caseBaseline));
  });
}
