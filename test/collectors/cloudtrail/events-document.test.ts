import { describe, expect, it } from "vitest";
import { documentFaults, documentOfEvents, type EventsRead, normalizeRecords, withEvents } from "../../../collectors/index.ts";
import { isUnknown, type ReeveDocument, validateDocument } from "../../../schemas/index.ts";
import { denied, fixtureRecords, type JsonRecord } from "./records.ts";

function readOf(records: JsonRecord[], source: string): Omit<EventsRead, "warnings" | "ledger"> {
  const set = normalizeRecords(records);
  const times = set.events.flatMap((event) => (isUnknown(event) ? [] : [event.at]));
  return { ...set, sources: [source], from: times[0] ?? null, to: times.at(-1) ?? null };
}

const first = readOf(fixtureRecords("detach-group-policy"), "first");
const second = readOf([...fixtureRecords("truncated"), {}], "second");
const gap = (reason: "NotCollected" | "AccessDenied", source: string) =>
  ({ source, reason, deniedBy: null, permission: null, scope: "account", message: "" }) as const;

async function expectSound(document: ReeveDocument): Promise<void> {
  const checked = await validateDocument(document);
  expect(checked.ok ? [] : checked.errors).toEqual([]);
  expect(documentFaults(document)).toEqual([]);
}

/** Each mark of the document in words, so that two numberings can be compared. */
const inWords = (document: ReeveDocument): string => JSON.stringify(document.events).replace(/"(g\d+)"/g, (_, id: string) => JSON.stringify(document.gaps[id]));

describe("a document of events alone", () => {
  it("knows nothing of the account, and has the latest event as its clock", async () => {
    const document = documentOfEvents(first, "reeve 1");
    await expectSound(document);
    expect(document.collectedAt).toBe("2026-01-10T10:03:00.000Z");
    expect(isUnknown(document.account) && document.gaps[document.account.$unknown]?.reason).toBe("NotCollected");
    expect(document.collection).toMatchObject({ tool: "reeve 1", eventSources: ["first"], eventsFrom: "2026-01-10T10:01:00.000Z" });
  });

  it("is sound without a single event", async () => {
    const document = documentOfEvents(readOf([], "none"), "reeve 1");
    await expectSound(document);
    expect(document.events).toEqual([]);
  });
});

describe("a document with further events", () => {
  it("holds all of them in order, with gaps numbered anew", async () => {
    const document = withEvents(documentOfEvents(first, "reeve 1"), second);
    await expectSound(document);
    expect(document.events).toHaveLength(8);
    expect(document.collection.eventSources).toEqual(["first", "second"]);
    const reasons = Object.values(document.gaps).map(({ reason }) => reason);
    expect(new Set(reasons)).toEqual(new Set(["NotCollected", "NotInRecord", "Truncated", "Unparseable"]));
  });

  it("is the same whichever came first, and does not change what it was made of", () => {
    const before = JSON.stringify([first, second]);
    const forth = documentOfEvents(first, "t");
    const back = documentOfEvents(second, "t");
    expect(inWords(withEvents(forth, second))).toEqual(inWords(withEvents(back, first)));
    expect(withEvents(forth, second).gaps).toEqual(withEvents(back, first).gaps);
    expect(withEvents(forth, second, first)).toEqual(withEvents(forth, second));
    expect(JSON.stringify([first, second])).toBe(before);
  });

  it("leaves the records as they are, even one that holds what looks like a mark", () => {
    const odd = { ...fixtureRecords("detach-group-policy")[0], eventID: "odd", additionalEventData: { $unknown: "g1" } };
    const document = withEvents(documentOfEvents(second, "t"), readOf([odd], "odd"));
    const records = isUnknown(document.events) ? [] : document.events.flatMap((event) => (isUnknown(event) ? [] : [event.record]));
    expect(records).toContainEqual(odd);
  });

  it("forgets that nobody had asked for events, and remembers that they could not be read", async () => {
    const base = documentOfEvents(readOf([], "none"), "t");
    const gaps = { ...base.gaps, g2: gap("NotCollected", "cloudtrail:LookupEvents"), g3: gap("AccessDenied", "cloudtrail:LookupEvents") };
    const unasked = withEvents({ ...base, gaps: { g1: base.gaps.g1 ?? gaps.g2, g2: gaps.g2 }, events: { $unknown: "g2" } }, first);
    const refused = withEvents({ ...base, gaps: { g1: base.gaps.g1 ?? gaps.g2, g3: gaps.g3 }, events: { $unknown: "g3" } }, first);
    await expectSound(unasked);
    await expectSound(refused);
    expect(unasked.events).toHaveLength(3);
    expect(Object.values(unasked.gaps).map(({ source }) => source)).not.toContain("cloudtrail:LookupEvents");
    const last = isUnknown(refused.events) ? null : refused.events.at(-1);
    expect(isUnknown(last) && refused.gaps[last.$unknown]).toEqual(gaps.g3);
  });

  it("keeps unknown paths on the gaps that they named", () => {
    const document = withEvents(documentOfEvents(readOf([denied("DetachUserPolicy", "user u")], "a"), "t"), second);
    const paths = isUnknown(document.events) ? [] : document.events.flatMap((event) => (isUnknown(event) ? [] : event.unknownPaths));
    expect(paths).toHaveLength(4);
    expect(paths.map((path) => document.gaps[path.gap]?.reason)).toEqual(["Truncated", "Truncated", "Truncated", "Truncated"]);
  });
});

describe("records of one event that differ from one list to another", () => {
  const forged = readOf(
    fixtureRecords("detach-group-policy").map((record) => ({ ...record, errorCode: "ServiceFailure" })),
    "forged",
  );

  it("are all in the document, with a gap that says so", async () => {
    const document = withEvents(documentOfEvents(first, "t"), forged);
    await expectSound(document);
    const events = Array.isArray(document.events) ? document.events : [];
    expect(events).toHaveLength(first.events.length * 2 + 1);
    const last = events.at(-1);
    expect(isUnknown(last) && document.gaps[last.$unknown]).toMatchObject({ source: "CloudTrail record", reason: "Inconsistent" });
  });

  it("are the same in any order, and whether they were read together or apart", () => {
    const forth = withEvents(documentOfEvents(first, "t"), forged);
    const back = withEvents(documentOfEvents(forged, "t"), first);
    expect(back).toEqual(forth);
    expect(withEvents(forth, first)).toEqual(forth);
  });
});
