import type { Result } from "../../../schemas/index.ts";

/** What is said of a result after it was judged. */
export type ResultMarks = Partial<Pick<Result, "waiver" | "attestation" | "baseline" | "compared" | "delta" | "location">>;

/** The result as it was judged: without any decision about it. An attested one is a manual unknown again. */
export function asJudged(result: Result): Result {
  const { waiver: _, baseline: __, compared: ___, attestation, ...judged } = result;
  return attestation === undefined ? judged : { ...judged, status: "unknown", reason: "manual" };
}
