import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { streamOf } from "../../cli/io.ts";
import { makeFolders } from "../../collectors/files/index.ts";
import { buildProgram, type Program, SNAPSHOT } from "../cli/reeve.ts";

let program: Program;
let folder: string;
beforeAll(() => {
  program = buildProgram();
  folder = mkdtempSync(join(tmpdir(), "reeve-surroundings-"));
}, 60_000);
afterAll(() => {
  program?.remove();
  rmSync(folder, { recursive: true, force: true });
});

describe("a folder that cannot be made", () => {
  it.runIf(process.platform === "linux")("is an error at once, where a system says of each new folder that it is not there", () => {
    expect(() => makeFolders("/proc/reeve/a/b")).toThrow(/ENOENT/);
  });

  it.runIf(process.platform === "linux")("costs the kept results and nothing else: HOME=/proc", () => {
    const env = { HOME: "/proc", REEVE_CACHE_DIR: "", XDG_CACHE_HOME: "" };
    const { code, err } = program.run(["check", "--snapshot", SNAPSHOT], { env });
    expect([code, err]).toEqual([1, expect.stringContaining("the results could not be kept for explain and remediate")]);
    expect(program.run(["rules", "validate"], { env }).code).not.toBe(null);
  });

  it("is made with those above it", () => {
    makeFolders(join(folder, "a/b/c"));
    makeFolders(join(folder, "a/b/c"));
    writeFileSync(join(folder, "file"), "");
    expect(() => makeFolders(join(folder, "file/d"))).toThrow(/ENOTDIR|EEXIST/);
  });
});

describe("a warning of Node", () => {
  const EMITS = `--import=data:text/javascript,${encodeURIComponent('process.once("beforeExit", () => { process.emitWarning("old", "DeprecationWarning"); process.emitWarning("new", "ExperimentalWarning"); })')}`;

  it("reaches no user, and those who look for a fault", () => {
    const args = ["check", "--snapshot", SNAPSHOT];
    const quiet = program.run(args, { env: { NODE_OPTIONS: EMITS } });
    expect(quiet).toEqual(program.run(args));
    expect(program.run(args, { env: { NODE_OPTIONS: EMITS, REEVE_DEBUG: "1" } }).err).toMatch(/DeprecationWarning: old[\s\S]*ExperimentalWarning: new/);
  });

  it("is not made by a large compressed file", () => {
    const record = (id: number): string =>
      JSON.stringify({ eventVersion: "1.08", eventID: `e${id}`, eventTime: "2026-01-01T00:00:00Z", eventSource: "iam.amazonaws.com", eventName: "ListUsers" });
    const file = join(folder, "events.json.gz");
    writeFileSync(file, gzipSync(Array.from({ length: 60_000 }, (_, id) => record(id)).join("\n")));
    expect(program.run(["check", "--events", file], { env: { REEVE_DEBUG: "1" } }).err).not.toContain("Warning");
  }, 60_000);

  it("is not made by many writes to a slow reader", async () => {
    const warnings: Error[] = [];
    const note = (warning: Error): void => void warnings.push(warning);
    process.on("warning", note);
    let taken = "";
    const write = (chunk: Buffer, _: unknown, done: () => void): void => {
      taken += chunk.toString();
      setTimeout(done, 1);
    };
    const slow = new Writable({ highWaterMark: 1, write });
    const stream = streamOf(slow as unknown as NodeJS.WriteStream, false);
    await Promise.all(Array.from({ length: 30 }, (_, index) => stream.write(`${index}\n`)));
    await new Promise((resolve) => slow.end(resolve));
    process.off("warning", note);
    expect([warnings, taken.trim().split("\n").length]).toEqual([[], 30]);
  });
});
