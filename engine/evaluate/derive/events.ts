import { recordFields, textOf, unpackedRecord } from "../../../document/index.ts";
import { type document, isUnknown, type ReeveDocument } from "../../../schemas/index.ts";
import { type Stated, withContentFields } from "./content.ts";
import { fieldsNeeded } from "./content-places.ts";
import { documentGaps } from "./document-gaps.ts";

type Event = document.Event;
type Events = Exclude<ReeveDocument["events"], document.Unknown>;

interface ReadRecords {
  gapsBefore: ReeveDocument["gaps"];
  stated: Stated;
  events: Events;
  gaps: ReeveDocument["gaps"];
}

/** Lists of records read before: rules and remediations differ only in what they want of the policies within. */
const READ = new WeakMap<Events, ReadRecords>();

/** Events with who called, what on, which restriction it touches and how it ended; and the document's gaps with those that only this shows. */
export function withRecordFields({ events, gaps: known }: ReeveDocument, wanted: ReadonlySet<string>, stated: Stated): Pick<ReeveDocument, "events" | "gaps"> {
  if (isUnknown(events)) return { events, gaps: known };
  const earlier = READ.get(events);
  const read = earlier?.gapsBefore === known && earlier.stated === stated ? earlier : readRecords(events, known, stated);
  READ.set(events, read);
  const contentRead = fieldsNeeded("event.change.after", wanted);
  if (contentRead.length === 0) return { events: read.events, gaps: read.gaps };
  return { events: read.events.map((event, at) => (event === events[at] || isUnknown(event) ? event : withPolicy(event))), gaps: read.gaps };

  function withPolicy(event: Event): Event {
    const { change } = event;
    if (!change?.after || isUnknown(change.after)) return event;
    return { ...event, change: { ...change, after: withContentFields(change.after, contentRead, stated) } };
  }
}

function readRecords(events: Events, gapsBefore: ReeveDocument["gaps"], stated: Stated): ReadRecords {
  const gaps = documentGaps(gapsBefore);
  const read = events.map((event) => (isUnknown(event) || isStated(event, stated) ? event : readRecord(event)));
  return { gapsBefore, stated, events: read, gaps: gaps.finish() };

  function readRecord(event: Event): Event {
    // Snapshots of older versions hold records that were not unpacked when they were read.
    const record = unpackedRecord(event.record);
    const id = textOf(record, "eventID") ?? event.id;
    const fields = recordFields(record, id, gaps, event.unknownPaths);
    return { ...event, record, ...fields };
  }
}

const isStated = ({ actor, target, change, outcome }: Event, stated: Stated): boolean => Boolean(stated === "kept" && actor && target && change && outcome);
