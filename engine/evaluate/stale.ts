import { instantOf } from "../../document/index.ts";
import { type document, type ResourceKind, TABLE } from "../../schemas/index.ts";
import type { ReadingSpans } from "./reading-spans.ts";
import { kindOfKey } from "./touch-keys.ts";
import { changesMadeBy } from "./touches.ts";

/** What calls since the snapshot, and while it was made, may have changed. */
export interface Stale {
  /**
   * Fields of what the keys name that are not known as of an event: a call before it may have changed them since they were read, or, where the event
   * lies within the time in which they were read, any call in that time, its own too: what was read may be from before or after that call.
   */
  fields: (keys: readonly string[], atMs: number, eventId: string) => ReadonlySet<string> | "all";
  /** Kinds of which any call may have changed any. */
  kinds: ReadonlySet<string>;
}

interface Touch {
  atMs: number;
  eventId: string;
}

/** The two earliest touches of different records: what one event asks leaves out its own, and needs no later one. */
type Earliest = [first: Touch, second: Touch | null];

const ALL_FIELDS = "*";
const NONE: ReadonlySet<string> = new Set();

export function staleSince(events: readonly document.Event[], accountId: string, spans: ReadingSpans): Stale {
  const byKey = new Map<string, Map<string, Earliest>>();
  for (const event of events) {
    const atMs = instantOf(event.at) ?? Number.POSITIVE_INFINITY;
    if (atMs < spans.fromMs) continue;
    for (const { key, fields } of changesMadeBy(event, accountId)) {
      const kind = kindOfKey(key);
      const changed = (fields ?? allFields(kind, atMs)).filter((field) => spans.of(kind, field).fromMs <= atMs);
      if (changed.length === 0) continue;
      const known = byKey.get(key) ?? new Map<string, Earliest>();
      byKey.set(key, known);
      for (const field of changed) note(known, field, { atMs, eventId: event.id });
    }
  }
  const fieldsAt: Stale["fields"] = (keys, atMs, eventId) => {
    let found: Set<string> | null = null;
    for (const key of keys) {
      for (const [field, touches] of byKey.get(key) ?? []) {
        const { toMs } = spans.of(kindOfKey(key), field);
        const isWhileRead = atMs <= toMs && touches[0].atMs <= toMs;
        if (!isWhileRead && !touches.some((touch) => touch !== null && touch.atMs <= atMs && touch.eventId !== eventId)) continue;
        if (field === ALL_FIELDS) return "all";
        found ??= new Set();
        found.add(field);
      }
    }
    return found ?? NONE;
  };
  return { fields: fieldsAt, kinds: new Set([...byKey.keys()].map(kindOfKey)) };

  /** All fields together; before the collection began, those that were read from something older. */
  function allFields(kind: ResourceKind, atMs: number): readonly string[] {
    return spans.of(kind, ALL_FIELDS).fromMs <= atMs ? [ALL_FIELDS] : Object.keys(TABLE.kinds[kind].fields);
  }
}

function note(known: Map<string, Earliest>, field: string, touch: Touch): void {
  const [first, second] = known.get(field) ?? [];
  if (!first) known.set(field, [touch, null]);
  else if (touch.atMs < first.atMs) known.set(field, [touch, touch.eventId === first.eventId ? (second ?? null) : first]);
  else if (touch.eventId !== first.eventId && (!second || touch.atMs < second.atMs)) known.set(field, [first, touch]);
}
