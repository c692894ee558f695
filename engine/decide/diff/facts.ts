import { isUnknown, type ReeveResults, type Result } from "../../../schemas/index.ts";
import type { Fact } from "../../evaluate/index.ts";
import { byKey, couldHold } from "../compare/index.ts";
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

/** What is not known on a side is neither added nor removed. */
function differing(before: readonly Fact[], after: readonly Fact[]): Pick<FactsDiff, "added" | "removed" | "changed"> {
  const [was, is] = [byKey(before.filter(isKnown)), byKey(after.filter(isKnown))];
  const [openBefore, openAfter] = [before, after].map((facts) => facts.filter((fact) => !isKnown(fact))) as [Fact[], Fact[]];
  const hides = (open: readonly Fact[], fact: Fact): boolean => open.some((each) => couldHold(each, fact));
  return {
    added: [...is].flatMap(([key, fact]) => (was.has(key) || hides(openBefore, fact) ? [] : [fact])),
    removed: [...was].flatMap(([key, fact]) => (is.has(key) || hides(openAfter, fact) ? [] : [fact])),
    changed: [...is].flatMap(([key, fact]) => {
      const earlier = was.get(key);
      return earlier && factText(earlier) !== factText(fact) ? [{ before: earlier, after: fact }] : [];
    }),
  };
}

const isKnown = ({ value }: Fact): boolean => !isUnknown(value);

const factText = ({ bound, value }: Fact): string => `${normal(bound)} ${normal(value)}`;
