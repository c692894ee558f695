import type { ReeveResults, Result } from "../../../schemas/index.ts";
import type { Fact } from "../../evaluate/index.ts";
import { normal } from "./alike.ts";

/** What became of the facts of a finding that both runs have. */
export interface FactsDiff {
  /** The finding as it is in after. */
  result: Result;
  /** Tests that fail only in after. */
  added: Fact[];
  /** Tests that fail only in before. */
  removed: Fact[];
  /** The same test on the same element, with another value or bound. */
  changed: { before: Fact; after: Fact }[];
}

/** Findings of both runs whose facts differ, in the order of after; where a run has no facts, as an older file, nothing is compared. */
export function diffFacts(before: Pick<ReeveResults, "results">, after: Pick<ReeveResults, "results">): FactsDiff[] {
  const was = new Map(before.results.flatMap((result) => (isFinding(result) ? [[result.fingerprint, result.facts] as const] : [])));
  return after.results.flatMap((result): FactsDiff[] => {
    const earlier = isFinding(result) ? was.get(result.fingerprint) : undefined;
    const found = earlier && differing(earlier, result.facts ?? []);
    return found && found.added.length + found.removed.length + found.changed.length > 0 ? [{ result, ...found }] : [];
  });
}

type Finding = Result & { fingerprint: string; facts: Fact[] };

const isFinding = (result: Result): result is Finding => result.status === "fail" && result.fingerprint !== undefined && result.facts !== undefined;

function differing(before: readonly Fact[], after: readonly Fact[]): Pick<FactsDiff, "added" | "removed" | "changed"> {
  const [was, is] = [byKey(before), byKey(after)];
  return {
    added: [...is].flatMap(([key, fact]) => (was.has(key) ? [] : [fact])),
    removed: [...was].flatMap(([key, fact]) => (is.has(key) ? [] : [fact])),
    changed: [...is].flatMap(([key, fact]) => {
      const earlier = was.get(key);
      return earlier && factText(earlier) !== factText(fact) ? [{ before: earlier, after: fact }] : [];
    }),
  };
}

/** By clause, element and operator; a second of the same differs by its value. */
function byKey(facts: readonly Fact[]): Map<string, Fact> {
  const keyed = new Map<string, Fact>();
  for (const fact of facts) {
    const key = JSON.stringify([fact.clause, fact.element, fact.operator]);
    keyed.set(keyed.has(key) ? `${key}${factText(fact)}` : key, fact);
  }
  return keyed;
}

const factText = ({ bound, value }: Fact): string => `${normal(bound)} ${normal(value)}`;
