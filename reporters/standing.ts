import { isUnexcused, type ReeveResults, type Result } from "../schemas/index.ts";

/** A finding, or what could be one. */
export const isOpen = ({ status, cannotFail }: Result): boolean => status === "fail" || (status === "unknown" && !cannotFail);

/** Shown among the findings: a finding, or a match that may be excused or not. */
export const isShownAsFinding = (result: Result): boolean => result.status === "fail" || isUnexcused(result);

/** Open, and neither waived nor known before. */
export const isActionable = (result: Result): boolean => isOpen(result) && result.waiver === undefined && result.baseline === undefined;

/** All results, and after them the earlier findings that a change fixes, marked as such. */
export function* withFixed(results: ReeveResults): Iterable<Result> {
  yield* results.results;
  for (const result of results.gate?.fixed ?? []) yield { ...result, delta: "fixed" };
}
