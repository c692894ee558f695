import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { streamOf } from "../../cli/io.ts";
import { makeFolders, systemProblem } from "../../collectors/files/index.ts";
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
    // Node 20 says ENOTDIR when it looks, Node 24 says that nothing is there: the answer must not depend on it.
    for (const path of ["file/d", "file/d/e"]) expect(() => makeFolders(join(folder, path))).toThrow(/ENOTDIR/);
  });
});

describe("what the system refuses is no error of Reeve itself", () => {
  const shell = (script: string, ...args: string[]) =>
    spawnSync("sh", ["-c", script, "sh", process.execPath, program.bin, ...args], { cwd: folder, env: program.env, encoding: "utf8" });

  it.each([
    ["check", ["check", "--snapshot", SNAPSHOT]],
    ["gate", ["gate", "--snapshot", SNAPSHOT]],
    ["rules validate", ["rules", "validate"]],
    ["rules list", ["rules", "list"]],
    ["demo", ["demo"]],
    ["init", ["init"]],
    ["explain", ["explain", "1"]],
  ])("in a working folder that was deleted: %s", (_what, args) => {
    const { status, stderr } = shell('mkdir -p gone && cd gone && rmdir ../gone && "$@"', ...args);
    expect([status, stderr]).toEqual([2, expect.stringContaining("the working folder is not there any more")]);
    expect(stderr).not.toContain("an error of Reeve itself");
  });

  it.runIf(process.platform === "linux").each([
    ["standard output", '"$@" > /dev/full', "standard output: no space left"],
    ["a device", '"$@" --format json=/dev/full', "no space left"],
    ["a folder that takes no files", '"$@" --format json=/proc/out.json', "/proc/out.json"],
  ])("on a full disk or where nothing may be written: %s", (_what, script, said) => {
    const { status, stderr } = shell(script, "check", "--snapshot", SNAPSHOT);
    expect([status, stderr]).toEqual([2, expect.stringContaining(said)]);
    expect(stderr).not.toContain("an error of Reeve itself");
  });

  it.each<[what: string, error: unknown, sentence: string | null]>([
    ["a folder that may not be read", Object.assign(new Error("x"), { code: "EACCES", syscall: "scandir", path: "/a" }), "/a: permission denied."],
    ["a full disk", Object.assign(new Error("x"), { code: "ENOSPC", syscall: "write" }), "write: no space left."],
    ["a text that is too long", Object.assign(new Error("x"), { code: "ERR_STRING_TOO_LONG" }), "there is more of it than one process can hold."],
    ["a list that is too long", new RangeError("Invalid array length"), "there is more of it than one process can hold."],
    ["a defect", new TypeError("x is not a function"), null],
    ["a stack that overflows", new RangeError("Maximum call stack size exceeded"), null],
  ])("and says what to do: %s", (_what, error, sentence) => {
    expect(systemProblem(error)?.sentence ?? null).toBe(sentence);
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
