import { placeOf } from "./place.ts";
import type { MutationRun } from "./run.ts";

/** The runs as one JSON object: for each rule its score, its survivors, and the case that would kill each. */
export function mutationJson(runs: readonly MutationRun[], exitCode: number): unknown {
  return {
    exitCode,
    rules: runs.map(({ suite, report, proposals, written }) => ({
      rule: suite.rule.id,
      file: suite.rule.file,
      mutants: report?.mutants ?? 0,
      failing: report?.failing ?? [],
      stale: report?.stale ?? [],
      explained: (report?.survivors ?? []).flatMap(({ mutant, reason }) => (reason === null ? [] : [{ mutant: mutant.id, reason }])),
      survivors: proposals.map(({ survivor: { mutant }, found, killedBy }) => ({
        mutant: mutant.id,
        family: mutant.family,
        part: mutant.part,
        place: placeOf(suite, mutant),
        before: mutant.before,
        after: mutant.after,
        case: found,
        killedBy,
        written: written && (found !== null || killedBy !== null),
      })),
    })),
  };
}
