import type { RuleTestFile } from "../../../schemas/index.ts";
import type { CheckedRule } from "../../language/index.ts";
import { baselineOfCase, type CaseBaseline, notices } from "./case-baseline.ts";
import type { MutationOptions, Survivor } from "./run.ts";
import type { KillingCase } from "./search/found.ts";
import { killerOf } from "./search/kill.ts";

/** A survivor with the case that would kill it; null where the search found none. `killedBy`: the name of a case proposed for an earlier survivor. */
export interface Proposal {
  survivor: Survivor;
  found: KillingCase | null;
  killedBy: string | null;
}

/** Proposes cases for the survivors that the test file does not explain, one after the other: a case proposed for one often kills others. */
export function* proposals(
  rule: CheckedRule,
  testFile: RuleTestFile,
  survivors: readonly Survivor[],
  options: MutationOptions,
): Generator<Proposal, void, undefined> {
  const added: { found: KillingCase; caseBaseline: CaseBaseline | null }[] = [];
  for (const survivor of survivors) {
    if (survivor.reason !== null) continue;
    const killer = added.find(({ caseBaseline }) => caseBaseline !== null && notices(rule, survivor.mutant, caseBaseline));
    if (killer) {
      yield { survivor, found: null, killedBy: killer.found.name };
      continue;
    }
    const cases = [...testFile.cases, ...added.map(({ found }) => found)] as unknown as RuleTestFile["cases"];
    const found = killerOf(rule, { ...testFile, cases }, survivor.mutant, options);
    if (found) added.push({ found, caseBaseline: baselineOfCase(rule, found as RuleTestFile["cases"][number], options.normalizeRecords) });
    yield { survivor, found, killedBy: null };
  }
}
