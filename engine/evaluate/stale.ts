import { instantOf } from "../../document/index.ts";
import type { document } from "../../schemas/index.ts";
import { kindOfKey } from "./touch-keys.ts";
import { changesMadeBy } from "./touches.ts";

/** What calls since the snapshot may have changed. */
export interface Stale {
  /** Fields of what the keys name that a call before an event may have changed. */
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

export function staleSince(events: readonly document.Event[], accountId: string, sinceMs: number): Stale {
  const byKey = new Map<string, Map<string, Earliest>>();
  for (const event of events) {
    const atMs = instantOf(event.at) ?? Number.POSITIVE_INFINITY;
    if (atMs < sinceMs) continue;
    for (const { key, fields } of changesMadeBy(event, accountId)) {
      const known = byKey.get(key) ?? new Map<string, Earliest>();
      byKey.set(key, known);
      for (const field of fields ?? [ALL_FIELDS]) note(known, field, { atMs, eventId: event.id });
    }
  }
  const fieldsAt: Stale["fields"] = (keys, atMs, eventId) => {
    let found: Set<string> | null = null;
    for (const key of keys) {
      for (const [field, touches] of byKey.get(key) ?? []) {
        if (!touches.some((touch) => touch !== null && touch.atMs <= atMs && touch.eventId !== eventId)) continue;
        if (field === ALL_FIELDS) return "all";
        found ??= new Set();
        found.add(field);
      }
    }
    return found ?? NONE;
  };
  return { fields: fieldsAt, kinds: new Set([...byKey.keys()].map(kindOfKey)) };
}

function note(known: Map<string, Earliest>, field: string, touch: Touch): void {
  const [first, second] = known.get(field) ?? [];
  if (!first) known.set(field, [touch, null]);
  else if (touch.atMs < first.atMs) known.set(field, [touch, touch.eventId === first.eventId ? (second ?? null) : first]);
  else if (touch.eventId !== first.eventId && (!second || touch.atMs < second.atMs)) known.set(field, [first, touch]);
}
