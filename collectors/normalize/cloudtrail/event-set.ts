import type { document, Gap, Unknown } from "../../../schemas/index.ts";
import { canonicalJson, compareText } from "../canonical.ts";
import { type EventGaps, eventGaps, recordGap } from "./event-gaps.ts";
import { isObject, member, textMember } from "./json.ts";
import { normalizeRecord } from "./record.ts";

type Event = document.Event;

/** Events each once, in order, and what hides others. */
export interface EventSet {
  /** Sorted by time and id; a mark at the end for each gap that hides records. */
  events: (Event | Unknown)[];
  gaps: Record<string, Gap>;
}

/** Gathers records from any number of sources. */
export interface EventGatherer {
  gaps: EventGaps;
  /** Takes one record. False when the value is no record; the caller knows where it stood and says so by `hide`. */
  add(value: unknown): boolean;
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
      if (earlier && canonicalOf(earlier.record) === canonicalOf(value)) return true;
      const event = normalizeRecord(value, gaps);
      if (!event) return false;
      const kept = key ?? event.id;
      known.set(kept, better(known.get(kept), event));
      return true;
    },
    hide: (mark) => void hidden.add(mark),
    finish() {
      const events = [...known.values()].sort(
        (a, b) => compareText(a.at, b.at) || compareText(a.id, b.id) || compareText(a.accountId ?? "", b.accountId ?? "") || byContent(a, b),
      );
      const numbered = gaps.number();
      const marks = [...hidden].sort((a, b) => Number(a.$unknown.slice(1)) - Number(b.$unknown.slice(1)));
      return { events: [...events, ...marks], gaps: numbered };
    },
  };
}

/**
 * Events of records that are already in memory, such as those of a rule's test.
 * What is no record (no eventTime, eventName or eventSource) becomes a gap.
 */
export function normalizeRecords(records: readonly unknown[]): EventSet {
  const gatherer = eventGatherer();
  records.forEach((record, index) => {
    if (!gatherer.add(record)) gatherer.hide(gatherer.gaps.mark(noRecord(`record ${index + 1}`)));
  });
  return gatherer.finish();
}

export const noRecord = (scope: string): Gap =>
  recordGap("Unparseable", scope, "Not a CloudTrail record: eventTime, eventName or eventSource is missing or unreadable");

/**
 * What makes two records one: eventID and recipientAccountId. An addendum is a record of its own, even where it repeats the eventID.
 * Source: CloudTrail User Guide, "CloudTrail record contents", eventID and addendum. Null for a record without eventID, which its content identifies.
 */
function identityOf(value: unknown): string | null {
  if (!isObject(value)) return null;
  const id = textMember(value, "eventID");
  if (!id) return null;
  const addendum = member(value, "addendum");
  const part = isObject(addendum) ? [textMember(addendum, "reason"), textMember(addendum, "originalEventID")] : null;
  return JSON.stringify([id, textMember(value, "recipientAccountId"), part]);
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
