import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../../collectors/index.ts";
import { isUnknown } from "../../../schemas/index.ts";
import { fixtureRecords, type JsonRecord, record } from "./records.ts";

const ids = (records: JsonRecord[]): string[] => normalizeRecords(records).events.flatMap((event) => (isUnknown(event) ? ["mark"] : [event.id]));
const [first = {}, , third = {}] = fixtureRecords("detach-group-policy");

describe("events of records", () => {
  it("are each once, though two trails deliver them", () => {
    expect(ids([first, structuredClone(first)])).toEqual([first.eventID]);
  });

  it("are two where two accounts received them, under ids of their own", () => {
    expect(ids([first, { ...first, recipientAccountId: "444455556666" }])).toEqual([first.eventID, `${first.eventID}#2`]);
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
