import { type document, isUnknown, type ReeveDocument, type Unknown } from "../schemas/index.ts";
import { compareText } from "./canonical.ts";

/**
 * Types of analyzers that look for access from outside the zone of trust; those of unused and internal access do not.
 * Source: IAM Access Analyzer API Reference, AnalyzerSummary, type.
 */
const EXTERNAL_ACCESS = new Set(["ACCOUNT", "ORGANIZATION"]);

/** Regions in which an analyzer of external access is active; open or unknown as the list it is derived from. */
export function externalAnalyzerRegions(analyzers: ReeveDocument["analyzers"]): NonNullable<document.Account["externalAnalyzerRegions"]> {
  if (isUnknown(analyzers)) return analyzers;
  const regions = new Set<string>();
  let open: Unknown | null = null;
  for (const one of analyzers) {
    if (isUnknown(one)) open ??= one;
    else if (one.status === "ACTIVE" && (isUnknown(one.type) || EXTERNAL_ACCESS.has(one.type))) {
      if (isUnknown(one.type)) open ??= one.type;
      else if (isUnknown(one.region)) open ??= one.region;
      else regions.add(one.region);
    }
  }
  return [...[...regions].sort(compareText), ...(open ? [{ $unknown: open.$unknown }] : [])];
}
