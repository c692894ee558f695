import type { ReeveResults, Result } from "../../../schemas/index.ts";
import type { Fact } from "../../evaluate/index.ts";
import { compareFacts, type FactsComparison, type ReplacedIds, withEarlierIds } from "../compare/index.ts";

/** What became of the facts of a finding that both runs have. */
export interface FactsDiff {
  /** The finding as it is in after. */
  result: Result;
  /** As the gate would say it; `same` where only bounds or values moved that make it neither better nor worse. */
  verdict: FactsComparison["verdict"];
  /** Tests that fail only in after. */
  added: Fact[];
  /** Tests that fail only in before. */
  removed: Fact[];
  /** The same test on the same element, with another value or bound, or on a statement in place of a wider one. */
  changed: { before: Fact; after: Fact }[];
}

/** Findings of both runs whose facts differ, in the order of after; where a run has no facts, as an older file, nothing is compared. */
export function diffFacts(before: Compared, after: Compared, replaced: ReplacedIds): FactsDiff[] {
  const was = new Map(before.results.flatMap((result) => (isFinding(result) ? [[result.fingerprint, result.facts] as const] : [])));
  const isSameRule = sameRules(before, after);
  return after.results.flatMap((result): FactsDiff[] => {
    const earlier = isFinding(result) ? was.get(result.fingerprint) : undefined;
    if (!earlier) return [];
    const found = differing(earlier, withEarlierIds(result.facts ?? [], replaced), isSameRule(result.rule));
    return found.added.length + found.removed.length + found.changed.length > 0 ? [{ result, ...found }] : [];
  });
}

type Compared = Pick<ReeveResults, "results" | "rules">;
type Finding = Result & { fingerprint: string; facts: Fact[] };

const isFinding = (result: Result): result is Finding => result.status === "fail" && result.fingerprint !== undefined && result.facts !== undefined;

/** What is not known on a side is neither added nor removed. */
function differing(before: readonly Fact[], after: readonly Fact[], isSameRule: boolean): Omit<FactsDiff, "result"> {
  const { verdict, turns } = compareFacts(before, after, { isSameRule });
  const known = turns.filter((turn) => turn.verdict !== "open");
  return {
    verdict,
    added: known.flatMap((turn) => (turn.before === null && turn.after ? [turn.after] : [])),
    removed: known.flatMap((turn) => (turn.after === null && turn.before ? [turn.before] : [])),
    changed: known.flatMap((turn) => (turn.before && turn.after ? [{ before: turn.before, after: turn.after }] : [])),
  };
}

/** Whether a rule and its parameters are the same in both, as far as they say. */
function sameRules(before: Compared, after: Compared): (rule: string) => boolean {
  const meanings = ({ rules }: Compared): Map<string, string> =>
    new Map(rules.map((rule) => [rule.id, JSON.stringify([rule.sha256 ?? null, rule.params ?? null])]));
  const [was, is] = [meanings(before), meanings(after)];
  return (rule) => !was.has(rule) || was.get(rule) === is.get(rule);
}
