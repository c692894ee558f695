import type { Result } from "./generated/results.ts";

/** A record that a rule matches while it is not known whether the rule's `unless` excuses it: it counts, and is shown, as a finding does. */
export const isUnexcused = ({ status, reason }: Pick<Result, "status" | "reason">): boolean => status === "unknown" && reason === "unexcused";
