import { type document, isUnknown, type ReeveDocument } from "../schemas/index.ts";
import { compareText } from "./canonical.ts";

/**
 * Types of analyzers that look for access from outside the zone of trust; those of unused and internal access do not.
 * Source: IAM Access Analyzer API Reference, AnalyzerSummary, type.
 */
const EXTERNAL_ACCESS = new Set(["ACCOUNT", "ORGANIZATION"]);

/** Regions in which an analyzer of external access is active; open or unknown as the list it is derived from. */
export function externalAnalyzerRegions(analyzers: ReeveDocument["analyzers"]): NonNullable<document.Account["externalAnalyzerRegions"]> {
  if (isUnknown(analyzers)) return analyzers;
  const active = analyzers.flatMap((one) => (!isUnknown(one) && EXTERNAL_ACCESS.has(one.type) && one.status === "ACTIVE" ? [one.region] : []));
  return [...[...new Set(active)].sort(compareText), ...analyzers.filter(isUnknown)];
}
