import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../../collectors/index.ts";
import { eventGatherer } from "../../../collectors/normalize/cloudtrail/index.ts";
import { isUnknown } from "../../../schemas/index.ts";
import { fixtureRecords, type JsonRecord, record } from "./records.ts";

const ids = (records: JsonRecord[]): string[] => normalizeRecords(records).events.flatMap((event) => (isUnknown(event) ? ["mark"] : [event.id]));
const [first = {}, , third = {}] = fixtureRecords("detach-group-policy");

describe("events of records", () => {
  it("are each once, though two trails deliver them", () => {
    expect(ids([first, structuredClone(first)])).toEqual([first.eventID]);
  });

  it("are two where two accounts received them, under ids of their own", () => {
    expect(ids([first, { ...first, recipientAccountId: "444455556666" }])).toEqual([first.eventID, `${first.eventID}#2`, "mark"]);
  });

  it("stand in order of time, whatever the order they came in", () => {
    expect(normalizeRecords([third, first])).toEqual(normalizeRecords([first, third]));
    expect(ids([third, first])).toEqual([first.eventID, third.eventID]);
  });

  it("keep the copy that was not truncated, whichever came first", () => {
    const cut = { ...first, requestParameters: { omitted: true } };
    for (const records of [
      [first, cut],
      [cut, first],
    ]) {
      const [event] = normalizeRecords(records).events;
      expect(event && !isUnknown(event) && event.unknownPaths).toEqual([]);
    }
  });

  it("keep the copy that was not truncated where null and absent members differ too", () => {
    const cut = { ...first, requestParameters: { omitted: true }, errorCode: null };
    expect(ids([cut, first])).toEqual([first.eventID]);
    expect(ids([{ ...first, errorCode: null }, first])).toEqual([first.eventID]);
  });

  it("hold an addendum beside its original, to which its own record leads", () => {
    const { events } = normalizeRecords(fixtureRecords("addendum"));
    const addenda = events.flatMap((event) => (isUnknown(event) || !("addendum" in event.record) ? [] : [event.record.addendum]));
    expect(events).toHaveLength(3);
    expect(addenda).toContainEqual(expect.objectContaining({ originalEventID: fixtureRecords("addendum")[0]?.eventID }));
  });

  it("have an id made of their content where they have none", () => {
    const { eventID: _, ...bare } = first;
    expect(ids([bare])).toEqual([expect.stringMatching(/^sha256:[0-9a-f]{64}$/)]);
    expect(ids([bare, structuredClone(bare)])).toHaveLength(1);
  });

  it.each([
    ["no object", "text"],
    ["no eventTime", { ...first, eventTime: undefined }],
    ["an eventTime that is none", { ...first, eventTime: "yesterday" }],
    ["an eventTime that no calendar has", { ...first, eventTime: "2026-13-45T99:00:00Z" }],
    ["no eventName", { ...first, eventName: "" }],
    ["no eventSource", { ...first, eventSource: 7 }],
  ])("end with a mark when a value has %s", (_, value) => {
    const { events, gaps } = normalizeRecords([first, value]);
    const last = events.at(-1);
    expect(isUnknown(last) && gaps[last.$unknown]).toMatchObject({ reason: "Unparseable", scope: "record 2" });
  });

  it("bring eventTime to UTC", () => {
    const [event] = normalizeRecords([{ ...first, eventTime: "2026-01-10T12:00:00+02:00" }]).events;
    expect(event && !isUnknown(event) && event.at).toBe("2026-01-10T10:00:00.000Z");
  });

  it("have no account where an old record does not say who received it", () => {
    const [event] = normalizeRecords([record("X", null, { recipientAccountId: undefined })]).events;
    expect(event && !isUnknown(event) && event.accountId).toBeNull();
  });
});

const reversed = <T>(list: readonly T[]): T[] => [...list].reverse();

describe("records of one event that differ", () => {
  const forged = { ...first, errorCode: "AccessDenied" };
  const other = { ...first, requestParameters: { groupName: "another" } };

  const DIFFERING: [what: string, records: JsonRecord[]][] = [
    ["a member that the other lacks", [first, forged]],
    ["another value of one member", [first, other]],
    ["one member less", [first, { ...first, userIdentity: undefined }]],
    ["another time", [first, { ...first, eventTime: "2026-01-10T10:00:01Z" }]],
    ["another name", [first, { ...first, eventName: "ListGroups" }]],
    [
      "one list element more",
      [
        { ...first, resources: [] },
        { ...first, resources: [{ ARN: "arn:aws:iam::111122223333:group/a" }] },
      ],
    ],
    ["three different texts", [first, forged, other]],
  ];

  it.each(DIFFERING)("are each judged, under ids of their own, where they have %s", (_, records) => {
    const set = normalizeRecords(records);
    const known = set.events.flatMap((event) => (isUnknown(event) ? [] : [event]));
    expect(known.map(({ record }) => record)).toEqual(expect.arrayContaining(records.map((one) => JSON.parse(JSON.stringify(one)) as JsonRecord)));
    expect(new Set(known.map(({ id }) => id)).size).toBe(records.length);
    for (const { id } of known) expect(id).toMatch(new RegExp(`^${first.eventID}#[0-9a-f]{8}$`));
    const last = set.events.at(-1);
    expect(isUnknown(last) && set.gaps[last.$unknown]).toMatchObject({ reason: "Inconsistent", scope: `eventID ${first.eventID}` });
  });

  it.each(DIFFERING)("give the same events and gaps in any order where they have %s", (_, records) => {
    expect(normalizeRecords(reversed([...records, third]))).toEqual(normalizeRecords([...records, third]));
  });

  it("keep the id that their content gives them, whatever else arrives", () => {
    const two = ids([first, forged]).slice(0, 2);
    expect(ids([first, forged, other])).toEqual(expect.arrayContaining(two));
  });

  it("are judged without the truncated copy of one of them", () => {
    const cut = { ...first, requestParameters: { omitted: true } };
    for (const records of [
      [first, cut, other],
      [cut, other, first],
    ])
      expect(ids(records)).toEqual([...ids([first, other])]);
  });

  it("count as read as often as they are judged, in any order", () => {
    const cut = { ...first, requestParameters: { omitted: true } };
    const [a, b, c] = [cut, other, first];
    for (const records of [
      [a, b, c],
      [a, c, b],
      [b, a, c],
      [b, c, a],
      [c, a, b],
      [c, b, a],
    ]) {
      const gatherer = eventGatherer();
      const outcomes = records.map((record) => gatherer.add(record));
      expect(outcomes.filter((outcome) => outcome === "added")).toHaveLength(2);
      expect(gatherer.finish().events).toHaveLength(3);
    }
  });

  it("are two where each lacks what the other has", () => {
    const halves = [
      { ...first, requestParameters: { omitted: true }, responseElements: { a: "1" } },
      { ...first, responseElements: { omitted: true } },
    ];
    expect(ids(halves)).toHaveLength(3);
    expect(ids(reversed(halves))).toEqual(ids(halves));
  });

  it("are one where they are equal but for the order of members, and for JSON text", () => {
    const reordered = Object.fromEntries(reversed(Object.entries(first)));
    const packed = { ...first, requestParameters: JSON.stringify(first.requestParameters), userIdentity: JSON.stringify(first.userIdentity) };
    expect(ids([first, reordered, packed])).toEqual([first.eventID]);
  });
});
