import { symlinkSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EventsRead, readEventFiles } from "../../../collectors/index.ts";
import { isUnknown } from "../../../schemas/index.ts";
import { WINDOWS } from "../../platform.ts";
import { fixtureRecords, type JsonRecord } from "./records.ts";

const [one = {}, two = {}, three = {}] = fixtureRecords("detach-group-policy");
const log = (...Records: JsonRecord[]): string => JSON.stringify({ Records });
const lines = (...records: JsonRecord[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join("");
const lookedUp = (record: JsonRecord): JsonRecord => ({ EventId: record.eventID, EventName: record.eventName, CloudTrailEvent: JSON.stringify(record) });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "reeve-events-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return path;
}

const ids = (read: EventsRead): unknown[] => read.events.map((event) => (isUnknown(event) ? "mark" : event.id));
const broken = (read: EventsRead) => Object.values(read.gaps).filter(({ reason }) => reason === "FileBroken" || reason === "Truncated");

describe("event files", () => {
  it.each([
    ["a log file", "a.json", log(one, two)],
    ["a log file packed", "a.json.gz", gzipSync(log(one, two))],
    ["a log file that was unpacked and kept its name", "a.json.gz", log(one, two)],
    ["a log file packed in two members", "a.json.gz", Buffer.concat([gzipSync(lines(one)), gzipSync(lines(two))])],
    ["lines", "a.ndjson", lines(one, two)],
    ["a list", "a.json", JSON.stringify([one, two], null, 2)],
    ["an answer of LookupEvents", "a.json", JSON.stringify({ Events: [lookedUp(one), lookedUp(two)] }, null, 2)],
    ["entries of LookupEvents as lines", "a.jsonl", lines(lookedUp(one), lookedUp(two))],
    ["events that EventBridge delivered", "a.jsonl", lines({ "detail-type": "AWS API Call via CloudTrail", detail: one }, { "detail-type": "x", detail: two })],
  ])("are read from %s", async (_, name, content) => {
    const read = await readEventFiles([await put(name, content)]);
    expect(ids(read)).toEqual([one.eventID, two.eventID]);
    expect(broken(read)).toEqual([]);
    expect([read.from, read.to]).toEqual(["2026-01-10T10:01:00.000Z", "2026-01-10T10:02:00.000Z"]);
  });

  it("are listed as read in part where a member of a record cannot be read", async () => {
    const part = { ...one, userIdentity: "{type=Root}", requestParameters: "none" };
    const file = await put("a.json", log(part, two));
    const read = await readEventFiles([file]);
    expect(ids(read)).toEqual([one.eventID, two.eventID]);
    expect(read.ledger.records).toMatchObject({ found: 2, read: 2, broken: 0 });
    const message = `record ${String(one.eventID)}: userIdentity, requestParameters are not what AWS writes there, and not read; the rest of the record is judged`;
    expect(read.ledger.rows).toEqual([{ path: file, outcome: "gap", records: 2, message }]);
  });

  it("say which call a name in other letters means, and are judged as that call", async () => {
    const file = await put("a.json", log({ ...one, eventName: "detachGroupPolicy" }));
    const read = await readEventFiles([file]);
    expect(read.events).toMatchObject([{ record: { eventName: "DetachGroupPolicy" } }]);
    expect(read.warnings).toEqual([
      `${file}: record ${String(one.eventID)}: eventName detachGroupPolicy is written DetachGroupPolicy by AWS; the record is judged as that call.`,
    ]);
  });

  it("are read from standard input", async () => {
    const read = await readEventFiles(["-"], { stdin: Readable.from([Buffer.from(lines(one)), Buffer.from(lines(two))]) });
    expect(ids(read)).toEqual([one.eventID, two.eventID]);
    expect(read.sources).toEqual(["standard input (1 file)"]);
  });

  it("are read from packed standard input", async () => {
    const read = await readEventFiles(["-"], { stdin: Readable.from([gzipSync(lines(one, two))]) });
    expect(ids(read)).toEqual([one.eventID, two.eventID]);
  });

  it("give each record once, though files overlap and a file is named twice", async () => {
    const path = await put("a.json", log(one, two));
    await put("b.json", log(two, three));
    const read = await readEventFiles([folder, path]);
    expect(ids(read)).toEqual([one.eventID, two.eventID, three.eventID]);
    expect(read.sources).toEqual([`${folder} (2 files)`]);
  });

  it("give the same whatever the order in which they are named", async () => {
    const a = await put("a.json", log(one, two));
    const b = await put("b.json", log(three));
    const [forth, back] = [await readEventFiles([a, b]), await readEventFiles([b, a])];
    expect(back.events).toEqual(forth.events);
    expect(back.gaps).toEqual(forth.gaps);
  });

  it.skipIf(WINDOWS)("are those of the folder above the one that a link leads to", async () => {
    await put("logs/today/a.json", log(one));
    await put("other/a.json", log(two));
    await put("elsewhere/day/x.json", JSON.stringify({ name: "x" }));
    await put("elsewhere/a.json", log(two));
    symlinkSync("../elsewhere/day", join(folder, "logs", "link"));
    const up = `${folder}/logs/link/..`;
    expect(ids(await readEventFiles([up]))).toEqual([two.eventID]);
    expect(ids(await readEventFiles([`${up}/*.json`]))).toEqual([two.eventID]);
    expect(ids(await readEventFiles([`${folder}/logs/today/a.json`, `${folder}/logs/link/../a.json`]))).toEqual([one.eventID, two.eventID]);
    await put("logs/a.json", log(one));
    expect(ids(await readEventFiles([`${folder}/logs/a.json`, `${up}/a.json`]))).toEqual([one.eventID, two.eventID]);
  });

  it("are found in a trail's bucket, whatever the names of its folders", async () => {
    const day = "us-east-1/2026/01/10/111122223333";
    const digest = { digestStartTime: "2026-01-10T10:00:00Z", logFiles: [] };
    await put(`AWSLogs/o-1/111122223333/CloudTrail/${day}_CloudTrail_us-east-1_20260110T1000Z_x.json.gz`, gzipSync(log(one)));
    await put(
      `AWSLogs/o-1/111122223333/CloudTrail-Digest/${day}_CloudTrail-Digest_us-east-1_t_us-east-1_20260110T1000Z.json.gz`,
      gzipSync(JSON.stringify(digest)),
    );
    await put("CloudTrail-Digest/AWSLogs/111122223333/CloudTrail/b.json.gz", gzipSync(log(two)));
    await put("elsewhere.json", JSON.stringify(digest));
    await put("insight.json", log({ eventTime: two.eventTime, eventID: "insight", eventType: "AwsCloudTrailInsight", insightDetails: {} }));
    await put("readme.txt", "not events");
    const read = await readEventFiles([folder]);
    expect(ids(read)).toEqual([one.eventID, two.eventID]);
    expect(read.sources).toEqual([`${folder} (2 files, 2 digest files not judged, 1 file of Insights events not judged, 1 file of something else not judged)`]);
  });

  it("are read up to the place where packed data ends early", async () => {
    const many = Array.from({ length: 2_000 }, (_, index) => ({ ...one, eventID: `id-${index}-${(index * 7919) % 1009}` }));
    const whole = gzipSync(lines(...many));
    const path = await put("cut.json.gz", whole.subarray(0, whole.length >> 1));
    await put("whole.json", log(two));
    const read = await readEventFiles([folder]);
    expect(read.events.length).toBeGreaterThan(100);
    expect(ids(read)).toContain(two.eventID);
    expect(broken(read)).toEqual([
      expect.objectContaining({
        source: path,
        reason: "FileBroken",
        scope: expect.stringMatching(/cut\.json\.gz from byte [1-9]\d+$/),
        message: expect.stringContaining("the compressed data ends early"),
      }),
    ]);
  });

  it("are read up to the place where packed data is damaged", async () => {
    const many = Array.from({ length: 20_000 }, (_, index) => ({ ...one, eventID: `id-${(index * 104_729) % 1_000_003}` }));
    const whole = gzipSync(lines(...many));
    whole.fill(0xff, whole.length >> 1, (whole.length >> 1) + 64);
    const read = await readEventFiles([await put("damaged.json.gz", whole)]);
    expect(read.events.length).toBeGreaterThan(100);
    expect(broken(read)[0]?.message).toContain("the compressed data is damaged");
  });

  it.each([
    ["nothing", "", 0, "the file is empty"],
    ["blanks", "\n \t\r\n", 0, "the file holds only blanks"],
    ["a record cut short", `${lines(two)}{"eventTime":`, Buffer.byteLength(lines(two)), "ends in the middle of a record"],
    ["part of a record", '{"eventName":"GetUser"}', 0, "not a CloudTrail record: eventTime, eventSource are missing, or no text"],
    ["words before records", `hello\n${lines(two)}`, 0, "not JSON"],
    [
      "records and other JSON",
      `${lines(two)}{"hello":"world"}`,
      Buffer.byteLength(lines(two)),
      "not a CloudTrail record: eventTime, eventName or eventSource is missing",
    ],
    ["a log file without a list", '{"Records":{}}', 0, "not a CloudTrail record: eventTime, eventName, eventSource are missing, or no text"],
    [
      "a time that is none",
      lines({ ...two, eventTime: "yesterday" }),
      0,
      'not a CloudTrail record: eventTime "yesterday" is no time such as 2026-01-31T12:00:00Z',
    ],
    [
      "a source in another case",
      lines({ ...two, eventSource: "IAM.amazonaws.com" }),
      0,
      'not a CloudTrail record: eventSource "IAM.amazonaws.com" is no name of a service in small letters',
    ],
    ["bytes that are no UTF-8", Buffer.from(lines({ ...two, userAgent: "Jos\xe9" }), "latin1"), 0, "the record holds bytes that are no UTF-8"],
    ["an entry whose record is broken", lines({ EventId: "x", CloudTrailEvent: "{" }), 0, "CloudTrailEvent is not JSON"],
  ])("that hold %s become a gap with name and byte, and the rest goes on", async (_, content, offset, message) => {
    const path = await put("a-broken.json", content);
    await put("b.json", log(one));
    const read = await readEventFiles([folder]);
    expect(ids(read)).toContain(one.eventID);
    expect(ids(read).at(-1)).toBe("mark");
    expect(broken(read)).toEqual([{ source: path, reason: "FileBroken", deniedBy: null, permission: null, scope: `${path} from byte ${offset}`, message }]);
  });

  it.each([
    ["at its top", (text: string) => text.replace('"eventName"', '"eventName":"GetUser","eventName"'), "eventName"],
    ["in a part", (text: string) => text.replace('"userIdentity":{', '"userIdentity":{"type":"Root",'), "userIdentity.type"],
    ["in escapes", (text: string) => text.replace("{", '{"eventN\\u0061me":"GetUser",'), "eventName"],
    ["after blanks", (text: string) => text.replace("{", '{"eventName"\n : "GetUser",'), "eventName"],
  ])("lose a record in which a key stands twice %s, and no other", async (_, doubled, key) => {
    const path = await put("a.json", `{"Records":[${JSON.stringify(one)},${doubled(JSON.stringify(two))},${JSON.stringify(three)}]}`);
    const read = await readEventFiles([path]);
    expect(ids(read)).toEqual([one.eventID, three.eventID, "mark"]);
    expect(broken(read).map(({ message }) => message)).toEqual([`the record ${two.eventID} holds the key ${key} twice in one object`]);
    expect(read.ledger.records).toEqual({ found: 3, read: 2, repeated: 0, insights: 0, broken: 1 });
  });

  it("lose a record in which a key stands twice inside an answer of LookupEvents", async () => {
    const inner = JSON.stringify(one).replace("{", '{"eventName":"GetUser",');
    const read = await readEventFiles([await put("a.json", JSON.stringify({ Events: [{ ...lookedUp(one), CloudTrailEvent: inner }] }))]);
    expect(ids(read)).toEqual(["mark"]);
    expect(broken(read).map(({ message }) => message)).toEqual([`the record ${one.eventID} holds the key eventName twice in one object`]);
  });

  it.each([
    ["a list", `[${JSON.stringify(one)}]`],
    ["an empty list", "[]"],
    ["no list", "1"],
  ])("are read from both lists that one object holds, the first being %s, with a warning", async (_, before) => {
    const path = await put("a.json", `{"Records":${before},"Records":[${JSON.stringify(two)}]}\n${log(three)}`);
    const read = await readEventFiles([path]);
    expect(ids(read)).toEqual(expect.arrayContaining([two.eventID, three.eventID]));
    expect(ids(read).includes(one.eventID)).toBe(before.length > 2);
    expect(read.warnings).toEqual([expect.stringMatching(/a\.json: byte \d+: the list "Records" stands twice in one object; the records of both are read\.$/)]);
  });

  it.each<[string, Record<string, unknown>[], boolean]>([
    ["a page of LookupEvents that another follows", [{ Events: [lookedUp(one)], NextToken: "t" }], true],
    ["the same, its token before the events", [{ NextToken: "t", Events: [lookedUp(one)] }], true],
    [
      "two of them",
      [
        { Events: [lookedUp(one)], NextToken: "t" },
        { Events: [lookedUp(two)], NextToken: "u" },
      ],
      true,
    ],
    ["the last page beside it", [{ Events: [lookedUp(one)], NextToken: "t" }, { Events: [lookedUp(two)] }], false],
    ["a token that is null", [{ Events: [lookedUp(one)], NextToken: null }], false],
    ["a token of something else", [{ Records: [one], NextToken: "t" }], false],
    ["a token within an event", [{ Events: [{ ...lookedUp(one), NextToken: "t" }] }], false],
  ])("say that pages are missing: %s", async (_what, pages, isGap) => {
    for (const [at, page] of pages.entries()) await put(`${at}.json`, JSON.stringify(page));
    const apart = await readEventFiles([folder]);
    expect(broken(apart).map(({ message }) => /NextToken/.test(message ?? ""))).toEqual(isGap ? [true] : []);
    expect(ids(apart).filter((id) => id !== "mark")).toHaveLength(pages.length);
    const joined = await readEventFiles([await put("one/all.ndjson", pages.map((page) => `${JSON.stringify(page)}\n`).join(""))]);
    expect(broken(joined).length).toBe(isGap ? 1 : 0);
  });

  it("tell several faults of one file in one gap", async () => {
    const read = await readEventFiles([await put("a.ndjson", `x\n${lines(one)}y\n{}\n`)]);
    expect(broken(read).map(({ message }) => message)).toEqual(["not JSON; 2 more places in this file"]);
  });

  it("that are not there become a gap", async () => {
    const missing = join(folder, "nope.json");
    const read = await readEventFiles([missing, join(folder, "*.gz"), folder]);
    expect(read.sources).toEqual([]);
    expect(broken(read).map(({ source, message }) => [source, message])).toEqual([
      [folder, "the folder holds no file"],
      [join(folder, "*.gz"), "no file matches"],
      [missing, "no such file or folder"],
    ]);
  });

  it("are read no further than memory allows, and the rest is a gap", async () => {
    await put("a.json", log(one));
    await put("b.json", log(two));
    const read = await readEventFiles([folder], { limits: { heldBytes: 10 } });
    expect(ids(read)).toEqual([one.eventID, two.eventID, "mark"]);
    expect(broken(read).map(({ reason }) => reason)).toEqual(["Truncated", "Truncated"]);
  });

  it("are told as they are read", async () => {
    await put("a.json", log(one));
    await put("b.json", log(two));
    const told: unknown[] = [];
    await readEventFiles([folder], { onProgress: (progress) => told.push(progress) });
    expect(told).toEqual([
      { file: join(folder, "a.json"), filesRead: 0, files: 2, events: 0 },
      { file: join(folder, "b.json"), filesRead: 1, files: 2, events: 1 },
    ]);
  });
});

describe("patterns", () => {
  it.each([
    ["*.json", ["a.json"]],
    ["**/*.json", ["a.json", "x/b.json", "x/y/c.json"]],
    ["**", ["a.json", "x/b.json", "x/y/c.json"]],
    ["x/**/c.json", ["x/y/c.json"]],
    ["{a,z}.json", ["a.json"]],
    ["[a-b].jso?", ["a.json"]],
    ["x/[!z]*/*", ["x/y/c.json"]],
    ["x", ["x/b.json", "x/y/c.json"]],
    ["*", ["a.json", "x/b.json", "x/y/c.json"]],
  ])("%s finds %j", async (pattern, expected) => {
    const records = new Map([one, two, three].map((record, index) => [["a.json", "x/b.json", "x/y/c.json"][index] ?? "", record]));
    for (const [name, record] of records) await put(name, log(record));
    const read = await readEventFiles([join(folder, pattern)]);
    expect(ids(read)).toEqual(expected.map((name) => records.get(name)?.eventID));
  });

  it("are names where a file is called so", async () => {
    await put("[a].json", log(one));
    await put("a.json", log(two));
    expect(ids(await readEventFiles([join(folder, "[a].json")]))).toEqual([one.eventID]);
  });

  it("end although a folder leads back to itself", async () => {
    await put("x/a.json", log(one));
    await symlink(folder, join(folder, "x", "again"));
    expect(ids(await readEventFiles([folder]))).toEqual([one.eventID]);
    expect(ids(await readEventFiles([join(folder, "**/*.json")]))).toEqual([one.eventID]);
  });
});
