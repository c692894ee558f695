import type { Result } from "../../../schemas/index.ts";

/** Whether a result is open and nobody has accepted it: a finding or an unknown, neither waived nor in the baseline. */
export const isActionable = (result: Pick<Result, "status" | "waiver" | "baseline">): boolean =>
  (result.status === "fail" || result.status === "unknown") && result.waiver === undefined && result.baseline === undefined;
