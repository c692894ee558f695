import { countsInCheck, isUnexcused, type ReeveResults, type Result } from "../schemas/index.ts";

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
 * passes, such as an existing finding that the change leaves as it was, is not. Of a check: it counts by --fail-on and --allow-unknown. Where nothing was
 * decided, as in results that a library made: it is open, and no one accepted it.
 */
export function standsInTheWay(results: ReeveResults): (result: Result) => boolean {
  const { gate, decision } = results;
  if (!gate && !decision) return isActionable;
  if (!gate) {
    const countOf = decision && countsInCheck(decision, results);
    return (result) => countOf?.(result) != null;
  }
  const [blocking, unjudged] = [new Set(gate.blocking), new Set(gate.exitCode === 0 ? [] : gate.unjudged)];
  return ({ fingerprint, delta }) => fingerprint !== undefined && delta !== "fixed" && (blocking.has(fingerprint) || unjudged.has(fingerprint));
}

/** What was decided, of a gate and of a check alike; null where nothing was. */
export function decisionOf({
  gate,
  decision,
}: Pick<ReeveResults, "gate" | "decision">): { command: "gate" | "check"; exitCode: number; reasons: string[] } | null {
  const decided = gate ?? decision;
  return decided ? { command: gate ? "gate" : "check", exitCode: decided.exitCode, reasons: decided.reasons.map(({ text }) => text) } : null;
}

/** A plan that names no account, judged without a snapshot: it has no other clock than the day on which it is judged. */
export const isWithoutAccount = ({ gate, document }: Pick<ReeveResults, "gate" | "document">): boolean =>
  gate?.planOnly !== undefined && document.accounts.length === 0;
