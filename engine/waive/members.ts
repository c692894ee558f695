import type { Result } from "../../schemas/index.ts";
import { DeferredFinding } from "../evaluate/deferred.ts";

/** What is said of a result after it was judged. */
export type Members = Partial<Pick<Result, "waiver" | "attestation" | "baseline" | "delta" | "location">>;

/** The result with more said of it; what it has not worked out yet is still left for later. The one given is not changed. */
export const withMembers = (result: Result, members: Members): Result => (result instanceof DeferredFinding ? result.with(members) : { ...result, ...members });
