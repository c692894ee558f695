import type { ReeveResults, Result } from "../../../schemas/index.ts";
import { type DetailOf, type FactsOf, ownDetail, ownFacts } from "../../evaluate/index.ts";
import { SEVERITIES } from "../../language/index.ts";
import { diffResults } from "../diff/index.ts";

/** What the results are held against. */
export interface Comparison {
  kind: "plan" | "rules";
  /** Null: nothing is known of before, as when a plan is judged alone; every finding is new. */
  before: ReeveResults | null;
  /** Message and evidence of either side, made where they are compared or shown; left out where the results carry theirs. */
  detailOf?: { before: DetailOf; after: DetailOf };
  /** Facts of the earlier results, for those that are fixed; left out where the results carry theirs. */
  factsBefore?: FactsOf;
  /** Whether the change itself names what a result is about: the resource in a plan, the rule in an edit of rules. */
  names: (result: Result) => boolean;
  /** Whether the change could bear on what is unknown of a result: it names it, or something that its rule reads; `names` where left out. */
  couldAffect?: (result: Result) => boolean;
  /** Where the change that bears on a result is written; null where that is not known. */
  locationOf?: (result: Result) => Result["location"] | null;
}

export interface ComparedResults {
  results: Result[];
  /** Earlier findings that are gone: fixed, or no longer judged. */
  fixed: Result[];
  /** Findings that the change made more severe, among the changed ones. */
  worse: ReadonlySet<Result>;
}

/** Gives each finding and unknown its delta. Neither side is changed. */
export function compare(after: ReeveResults, comparison: Comparison): ComparedResults {
  const { kind, before, names, locationOf, detailOf = { before: ownDetail, after: ownDetail }, factsBefore = ownFacts } = comparison;
  const deltas = new Map<Result, NonNullable<Result["delta"]>>();
  const increased = new Set<Result>();
  const fixed: Result[] = [];
  if (before === null) {
    for (const result of after.results) {
      if (result.status === "fail") deltas.set(result, deltaOfNew(result, names));
      else if (result.status === "unknown") deltas.set(result, "newly-unknown");
    }
  } else {
    const apart = withoutShared(before, after);
    for (const result of apart.shared) deltas.set(result, "unchanged");
    const diff = diffResults(apart.before, apart.after, { sameRecords: true, detailOf });
    for (const result of diff.new) deltas.set(result, deltaOfNew(result, names));
    for (const result of diff.newlyUnknown) deltas.set(result, "newly-unknown");
    const wasUnknown = unknownsOf(before);
    for (const result of diff.unchanged) {
      // Unknown for another reason than before: what the change does could hide in it.
      const other = result.status === "unknown" && causeOf(result, after) !== wasUnknown.get(result.fingerprint ?? "");
      deltas.set(result, other ? "changed" : "unchanged");
    }
    for (const change of diff.changed) {
      deltas.set(change.after, "changed");
      if (SEVERITIES.indexOf(change.after.severity) < SEVERITIES.indexOf(change.before.severity)) increased.add(change.after);
    }
    fixed.push(...diff.fixed);
    // A rule that an edit removes or switches off finds no more: that is what the edit does, and is shown as such.
    if (kind === "rules") {
      for (const { result, reason } of diff.unjudged) if (result.status === "fail" && (reason === "rule-absent" || reason === "rule-off")) fixed.push(result);
    }
  }
  const worse = new Set<Result>();
  const results = after.results.map((result) => {
    const delta = deltas.get(result);
    if (delta === undefined) return result;
    const location = delta === "unchanged" ? null : locationOf?.(result);
    const marked = { ...result, delta, ...(location ? { location } : {}) };
    if (increased.has(result)) worse.add(marked);
    return marked;
  });
  return { results, fixed: fixed.map(fixedResult), worse };

  /** As it was judged before the change. */
  function fixedResult(result: Result): Result {
    const facts = factsBefore(result);
    return { ...result, ...detailOf.before(result), ...(facts ? { facts } : {}), delta: "fixed" };
  }
}

/** Results that are the very same in both need no fingerprint to be matched: of a large account that is nearly all. */
function withoutShared(before: ReeveResults, after: ReeveResults): { before: ReeveResults; after: ReeveResults; shared: Set<Result> } {
  const is = new Set(after.results.filter(({ status }) => status === "fail"));
  const shared = new Set(before.results.filter((result) => is.has(result)));
  if (shared.size === 0) return { before, after, shared };
  const rest = (results: ReeveResults): ReeveResults => ({ ...results, results: results.results.filter((result) => !shared.has(result)) });
  return { before: rest(before), after: rest(after), shared };
}

/** Why each unknown of before is one, by fingerprint. */
const unknownsOf = (before: ReeveResults): Map<string, string> =>
  new Map(before.results.flatMap((result) => (result.status === "unknown" ? [[result.fingerprint ?? "", causeOf(result, before)]] : [])));

/** What is missing, in AWS's terms: gap ids are numbers of their document. */
function causeOf({ reason, gaps }: Result, results: ReeveResults): string {
  const causes = gaps.map((id) => {
    const gap = Object.hasOwn(results.gaps, id) ? results.gaps[id] : undefined;
    return gap ? JSON.stringify([gap.source, gap.reason, gap.scope]) : id;
  });
  return JSON.stringify([reason ?? null, causes.sort()]);
}

const deltaOfNew = (result: Result, names: Comparison["names"]): "introduced" | "affected" => (names(result) ? "introduced" : "affected");
