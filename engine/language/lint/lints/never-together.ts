import { automatonOf, globPart, mayMeet, type Part } from "../../condition/automaton.ts";
import { regexPart } from "../../condition/regex-part.ts";
import { mayHold, worldSetsOf } from "../aws/world-sets.ts";
import { type FieldWorld, truthIn } from "../aws/worlds.ts";
import { type Clause, conjunctionsWithin, type Leaf } from "../reason/clause.ts";
import type { Lint, Linted } from "../subject.ts";
import { reportContradiction } from "./without-effect.ts";

/** RV081: clauses on fields that follow from each other, or from the call, of which no record and no resource makes both true. */
export const neverTogether: Lint = (linted) => {
  for (const { clause } of linted.parts) for (const one of conjunctionsWithin(clause)) check(one, linted);
};

function check(clauses: readonly Clause[], linted: Linted): void {
  for (const { worlds, named } of worldSetsOf(clauses, linted.context.events)) {
    if (named === null) apart(clauses, worlds, linted);
    else {
      const clause = clauses.find((one) => one !== named && worlds.every((world) => truthIn(one, world) === false));
      if (clause) reportContradiction(clause, named, linted);
    }
  }
  patterns(clauses, linted);
}

/** Reports the first pair of clauses of which no world makes both true, and some world each. */
function apart(clauses: readonly Clause[], worlds: readonly FieldWorld[], linted: Linted): void {
  const possible = (some: readonly Clause[]): boolean => worlds.some((world) => mayHold(some, world));
  for (const [index, clause] of clauses.entries()) {
    const because = clauses.slice(0, index).find((other) => !possible([other, clause]) && possible([other]) && possible([clause]));
    if (because) {
      reportContradiction(clause, because, linted);
      return;
    }
  }
}

/** Patterns of one path of which no text meets both. */
function patterns(clauses: readonly Clause[], linted: Linted): void {
  const tests = clauses.filter((clause) => clause.kind === "test");
  for (const [index, one] of tests.entries()) {
    const because = tests.slice(0, index).find((other) => other.about === one.about && patternsApart(other, one));
    if (because) {
      reportContradiction(one, because, linted);
      return;
    }
  }
}

function patternsApart(one: Leaf, other: Leaf): boolean {
  const languages = [one, other].map(({ compared }) => compared?.comparison.pattern?.language);
  if (one.fallback || other.fallback || !languages.includes("matches")) return false;
  const [ours, theirs] = [partsOf(one), partsOf(other)];
  return ours !== null && theirs !== null && ours.every((part) => theirs.every((against) => !mayBoth(part, against)));
}

/** The texts that a leaf's patterns take; null where it has none, or one that is not known well enough. */
function partsOf({ compared }: Leaf): Part[] | null {
  const language = compared?.comparison.pattern?.language;
  if ((language !== "glob" && language !== "matches") || !compared?.literals) return null;
  const parts = compared.literals.map((text) => (language === "glob" ? globPart(String(text)) : regexPart(String(text))));
  const known = parts.filter((part) => part !== null);
  return known.length < parts.length ? null : known;
}

function mayBoth(one: Part, other: Part): boolean {
  const [ours, theirs] = [automatonOf(one), automatonOf(other)];
  return !ours || !theirs || mayMeet(ours, theirs);
}
