import type { CheckedRule, Range, TruthName } from "../../language/index.ts";
import { type CoverageClause, clausesOf } from "./clauses.ts";

/** By truth: the name of the first case that shows it, or null. */
export type FirstCases = Record<TruthName, string | null>;

/** What the cases of a rule show of one of its clauses. */
export interface ClauseCoverage extends Omit<CoverageClause, "condition" | "speaksFor"> {
  at: Range;
  /** The clause had this truth in a case. */
  seen: FirstCases;
  /** The clause had it, and another truth would have changed the result. */
  decided: FirstCases;
}

/** A rule's clauses with nothing shown yet. */
export const newCoverage = (rule: CheckedRule): ClauseCoverage[] =>
  clausesOf(rule).map(({ section, kind, at }) => ({ section, kind, at, seen: nothing(), decided: nothing() }));

const nothing = (): FirstCases => ({ true: null, false: null, unknown: null });

/** How many of the answers that clauses can decide by, true and false of each, the cases show. Unknown is told beside them and not counted. */
export function tallyCoverage(clauses: readonly ClauseCoverage[]): { covered: number; total: number } {
  const covered = clauses.reduce((sum, { decided }) => sum + Number(decided.true !== null) + Number(decided.false !== null), 0);
  return { covered, total: clauses.length * 2 };
}

export const isCovered = ({ decided }: ClauseCoverage): boolean => decided.true !== null && decided.false !== null;
