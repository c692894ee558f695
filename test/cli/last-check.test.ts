import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { WINDOWS } from "../platform.ts";
import { buildProgram, type Program, SNAPSHOT } from "./reeve.ts";

vi.setConfig({ testTimeout: 90_000 });

const ANSWERS = ["--kind", "accepted-risk", "--reason", "Known", "--owner", "dana", "--expires", "20d"];
const CHECK = ["check", "--snapshot", SNAPSHOT, "--rule", "user-console-mfa"];

describe("the last check", () => {
  let reeve: Program;
  beforeAll(() => {
    reeve = buildProgram();
  }, 120_000);
  afterAll(() => reeve.remove());

  /** Folders of their own, each with the files named. */
  function folder(name: string, ...configs: string[]): string {
    const path = join(reeve.folder, name);
    mkdirSync(path, { recursive: true });
    for (const config of configs) {
      mkdirSync(dirname(join(path, config)), { recursive: true });
      writeFileSync(join(path, config), "packs: [iam-baseline]\n");
    }
    return path;
  }
  const at = (cwd: string, ...args: string[]) => reeve.run(args, { cwd, env: { REEVE_CACHE_DIR: join(cwd.slice(0, -2), "cache") } });

  it("gives numbers only to commands of its own project", () => {
    const one = folder("only/a-", "reeve.yaml");
    const other = folder("only/b-", "reeve.yaml");
    at(one, ...CHECK);
    expect(at(one, "explain", "1").out).toMatch(
      /^Check run \S+Z: account 444455556666 as of 2026-11-16T06:00:00Z,\s+snapshot\s+\S+tideline\.snapshot\.json\.gz\n/,
    );
    for (const command of [
      ["explain", "1"],
      ["remediate", "1"],
      ["waivers", "add", "1", ...ANSWERS],
      ["baseline", "write"],
    ]) {
      const refused = at(other, ...command);
      expect({ command, code: refused.code, out: refused.out }).toEqual({ command, code: 2, out: "" });
      const text = refused.err.replaceAll(/\s+/g, " ");
      expect(text).toContain(`there is no check of ${other}`);
      expect(text).toContain("444455556666");
      expect(text).toContain(one);
      expect(text).toMatch(/--config .*fingerprint.*--results FILE/);
    }
    expect(existsSync(join(other, "waivers"))).toBe(false);
    expect(existsSync(join(one, "waivers"))).toBe(false);
  });

  describe("has next steps that work as they are typed", () => {
    const PLAN = join(process.cwd(), "samples/plan.json");
    const GATE = ["gate", "--snapshot", SNAPSHOT, "--plan", PLAN, "--pack", "iam-baseline"];
    const next = (text: string): string[][] =>
      (/^Next: ([\s\S]*)/m.exec(text)?.[1] ?? "")
        .replaceAll(/\s+/g, " ")
        .trim()
        .split(" · ")
        .map((command) => [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "").slice(1));

    it.each([
      ["a check", "config/reeve.yaml", ["check", "--snapshot", SNAPSHOT]],
      ["a check whose reeve.yaml has a space in its path", "my config/reeve.yaml", ["check", "--snapshot", SNAPSHOT]],
      ["a gate", "config/reeve.yaml", GATE],
      ["a check of this project", "reeve.yaml", ["check", "--snapshot", SNAPSHOT]],
    ])("after %s", (_, config, command) => {
      const here = folder(`next/${command[0]}-${config.length}-`, config);
      const commands = next(at(here, ...command, "--config", config).out);
      expect(commands.map(([name]) => name)).toEqual(command[0] === "gate" ? ["explain", "remediate", "waivers"] : ["explain", "remediate"]);
      expect(commands.every((each) => each.includes("--config"))).toBe(config !== "reeve.yaml");
      for (const each of commands) expect([each, at(here, ...each, ...(each[0] === "waivers" ? ANSWERS : [])).code]).toEqual([each, 0]);
      const explained = next(at(here, ...(commands[0] ?? [])).out);
      expect(explained.map(([name]) => name)).toEqual(["remediate", "rules"]);
      for (const each of explained) expect([each, at(here, ...each).code]).toEqual([each, 0]);
    });

    it("after the explanation of a finding of saved results", () => {
      const here = folder("next/results-");
      at(here, ...CHECK, "--format", "json=out.json");
      const explained = next(at(folder("next/other-"), "explain", "1", "--results", join(here, "out.json"), "--snapshot", SNAPSHOT).out);
      for (const each of explained) expect([each, at(folder("next/other-"), ...each).code]).toEqual([each, 0]);
    });

    it("names no number after a gate on several accounts, whose numbers are not kept", () => {
      const here = folder("next/several-", "reeve.yaml");
      const other = readFileSync(SNAPSHOT);
      writeFileSync(join(here, "one.json.gz"), other);
      const text = gunzipSync(other).toString("utf8").replaceAll("444455556666", "111122223333");
      const { sha256: _, ...account } = JSON.parse(text) as Record<string, unknown>;
      writeFileSync(join(here, "two.json"), JSON.stringify(account));
      const { out } = at(here, "gate", "--snapshot", "one.json.gz", "--snapshot", "two.json", "--rule", "user-console-mfa", "--allow-modified");
      expect(out.replaceAll(/\s+/g, " ")).toMatch(/Next: judge one of the accounts by itself/);
    });
  });

  it("belongs to the project of the working folder, below its reeve.yaml too", () => {
    const root = folder("nested/a-", "reeve.yaml");
    const below = folder("nested/a-/deep");
    reeve.run(CHECK, { cwd: below });
    expect(reeve.run(["explain", "1"], { cwd: root }).code).toBe(0);
    writeFileSync(join(below, "reeve.yaml"), "packs: [iam-baseline]\n");
    expect(reeve.run(["explain", "1"], { cwd: below }).code).toBe(2);
  });

  it("belongs to the folder of the reeve.yaml that was named", () => {
    const here = folder("named/a-");
    const there = folder("named/b-", "reeve.yaml");
    const config = join(there, "reeve.yaml");
    at(here, ...CHECK, "--config", config);
    expect(at(here, "waivers", "add", "1", ...ANSWERS).code).toBe(2);
    expect(existsSync(join(there, "waivers"))).toBe(false);
    expect(at(here, "explain", "1", "--config", config).code).toBe(0);
    expect(at(here, "waivers", "add", "1", ...ANSWERS, "--config", config)).toMatchObject({ code: 0, err: "" });
    expect(existsSync(join(there, "waivers"))).toBe(true);
  });

  it("of the demo counts for the folder in which it was run", () => {
    const here = folder("demo/a-");
    const other = folder("demo/b-");
    at(here, "demo", "--format", "csv");
    expect(at(here, "explain", "1").out).toMatch(/^Check run \S+Z: account 444455556666 as of \S+Z, the bundled sample\n/);
    expect(at(other, "explain", "1").code).toBe(2);
    expect(at(here, "waivers", "add", "1", ...ANSWERS).code).toBe(2);
  });

  it("of another project answers a fingerprint, but takes no waiver from elsewhere", () => {
    const one = folder("print/a-", "reeve.yaml");
    const other = folder("print/b-", "reeve.yaml");
    const print = (JSON.parse(at(one, ...CHECK, "--format", "json").out) as { results: { fingerprint?: string; status: string }[] }).results.find(
      ({ status }) => status === "fail",
    )?.fingerprint;
    expect(at(other, "explain", print ?? "").code).toBe(0);
    const refused = at(other, "waivers", "add", print ?? "", ...ANSWERS);
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining(one) });
    expect(existsSync(join(other, "waivers"))).toBe(false);
  });

  it("gives way to results that are named", () => {
    const one = folder("file/a-");
    const other = folder("file/b-");
    const empty = folder("empty/b-");
    const file = join(one, "results.json");
    at(one, ...CHECK, "--format", `json=${file}`);
    expect(at(other, "explain", "1", "--results", file).out).toContain("user.mfaActive is true → false");
    expect(at(other, "remediate", "1", "--results", file, "--as", "cli").out).toContain("aws iam");
    expect(at(empty, "explain", "1", "--results", file)).toMatchObject({ code: 2, err: expect.stringContaining("--snapshot FILE") });
    expect(at(empty, "explain", "1", "--results", file, "--snapshot", SNAPSHOT).out).toContain("user.mfaActive is true → false");
    expect(at(empty, "explain", "1", "--snapshot", SNAPSHOT)).toMatchObject({ code: 2, err: expect.stringContaining("--results") });
    expect(at(empty, "waivers", "add", "1", ...ANSWERS, "--results", file, "--snapshot", SNAPSHOT).code).toBe(0);
    expect(readdirSync(join(empty, "waivers"))).toEqual(["user-console-mfa.yaml"]);
  });

  it.runIf(!WINDOWS)("counts for nothing where others can write its folder, and is not kept there", () => {
    const here = folder("open/a-");
    const cache = join(reeve.folder, "open/cache");
    at(here, ...CHECK);
    const [project = ""] = readdirSync(join(cache, "checks"));
    for (const open of [cache, join(cache, "checks"), join(cache, "checks", project)]) {
      chmodSync(open, 0o777);
      expect(at(here, "explain", "1")).toMatchObject({ code: 2, err: expect.stringContaining("no check is kept yet") });
      expect(at(here, ...CHECK).err).toContain(`the results could not be kept for explain and remediate: other users can write in ${open}: chmod go-w it`);
      chmodSync(open, 0o700);
      expect(at(here, "explain", "1").code).toBe(0);
    }
  });

  it("survives checks of other projects and of its own that run at once", async () => {
    const folders = ["a-", "b-", "c-", "d-"].map((name) => folder(`once/${name}`));
    const started = folders.flatMap((cwd) => [0, 1].map(() => reeve.start(CHECK, { cwd, env: { REEVE_CACHE_DIR: join(reeve.folder, "once/cache") } })));
    await Promise.all(started.map((child) => new Promise((resolve) => child.on("exit", resolve))));
    for (const cwd of folders) expect(at(cwd, "explain", "1").code).toBe(0);
  });

  it("drops earlier ones of its project, but none that was just written", () => {
    const here = folder("drop/a-");
    const checks = join(reeve.folder, "drop/cache/checks");
    const runs = () => readdirSync(checks).flatMap((project) => readdirSync(join(checks, project)).filter((name) => name.startsWith("run-")));
    at(here, ...CHECK);
    at(here, ...CHECK);
    expect(runs()).toHaveLength(2);
    const [project = ""] = readdirSync(checks);
    for (const run of runs()) utimesSync(join(checks, project, run), new Date(0), new Date(0));
    const pointer = JSON.parse(readFileSync(join(checks, project, "last.json"), "utf8")) as { run: string };
    at(here, ...CHECK);
    expect(runs()).not.toContain(pointer.run);
    expect(runs()).toHaveLength(1);
    copyFileSync(join(checks, project, "last.json"), join(checks, "not-a-project.json"));
    expect(at(here, "explain", "1").code).toBe(0);
  });

  it("drops none that another version of Reeve points to", () => {
    const [here, other] = [folder("version/a-"), folder("version/b-")];
    const checks = join(reeve.folder, "version/cache/checks");
    at(here, ...CHECK);
    const [project = ""] = readdirSync(checks);
    const pointer = JSON.parse(readFileSync(join(checks, project, "last.json"), "utf8")) as { run: string };
    const anHourAgo = new Date(Date.now() - 3_600_000);
    utimesSync(join(checks, project, pointer.run), anHourAgo, anHourAgo);
    writeFileSync(join(checks, project, "last.json"), JSON.stringify({ ...pointer, format: 1000 }));
    at(other, ...CHECK);
    expect(readdirSync(join(checks, project))).toContain(pointer.run);
  });

  it("is dropped by the clock of its disk, and not by that of the machine", () => {
    const [here, other] = [folder("clock/a-"), folder("clock/b-")];
    const checks = join(reeve.folder, "clock/cache/checks");
    at(here, ...CHECK);
    const [project = ""] = readdirSync(checks);
    const run = (): string[] => readdirSync(join(checks, project)).filter((name) => name.startsWith("run-"));
    rmSync(join(checks, project, "last.json"));
    const ahead = `--import=data:text/javascript,${encodeURIComponent("const now = Date.now; Date.now = () => now() + 86_400_000;")}`;
    const env = { REEVE_CACHE_DIR: join(reeve.folder, "clock/cache"), NODE_OPTIONS: ahead };
    expect(reeve.run(CHECK, { cwd: other, env }).code).toBe(1);
    expect(run()).toHaveLength(1);
  });

  it("leaves nothing behind where checks of one project run at once", async () => {
    const here = folder("same/a-");
    const cache = join(reeve.folder, "same/cache");
    const started = Array.from({ length: 8 }, () => reeve.start(CHECK, { cwd: here, env: { REEVE_CACHE_DIR: cache } }));
    await Promise.all(started.map((child) => new Promise((resolve) => child.on("exit", resolve))));
    const [project = ""] = readdirSync(join(cache, "checks"));
    const runs = readdirSync(join(cache, "checks", project)).filter((name) => name.startsWith("run-"));
    expect(runs).toHaveLength(8);
    for (const run of runs) expect(readdirSync(join(cache, "checks", project, run)).sort()).toEqual(["document", "results.json"]);
    expect(readdirSync(cache, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("sweeps what a killed process left of its pointer", () => {
    const here = folder("swept/a-");
    at(here, ...CHECK);
    const checks = join(reeve.folder, "swept/cache/checks");
    const left = join(checks, readdirSync(checks)[0] ?? "", ".last.json.0123456789ab.tmp");
    writeFileSync(left, "{");
    at(here, ...CHECK);
    expect(existsSync(left)).toBe(true);
    utimesSync(left, new Date(0), new Date(0));
    at(here, ...CHECK);
    expect(existsSync(left)).toBe(false);
  });
});
