import { canonicalJson, canonicalSha256, compareText, isRaw, member, recordGap, saysAllOf, textOf } from "../../../document/index.ts";
import type { document, Gap } from "../../../schemas/index.ts";

type Event = document.Event;

/**
 * What makes two records one: eventID and recipientAccountId. An addendum is a record of its own, even where it repeats the eventID.
 * Source: CloudTrail User Guide, "CloudTrail record contents", eventID and addendum. Null for a record without eventID, which its content identifies.
 */
export function identityOf(value: unknown): string | null {
  if (!isRaw(value)) return null;
  const id = textOf(value, "eventID");
  if (!id) return null;
  const addendum = member(value, "addendum");
  const part = isRaw(addendum) ? [textOf(addendum, "reason"), textOf(addendum, "originalEventID")] : null;
  return JSON.stringify([id, textOf(value, "recipientAccountId"), part]);
}

/** Text of a record; null when it nests too deep to be one. */
export function contentOf(record: unknown): string | null {
  try {
    return canonicalJson(record);
  } catch {
    return null;
  }
}

export const byContent = (a: Event, b: Event): number => compareText(canonicalJson(a.record), canonicalJson(b.record));

/**
 * The copies of one record that count, always the same whatever their order: of two that differ only in what CloudTrail left out of one, the fuller. Those
 * that differ otherwise cannot all be what CloudTrail wrote; each is judged, so that none can hide what another shows.
 */
export function copiesThatCount(copies: readonly Event[]): Event[] {
  const kept: Event[] = [];
  const fullest = [...copies].sort((a, b) => a.unknownPaths.length - b.unknownPaths.length || byContent(a, b));
  for (const copy of fullest) if (!kept.some(({ record }) => saysAllOf(record, copy.record))) kept.push(copy);
  return kept.sort(byContent);
}

/** A copy under an id of its own, which its content gives it: so neither the other copies nor their number change it. */
export const namedCopy = (copy: Event, eventId: string): Event => ({ ...copy, id: `${eventId}#${canonicalSha256(copy.record).slice(0, 8)}` });

const MAX_IDS_SHOWN = 5;

/** The gap of events of which records differ. */
export function conflictGap(eventIds: readonly string[]): Gap {
  const ids = [...new Set(eventIds)].sort(compareText);
  const more = ids.length > MAX_IDS_SHOWN ? ` and ${ids.length - MAX_IDS_SHOWN} more` : "";
  return recordGap(
    "Inconsistent",
    `eventID ${ids.slice(0, MAX_IDS_SHOWN).join(", ")}${more}`,
    "Records of one eventID differ, so they cannot all be what CloudTrail wrote. Each of them was judged.",
  );
}
