import type { Result } from "./generated/results.ts";

/** The most severe first. */
export const SEVERITIES = ["critical", "high", "medium", "low", "info"] as const satisfies readonly Result["severity"][];

/** Whether a severity is at least `least`; never where that is `none`. */
export const isAtOrAbove = (severity: Result["severity"], least: Result["severity"] | "none"): boolean =>
  least !== "none" && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
