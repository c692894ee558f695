import { type Clause, isNamed, joined, negation, presenceIn } from "./clause.ts";
import { type Budget, excludes, implies } from "./implies.ts";

/** What reasoning found out about a clause, with the other clause that makes it so. */
export type ClauseEffect =
  /** Dropping the clause changes no result: of an `and`, where another clause implies it; of an `or`, where it implies another. */
  | { kind: "implied" | "subsumed"; clause: Clause; because: Clause }
  /** The two never hold together. */
  | { kind: "contradiction"; clause: Clause; because: Clause }
  /** One of the two always holds. */
  | { kind: "tautology"; clause: Clause; because: Clause };

/**
 * Clauses without effect, and clauses that make their condition constant. `given` holds wherever the condition is asked. Each finding is proved with what
 * is left after the others, so that all clauses told as without effect may be dropped together.
 */
export function effects(clause: Clause, given: readonly Clause[], left: Budget): ClauseEffect[] {
  const found: ClauseEffect[] = [];
  visit(clause, given, found, left);
  return found;
}

function visit(clause: Clause, given: readonly Clause[], found: ClauseEffect[], left: Budget): void {
  if (isNamed(clause)) return;
  if (clause.kind === "test") {
    if (clause.where) visit(positive(clause.where), [], found, left);
    return;
  }
  if (clause.kind === "not") {
    visit(clause.clause, [], found, left);
    return;
  }
  if (clause.kind === "and") conjunction(clause.clauses, given, found, left);
  else disjunction(clause.clauses, given, found, left);
}

/** `every` asks for what its negation holds: its own clauses are those within. */
const positive = (clause: Clause): Clause => (clause.kind === "not" ? clause.clause : clause);

function conjunction(clauses: readonly Clause[], given: readonly Clause[], found: ClauseEffect[], left: Budget): void {
  const standing = new Set<Clause>(clauses);
  for (const [index, clause] of clauses.entries()) {
    const excluding = (other: Clause): boolean => excludes(other, clause, left);
    const against = given.find(excluding) ?? clauses.slice(0, index).find(excluding);
    if (!against) continue;
    found.push({ kind: "contradiction", clause, because: against });
    return;
  }
  for (const clause of [...clauses].reverse()) {
    const because = reasonFor(clause, related(clause, given, standing), left);
    if (!because) continue;
    standing.delete(clause);
    found.push({ kind: "implied", clause, because });
  }
  // A part that lost a clause of its own no longer says what it said: it may not be the reason for another loss.
  for (const clause of [...standing]) {
    const before = found.length;
    if (clause.kind !== "test" || clause.where) visit(clause, related(clause, given, standing), found, left);
    if (found.length > before) standing.delete(clause);
  }
}

/** What holds beside a clause and reads a path that it reads: nothing else can decide it. */
function related(clause: Clause, given: readonly Clause[], standing: ReadonlySet<Clause>): Clause[] {
  const others = given.filter((other) => (other.mask & clause.mask) !== 0);
  for (const other of standing) if (other !== clause && (other.mask & clause.mask) !== 0) others.push(other);
  return others;
}

/** A clause that implies another; all together where none does alone, which `or` needs: each of its parts may be implied by another. */
function reasonFor(clause: Clause, others: readonly Clause[], left: Budget): Clause | undefined {
  const same = others.find((other) => other.key === clause.key);
  if (same || speaksOfAbsence(clause)) return same;
  const one = others.find((other) => implies(other, clause, left));
  if (one || clause.kind !== "or" || others.length < 2) return one;
  const all = joined("and", [...others], clause.origin);
  return implies(all, clause, left) ? all : undefined;
}

function disjunction(clauses: readonly Clause[], given: readonly Clause[], found: ClauseEffect[], left: Budget): void {
  const standing = new Set<Clause>(clauses);
  for (const [index, clause] of clauses.entries()) {
    const beside = clauses.slice(0, index).find((other) => implies(negation(other, other.origin), clause, left));
    if (!beside) continue;
    found.push({ kind: "tautology", clause, because: beside });
    return;
  }
  for (const clause of [...clauses].reverse()) {
    const because = [...standing].find((other) => other !== clause && implies(clause, other, left));
    if (!because) continue;
    standing.delete(clause);
    found.push({ kind: "subsumed", clause, because });
  }
  for (const clause of standing) {
    const against = clause.kind === "and" ? undefined : given.find((other) => excludes(other, clause, left));
    if (against) found.push({ kind: "contradiction", clause, because: against });
    else visit(clause, given, found, left);
  }
}

/** The language asks rules to say what absence means, even where another clause already decides it: such a clause is for the reader. */
function speaksOfAbsence(clause: Clause): boolean {
  if (clause.kind === "not") return speaksOfAbsence(clause.clause);
  if (clause.kind !== "test") return false;
  if (presenceIn(clause) !== null || clause.fallback) return true;
  return clause.compared?.literals?.includes(null) ?? false;
}
