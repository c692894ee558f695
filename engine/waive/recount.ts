import type { ReeveResults, Result } from "../../schemas/index.ts";
import { controlsOf } from "../evaluate/summary.ts";

/** Counts and summary once unknowns have become passes. What else was counted stays, whether its results are listed or not. */
export function recounted(results: ReeveResults, attested: readonly Result[]): Pick<ReeveResults, "counts" | "summary"> {
  const passed = new Map<string, number>();
  for (const { rule } of attested) passed.set(rule, (passed.get(rule) ?? 0) + 1);
  const counts = results.counts.map((count) => {
    const more = passed.get(count.rule) ?? 0;
    return more === 0 ? count : { ...count, pass: count.pass + more, unknown: count.unknown - more };
  });
  const { status, severity, coverage } = results.summary;
  const more = attested.length;
  const taken = new Set(attested);
  const open = new Set(results.results.filter((result) => result.status === "unknown" && !taken.has(result)).flatMap(({ gaps }) => gaps));
  return {
    counts,
    summary: {
      severity,
      status: { ...status, pass: status.pass + more, unknown: status.unknown - more },
      controls: controlsOf(
        results.rules.filter(({ off }) => off === null),
        counts,
      ),
      coverage: { decided: coverage.decided + more, total: coverage.total, gapsUnaccepted: coverage.gapsUnaccepted.filter((gap) => open.has(gap)) },
    },
  };
}
