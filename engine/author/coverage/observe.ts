import { type CheckedRule, type Condition, type ExplainContext, type IterationElement, type TruthName, walkCondition } from "../../language/index.ts";
import type { ClauseCoverage } from "./book.ts";
import { type CoverageClause, clausesOf } from "./clauses.ts";
import { outcomeOf } from "./outcome.ts";

/** One truth that a clause had: once for a resource, or once for each element that it was asked of. */
interface Occurrence {
  clause: number;
  /** Which elements it was asked of, outermost last; empty outside quantifiers. */
  elements: string;
  truth: TruthName;
}

/** What a case shows of one resource or record. */
export interface Observed {
  walk: ExplainContext;
  caseName: string;
  /** The case says which severity it expects. */
  withSeverity: boolean;
}

const OTHERS: Record<TruthName, readonly TruthName[]> = { true: ["false"], false: ["true"], unknown: ["true", "false"] };

/**
 * Notes what one judged resource shows of each clause: the truths it had, and which of them decided. A truth decides when the rule, judged again
 * with the clause forced to the other truth (an unknown: to either) and all else as it was, comes to another result. A clause that asks a path to
 * exist is forced to true together with what it speaks for.
 */
export function observe(rule: CheckedRule, { walk, caseName, withSeverity }: Observed, into: readonly ClauseCoverage[]): void {
  const clauses = clausesOf(rule);
  const outcome = outcomeOf(walk, rule, withSeverity);
  for (const { clause, elements, truth } of occurrencesOf(walk, rule, clauses)) {
    const coverage = into[clause];
    const asked = clauses[clause];
    if (!coverage || !asked) continue;
    coverage.seen[truth] ??= caseName;
    if (coverage.decided[truth] !== null) continue;
    const decides = OTHERS[truth].some((other) => outcomeOf(forced(walk, asked, elements, other), rule, withSeverity) !== outcome);
    if (decides) coverage.decided[truth] = caseName;
  }
}

const elementsOf = (items: readonly IterationElement[]): string => items.map(({ index }) => index).join(".");

function occurrencesOf(walk: ExplainContext, rule: CheckedRule, clauses: readonly CoverageClause[]): Occurrence[] {
  const numbers = new Map(clauses.map(({ condition }, at) => [condition, at]));
  const met = new Map<string, Occurrence>();
  const probe: ExplainContext["probe"] = (condition, items, node) => {
    const clause = numbers.get(condition);
    if (clause !== undefined) {
      const elements = elementsOf(items);
      met.set(`${clause} ${elements}`, { clause, elements, truth: node.truth });
    }
    return node;
  };
  for (const condition of rootsOf(rule)) walkCondition({ ...walk, probe }, condition);
  return [...met.values()];
}

function rootsOf({ body, raise }: CheckedRule): Condition[] {
  const roots = body.kind === "event" ? [body.match, body.unless] : [body.applies, body.kind === "state" ? body.require : null];
  return [...roots.filter((condition) => condition !== null), ...raise.map(({ when }) => when)];
}

/** The same walk, with one clause of it given another truth; with what it speaks for, where it is told that something exists. */
function forced(walk: ExplainContext, { condition, speaksFor }: CoverageClause, elements: string, truth: TruthName): ExplainContext {
  const conditions = new Set(truth === "true" ? [condition, ...speaksFor] : [condition]);
  return { ...walk, probe: (met, items, node) => (conditions.has(met) && elementsOf(items) === elements ? { ...node, truth } : node) };
}
