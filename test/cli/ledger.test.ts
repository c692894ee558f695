import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ReeveResults } from "../../schemas/index.ts";
import { WINDOWS } from "../platform.ts";
import { buildProgram, type Program, ROOT, SNAPSHOT } from "./reeve.ts";

const INPUTS = join(ROOT, "../shared/cases/inputs");
const EVENTS = join(ROOT, "samples/events");
const PLAN = join(ROOT, "samples/plan.json");
const RULE = ["--rule", "unexpected-detach"];
if (!existsSync(INPUTS)) process.stderr.write("\nSKIPPED inputs whose files were not read: ../shared/cases is not there\n");

describe("what a run was given", () => {
  let program: Program;
  beforeAll(() => {
    program = buildProgram();
  }, 60_000);
  afterAll(() => program.remove());

  const ledgerOf = (args: string[]): { code: number | null; ledger: ReeveResults["ledger"] } => {
    const { code, out, err } = program.run(["check", "--format", "json", ...RULE, ...args]);
    expect(out, err).not.toBe("");
    return { code, ledger: (JSON.parse(out) as ReeveResults).ledger };
  };

  it("is listed in the results and counted in the text", () => {
    const folder = join(program.folder, "listed");
    mkdirSync(folder);
    for (const name of ["a", "b"]) writeFileSync(join(folder, name), gzipSync(readFileSync(join(ROOT, "test/fixtures/cloudtrail/detach-group-policy.json"))));
    writeFileSync(join(folder, "notes.txt"), "hello");
    writeFileSync(join(folder, "empty"), "");
    const { ledger } = ledgerOf(["--events", folder]);
    expect(ledger?.files).toEqual({ found: 4, read: 2, gaps: 1, notRecords: 1 });
    expect(ledger?.rows.map(({ path, outcome }) => [path.slice(folder.length + 1), outcome])).toEqual([
      ["a", "read"],
      ["b", "read"],
      ["empty", "gap"],
      ["notes.txt", "not-records"],
    ]);
    const text = program.run(["check", "--events", folder, ...RULE]).out.replace(/\s+/g, " ");
    expect(text).toContain("Event files: 4 found (2 read, 1 gap, 1 not CloudTrail records)");
    expect(text).toContain(`Not CloudTrail records: ${join(folder, "notes.txt")}: no CloudTrail record: not JSON`);
    expect(program.run(["gate", "--events", folder, ...RULE]).out.replace(/\s+/g, " ")).toContain("Event files: 4 found");
  });

  it("is not read where it is an output of the same run", () => {
    const folder = join(program.folder, "with-output");
    mkdirSync(join(folder, "out"), { recursive: true });
    const file = join(folder, "out/report.json");
    const log = readFileSync(join(ROOT, "test/fixtures/cloudtrail/detach-group-policy.json"));
    writeFileSync(join(folder, "a.json"), log);
    writeFileSync(file, log);
    program.run(["check", "--events", folder, "--format", `json=${file}`, ...RULE]);
    const { ledger } = JSON.parse(readFileSync(file, "utf8")) as ReeveResults;
    expect(ledger?.rows.find(({ path }) => path === file)).toMatchObject({ outcome: "not-records", message: "an output of this command" });
    // What an earlier run wrote is known by its content.
    expect(ledgerOf(["--events", folder]).ledger?.rows.find(({ path }) => path === file)).toMatchObject({
      outcome: "not-records",
      message: "a file that Reeve wrote",
    });
  });

  // root may read everything, so it gives up the capabilities for that.
  it.skipIf(WINDOWS)("is a gap where this user may not read it", () => {
    const folder = join(program.folder, "locked");
    mkdirSync(join(folder, "shut"), { recursive: true });
    mkdirSync(join(folder, "search"));
    const log = readFileSync(join(ROOT, "test/fixtures/cloudtrail/detach-group-policy.json"));
    for (const name of ["a.json", "b.json", "shut/c.json", "search/d.json"]) writeFileSync(join(folder, name), log);
    chmodSync(join(folder, "b.json"), 0o000);
    chmodSync(join(folder, "shut"), 0o000);
    chmodSync(join(folder, "search"), 0o444);
    const command = [process.execPath, program.bin, "check", "--events", folder, "--format", "json", ...RULE];
    const privileged = process.getuid?.() === 0 ? ["setpriv", "--bounding-set", "-all", "--inh-caps", "-all", ...command] : command;
    const [first = "", ...rest] = privileged;
    const { stdout } = spawnSync(first, rest, { cwd: program.folder, env: program.env, encoding: "utf8" });
    for (const name of ["shut", "search"]) chmodSync(join(folder, name), 0o755);
    const { ledger } = JSON.parse(stdout) as ReeveResults;
    expect(ledger?.files).toEqual({ found: 4, read: 1, gaps: 3, notRecords: 0 });
    expect(ledger?.rows.filter(({ outcome }) => outcome === "gap").map(({ path, message }) => [path.slice(folder.length + 1), message])).toEqual([
      ["search/d.json", "permission denied"],
      ["shut", "permission denied"],
      ["b.json", "permission denied; nothing was read"],
    ]);
  });

  const GATE = ["gate", "--config", join(ROOT, "samples/reeve.yaml"), "--now", "2026-11-16"];
  it.each<[what: string, args: string[], file: string | null]>([
    ["a snapshot", [...GATE, "--rule", "user-console-mfa", "--snapshot", "{in}"], SNAPSHOT],
    ["a plan", [...GATE, "--snapshot", SNAPSHOT, "--plan", "{in}"], PLAN],
    ["a plan of a named account", [...GATE, "--snapshot", SNAPSHOT, "--plan", "444455556666={in}"], PLAN],
    ["events", ["check", ...RULE, "--events", "{in}"], join(EVENTS, "444455556666_CloudTrail_eu-west-1_20261116T1000Z_tidelineMorning0.json.gz")],
    ["a baseline", [...GATE, "--rule", "user-console-mfa", "--snapshot", SNAPSHOT, "--baseline", "{in}"], null],
    ["a side of a difference", ["diff", "{in}", SNAPSHOT], SNAPSHOT],
  ])("may be %s on standard input", (_, args, file) => {
    const content = file === null ? '{"schema":"reeve/baseline@1","entries":[]}' : readFileSync(file);
    const given = join(program.folder, "given");
    writeFileSync(given, content);
    const as = (path: string) => args.map((arg) => arg.replace("{in}", path));
    const command = (path: string, input: string | Buffer) =>
      spawnSync(process.execPath, [program.bin, ...as(path)], { cwd: program.folder, env: program.env, input, encoding: "utf8" });
    const plain = command(given, "");
    const piped = command("-", content);
    expect(piped.stderr).toBe(plain.stderr);
    expect(piped.status).toBe(plain.status);
    const named = (text: string): string => text.replaceAll(given, "-").replaceAll("standard input", "-").replace(/\s+/g, " ");
    expect(named(piped.stdout)).toBe(named(plain.stdout));
  });

  it.each([
    ["a snapshot and a plan", [...GATE, "--snapshot", "-", "--plan", "-"]],
    ["a plan, and a snapshot by the other name", [...GATE, "--snapshot", "/dev/stdin", "--plan", "-"]],
    ["both sides of a difference", ["diff", "-", "-"]],
  ])("is not %s on one standard input", (_, args) => {
    const input = readFileSync(args[0] === "gate" ? PLAN : SNAPSHOT);
    const { status, stderr } = spawnSync(process.execPath, [program.bin, ...args], { cwd: program.folder, env: program.env, input, encoding: "utf8" });
    expect(status).toBe(2);
    expect(stderr).toMatch(/standard input was read already, as .+\. Give one of the two as a file\./);
  });

  it("is explained after it came from standard input", () => {
    const input = readFileSync(SNAPSHOT);
    spawnSync(process.execPath, [program.bin, "check", "--snapshot", "-", "--rule", "user-console-mfa"], { cwd: program.folder, env: program.env, input });
    expect(program.run(["explain", "1"])).toMatchObject({ code: 0, err: "" });
  });

  describe.runIf(existsSync(INPUTS))("in files that were not read", () => {
    it.each(["by-name", "by-name-no-extension", "by-folder"])("%s", (name) => {
      const { code, ledger } = ledgerOf(["--events", join(INPUTS, name)]);
      expect(code).toBe(1);
      expect(ledger?.files).toEqual({ found: 2, read: 2, gaps: 0, notRecords: 0 });
    });

    it("gzip-tail", () => {
      const { code, ledger } = ledgerOf(["--events", join(INPUTS, "gzip-tail")]);
      expect(code).toBe(1);
      expect(ledger?.rows.map(({ records, message }) => [records, message])).toEqual([
        [0, "the file is empty"],
        [1, "something follows the compressed data; what came before was read"],
      ]);
      expect(program.run(["check", "--events", join(INPUTS, "gzip-tail/empty.json"), ...RULE]).err).toContain("the file is empty");
    });

    it.each([
      // Read, and blocked by what they hold: an inline policy that allows everything but one bucket's objects.
      ["plan-powershell.json", 1, "An inline policy of role x gives administrator permissions"],
      ["plan-wrapper.json", 1, "An inline policy of role x gives administrator permissions"],
      ["plan-ui.json", 2, "is the log that `terraform plan -json` prints"],
    ])("encodings: %s", (name, code, says) => {
      const ran = program.run([...GATE, "--snapshot", SNAPSHOT, "--plan", join(INPUTS, "encodings", name)]);
      expect(ran.code).toBe(code);
      expect(ran.out + ran.err).toContain(says);
    });
  });
});
