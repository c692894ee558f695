import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EventsRead, readEventFiles } from "../../../collectors/index.ts";
import { isUnknown } from "../../../schemas/index.ts";
import { hasJq } from "../../extras.ts";
import { WINDOWS } from "../../platform.ts";
import { bzip2Of, utf32Of } from "./packed.ts";
import { fixtureRecords } from "./records.ts";

const [one = {}, two = {}] = fixtureRecords("detach-group-policy");
const LOG = JSON.stringify({ Records: [one] });
const DELIVERED = JSON.stringify({ messageType: "DATA_MESSAGE", logEvents: [{ id: "1", timestamp: 1, message: JSON.stringify(one) }] });
const TAKE_OUT = `jq -c 'recurse(if type == "string" then fromjson? else .[]? end) | objects | select(.eventTime and .eventName)' FILE`;
const AS_TEXT = `holds CloudTrail records as text, as CloudWatch Logs, SNS and SQS deliver them. Take them out first: ${TAKE_OUT}`;
const TABLE = "eventTime,eventName,eventSource\n2026-01-10T10:00:00Z,DeleteUser,iam.amazonaws.com\n";
const NAMED = expect.stringContaining("names the members of CloudTrail records (eventTime, eventName, eventSource) in a form that is not read");
const text = JSON.stringify;
const AFTER_JSON = "something that is not JSON follows the JSON";
const BESIDE = "it begins as a file that Reeve wrote, and holds records beside it; nothing was read";
const insight = {
  eventTime: "2026-01-10T10:00:00Z",
  eventID: "i",
  eventType: "AwsCloudTrailInsight",
  eventCategory: "Insight",
  insightDetails: { state: "Start" },
};
const lowered = (record: object): object => Object.fromEntries(Object.entries(record).map(([key, value]) => [key.toLowerCase(), value]));
const ZIP = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), Buffer.alloc(60), Buffer.from(LOG)]);
const ROOT = process.getuid?.() === 0;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "reeve-ledger-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** The objects that jq prints. */
function jq(command: string, path: string): object[] {
  const program = /'(.*)'/.exec(command)?.[1] ?? "";
  const lines = execFileSync("jq", ["--compact-output", program, path], { encoding: "utf8" }).trim().split("\n");
  return lines.map((line) => JSON.parse(line) as object);
}

const ids = (read: EventsRead): unknown[] => read.events.flatMap((event) => (isUnknown(event) ? [] : [event.id]));
const rowsOf = (read: EventsRead) => read.ledger.rows.map(({ path, outcome, records, message }) => [path.slice(folder.length + 1), outcome, records, message]);
const gapsOf = (read: EventsRead): string[] =>
  Object.values(read.gaps).flatMap(({ source, reason }) => (reason === "FileBroken" || reason === "Truncated" ? [source.slice(folder.length + 1)] : []));

