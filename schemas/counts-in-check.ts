import type { ReeveResults, Result } from "./generated/results.ts";
import { isAtOrAbove } from "./severities.ts";
import { isUnexcused } from "./unexcused.ts";

/** By what `check` decides. */
export type CheckTerms = Pick<NonNullable<ReeveResults["decision"]>, "failOn" | "allowUnknown">;

/** Why a result keeps a check from passing; null where it does not. */
export type CheckCount = "findings" | "unexcused" | "evidence-incomplete" | null;

/** Makes the function that says whether a result keeps a check from passing. What is waived or in the baseline does not. */
export function countsInCheck({ failOn, allowUnknown }: CheckTerms, { summary }: Pick<ReeveResults, "summary">): (result: Result) => CheckCount {
  const unaccepted = new Set(summary.coverage.gapsUnaccepted);
  return (result) => {
    const { status, severity, waiver, baseline } = result;
    if ((status !== "fail" && status !== "unknown") || waiver !== undefined || baseline !== undefined) return null;
    if (status === "fail") return isAtOrAbove(severity, failOn) ? "findings" : null;
    if (isUnexcused(result) && isAtOrAbove(severity, failOn)) return "unexcused";
    return !allowUnknown && isIncomplete(result, unaccepted) ? "evidence-incomplete" : null;
  };
}

/** Manual controls are no missing evidence, nor is what cannot be a finding; an unknown that rests on no gap (an unset parameter) always is, and one on gaps while any is unaccepted. */
export function isIncomplete(result: Result, unaccepted: ReadonlySet<string>): boolean {
  if (result.cannotFail) return false;
  if (result.reason === "manual" && result.gaps.length === 0) return false;
  return result.gaps.length === 0 || result.gaps.some((gap) => unaccepted.has(gap));
}
