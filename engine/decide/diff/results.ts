import type { ReeveResults, Result } from "../../../schemas/index.ts";
import { type DetailOf, fingerprint, firstId, ownDetail } from "../../evaluate/index.ts";
import { earlierFingerprint, NOTHING_REPLACED, type ReplacedIds } from "../compare/index.ts";
import { isAlike } from "./alike.ts";
import { judgedIn, type Unjudged } from "./judged.ts";

export type { Unjudged } from "./judged.ts";

/** Findings and unknowns of two runs, matched by fingerprint. Each stands in one list, in the order of its results. */
export interface ResultsDiff {
  /** Findings of after that were none before: the result was unknown, passed, or was not there. */
  new: Result[];
  /** Existing findings that are judged and found no more, as they were: the resource passes, or is gone. */
  fixed: Result[];
  /** The same finding by other evidence or at another severity. */
  changed: { before: Result; after: Result }[];
  /** Unknown in after, and not unknown before. */
  newlyUnknown: Result[];
  /** Findings and unknowns as before, as they are in after. */
  unchanged: Result[];
  /** Unknowns of before that are decided, and no finding, as they were. */
  resolved: Result[];
  /** Findings and unknowns of before of which after tells nothing: not fixed, for nobody looked. */
  unjudged: Unjudged[];
}

export interface DiffOptions {
  /**
   * Both were judged on the same CloudTrail records, so that an event finding that is missing is judged and found no more. Left out: whether the documents
   * are the same. A record that was merely not read again fixes nothing.
   */
  sameRecords?: boolean;
  /** Evidence of either side, worked out for what is compared; left out where the results carry theirs. */
  detailOf?: { before: DetailOf; after: DetailOf };
  /** Whether a finding of both is unchanged; by its evidence and severity where left out. */
  isUnchanged?: (before: Result, after: Result) => boolean;
  /** Resources that have another unique id in after and are the same. Left out: none. */
  replaced?: ReplacedIds;
}

/** What changed from one run to another. Pure; neither side is changed. */
export function diffResults(before: ReeveResults, after: ReeveResults, options: DiffOptions = {}): ResultsDiff {
  const sameRecords = options.sameRecords ?? (before.document.sha256 !== null && before.document.sha256 === after.document.sha256);
  const detailOf = options.detailOf ?? { before: ownDetail, after: ownDetail };
  const isUnchanged = options.isUnchanged ?? ((earlier, now) => isAlike(earlier, now, detailOf));
  const diff: ResultsDiff = { new: [], fixed: [], changed: [], newlyUnknown: [], unchanged: [], resolved: [], unjudged: [] };
  const [was, is] = [byFingerprint(before), byFingerprint(after, options.replaced)];
  for (const [print, now] of is) {
    const earlier = was.get(print);
    if (now.status === "unknown") (earlier?.status === "unknown" ? diff.unchanged : diff.newlyUnknown).push(now);
    else if (earlier?.status !== "fail") diff.new.push(now);
    else if (isUnchanged(earlier, now)) diff.unchanged.push(now);
    else diff.changed.push({ before: earlier, after: now });
  }
  const judged = judgedIn(before, after, sameRecords);
  for (const [print, earlier] of was) {
    if (is.has(print)) continue;
    const unjudged = judged(earlier);
    if (unjudged) diff.unjudged.push(unjudged);
    else (earlier.status === "fail" ? diff.fixed : diff.resolved).push(earlier);
  }
  return diff;
}

/** Findings and unknowns; of two that share a fingerprint, as no run of ours makes them, the finding counts. */
function byFingerprint({ rules, results }: ReeveResults, replaced: ReplacedIds = NOTHING_REPLACED): Map<string, Result> {
  const first = new Map(rules.map((rule) => [rule.id, firstId(rule)]));
  const found = new Map<string, Result>();
  for (const result of results) {
    if (result.status !== "fail" && result.status !== "unknown") continue;
    const { rule, account, resource, occurrence } = result;
    const ruleId = first.get(rule) ?? rule;
    const print =
      earlierFingerprint(result, ruleId, replaced) ?? result.fingerprint ?? fingerprint(ruleId, account, resource.id ?? resource.arn, occurrence ?? null);
    if (found.get(print)?.status !== "fail") found.set(print, result);
  }
  return found;
}
