import {
  compareText,
  type EventGaps,
  eventGaps,
  isRaw,
  lacksCallerType,
  member,
  type Respelling,
  recordGap,
  textOf,
  unpackedRecord,
  unreadableMembers,
} from "../../../document/index.ts";
import type { document, Gap, Unknown } from "../../../schemas/index.ts";
import { byContent, conflictGap, contentOf, copiesThatCount, identityOf, namedCopy } from "./copies.ts";
import { normalizeRecord, recordFault } from "./record.ts";

type Event = document.Event;

/** Events each once, in order, and what hides others. */
export interface EventSet {
  /** Sorted by time and id; a mark at the end when gaps hide records. */
  events: (Event | Unknown)[];
  gaps: Record<string, Gap>;
}

/** What is doubtful about a record that was taken. */
export type RecordDoubt =
  /** Members that cannot be read: what they could hold is unknown in the event. */
  | { kind: "unread"; id: string; members: readonly string[] }
  /** The name of the call is not spelt as AWS does. */
  | { kind: "spelling"; id: string; written: string; call: string }
  /** Members that are written in other letters than AWS writes, and read. */
  | { kind: "letters"; id: string; members: readonly { path: string; written: string | boolean }[] }
  /** The type of the caller is missing. */
  | { kind: "caller"; id: string };

/** Gathers records from any number of sources. */
export interface EventGatherer {
  gaps: EventGaps;
  /** Takes one record. The caller, which knows where it stood, reports what is no record by `hide`; what is doubtful about one by `note`. */
  add(value: unknown, note?: (doubt: RecordDoubt) => void): "added" | "known" | "no-record";
  /** Notes that records are hidden. */
  hide(mark: Unknown): void;
  /** Numbers the gaps. Call it once, last. */
  finish(): EventSet;
}

export function eventGatherer(gaps: EventGaps = eventGaps()): EventGatherer {
  const known = new Map<string, Event>();
  /** All copies of what is known in several, by content. */
  const copies = new Map<string, Map<string | null, Event>>();
  const hidden = new Set<Unknown>();
  return {
    gaps,
    add(value, note) {
      const spelt: Respelling[] = [];
      const record = isRaw(value) ? unpackedRecord(value, (respelling) => spelt.push(respelling)) : value;
      if (spelt.some(({ kind }) => kind === "twice")) return "no-record";
      const key = identityOf(record);
      const earlier = key === null ? undefined : known.get(key);
      const content = earlier ? contentOf(record) : null;
      const others = key === null ? undefined : copies.get(key);
      if (earlier && (others ? others.has(content) : contentOf(earlier.record) === content)) return "known";
      const event = normalizeRecord(record, gaps);
      if (!event) return "no-record";
      if (note) for (const doubt of doubtsOf(event, value, spelt)) note(doubt);
      const kept = key ?? event.id;
      const first = known.get(kept);
      if (!first) {
        known.set(kept, event);
        return "added";
      }
      if (key === null) return "known";
      const all = others ?? new Map([[contentOf(first.record), first]]);
      const count = copiesThatCount([...all.values()]).length;
      copies.set(key, all.set(content, event));
      return copiesThatCount([...all.values()]).length > count ? "added" : "known";
    },
    hide: (mark) => void hidden.add(mark),
    finish() {
      const { events, conflicts } = ordered(known, copies);
      if (conflicts.length > 0) hidden.add(gaps.mark(conflictGap(conflicts)));
      const numbered = gaps.number();
      return { events: [...events, ...endMark(hidden)], gaps: numbered };
    },
  };
}

function doubtsOf({ id, record, unknownPaths }: Event, value: unknown, spelt: readonly Respelling[]): RecordDoubt[] {
  const members = isRaw(record) && unknownPaths.length > 0 ? unreadableMembers(record) : [];
  const letters = spelt.flatMap((one) => (one.kind === "letters" ? [one] : []));
  const [written, call] = [textOf(value, "eventName"), textOf(record, "eventName")];
  return [
    ...(members.length > 0 ? [{ kind: "unread", id, members } as const] : []),
    ...(isRaw(record) && lacksCallerType(record) ? [{ kind: "caller", id } as const] : []),
    ...(letters.length > 0 ? [{ kind: "letters", id, members: letters } as const] : []),
    ...(written !== null && call !== null && written !== call ? [{ kind: "spelling", id, written, call } as const] : []),
  ];
}

/** Events in order, and the ids of those of which records differ. */
export interface OrderedEvents {
  events: Event[];
  conflicts: string[];
}

/** Events each once, sorted by time and id: for lists that were gathered apart. */
export function eventOrder(events: readonly Event[]): OrderedEvents {
  const known = new Map<string, Event>();
  const copies = new Map<string, Map<string | null, Event>>();
  for (const event of events) {
    const key = identityOf(event.record) ?? event.id;
    const first = known.get(key);
    if (!first) known.set(key, event);
    else copies.set(key, (copies.get(key) ?? new Map([[contentOf(first.record), first]])).set(contentOf(event.record), event));
  }
  return ordered(known, copies);
}

/** In order, and with ids that are unique. */
function ordered(known: ReadonlyMap<string, Event>, copies: ReadonlyMap<string, ReadonlyMap<string | null, Event>>): OrderedEvents {
  const single: Event[] = [];
  const several: Event[] = [];
  const conflicts: string[] = [];
  for (const [key, event] of known) {
    const all = copies.get(key);
    const kept = all ? copiesThatCount([...all.values()]) : [event];
    const id = eventIdOf(event);
    if (kept.length === 1) single.push(...kept);
    else {
      conflicts.push(id);
      several.push(...kept.map((copy) => namedCopy(copy, id)));
    }
  }
  const events = numbered(single, conflicts);
  return { events: several.length === 0 ? events : [...events, ...several].sort(byTimeAndId), conflicts };
}

const eventIdOf = (event: Event): string => textOf(event.record, "eventID") ?? event.id;

const byTimeAndId = (a: Event, b: Event): number => compareText(a.at, b.at) || compareText(a.id, b.id);

/**
 * In order; a second event of an eventID (an addendum that repeats it, another account's) is called `…#2`. Of two accounts' records of one eventID one is
 * not what CloudTrail wrote: what it delivers to several accounts has another eventID in each, and one sharedEventID.
 * Source: CloudTrail User Guide, "CloudTrail record contents", eventID and sharedEventID.
 *
 * @param conflicts takes their eventIDs.
 */
function numbered(events: Event[], conflicts: string[]): Event[] {
  const named = events.map((event) => ({ event, id: eventIdOf(event) }));
  named.sort(
    (a, b) =>
      compareText(a.event.at, b.event.at) ||
      compareText(a.id, b.id) ||
      compareText(a.event.accountId ?? "", b.event.accountId ?? "") ||
      byContent(a.event, b.event),
  );
  const seen = new Map<string, number>();
  const whole = new Set<string>();
  return named.map(({ event, id }) => {
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    if (!isRaw(member(event.record, "addendum")) && textOf(event.record, "eventID") !== null) {
      if (whole.has(id)) conflicts.push(id);
      whole.add(id);
    }
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
    if (gatherer.add(record) === "no-record") gatherer.hide(gatherer.gaps.mark(noRecord(`record ${index + 1}`, record)));
  });
  return gatherer.finish();
}

const noRecord = (scope: string, record: unknown): Gap =>
  recordGap("Unparseable", scope, `Not a CloudTrail record: ${(recordFault(record) ?? "").replace(/^[^:]*: /, "")}`);
