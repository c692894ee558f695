import type { ReeveDocument, ReeveResults, Result } from "../../schemas/index.ts";
import { compileGlob } from "../language/index.ts";
import { answersOf, controlSummary } from "./controls.ts";
import { byGapId, type EvaluationGaps } from "./evaluation-gaps.ts";
import type { AcceptedGap, NotRunRule } from "./options.ts";
import type { PreparedRule } from "./prepare.ts";
import type { RuleCounts } from "./run.ts";

type Summary = ReeveResults["summary"];

/** Adds up results as they come, so that they need not all be held. */
export interface Tally {
  /** Of findings and unknowns; all others are in the counts. */
  add: (result: Result) => void;
  summary: (rules: readonly PreparedRule[], counts: readonly RuleCounts[], notRun: readonly NotRunRule[]) => Summary;
  gapsUsed: ReadonlySet<string>;
}

/** `accepted` gives what accepts a gap; gaps that unknown results rest on and that nothing accepts are listed. */
export function tally(accepted: (gap: string) => AcceptedGap | null): Tally {
  const severity: Summary["severity"] = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  const gapsUsed = new Set<string>();
  const unaccepted = new Set<string>();
  return {
    gapsUsed,
    add: (result) => {
      if (result.status === "fail") severity[result.severity] += 1;
      for (const gap of result.gaps) {
        gapsUsed.add(gap);
        if (result.status === "unknown" && !result.cannotFail && !accepted(gap)) unaccepted.add(gap);
      }
    },
    summary: (rules, counts, notRun) => {
      const sum = (key: Result["status"]): number => counts.reduce((total, count) => total + count[key], 0);
      const status = { pass: sum("pass"), fail: sum("fail"), unknown: sum("unknown"), "not-applicable": sum("not-applicable") };
      const noResult = counts.reduce((sum, count) => sum + count.noMatch + count.excused, 0);
      const decided = status.pass + status.fail + status["not-applicable"] + noResult;
      const gapsUnaccepted = [...unaccepted].sort(byGapId);
      return { status, severity, ...controlSummary(answers(rules), counts, notRun), coverage: { decided, total: decided + status.unknown, gapsUnaccepted } };
    },
  };
}

const answers = (rules: readonly PreparedRule[]) => rules.map(({ rule, scope }) => ({ id: rule.id, ...answersOf(rule, scope.params) }));

/** What accepts a gap, or null: the first entry that names it by source and scope globs, until the last day of the acceptance by the document's clock. */
export function acceptance(document: ReeveDocument, gaps: EvaluationGaps, entries: readonly AcceptedGap[]): (gap: string) => AcceptedGap | null {
  const today = document.collectedAt.slice(0, 10);
  const held = entries
    .filter((entry) => today <= entry.expires)
    .map((entry) => ({ entry, source: compileGlob(entry.source), scope: compileGlob(entry.scope ?? "*") }));
  return (id) => {
    const gap = gaps.get(id);
    // What only the apply will show is no gap of collection: it hides what the change does, and other settings decide on it.
    if (gap?.reason === "KnownAfterApply") return null;
    return (gap && held.find(({ source, scope }) => source(gap.source) && scope(gap.scope))?.entry) ?? null;
  };
}
