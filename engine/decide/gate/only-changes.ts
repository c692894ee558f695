import type { ReeveResults } from "../../../schemas/index.ts";

/** The results of a gate without those that the change leaves as they were; an unknown that leaves the evidence incomplete stays. */
export function onlyChanges(results: ReeveResults): ReeveResults {
  const unjudged = new Set(results.gate?.unjudged);
  return { ...results, results: results.results.filter(({ delta, fingerprint }) => delta !== "unchanged" || unjudged.has(fingerprint ?? "")) };
}
