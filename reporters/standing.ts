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

/**
 * Makes the test whether a result is why a run does not pass. Of a gate: it blocks, or leaves the evidence incomplete where that counts; what the gate
 * passes, such as an existing finding that the change leaves as it was, is not. Without a gate: it is open, and no one accepted it.
 */
export function standsInTheWay({ gate }: ReeveResults): (result: Result) => boolean {
  if (!gate) return isActionable;
  const [blocking, unjudged] = [new Set(gate.blocking), new Set(gate.exitCode === 0 ? [] : gate.unjudged)];
  return ({ fingerprint, delta }) => fingerprint !== undefined && delta !== "fixed" && (blocking.has(fingerprint) || unjudged.has(fingerprint));
}
