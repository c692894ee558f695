import type { Result } from "../../schemas/index.ts";
import { SEVERITY_ORDER } from "../number.ts";
import { isShownAsFinding } from "../standing.ts";
import { short } from "../visible.ts";

/**
 * What GitHub takes and shows of one run; it refuses a file that has more. Source: GitHub Docs, "SARIF results exceed limits" and "SARIF support for code
 * scanning" (rule ids and names 255 characters, descriptions 1,024, ten of at most twenty tags shown, 25,000 results taken and 5,000 shown, 10 MB gzipped).
 */
export const LIMITS = { results: 25_000, shown: 5_000, tags: 10, name: 255, description: 1_024, message: 1_000 } as const;

/**
 * Text that a reader of SARIF shows as it is. SARIF reads `[text](address)` as a link and `{0}` as a placeholder, even in plain text (sections 3.11.5 and
 * 3.11.6): a space keeps names and tags from being either.
 */
export const plain = (text: string, limit: number = LIMITS.message): string => short(text.replaceAll("](", "] (").replaceAll(/\{(\d+)\}/g, "{ $1 }"), limit);

/** How soon a result may be left out: 0 never before another. */
function rank(result: Result): number {
  const quiet = result.waiver !== undefined || result.baseline !== undefined || result.status === "pass" || result.delta === "unchanged";
  const group = result.delta === "fixed" ? 3 : quiet ? 2 : isShownAsFinding(result) ? 0 : 1;
  // What counts goes by severity, whether it is a finding or not decided; then what does not count.
  const severity = SEVERITY_ORDER.indexOf(result.severity);
  return group >= 2 ? group * 16 + severity : severity * 2 + group;
}

/** Says of each result, asked once and in order, whether it is among the gravest `most`. Holds counts, not results. */
export function highestSeverity(results: Iterable<Result>, most: number): { keep: (result: Result) => boolean; left: number } {
  const counts = new Map<number, number>();
  let total = 0;
  for (const result of results) {
    counts.set(rank(result), (counts.get(rank(result)) ?? 0) + 1);
    total++;
  }
  const rooms = new Map<number, number>();
  let room = most;
  for (const [each, count] of [...counts].sort(([a], [b]) => a - b)) {
    rooms.set(each, Math.min(room, count));
    room -= Math.min(room, count);
  }
  const keep = (result: Result): boolean => {
    const here = rooms.get(rank(result)) ?? 0;
    rooms.set(rank(result), here - 1);
    return here > 0;
  };
  return { keep, left: Math.max(0, total - most) };
}
