import { recordFields, textOf } from "../../../document/index.ts";
import { type document, isUnknown, type ReeveDocument } from "../../../schemas/index.ts";
import { type Stated, withContentFields } from "./content.ts";
import { fieldsNeeded } from "./content-places.ts";
import { documentGaps } from "./document-gaps.ts";

type Event = document.Event;

/** Events with who called, what on, which restriction it touches and how it ended; and the document's gaps with those that only this shows. */
export function withRecordFields({ events, gaps: known }: ReeveDocument, wanted: ReadonlySet<string>, stated: Stated): Pick<ReeveDocument, "events" | "gaps"> {
  if (isUnknown(events)) return { events, gaps: known };
  const contentRead = fieldsNeeded("event.change.after", wanted);
  const gaps = documentGaps(known);
  const derived = events.map((event) => (isUnknown(event) ? event : derivedEvent(event)));
  return { events: derived, gaps: gaps.finish() };

  function derivedEvent(event: Event): Event {
    if (stated === "kept" && event.actor && event.target && event.change && event.outcome) return event;
    const id = textOf(event.record, "eventID") ?? event.id;
    const { actor, target, change, outcome } = recordFields(event.record, id, gaps, event.unknownPaths);
    if (change.after && !isUnknown(change.after)) change.after = withContentFields(change.after, contentRead, stated);
    return { ...event, actor, target, change, outcome };
  }
}
