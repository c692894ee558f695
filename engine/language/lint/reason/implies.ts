import type { Clause, Leaf } from "./clause.ts";
import { elementsOf, negation } from "./clause.ts";
import { included } from "./values.ts";

/** Comparisons of one clause with another that a question may take: rules are untrusted, and answers must come soon. */
export interface Budget {
  left: number;
}

export const budget = (left = 20_000): Budget => ({ left });

/**
 * Whether the first clause is at most as true as the second for every document (false < unknown < true): then the second adds nothing beside the first
 * in an `and`, and the first nothing beside the second in an `or`. False where it cannot be proved.
 */
export function implies(one: Clause, other: Clause, left: Budget): boolean {
  if ((one.mask & other.mask) === 0) return false;
  left.left -= 1;
  if (left.left < 0) return false;
  if (one.key === other.key) return true;
  if (one.kind === "not" && other.kind === "not") return implies(other.clause, one.clause, left);
  if (one.kind === "or") return one.clauses.every((each) => implies(each, other, left));
  if (other.kind === "and") return other.clauses.every((each) => implies(one, each, left));
  if (one.kind === "not" && one.clause.kind === "and") return one.clause.clauses.every((each) => implies(not(each), other, left));
  if (other.kind === "not" && other.clause.kind === "or") return other.clause.clauses.every((each) => implies(one, not(each), left));
  if (one.kind === "and" && one.clauses.some((each) => implies(each, other, left))) return true;
  if (other.kind === "or" && other.clauses.some((each) => implies(one, each, left))) return true;
  if (one.kind === "not" && one.clause.kind === "or" && one.clause.clauses.some((each) => implies(not(each), other, left))) return true;
  if (other.kind === "not" && other.clause.kind === "and" && other.clause.clauses.some((each) => implies(one, not(each), left))) return true;
  const [ours, theirs] = [sided(one), sided(other)];
  return ours !== null && theirs !== null && leafImplies(ours, theirs, left);
}

/** Whether no document makes both true. */
export const excludes = (one: Clause, other: Clause, left: Budget): boolean => (one.mask & other.mask) !== 0 && implies(one, not(other), left);

const not = (clause: Clause): Clause => negation(clause, clause.origin);

interface SidedLeaf {
  leaf: Leaf;
  negated: boolean;
}

function sided(clause: Clause): SidedLeaf | null {
  if (clause.kind === "test") return { leaf: clause, negated: false };
  return clause.kind === "not" && clause.clause.kind === "test" ? { leaf: clause.clause, negated: true } : null;
}

function leafImplies(one: SidedLeaf, other: SidedLeaf, left: Budget): boolean {
  if (one.leaf.path !== other.leaf.path) return false;
  const [ours, theirs] = [one.leaf, other.leaf];
  const [our, their] = [elementsOf(ours), elementsOf(theirs)];
  if (our && their) {
    if (ours.about !== theirs.about || one.negated !== other.negated) return false;
    return one.negated ? implies(their, our, left) : implies(our, their, left);
  }
  if ((ours.number === null) !== (theirs.number === null)) return false;
  if (included(one, other)) return true;
  const [mine, yours] = [ours.compared?.comparison, theirs.compared?.comparison];
  if (ours.about !== theirs.about || !mine || !yours) return false;
  if (ours.key.slice(`${ours.about} ${mine.name}`.length) !== theirs.key.slice(`${theirs.about} ${yours.name}`.length)) return false;
  if (!one.negated && !other.negated) return mine.implies?.includes(yours.name) ?? false;
  if (one.negated && other.negated) return yours.implies?.includes(mine.name) ?? false;
  return !one.negated && other.negated && (mine.excludes?.includes(yours.name) ?? false);
}
