import { hasRun, type ReeveResults } from "../../../schemas/index.ts";
import { controlSummary, notRunOf } from "../../evaluate/index.ts";
import type { Decidable } from "./kept.ts";

/**
 * Counts and summary once manual unknowns have become passes (1), or such passes unknowns again (-1). What else was counted stays, whether its results
 * are listed or not.
 */
export function recounted(
  before: Decidable,
  after: Decidable["results"],
  attested: readonly { rule: string }[],
  by: 1 | -1,
): Pick<ReeveResults, "counts" | "summary"> {
  const moved = new Map<string, number>();
  for (const { rule } of attested) moved.set(rule, (moved.get(rule) ?? 0) + by);
  const counts = before.counts.map((count) => {
    const more = moved.get(count.rule) ?? 0;
    return more === 0 ? count : { ...count, pass: count.pass + more, unknown: count.unknown - more };
  });
  const { status, severity, coverage } = before.summary;
  const more = attested.length * by;
  const open = new Set(after.filter((result) => result.status === "unknown" && !result.cannotFail).flatMap(({ gaps }) => gaps));
  const ran = before.rules.filter(hasRun);
  return {
    counts,
    summary: {
      severity,
      status: { ...status, pass: status.pass + more, unknown: status.unknown - more },
      ...controlSummary(ran, counts, notRunOf(before.summary.controls)),
      coverage: { decided: coverage.decided + more, total: coverage.total, gapsUnaccepted: coverage.gapsUnaccepted.filter((gap) => open.has(gap)) },
    },
  };
}
