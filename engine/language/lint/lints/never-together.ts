import { automatonOf, globPart, mayMeet, type Part } from "../../condition/automaton.ts";
import { regexPart } from "../../condition/regex-part.ts";
import { ANYWHERE, eventsIn, reachOf } from "../aws/reach.ts";
import { NAME } from "../aws/said.ts";
import { type FieldWorld, RELATED, truthIn, worldsOfCalls, worldsOfPolicy } from "../aws/worlds.ts";
import { type Clause, conjunctionsWithin, type Leaf } from "../reason/clause.ts";
import type { Lint, Linted } from "../subject.ts";
import { reportContradiction } from "./without-effect.ts";

/** RV081: clauses on fields that follow from each other, or from the call, of which no record and no resource makes both true. */
export const neverTogether: Lint = (linted) => {
  for (const { clause } of linted.parts) for (const one of conjunctionsWithin(clause)) check(one, linted);
};

function check(clauses: readonly Clause[], linted: Linted): void {
  const leaves = clauses.flatMap(leavesIn);
  const paths = new Set(leaves.map(({ path }) => path));
  for (const { fields, worlds } of RELATED) {
    const asked = fields.filter((path) => paths.has(path));
    if (asked.length > 1) apart(clauses, worlds(textsOf(leaves.filter(({ path }) => asked.includes(path)))), linted);
  }
  for (const path of paths) {
    const owner = path.endsWith(".awsManaged") ? path.slice(0, -".awsManaged".length) : null;
    if (owner !== null && paths.has(`${owner}.arn`)) apart(clauses, worldsOfPolicy(owner), linted);
  }
  ofCalls(clauses, paths, linted);
  patterns(clauses, linted);
}

function leavesIn(clause: Clause): Leaf[] {
  if (clause.kind === "test") return [clause];
  return clause.kind === "not" ? leavesIn(clause.clause) : clause.clauses.flatMap(leavesIn);
}

const textsOf = (leaves: readonly Leaf[]): string[] =>
  leaves.flatMap(({ compared }) => (compared?.literals ?? []).filter((value) => typeof value === "string"));

/** Reports the first pair of clauses of which no world makes both true, and some world each. */
function apart(clauses: readonly Clause[], worlds: readonly FieldWorld[], linted: Linted): void {
  const possible = (some: readonly Clause[]): boolean => worlds.some((world) => some.every((one) => truthIn(one, world) !== false));
  for (const [index, clause] of clauses.entries()) {
    const because = clauses.slice(0, index).find((other) => !possible([other, clause]) && possible([other]) && possible([clause]));
    if (because) {
      reportContradiction(clause, because, linted);
      return;
    }
  }
}

const OF_CALLS: readonly string[] = ["target.kind", "target.arn", "change.kind"];

/** What the named events never have as their target or change. */
function ofCalls(clauses: readonly Clause[], paths: ReadonlySet<string>, linted: Linted): void {
  const catalogue = linted.context.events;
  const named = clauses.find((clause) => leavesIn(clause).some(({ path }) => path === NAME));
  if (!catalogue || !named || !OF_CALLS.some((path) => paths.has(path))) return;
  const reach = reachOf({ kind: "and", mask: 0, key: "", clauses: [...clauses], origin: named.origin });
  const events = reach === ANYWHERE ? null : eventsIn(reach, catalogue);
  if (!events || events.length === 0) return;
  const worlds = worldsOfCalls(events);
  const clause = clauses.find((one) => one !== named && worlds.every((world) => truthIn(one, world) === false));
  if (clause) reportContradiction(clause, named, linted);
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
