import type { Result } from "../../../schemas/index.ts";
import type { GateDecision } from "./decision.ts";

/** Findings and unknowns by what the change did to them, and who accepted them. */
export function countsOf(results: readonly Result[], fixed: number): GateDecision["counts"] {
  const counts = { introduced: 0, affected: 0, worse: 0, changed: 0, fixed, newlyUnknown: 0, unchanged: 0, waived: 0, baseline: 0, unknown: 0 };
  for (const { status, delta, waiver, baseline, cannotFail } of results) {
    if ((status !== "fail" && status !== "unknown") || cannotFail) continue;
    if (status === "unknown") counts.unknown += 1;
    if (waiver) counts.waived += 1;
    if (baseline) counts.baseline += 1;
    if (delta === "newly-unknown") counts.newlyUnknown += 1;
    else if (delta !== undefined && delta !== "fixed") counts[delta] += 1;
  }
  return counts;
}
