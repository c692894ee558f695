import { canonicalJson, compareText, type EventGaps, eventGaps, isRaw, member, recordGap, textOf } from "../../../document/index.ts";
import type { document, Gap, Unknown } from "../../../schemas/index.ts";
import { normalizeRecord } from "./record.ts";

type Event = document.Event;

/** Events each once, in order, and what hides others. */
export interface EventSet {
  /** Sorted by time and id; a mark at the end when gaps hide records. */
  events: (Event | Unknown)[];
  gaps: Record<string, Gap>;
}

/** Gathers records from any number of sources. */
export interface EventGatherer {
  gaps: EventGaps;
  /** Takes one record. What is no record the caller, who knows where it stood, tells by `hide`. */
  add(value: unknown): "added" | "known" | "no-record";
  /** Notes that records are hidden. */
  hide(mark: Unknown): void;
  /** Numbers the gaps. Call it once, last. */
  finish(): EventSet;
}

export function eventGatherer(gaps: EventGaps = eventGaps()): EventGatherer {
  const known = new Map<string, Event>();
  const hidden = new Set<Unknown>();
  return {
    gaps,
    add(value) {
      const key = identityOf(value);
      const earlier = key === null ? undefined : known.get(key);
      if (earlier && canonicalOf(earlier.record) === canonicalOf(value)) return "known";
      const event = normalizeRecord(value, gaps);
      if (!event) return "no-record";
      const kept = key ?? event.id;
      const copy = known.get(kept);
      known.set(kept, better(copy, event));
      return copy ? "known" : "added";
    },
    hide: (mark) => void hidden.add(mark),
    finish() {
      const events = sorted([...known.values()]);
      const numbered = gaps.number();
      return { events: [...events, ...endMark(hidden)], gaps: numbered };
    },
  };
}

/** Events each once, sorted by time and id: for lists that were gathered apart. */
export function eventOrder(events: readonly Event[]): Event[] {
  const known = new Map<string, Event>();
  for (const event of events) {
    const key = identityOf(event.record) ?? event.id;
    known.set(key, better(known.get(key), event));
  }
  return sorted([...known.values()]);
}

/** In order, and with ids that are unique: a second event of an eventID (an addendum that repeats it, another account's) is called `…#2`. */
function sorted(events: Event[]): Event[] {
  const named = events.map((event) => ({ event, id: textOf(event.record, "eventID") ?? event.id }));
  named.sort(
    (a, b) =>
      compareText(a.event.at, b.event.at) ||
      compareText(a.id, b.id) ||
      compareText(a.event.accountId ?? "", b.event.accountId ?? "") ||
      byContent(a.event, b.event),
  );
  const seen = new Map<string, number>();
  return named.map(({ event, id }) => {
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    const own = count === 1 ? id : `${id}#${count}`;
    return own === event.id ? event : { ...event, id: own };
  });
}

/** The mark that ends an open list of events: one, the first by number; the other gaps that hide records stand in `gaps`. */
export function endMark(marks: Iterable<Unknown>): Unknown[] {
  const [first] = [...marks].sort((a, b) => Number(a.$unknown.slice(1)) - Number(b.$unknown.slice(1)));
  return first ? [first] : [];
}

/**
 * Events of records that are already in memory, such as those of a rule's test.
 * What is no record (no eventTime, eventName or eventSource) becomes a gap.
 */
export function normalizeRecords(records: readonly unknown[]): EventSet {
  const gatherer = eventGatherer();
  records.forEach((record, index) => {
    if (gatherer.add(record) === "no-record") gatherer.hide(gatherer.gaps.mark(noRecord(`record ${index + 1}`)));
  });
  return gatherer.finish();
}

const noRecord = (scope: string): Gap =>
  recordGap("Unparseable", scope, "Not a CloudTrail record: eventTime, eventName or eventSource is missing or unreadable");

/**
 * What makes two records one: eventID and recipientAccountId. An addendum is a record of its own, even where it repeats the eventID.
 * Source: CloudTrail User Guide, "CloudTrail record contents", eventID and addendum. Null for a record without eventID, which its content identifies.
 */
function identityOf(value: unknown): string | null {
  if (!isRaw(value)) return null;
  const id = textOf(value, "eventID");
  if (!id) return null;
  const addendum = member(value, "addendum");
  const part = isRaw(addendum) ? [textOf(addendum, "reason"), textOf(addendum, "originalEventID")] : null;
  return JSON.stringify([id, textOf(value, "recipientAccountId"), part]);
}

/** Of two copies of one record that differ, the one that tells more; of equals, always the same one. */
function better(a: Event | undefined, b: Event): Event {
  if (!a) return b;
  const difference = a.unknownPaths.length - b.unknownPaths.length;
  return difference < 0 || (difference === 0 && byContent(a, b) <= 0) ? a : b;
}

const byContent = (a: Event, b: Event): number => compareText(canonicalJson(a.record), canonicalJson(b.record));

/** Text of a record, or null when it nests too deep to be one. */
function canonicalOf(value: unknown): string | null {
  try {
    return canonicalJson(value);
  } catch {
    return null;
  }
}
