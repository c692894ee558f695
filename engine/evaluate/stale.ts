import { instantOf } from "../../document/index.ts";
import { type document, type ResourceKind, TABLE } from "../../schemas/index.ts";
import type { ReadingSpans } from "./reading-spans.ts";
import { kindOfKey } from "./touch-keys.ts";
import { changesMadeBy } from "./touches.ts";
import type { Trace } from "./trace-values.ts";

/** What calls since the snapshot, and while it was made, may have changed. */
export interface Stale {
  /**
   * Fields of what the keys name that are not known as of an event: a call before it may have changed them since they were read, or, where the event
   * lies within the time in which they were read, any call in that time, its own too: what was read may be from before or after that call. A call while
   * they were read leaves them known for what comes after it where its trace shows that both orders agree.
   *
   * @param holder what the snapshot says: the resource that the keys name, or the list of a kind.
   */
  fields: (keys: readonly string[], atMs: number, eventId: string, holder: unknown) => ReadonlySet<string> | "all";
  /** Kinds of which any call may have changed any. */
  kinds: ReadonlySet<string>;
}

interface Touch {
  atMs: number;
  eventId: string;
}

/** The calls that may have changed one field of what one key names. */
interface Touches {
  /** While it was read. */
  whileRead: {
    latestMs: number;
    /** Null once one of them leaves no trace. */
    traces: (Trace & { atMs: number })[] | null;
  } | null;
  /** After that, the two earliest of different records: what one event asks leaves out its own, and needs no later one. */
  after: [first: Touch, second: Touch | null] | null;
}

const ALL_FIELDS = "*";
const NONE: ReadonlySet<string> = new Set();

export function staleSince(events: readonly document.Event[], accountId: string, spans: ReadingSpans): Stale {
  const byKey = new Map<string, Map<string, Touches>>();
  for (const event of events) {
    const atMs = instantOf(event.at) ?? Number.POSITIVE_INFINITY;
    if (atMs < spans.fromMs) continue;
    for (const { key, fields, tracesIn } of changesMadeBy(event, accountId)) {
      const kind = kindOfKey(key);
      const changed = (fields ?? allFields(kind, atMs)).filter((field) => spans.of(kind, field).fromMs <= atMs);
      if (changed.length === 0) continue;
      const known = byKey.get(key) ?? new Map<string, Touches>();
      byKey.set(key, known);
      for (const field of changed) {
        const touches = known.get(field) ?? { whileRead: null, after: null };
        known.set(field, touches);
        if (atMs <= spans.of(kind, field).toMs) noteWhileRead(touches, atMs, tracesIn(field));
        else touches.after = earliest(touches.after, { atMs, eventId: event.id });
      }
    }
  }
  const fieldsAt: Stale["fields"] = (keys, atMs, eventId, holder) => {
    let found: Set<string> | null = null;
    for (const key of keys) {
      for (const [field, { whileRead, after }] of byKey.get(key) ?? []) {
        const isAfter = after?.some((touch) => touch !== null && touch.atMs <= atMs && touch.eventId !== eventId) ?? false;
        if (!isAfter && (whileRead === null || bothOrdersAgree(keys, field, atMs, holder))) continue;
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

  /** Whether a value is the same after the calls that were made while it was read, whichever of them came before its reading. */
  function bothOrdersAgree(keys: readonly string[], field: string, atMs: number, holder: unknown): boolean {
    const last = new Map<string, (Trace & { atMs: number })[]>();
    for (const key of keys) {
      const whileRead = byKey.get(key)?.get(field)?.whileRead ?? null;
      if (whileRead === null) continue;
      if (whileRead.latestMs >= atMs || whileRead.traces === null) return false;
      for (const trace of whileRead.traces) {
        const [other] = last.get(trace.part) ?? [];
        if (other === undefined || other.atMs < trace.atMs) last.set(trace.part, [trace]);
        else if (other.atMs === trace.atMs) last.get(trace.part)?.push(trace);
      }
    }
    return [...last.values()].every((traces) => traces.every((trace) => trace.isShownBy(holder)));
  }
}

function noteWhileRead(touches: Touches, atMs: number, traces: Trace[] | null): void {
  touches.whileRead ??= { latestMs: atMs, traces: [] };
  const { whileRead } = touches;
  whileRead.latestMs = Math.max(whileRead.latestMs, atMs);
  if (traces === null) whileRead.traces = null;
  else whileRead.traces?.push(...traces.map((trace) => ({ ...trace, atMs })));
}

function earliest(known: Touches["after"], touch: Touch): NonNullable<Touches["after"]> {
  if (known === null) return [touch, null];
  const [first, second] = known;
  if (touch.atMs < first.atMs) return [touch, touch.eventId === first.eventId ? second : first];
  return touch.eventId !== first.eventId && (!second || touch.atMs < second.atMs) ? [first, touch] : known;
}
