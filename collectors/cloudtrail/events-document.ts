import { compareText, gapKey, gapRegister } from "../../document/index.ts";
import { type document, everyList, type Gap, isUnknown, type ReeveDocument, type Unknown } from "../../schemas/index.ts";
import { conflictGap, type EventSet, endMark, eventOrder, type OrderedEvents } from "../normalize/cloudtrail/index.ts";
import type { EventsRead } from "./files.ts";
import { mergeGaps, namesMark, renameEvent, renameMarks } from "./renumber.ts";

/** What a document takes of the events that were read. */
type ReadEvents = Pick<EventsRead, "events" | "gaps" | "sources" | "from" | "to">;

/** Clock of a document without a single event: it judges nothing. */
const NO_TIME = "1970-01-01T00:00:00.000Z";

/**
 * A document of events alone: the account is unknown, and the latest event is its clock.
 *
 * @param tool program and version.
 */
export function documentOfEvents(read: ReadEvents, tool: string): ReeveDocument {
  const register = gapRegister();
  const mark = register.mark({
    source: "the account",
    reason: "NotCollected",
    deniedBy: null,
    permission: null,
    scope: "account",
    message: "Only events were given; give a snapshot too (--snapshot), or collect one",
  });
  const gaps = register.number();
  const empty: ReeveDocument = {
    schema: "reeve/document@1",
    collectedAt: read.to ?? NO_TIME,
    collection: { tool, startedAt: null, durationMs: null, callerArn: null, calls: [], sources: [], eventSources: [], eventsFrom: null, eventsTo: null },
    account: mark,
    root: mark,
    ...everyList(mark),
    events: [],
    gaps,
  };
  return withEvents(empty, read);
}

/**
 * A document with further events: each record once, in order, gaps numbered anew. Events that nobody asked the document for give way to these;
 * events that it failed to read stay a gap at the list's end, and so do records of one eventID that differ from one list to another.
 */
export function withEvents(document: ReeveDocument, ...reads: readonly ReadEvents[]): ReeveDocument {
  if (reads.length === 0) return document;
  const { events: own, gaps: ownGaps, collection, ...rest } = document;
  const notCollected = isUnknown(own) && ownGaps[own.$unknown]?.reason === "NotCollected" ? own.$unknown : null;
  const dropped = notCollected !== null && !namesMark(rest, notCollected) ? notCollected : null;
  const keptGaps = Object.fromEntries(Object.entries(ownGaps).filter(([id]) => id !== dropped));
  const { gaps, renames } = mergeGaps([keptGaps, ...reads.map((read) => read.gaps)]);
  const before = isUnknown(own) ? (notCollected === null ? [own] : []) : own;
  const renamed = [before, ...reads.map((read) => read.events)].flatMap((events, index) =>
    events.map((event) => {
      const names = renames[index] ?? new Map<string, string>();
      return isUnknown(event) ? renameMarks(event, names) : renameEvent(event, names);
    }),
  );
  const { events, conflicts } = ordered(renamed);
  const conflict = conflicts.length > 0 ? conflictGap(conflicts) : null;
  if (conflict && !holdsGap(gaps, conflict)) return withEvents(document, ...reads, readOfGap(conflict));
  return {
    ...renameMarks(rest, renames[0] ?? new Map<string, string>()),
    collection: {
      ...collection,
      eventSources: sorted([...collection.eventSources, ...reads.flatMap((read) => read.sources)]),
      eventsFrom: sorted([collection.eventsFrom, ...reads.map((read) => read.from)])[0] ?? null,
      eventsTo: sorted([collection.eventsTo, ...reads.map((read) => read.to)]).at(-1) ?? null,
    },
    events,
    gaps,
  };
}

/** Events in order and each once, then the mark of a list that may hold more. */
function ordered(list: (document.Event | Unknown)[]): Omit<OrderedEvents, "events"> & Pick<EventSet, "events"> {
  const { events, conflicts } = eventOrder(list.filter((entry): entry is document.Event => !isUnknown(entry)));
  return { events: [...events, ...endMark(list.filter(isUnknown))], conflicts };
}

const holdsGap = (gaps: Record<string, Gap>, gap: Gap): boolean => Object.values(gaps).some((each) => gapKey(each) === gapKey(gap));

/** What is read where nothing but a gap is. */
const readOfGap = (gap: Gap): ReadEvents => ({ events: [{ $unknown: "g1" }], gaps: { g1: gap }, sources: [], from: null, to: null });

const sorted = (texts: (string | null)[]): string[] => [...new Set(texts.filter((text) => text !== null))].sort(compareText);
