import type { Clause, Leaf } from "../reason/clause.ts";
import { type EventCatalogue, hasEvent, sourcesWith } from "./events.ts";

/** Sources and names that a record can have where a clause is asked; null for any. */
export interface Reach {
  sources: ReadonlySet<string> | null;
  names: ReadonlySet<string> | null;
}

export const ANYWHERE: Reach = { sources: null, names: null };

export const SOURCE = "event.eventSource";
export const NAME = "event.eventName";

/** Texts that a positive test of equality accepts; null for every other test. */
function textsOf(leaf: Leaf): string[] | null {
  const { comparison, literals = null } = leaf.compared ?? {};
  if (leaf.fallback || comparison?.listsValues !== true || literals === null) return null;
  const texts = literals.filter((value) => typeof value === "string");
  return texts.length === literals.length ? texts : null;
}

/** What a clause leaves of the records, by what it says of source and name alone. */
export function reachOf(clause: Clause): Reach {
  const known = REACHES.get(clause);
  if (known) return known;
  const reach = reachWithin(clause);
  REACHES.set(clause, reach);
  return reach;
}

/** Several lints ask for each clause, once for each of those beside it. */
const REACHES = new WeakMap<Clause, Reach>();

function reachWithin(clause: Clause): Reach {
  if (clause.kind === "not") return ANYWHERE;
  if (clause.kind !== "test") {
    const reaches = clause.clauses.map(reachOf);
    return clause.kind === "and" ? reaches.reduce(both, ANYWHERE) : reaches.reduce(either);
  }
  const texts = clause.path === SOURCE || clause.path === NAME ? textsOf(clause) : null;
  if (!texts) return ANYWHERE;
  return clause.path === SOURCE ? { sources: new Set(texts), names: null } : { sources: null, names: new Set(texts) };
}

function both(one: Reach, other: Reach): Reach {
  if (other === ANYWHERE) return one;
  return one === ANYWHERE ? other : { sources: common(one.sources, other.sources), names: common(one.names, other.names) };
}

const either = (one: Reach, other: Reach): Reach => ({ sources: joint(one.sources, other.sources), names: joint(one.names, other.names) });

type Texts = ReadonlySet<string> | null;

function common(one: Texts, other: Texts): Texts {
  if (!one || !other) return one ?? other;
  return new Set([...one].filter((text) => other.has(text)));
}

const joint = (one: Texts, other: Texts): Texts => (one && other ? new Set([...one, ...other]) : null);

/** Calls `tell` with every single test of a clause, those of elements left out, and with the records it can be asked of. */
export function eachLeaf(clause: Clause, reach: Reach, onLeaf: (leaf: Leaf, reach: Reach) => void): void {
  if (clause.kind === "test") onLeaf(clause, reach);
  else if (clause.kind === "not") eachLeaf(clause.clause, reach, onLeaf);
  else {
    const reaches = clause.kind === "and" ? clause.clauses.map(reachOf) : [];
    for (const one of clause.clauses) {
      const within = reaches.reduce((so, other, index) => (clause.clauses[index] === one ? so : both(so, other)), reach);
      eachLeaf(one, within, onLeaf);
    }
  }
}

/** A source, and the name of an event that it has. */
export interface RecordedEvent {
  source: string;
  name: string;
}

/** The events within reach; null where the reach is open or a name is not known. */
export function eventsIn({ sources, names }: Reach, catalogue: EventCatalogue): RecordedEvent[] | null {
  if (!names) return null;
  const pairs = [...names].map((name) =>
    [...(sources ?? sourcesWith(catalogue, name))].filter((source) => hasEvent(catalogue, source, name)).map((source) => ({ source, name })),
  );
  return pairs.some((of) => of.length === 0) ? null : pairs.flat();
}
