import type { Clause, Leaf } from "../reason/clause.ts";
import { type EventCatalogue, hasEvent, hasOthers, hasSource, namesOf, sourcesOf, sourcesWith } from "./events.ts";
import { NAME, type Said, SOURCE, saidOf } from "./said.ts";

/** Sources and names that a record can have where a clause is asked; null for any. */
export interface Reach {
  sources: ReadonlySet<string> | null;
  names: ReadonlySet<string> | null;
  /** What holds there and says more of sources or names: patterns, and what is ruled out. */
  given: readonly Said[];
}

export const ANYWHERE: Reach = { sources: null, names: null, given: [] };

/** Texts that a positive test of equality accepts, or the default of its parameter does; null for every other test. */
function textsOf(leaf: Leaf): string[] | null {
  const { comparison, literals = null, preset = null } = leaf.compared ?? {};
  const values = literals ?? (preset === null ? null : [preset].flat());
  if (leaf.fallback || comparison?.listsValues !== true || values === null) return null;
  const texts = values.filter((value) => typeof value === "string");
  return texts.length === values.length ? texts : null;
}

/** What a clause leaves of the records, by what it says of source and name alone. */
export function reachOf(clause: Clause): Reach {
  const known = REACHES.get(clause);
  if (known) return known;
  const { sources, names } = reachWithin(clause);
  const said = saidOf(clause);
  const reach = said === null && sources === null && names === null ? ANYWHERE : { sources, names, given: said === null ? [] : [said] };
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
  return clause.path === SOURCE ? { ...ANYWHERE, sources: new Set(texts) } : { ...ANYWHERE, names: new Set(texts) };
}

function both(one: Reach, other: Reach): Reach {
  if (other === ANYWHERE) return one;
  return one === ANYWHERE
    ? other
    : { sources: common(one.sources, other.sources), names: common(one.names, other.names), given: [...new Set([...one.given, ...other.given])] };
}

const either = (one: Reach, other: Reach): Reach => ({ sources: joint(one.sources, other.sources), names: joint(one.names, other.names), given: [] });

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

/** The known sources within reach, patterns and what is ruled out included; null where they may be any. */
export function sourcesIn({ sources, given }: Reach, catalogue: EventCatalogue): string[] | null {
  if (sources) return [...sources];
  const all = sourcesOf(catalogue);
  const left = given.length === 0 ? all : all.filter((source) => mayBeOf(given, { source, name: null }));
  return left.length === 0 || left.length === all.length ? null : left;
}

/** The known events within reach; null where the reach is open or a name is not known. */
export function eventsIn(reach: Reach, catalogue: EventCatalogue): readonly RecordedEvent[] | null {
  const { sources, names, given } = reach;
  if (!names && given.length === 0) return null;
  const kept = EVENTS.get(catalogue) ?? new Map<string, readonly RecordedEvent[] | null>();
  EVENTS.set(catalogue, kept);
  const key = JSON.stringify([[...(sources ?? [])], [...(names ?? [])], given.map((said) => said.key)]);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const [oldest] = kept.keys();
  if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  const events = names ? namedEvents(names, reach, catalogue) : eventsLike(reach, catalogue);
  kept.set(key, events);
  return events;
}

/** Many paths of a rule, and copies of it as it is typed, are evaluated for the same events. */
const EVENTS = new WeakMap<EventCatalogue, Map<string, readonly RecordedEvent[] | null>>();
const MOST_KEPT = 256;

function namedEvents(names: ReadonlySet<string>, { sources, given }: Reach, catalogue: EventCatalogue): RecordedEvent[] | null {
  const pairs = [...names].map((name) =>
    [...(sources ?? sourcesWith(catalogue, name))].filter((source) => hasEvent(catalogue, source, name)).map((source) => ({ source, name })),
  );
  return pairs.some((of) => of.length === 0) ? null : pairs.flat().filter((event) => mayBeOf(given, event));
}

/** The events that patterns take, and what is not ruled out; null where that is most of them, or where a source has others too. */
function eventsLike({ sources, given }: Reach, catalogue: EventCatalogue): RecordedEvent[] | null {
  const among = [...(sources ?? sourcesOf(catalogue))].filter((source) => mayBeOf(given, { source, name: null }));
  if (sources && among.some((source) => !hasSource(catalogue, source) || hasOthers(catalogue, source))) return null;
  const events: RecordedEvent[] = [];
  for (const source of among) {
    for (const name of namesOf(catalogue, source)) {
      if (name === "*" || !spellings(source, name).some((one) => mayBeOf(given, { source, name: one }))) continue;
      if (events.length === MOST_EVENTS) return null;
      events.push({ source, name });
    }
  }
  return events;
}

/** What takes more events than this says nothing of them. */
const MOST_EVENTS = 5_000;

/** Services whose records append a version to names: `withoutVersion`. */
const VERSIONED: readonly string[] = ["lambda.amazonaws.com", "cloudfront.amazonaws.com"];

const spellings = (source: string, name: string): string[] =>
  VERSIONED.includes(source) ? [name, ...["20150331", "20150331v2", "2020_05_31"].map((version) => name + version)] : [name];

const mayBeOf = (given: readonly Said[], event: { source: string; name: string | null }): boolean => given.every(({ answer }) => answer(event) !== false);
