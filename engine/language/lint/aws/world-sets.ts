import type { Clause, Leaf } from "../reason/clause.ts";
import type { EventCatalogue } from "./events.ts";
import { ANYWHERE, eventsIn, reachOf } from "./reach.ts";
import { NAME } from "./said.ts";
import { type FieldWorld, OF_CALLS, RELATED, truthIn, worldsOfCalls, worldsOfPolicy } from "./worlds.ts";

/** All that fields which follow from each other may hold together; `named` is the clause that names the calls, where they follow from these. */
export interface WorldSet {
  worlds: readonly FieldWorld[];
  named: Clause | null;
}

/** The sets of worlds that clauses, which are to hold together, ask more than one field of. */
export function worldSetsOf(clauses: readonly Clause[], catalogue: EventCatalogue | undefined): WorldSet[] {
  const leaves = clauses.flatMap(leavesIn);
  const paths = new Set(leaves.map(({ path }) => path));
  const sets: WorldSet[] = [];
  for (const { fields, worlds } of RELATED) {
    const asked = fields.filter((path) => paths.has(path));
    if (asked.length > 1) sets.push({ worlds: worlds(textsOf(leaves.filter(({ path }) => asked.includes(path)))), named: null });
  }
  for (const path of paths) {
    const owner = path.endsWith(".awsManaged") ? path.slice(0, -".awsManaged".length) : null;
    if (owner !== null && paths.has(`${owner}.arn`)) sets.push({ worlds: worldsOfPolicy(owner), named: null });
  }
  const ofCalls = catalogue && OF_CALLS.some((path) => paths.has(path)) ? callsOf(clauses, catalogue) : null;
  return ofCalls ? [...sets, ofCalls] : sets;
}

/** What the named events may have as their target and change, and whether they write; null where the clauses name none. */
function callsOf(clauses: readonly Clause[], catalogue: EventCatalogue): WorldSet | null {
  const named = clauses.find((clause) => leavesIn(clause).some(({ path }) => path === NAME));
  if (!named) return null;
  const reach = reachOf({ kind: "and", mask: 0, key: "", clauses: [...clauses], origin: named.origin });
  const events = reach === ANYWHERE ? null : eventsIn(reach, catalogue);
  return !events || events.length === 0 ? null : { worlds: worldsOfCalls(events), named };
}

/** Whether the clauses may all hold in a world. */
export const mayHold = (clauses: readonly Clause[], world: FieldWorld): boolean => clauses.every((one) => truthIn(one, world) !== false);

/** The clauses that all hold where a condition does. */
export const clausesOf = (clause: Clause): readonly Clause[] => (clause.kind === "and" ? clause.clauses : [clause]);

function leavesIn(clause: Clause): Leaf[] {
  if (clause.kind === "test") return [clause];
  return clause.kind === "not" ? leavesIn(clause.clause) : clause.clauses.flatMap(leavesIn);
}

const textsOf = (leaves: readonly Leaf[]): string[] =>
  leaves.flatMap(({ compared }) => (compared?.literals ?? []).filter((value) => typeof value === "string"));
