import { type document, isUnknown, type ReeveDocument, type Unknown } from "../../schemas/index.ts";
import { gapRegister } from "../gaps.ts";
import { compareText } from "../normalize/canonical.ts";
import { eventOrder } from "../normalize/cloudtrail/index.ts";
import type { EventsRead } from "./files.ts";
import { mergeGaps, renameEvent, renameMarks, usedMarks } from "./renumber.ts";

/** Clock of a document without a single event: it judges nothing. */
const NO_TIME = "1970-01-01T00:00:00.000Z";

/**
 * A document of events alone: the account is unknown, and the latest event is its clock.
 *
 * @param tool program and version.
 */
export function documentOfEvents(read: EventsRead, tool: string): ReeveDocument {
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
    users: mark,
    accessKeys: mark,
    mfaDevices: mark,
    groups: mark,
    roles: mark,
    policies: mark,
    trails: mark,
    analyzers: mark,
    serverCertificates: mark,
    samlProviders: mark,
    oidcProviders: mark,
    events: [],
    gaps,
  };
  return withEvents(empty, read);
}

/**
 * A document with further events: each record once, in order, gaps numbered anew. Events that nobody asked the document for give way to these;
 * events that it failed to read stay a gap at the list's end.
 */
export function withEvents(document: ReeveDocument, ...reads: readonly EventsRead[]): ReeveDocument {
  const { gaps, renames } = mergeGaps([document.gaps, ...reads.map((read) => read.gaps)]);
  const { events: own, gaps: _, collection, ...rest } = document;
  const before = isUnknown(own) ? (document.gaps[own.$unknown]?.reason === "NotCollected" && reads.length > 0 ? [] : [own]) : own;
  const renamed = [before, ...reads.map((read) => read.events)].flatMap((events, index) =>
    events.map((event) => {
      const names = renames[index] ?? new Map<string, string>();
      return isUnknown(event) ? renameMarks(event, names) : renameEvent(event, names);
    }),
  );
  const merged: ReeveDocument = {
    ...renameMarks(rest, renames[0] ?? new Map<string, string>()),
    collection: {
      ...collection,
      eventSources: sorted([...collection.eventSources, ...reads.flatMap((read) => read.sources)]),
      eventsFrom: sorted([collection.eventsFrom, ...reads.map((read) => read.from)])[0] ?? null,
      eventsTo: sorted([collection.eventsTo, ...reads.map((read) => read.to)]).at(-1) ?? null,
    },
    events: ordered(renamed),
    gaps,
  };
  return withoutUnusedGaps(merged);
}

/** Events in order and each once, then each mark once. */
function ordered(list: (document.Event | Unknown)[]): (document.Event | Unknown)[] {
  const marks = new Map<string, Unknown>();
  const events: document.Event[] = [];
  for (const entry of list) {
    if (isUnknown(entry)) marks.set(entry.$unknown, entry);
    else events.push(entry);
  }
  return [...eventOrder(events), ...[...marks.values()].sort((a, b) => Number(a.$unknown.slice(1)) - Number(b.$unknown.slice(1)))];
}

/** Leaves out gaps that nothing names any more, and numbers the rest. */
function withoutUnusedGaps(document: ReeveDocument): ReeveDocument {
  const used = usedMarks(document);
  const kept = Object.entries(document.gaps).filter(([id]) => used.has(id));
  if (kept.length === Object.keys(document.gaps).length) return document;
  const { gaps, renames } = mergeGaps([Object.fromEntries(kept)]);
  const names = renames[0] ?? new Map<string, string>();
  const { events, gaps: _, ...rest } = document;
  const list = isUnknown(events) ? [events] : events;
  return { ...renameMarks(rest, names), events: list.map((event) => (isUnknown(event) ? renameMarks(event, names) : renameEvent(event, names))), gaps };
}

const sorted = (texts: (string | null)[]): string[] => [...new Set(texts.filter((text) => text !== null))].sort(compareText);
