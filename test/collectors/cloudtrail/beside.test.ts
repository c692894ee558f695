import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EventsRead, readEventFiles } from "../../../collectors/index.ts";
import { isUnknown } from "../../../schemas/index.ts";
import { tarOf } from "./packed.ts";
import { fixtureRecords } from "./records.ts";

const [one = {}, two = {}] = fixtureRecords("detach-group-policy");
const text = JSON.stringify;
const found = (record: object) => ({ EventId: "x", CloudTrailEvent: text(record) });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "reeve-beside-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function read(content: string): Promise<EventsRead> {
  writeFileSync(join(folder, "a.json"), content);
  return readEventFiles([folder]);
}

const ids = (events: EventsRead): unknown[] => events.events.flatMap((event) => (isUnknown(event) ? [] : [event.id]));

describe("what stands beside a list of records", () => {
  it.each<[what: string, content: string, named: string, records: number]>([
    ["the list in other letters", text({ Records: [one], records: [two] }), '"records"', 1],
    ["a list of another name", text({ Records: [one], data: [two] }), '"data"', 1],
    ["a list before it", text({ data: [two], Records: [one] }), '"data"', 1],
    ["a list before it, with blanks", text({ note: "x", data: [two], Records: [one] }, null, 2), '"data"', 1],
    ["a list before it, hidden by a second of its name", `{"data":[${text(two)}],"data":1,"Records":[${text(one)}]}`, '"data"', 1],
    ["events beside Events", text({ Events: [found(one)], events: [found(two)] }), '"events"', 1],
    ["an empty list and another", text({ Records: [], logs: [two] }), '"logs"', 0],
    ["one record", text({ Records: [one], detail: two }), '"detail"', 1],
    ["one record as EventBridge delivers it", text({ "detail-type": "x", detail: two, Records: [one] }), '"detail"', 1],
    ["records at any depth", text({ Records: [one], page: { next: { items: [two] } } }), '"page"', 1],
    ["records as text", text({ Records: [one], logEvents: [{ message: text(two) }] }), '"logEvents"', 1],
    ["a record as one text", text({ Records: [one], Message: text(two) }), '"Message"', 1],
    ["packed records", text({ Records: [one], data: "H4sIAAAAAAAAA6tWKkktLlGyUlAqS8wpTgUA" }), '"data"', 1],
    ["a list's name that holds an object", text({ Events: [found(one)], Records: { first: two } }), '"Records"', 1],
    ["rows of a table", text({ Records: [one], rows: [{ event_name: "DeleteUser", event_source: "iam.amazonaws.com" }] }), '"rows"', 1],
    ["the members of a record", text({ Records: [one], ...two }), "eventTime", 1],
    ["the members of a record before it", text({ ...two, Records: [one] }), "eventTime", 1],
    ["a list beside the text of LookupEvents", text({ ...found(one), data: [two] }), '"data"', 0],
    ["a list beside what EventBridge delivers", text({ "detail-type": "x", detail: one, data: [two] }), '"data"', 0],
    ["a list in a digest file", text({ digestStartTime: "2026-01-10T10:00:00Z", logFiles: [], data: [two] }), '"data"', 0],
  ])("is a gap that names it: %s", async (_, content, named, records) => {
    const events = await read(content);
    expect(ids(events)).toEqual([one.eventID, two.eventID].slice(0, records));
    expect(events.ledger.rows).toEqual([expect.objectContaining({ outcome: "gap", records, message: expect.stringContaining(named) })]);
    expect(events.ledger.records).toMatchObject({ found: records + 1, read: records, broken: 1 });
    expect(Object.values(events.gaps)).toContainEqual(expect.objectContaining({ reason: "FileBroken", message: expect.stringContaining(named) }));
  });

  it("counts each such member", async () => {
    const events = await read(text({ a: [two], Records: [one], b: [two], c: [two] }));
    expect(events.ledger.records).toMatchObject({ found: 4, read: 1, broken: 3 });
  });

  it.each<[what: string, around: object]>([
    ["a token", { NextToken: "abc", ResponseMetadata: { RequestId: "x", HTTPHeaders: { date: "today" } } }],
    ["words about records", { description: "The members eventTime and eventName of each record", query: { eventName: "DeleteUser" } }],
    ["an empty list", { records: [], events: null, data: {} }],
  ])("may be %s", async (_, around) => {
    for (const content of [
      { ...around, Records: [one] },
      { Records: [one], ...around },
    ]) {
      const events = await read(text(content));
      expect(events.ledger.rows).toEqual([expect.objectContaining({ outcome: "read", records: 1, message: null })]);
    }
  });
});

describe("what is no record and hides none", () => {
  it.each<[what: string, content: string | Buffer, message: string, records: number]>([
    ["a text before a record", `{"Records":["note",${text(one)}]}`, "an element of the list is no object", 1],
    ["a text between records", `[${text(one)},"x \\" ] {", ${text(two)}]`, "an element of the list is no object", 2],
    ["a list between records", `[${text(one)},[1,"]",{"a":[2]},[]],${text(two)}]`, "an element of the list is no object", 2],
    ["a list and texts at the ends", `{"Records":[[],${text(one)},"", "b"]}`, "an element of the list is no object; 2 more places in this file", 1],
    ["null in a list", `[null,${text(one)}]`, "an element of the list is no object", 1],
    ["null at the end of a list", `{"Records":[${text(one)}, null ]}`, "an element of the list is no object", 1],
    ["other bare values", `[true,-1.5e3,${text(one)}]`, "an element of the list is no object; 1 more place in this file", 1],
    ["an event of CloudTrail Lake", text([{ eventData: one }]), 'within the member "eventData", as CloudTrail Lake keeps events', 0],
    ["an answer of Elasticsearch", text({ took: 1, hits: { hits: [{ _source: one }] } }), 'within the member "hits", as a search of Elasticsearch', 0],
    ["an object of no product", text({ items: [one] }), 'within the member "items", where they are not read. Take them out first: jq', 0],
    ["a tar archive", tarOf(text(one)), "it is a tar archive, which is not read here. Unpack it first: tar -xf FILE", 0],
    ["a packed tar archive", gzipSync(tarOf(text(one))), "it is a tar archive", 0],
    ["a sequence of JSON texts", `\u001e${text(one)}\n\u001e${text(two)}\n`, "each behind the byte 1E (RFC 7464)", 0],
  ])("is a gap that says what it is: %s", async (_, content, message, records) => {
    writeFileSync(join(folder, "a.json"), content);
    const events = await readEventFiles([folder]);
    expect(ids(events)).toEqual([one.eventID, two.eventID].slice(0, records));
    expect(events.ledger.rows).toEqual([expect.objectContaining({ outcome: "gap", records, message: expect.stringContaining(message) })]);
  });
});

describe("JSON that is neither an object nor a list", () => {
  it.each(["null", "true", "5", '"text"', " null\n"])("is called that: %j", async (content) => {
    writeFileSync(join(folder, "a.json"), content);
    const message = "no JSON object or list";
    expect((await readEventFiles([join(folder, "a.json")])).ledger.rows).toEqual([expect.objectContaining({ outcome: "gap", message })]);
    expect((await readEventFiles([folder])).ledger.rows).toEqual([
      expect.objectContaining({ outcome: "not-records", message: `no CloudTrail record: ${message}` }),
    ]);
  });

  it("is not what words are called", async () => {
    writeFileSync(join(folder, "a.json"), "words");
    expect((await readEventFiles([join(folder, "a.json")])).ledger.rows).toEqual([expect.objectContaining({ outcome: "gap", message: "not JSON" })]);
  });
});
