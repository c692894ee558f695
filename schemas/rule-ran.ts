import type { ReeveResults } from "./generated/results.ts";

/** Whether a rule of results was run: it is not switched off, and all parameters that it needs are set. */
export const hasRun = ({ off, notConfigured }: Pick<ReeveResults["rules"][number], "off" | "notConfigured">): boolean =>
  off === null && notConfigured === undefined;
