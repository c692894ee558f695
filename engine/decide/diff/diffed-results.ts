import { documentSha256 } from "../../../document/index.ts";
import { type DiffedResults, type DiffedSide, isUnknown, type ReeveDocument, type ReeveResults, type Result } from "../../../schemas/index.ts";
import type { Fact } from "../../evaluate/index.ts";
import type { FactsDiff } from "./facts.ts";
import type { ResultsDiff } from "./results.ts";

type DiffedResult = DiffedResults["new"][number];
type DiffedFact = DiffedResults["facts"][number]["added"][number];

/** A result in the form of the contract of differences. */
function diffedResult({
  fingerprint,
  rule,
  status,
  severity,
  account,
  resource,
  occurrence,
  actor,
  message,
  evidence,
  gaps,
  waiver,
  baseline,
}: Result): DiffedResult {
  return {
    fingerprint: fingerprint ?? "",
    rule,
    status: status === "fail" ? "fail" : "unknown",
    severity,
    account,
    resource,
    ...(occurrence === undefined ? {} : { occurrence }),
    ...(actor === undefined ? {} : { actor }),
    message,
    evidence: evidence.map(({ path, value }) => ({ path, value })),
    gaps,
    ...(waiver ? { accepted: "waiver" as const } : baseline ? { accepted: "baseline" as const } : {}),
  };
}

const diffedFact = ({ clause, element, operator, bound, value }: Fact): DiffedFact => ({ clause, element, operator, bound, value });

/** What changed in findings and unknowns, with the gaps of after that it rests on. */
export function toDiffedResults(diff: ResultsDiff, facts: readonly FactsDiff[], after: ReeveResults): DiffedResults {
  const unjudged = diff.unjudged.map(({ result, reason, gaps }) => ({ result: diffedResult(result), reason, gaps }));
  const used = new Set([...diff.newlyUnknown, ...diff.new].flatMap(({ gaps }) => gaps).concat(unjudged.flatMap(({ gaps }) => gaps)));
  const gaps = [...used].flatMap((id): [string, string][] => {
    const gap = Object.hasOwn(after.gaps, id) ? after.gaps[id] : undefined;
    return gap ? [[id, `${gap.source}, ${gap.reason}`]] : [];
  });
  return {
    new: diff.new.map(diffedResult),
    fixed: diff.fixed.map(diffedResult),
    changed: diff.changed.map((pair) => ({ before: diffedResult(pair.before), after: diffedResult(pair.after) })),
    newlyUnknown: diff.newlyUnknown.map(diffedResult),
    resolved: diff.resolved.map(diffedResult),
    unjudged,
    unchanged: diff.unchanged.map(({ fingerprint }) => fingerprint ?? ""),
    gaps: Object.fromEntries(gaps),
    facts: facts.map(({ result, verdict, added, removed, changed }) => ({
      result: diffedResult(result),
      verdict,
      added: added.map(diffedFact),
      removed: removed.map(diffedFact),
      changed: changed.map((pair) => ({ before: diffedFact(pair.before), after: diffedFact(pair.after) })),
    })),
  };
}

export const sideOfResults = (file: string, { document }: ReeveResults): DiffedSide => ({
  file,
  sha256: document.sha256,
  collectedAt: document.collectedAt,
  accounts: document.accounts,
});

export const sideOfSnapshot = (file: string, document: ReeveDocument): DiffedSide => ({
  file,
  sha256: documentSha256(document),
  collectedAt: document.collectedAt,
  accounts: isUnknown(document.account) ? [] : [document.account.id],
});
