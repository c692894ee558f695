import type { Result } from "../../../schemas/index.ts";
import { DeferredFinding } from "../../evaluate/index.ts";

/** What is said of a result after it was judged. */
export type Members = Partial<Pick<Result, "waiver" | "attestation" | "baseline" | "delta" | "location">>;

/** The result with more said of it; what it has not worked out yet is still left for later. The one given is not changed. */
export const withMembers = (result: Result, members: Members): Result => (result instanceof DeferredFinding ? result.with(members) : { ...result, ...members });

/** The result as it was judged: without what somebody decided about it. An attested one is a manual unknown again. */
export function asJudged(result: Result): Result {
  const copy = withMembers(result, {});
  const isAttested = copy.attestation !== undefined;
  delete copy.waiver;
  delete copy.baseline;
  delete copy.attestation;
  return isAttested ? { ...copy, status: "unknown", reason: "manual" } : copy;
}