describe("the ledger of event files", () => {
  it.each(["part-0001.gz", "x.log.gz", "delivery-stream-1-2026-10-01", ".hidden", "x.JSON", "CloudTrail-Digest/a.json", "a/.b/c", "x.txt", "x.csv", "x.yaml"])(
    "has records that are read under the name %s",
    async (name) => {
      put(name, name.endsWith("gz") ? gzipSync(LOG) : LOG);
      const read = await readEventFiles([folder]);
      expect(ids(read)).toEqual([one.eventID]);
      expect(rowsOf(read)).toEqual([[name, "read", 1, null]]);
      expect(read.ledger.files).toEqual({ found: 1, read: 1, gaps: 0, notRecords: 0 });
    },
  );

  it.each<[what: string, content: string | Buffer, outcome: string, records: number, message: string | null]>([
    ["words", "hello\n", "not-records", 0, "no CloudTrail record: not JSON"],
    ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]), "not-records", 0, "no CloudTrail record: not JSON"],
    ["other JSON", '{"name":"x","version":"1.0.0"}', "not-records", 0, "JSON that holds no CloudTrail record"],
    ["other JSON in a list", '[{"name":"x"},{"name":"y"}]', "not-records", 0, "JSON that holds no CloudTrail record"],
    ["a digest", '{"digestStartTime":"2026-01-10T10:00:00Z","logFiles":[]}', "not-records", 0, "a digest file of CloudTrail"],
    ["Insights events", JSON.stringify({ Records: [insight] }), "not-records", 0, "Insights events, which are no calls"],
    ["a snapshot of Reeve", JSON.stringify({ schema: "reeve/document@1", events: [{ record: one }] }), "not-records", 0, "a file that Reeve wrote"],
    ["records behind the schema of Reeve", `{"schema":"reeve/document@1","Records":[${text(one)}]}`, "gap", 0, BESIDE],
    ["records in lines after results of Reeve", `{"schema":"reeve/results@1"}\n${text(one)}\n`, "gap", 0, BESIDE],
    ["results of Reeve, keys sorted", JSON.stringify({ results: [], schema: "reeve/results@1" }), "not-records", 0, "a file that Reeve wrote"],
    ["no records in a list", '{"Records":[]}', "read", 0, null],
    ["nothing", "", "gap", 0, "the file is empty"],
    ["nothing, packed", gzipSync(""), "gap", 0, "the file is empty"],
    ["carriage returns", "\r\r", "gap", 0, "the file holds only blanks"],
    ["lines that end in carriage returns", `${JSON.stringify(one)}\r${JSON.stringify(two)}\r`, "read", 2, null],
    ["a broken line among carriage returns", `${JSON.stringify(one)}\rx\r${JSON.stringify(two)}\r`, "gap", 2, "not JSON"],
    ["words behind a log", `${LOG}xxx`, "gap", 1, AFTER_JSON],
    ["words in a line behind a log", `${LOG}\nxxx\n`, "gap", 1, AFTER_JSON],
    ["words behind a list", `[${text(one)}] end`, "gap", 1, AFTER_JSON],
    ["words behind a record in its line", `${text(one)};\n${text(two)}\n`, "gap", 2, AFTER_JSON],
    ["an object that is broken behind a log", `${LOG}{xxx}`, "gap", 1, AFTER_JSON],
    ["a broken line after a record", `${text(one)}\nxxx\n`, "gap", 1, "not JSON"],
    [
      "bytes behind packed data",
      Buffer.concat([gzipSync(LOG), Buffer.from("more")]),
      "gap",
      1,
      "something follows the compressed data; what came before was read",
    ],
    ["padding behind packed data", Buffer.concat([gzipSync(LOG), Buffer.alloc(512)]), "read", 1, null],
    ["half of a log", LOG.slice(0, LOG.length >> 1), "gap", 0, "ends in the middle of a record; nothing after it was read"],
    ["half of a packed log", gzipSync(LOG).subarray(0, 40), "gap", 0, "the compressed data ends early; nothing was read"],
    ["a log in UTF-16", Buffer.from(`\ufeff${LOG}`, "utf16le"), "read", 1, null],
    ["a log in UTF-32", utf32Of(LOG), "gap", 0, "it is written in UTF-32: save it as UTF-8; nothing was read"],
    ["a log packed twice", gzipSync(gzipSync(LOG)), "gap", 0, "it is packed with gzip twice. Unpack it once: gunzip FILE; nothing was read"],
    ["a ZIP archive", ZIP, "gap", 0, "it is a ZIP archive, which is not read here. Unpack it first: unzip FILE; nothing was read"],
    [
      "a row of a table, with the names of its columns",
      JSON.stringify(lowered(one)),
      "gap",
      0,
      expect.stringContaining("have other letters than CloudTrail's"),
    ],
    ["such rows, one a line", `${JSON.stringify(lowered(one))}\n${JSON.stringify(lowered(two))}\n`, "gap", 0, expect.stringContaining("eventTime, eventName")],
    [
      "a row with underscores",
      '{"event_name":"DeleteUser","event_source":"iam.amazonaws.com"}',
      "gap",
      0,
      expect.stringContaining("as the columns of a table"),
    ],
    ["other JSON with one such word", '{"eventname":"launch party"}', "not-records", 0, "JSON that holds no CloudTrail record"],
    ["what CloudWatch Logs delivers", DELIVERED, "gap", 0, AS_TEXT],
    ["what CloudWatch Logs delivers, packed", gzipSync(DELIVERED), "gap", 0, AS_TEXT],
    ["a list of such lines", JSON.stringify([{ message: JSON.stringify(one) }]), "gap", 0, AS_TEXT],
    ["JSON that only names a call", JSON.stringify({ note: '{"eventName":"DeleteUser"}' }), "not-records", 0, "JSON that holds no CloudTrail record"],
    ["texts of LookupEvents in a list", text([text(one)]), "gap", 0, `it ${AS_TEXT}`],
    ["a record in a text in a text, as SNS hands it to SQS", text({ Messages: [{ Body: text({ Message: text(one) }) }] }), "gap", 0, AS_TEXT],
    ["a table", TABLE, "gap", 0, NAMED],
    ["a table of a query, in small letters and quotes", '"eventtime","eventname","eventsource"\r\n', "gap", 0, NAMED],
    ["a table with names for people", "Event name,Event time,User name,Event source\n", "gap", 0, NAMED],
    ["answers of Athena", text({ Rows: ["eventtime", "eventname", "eventsource"].map((name) => ({ VarCharValue: name })) }), "gap", 0, NAMED],
    ["YAML", `Records:\n- eventTime: "2026-01-10T10:00:00Z"\n  eventName: DeleteUser\n  eventSource: iam.amazonaws.com\n`, "gap", 0, NAMED],
    ["YAML of LookupEvents", `Events:\n- CloudTrailEvent: ${text(text(one))}\n`, "gap", 0, NAMED],
    [
      "Elastic's form",
      text({ event: { action: "x" }, aws: { cloudtrail: { event_version: "1.08" } } }),
      "gap",
      0,
      expect.stringContaining("in Elastic's form"),
    ],
    [
      "OCSF's form",
      text({ class_uid: 3005, metadata: { product: { name: "CloudTrail", vendor_name: "AWS" } } }),
      "gap",
      0,
      expect.stringContaining("in OCSF's form"),
    ],
    [
      "what a function gets",
      text({ awslogs: { data: gzipSync(DELIVERED).toString("base64") } }),
      "gap",
      0,
      expect.stringContaining("holds base64 of packed data"),
    ],
    [
      "a page that explains records",
      "The fields eventTime, eventName and eventSource say what happened.\n",
      "not-records",
      0,
      "no CloudTrail record: not JSON",
    ],
    ["a log in zlib", deflateSync(LOG), "gap", 0, "it is packed with zlib, which is not read here. Unpack it first: pigz -dz FILE; nothing was read"],
    [
      "a table in Parquet",
      Buffer.from("PAR1\x15\x04\x15\x08", "latin1"),
      "gap",
      0,
      "it is a Parquet file, which is not read here. Write its rows as JSON first, one to a line; nothing was read",
    ],
    ["words that begin as a format does", "ORCHESTRATION, PAR1 and Obj\n", "not-records", 0, "no CloudTrail record: not JSON"],
    ["a log in bzip2", bzip2Of, "gap", 0, "it is packed with bzip2, which is not read here. Unpack it first: bunzip2 FILE; nothing was read"],
  ])("says of a file that holds %s what it is", async (_, content, outcome, records, message) => {
    put("a/in", content);
    put("b.json", JSON.stringify({ Records: [{ ...one, eventID: "other" }] }));
    const read = await readEventFiles([folder]);
    expect(rowsOf(read)[0]?.slice(1)).toEqual([outcome, records, message]);
    expect(gapsOf(read)).toEqual(outcome === "gap" ? ["a/in"] : []);
    expect(ids(read)).toContain("other");
  });

  it.each<[what: string, added: object]>([
    ["members of a digest", { digestStartTime: "2026-01-10T10:00:00Z", logFiles: [] }],
    ["the schema of a file that Reeve wrote", { schema: "reeve/results@1" }],
    ["the category of Insights events", { eventCategory: "Insight" }],
    ["the type of Insights events", { eventType: "AwsCloudTrailInsight" }],
    ["members of an event of EventBridge", { "detail-type": "x", detail: two }],
    ["the text of another record", { CloudTrailEvent: JSON.stringify(two) }],
  ])("reads a whole record that holds %s too", async (_, added) => {
    put("a.json", JSON.stringify({ Records: [{ ...one, ...added }] }));
    const read = await readEventFiles([folder]);
    expect(ids(read)).toEqual([one.eventID]);
    expect(rowsOf(read)).toEqual([["a.json", "read", 1, null]]);
  });

  if (hasJq("the command that takes records out of texts")) {
    it("names a command that takes records out of the texts that hold them", () => {
      const texts = JSON.stringify([{ Body: JSON.stringify({ Message: JSON.stringify({ detail: one }) }) }, JSON.stringify(two)]);
      expect(jq(TAKE_OUT, put("in.json", texts))).toEqual([one, two]);
    });
  }

  it("has a gap for a file that the user names and that holds no records", async () => {
    const read = await readEventFiles([put("notes.txt", "hello\n"), put("b.json", LOG)]);
    expect(rowsOf(read)).toEqual([
      ["notes.txt", "gap", 0, "not JSON"],
      ["b.json", "read", 1, null],
    ]);
  });

  it.skipIf(WINDOWS)("has a gap for each entry of a folder that is no file, and does not wait for it", async () => {
    put("a.json", LOG);
    execFileSync("mkfifo", [join(folder, "fifo")]);
    symlinkSync("nowhere", join(folder, "dangling"));
    symlinkSync("loop-b", join(folder, "loop-a"));
    symlinkSync("loop-a", join(folder, "loop-b"));
    symlinkSync("/dev/zero", join(folder, "zero"));
    symlinkSync("fifo", join(folder, "to-fifo"));
    const server = await listening(join(folder, "socket"));
    try {
      for (const argument of [folder, join(folder, "*"), join(folder, "**")]) {
        const read = await readEventFiles([argument]);
        expect(ids(read)).toEqual([one.eventID]);
        expect(rowsOf(read)).toEqual([
          ["dangling", "gap", 0, "it is a link that leads to nothing"],
          ["fifo", "gap", 0, "it is a named pipe and not a file"],
          ["loop-a", "gap", 0, "its links lead in a circle"],
          ["loop-b", "gap", 0, "its links lead in a circle"],
          ["socket", "gap", 0, "it is a socket and not a file"],
          ["to-fifo", "gap", 0, "it is a named pipe and not a file"],
          ["zero", "gap", 0, "it is a device and not a file"],
          ["a.json", "read", 1, null],
        ]);
        expect(gapsOf(read)).toHaveLength(7);
      }
    } finally {
      server.close();
    }
  });

  it.skipIf(WINDOWS)("reads a file behind a link, and a folder behind a link once", async () => {
    put("real/a.json", LOG);
    symlinkSync("real", join(folder, "again"));
    symlinkSync("real/a.json", join(folder, "link.json"));
    symlinkSync("..", join(folder, "real", "up"));
    const read = await readEventFiles([folder]);
    expect(ids(read)).toEqual([one.eventID]);
    expect(gapsOf(read)).toEqual([]);
    expect(read.ledger.files).toEqual({ found: 2, read: 2, gaps: 0, notRecords: 0 });
    expect(read.ledger.records).toEqual({ found: 2, read: 1, repeated: 1, insights: 0, broken: 0 });
  });

  // root may read everything: for root a process without that right reads, in test/cli/ledger.test.ts.
  if (!WINDOWS && !ROOT) {
    it("has a gap for a folder or file that this user may not read", async () => {
      put("a.json", LOG);
      put("locked/b.json", LOG);
      put("shut/c.json", LOG);
      put("d.json", LOG);
      chmodSync(join(folder, "locked"), 0o000);
      chmodSync(join(folder, "shut"), 0o400);
      chmodSync(join(folder, "d.json"), 0o000);
      const read = await readEventFiles([folder]);
      for (const name of ["locked", "shut"]) chmodSync(join(folder, name), 0o700);
      expect(rowsOf(read)).toEqual([
        ["locked", "gap", 0, "permission denied"],
        ["shut/c.json", "gap", 0, "permission denied"],
        ["a.json", "read", 1, null],
        ["d.json", "gap", 0, "permission denied; nothing was read"],
      ]);
    });
  }

  it("lists what the command writes itself, and does not read it", async () => {
    put("a.json", LOG);
    put("out/results.json", LOG);
    put("report.sarif", LOG);
    const read = await readEventFiles([folder], { outputs: [join(folder, "out"), join(folder, "report.sarif")] });
    expect(ids(read)).toEqual([one.eventID]);
    expect(rowsOf(read)).toEqual([
      ["a.json", "read", 1, null],
      ["out/results.json", "not-records", 0, "an output of this command"],
      ["report.sarif", "not-records", 0, "an output of this command"],
    ]);
  });

  const name = fc.constantFrom("a.json", "b.json.gz", "c", ".hidden", "d.log", "CloudTrail-Digest", "e.txt", "ü.json", "_SUCCESS", "x y", "[a].json");
  const content = fc.constantFrom<(string | Buffer)[]>(
    LOG,
    gzipSync(LOG),
    gzipSync(LOG).subarray(0, 30),
    Buffer.concat([gzipSync(LOG), Buffer.from("x")]),
    Buffer.from(LOG, "utf16le"),
    LOG.slice(0, 90),
    `${LOG.slice(0, -2)},{"eventName":1,"eventName":2}]}`,
    "",
    "\n",
    "words",
    '{"a":1}',
    '{"Records":[]}',
    '{"digestStartTime":1,"logFiles":[]}',
    JSON.stringify(two),
    Buffer.from([0, 1, 2, 255]),
  );
  type Tree = { kind: "file"; content: string | Buffer } | { kind: "link"; to: string } | { kind: "fifo" } | { kind: "folder"; entries: [string, Tree][] };
  const { tree } = fc.letrec<{ tree: Tree; folder: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3, depthIdentifier: "tree" },
      fc.record({ kind: fc.constant("file" as const), content }),
      fc.record({ kind: fc.constant("link" as const), to: fc.oneof(name, fc.constantFrom("..", ".", "nowhere")) }),
      fc.record({ kind: fc.constant("fifo" as const) }),
      tie("folder"),
    ),
    folder: fc.record({
      kind: fc.constant("folder" as const),
      entries: fc.uniqueArray(fc.tuple(name, tie("tree")), { maxLength: 5, selector: ([each]) => each, depthIdentifier: "tree" }),
    }),
  }));

  function build(path: string, node: Tree): number {
    if (node.kind === "file") writeFileSync(path, node.content);
    else if (node.kind === "link") symlinkSync(node.to, path);
    else if (node.kind === "fifo") execFileSync("mkfifo", [path]);
    else {
      mkdirSync(path);
      return node.entries.reduce((sum, [each, inside]) => sum + build(join(path, each), inside), 0);
    }
    return node.kind === "link" ? 0 : 1;
  }

  it.skipIf(WINDOWS)("adds up over any folder, and has a row for every file in it", async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.tuple(name, tree), { minLength: 1, maxLength: 5, selector: ([each]) => each }), async (entries) => {
        const top = join(folder, String(count++));
        const files = build(top, { kind: "folder", entries });
        const { ledger, gaps } = await readEventFiles([top]);
        expect(ledger.files.read + ledger.files.gaps + ledger.files.notRecords).toBe(ledger.files.found);
        expect(ledger.rows).toHaveLength(ledger.files.found);
        expect(new Set(ledger.rows.map(({ path }) => path)).size).toBe(ledger.rows.length);
        expect(ledger.files.found).toBeGreaterThanOrEqual(files);
        const sources = new Set(Object.values(gaps).map(({ source }) => source));
        for (const { path, outcome } of ledger.rows) expect(sources.has(path)).toBe(outcome === "gap");
      }),
      { numRuns: 150 },
    );
  });
});

const listening = (path: string): Promise<Server> =>
  new Promise((done) => {
    const server = createServer().listen(path, () => done(server));
  });
