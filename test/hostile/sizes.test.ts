import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FILE_LIMITS } from "../../collectors/files/index.ts";
import { readEventFiles } from "../../collectors/index.ts";
import { buildProgram, type Program, SNAPSHOT } from "../cli/reeve.ts";

const GIB = 1_073_741_824;
let program: Program;
let folder: string;
beforeAll(() => {
  program = buildProgram();
  folder = mkdtempSync(join(tmpdir(), "reeve-sizes-"));
}, 60_000);
afterAll(() => {
  program?.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** A file of a size that takes no room on the disk: it reads as zero bytes. */
function sparse(name: string, bytes: number): string {
  const path = join(folder, name);
  writeFileSync(path, "");
  truncateSync(path, bytes);
  return path;
}

const record = (id: string): string =>
  JSON.stringify({ eventVersion: "1.08", eventID: id, eventTime: "2026-01-01T00:00:00Z", eventSource: "iam.amazonaws.com", eventName: "ListUsers" });

describe("an argument that is too large", () => {
  it.each<[what: string, file: string, args: (path: string) => string[]]>([
    ["a snapshot", "large.json", (path) => ["check", "--snapshot", path]],
    ["a plan", "plan.json", (path) => ["gate", "--plan", path]],
    ["results", "results.json", (path) => ["diff", path, path]],
    ["a rule", "rule.yaml", (path) => ["check", "--snapshot", SNAPSHOT, "--rules", path]],
    ["a rule to validate", "valid.yaml", (path) => ["rules", "validate", path]],
    ["a reeve.yaml", "reeve.yaml", (path) => ["check", "--snapshot", SNAPSHOT, "--config", path]],
    ["a baseline", "baseline.json", (path) => ["gate", "--snapshot", SNAPSHOT, "--baseline", path]],
  ])("is refused by its size, before it is read: %s", (_what, file, args) => {
    const { code, err, out } = program.run(args(sparse(file, 8 * GIB)));
    expect([code, out + err]).toEqual([2, expect.stringMatching(/is larger than \d+ (kB|MB)\. Give less at once\./)]);
  });

  it("is refused by what it unpacks to: a snapshot", () => {
    const path = join(folder, "bomb.json.gz");
    const packed = gzipSync(Buffer.alloc(1 << 26), { level: 1 });
    writeFileSync(path, Buffer.concat(Array.from({ length: 9 }, () => packed)));
    const { code, err } = program.run(["check", "--snapshot", path]);
    expect([code, err]).toEqual([2, expect.stringMatching(/unpacked it is larger than \d+ MB\. Give less at once\./)]);
  }, 60_000);

  it("is refused in a folder that reeve.yaml names: a waiver", () => {
    mkdirSync(join(folder, "project/waivers"), { recursive: true });
    writeFileSync(join(folder, "project/reeve.yaml"), "failOn: high\n");
    sparse("project/waivers/w.yaml", 8 * GIB);
    const { code, err } = program.run(["check", "--snapshot", SNAPSHOT], { cwd: join(folder, "project") });
    expect([code, err]).toEqual([2, expect.stringContaining("w.yaml cannot be read: it is larger than 16 MB")]);
  });

  it("may have a size of zero and not end: only what comes is counted", () => {
    const { code, err } = program.run(["check", "--snapshot", "/dev/stdin", "--rules", "/proc/self/maps"], { input: "{" });
    expect([code, err]).toEqual([2, expect.stringContaining("is no YAML by its name")]);
  });
});

describe("a folder of events", () => {
  const small = { barrenBytes: 100_000, fileBytes: 1_000_000 };
  const gapsOf = async (path: string, limits = small) => {
    const read = await readEventFiles([path], { limits });
    return { events: read.events.length, messages: Object.values(read.gaps).map(({ message }) => message) };
  };

  it("goes on after a file of blanks, which is a gap", async () => {
    const logs = mkdtempSync(join(folder, "blanks-"));
    writeFileSync(join(logs, "a.json"), " ".repeat(900_000));
    writeFileSync(join(logs, "b.json"), record("b"));
    expect(await gapsOf(logs)).toMatchObject({ events: 2, messages: ["more than 97 kB without a record; nothing after it was read"] });
  });

  it("goes on after a bomb, of which no more is unpacked than the limit", async () => {
    const logs = mkdtempSync(join(folder, "bomb-"));
    writeFileSync(join(logs, "a.json.gz"), gzipSync(Buffer.alloc(50_000_000)));
    writeFileSync(join(logs, "b.json"), record("b"));
    expect(await gapsOf(logs)).toMatchObject({ events: 2, messages: ["more than 97 kB without a record; nothing after it was read"] });
  });

  it("reads what stands before, and no more of a file than its limit", async () => {
    const logs = mkdtempSync(join(folder, "long-"));
    writeFileSync(join(logs, "a.json"), `${record("a")}\n`.repeat(20_000));
    expect(await gapsOf(logs)).toMatchObject({ events: 2, messages: ["more than 976 kB of one file; nothing after it was read"] });
  });

  it("is not stopped by a long file whose records lie apart", async () => {
    const logs = mkdtempSync(join(folder, "apart-"));
    writeFileSync(join(logs, "a.json"), ["a", "b", "c"].map((id) => `${record(id)}${" ".repeat(90_000)}\n`).join(""));
    expect(await gapsOf(logs)).toMatchObject({ events: 3, messages: [] });
  });

  it("has gaps for devices behind links, sockets and files without an end", async () => {
    const logs = mkdtempSync(join(folder, "devices-"));
    symlinkSync("/dev/zero", join(logs, "zero.json"));
    writeFileSync(join(logs, "b.json"), record("b"));
    expect(await gapsOf(logs)).toMatchObject({ events: 2, messages: ["it is a device and not a file"] });
  });

  it("ends within the bound at a gibibyte of zeros, with a gap and exit code 3", () => {
    const logs = mkdtempSync(join(folder, "zeros-"));
    const path = join(logs, "a.json");
    writeFileSync(path, "");
    truncateSync(path, GIB);
    const { code, out } = program.run(["check", "--events", logs]);
    expect([code, out.replaceAll(/\s+/g, " ")]).toEqual([3, expect.stringContaining("not read in full: more than 64 MB without a record")]);
  }, 60_000);
});

it("limits that are generous: real folders of logs are read whole", () => {
  expect(FILE_LIMITS.fileBytes).toBeGreaterThanOrEqual(4 * GIB);
  expect(FILE_LIMITS.barrenBytes).toBeGreaterThan(4 * FILE_LIMITS.recordBytes - 1);
  expect(FILE_LIMITS.heldBytes).toBeGreaterThanOrEqual(GIB);
});
