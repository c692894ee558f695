import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { buildProgram, type Program, ROOT, SNAPSHOT, sampleText } from "./reeve.ts";

vi.setConfig({ testTimeout: 180_000 });

const ACCOUNT = "444455556666";
const OTHER = "111122223333";
const SAID = ["--kind", "accepted-risk", "--reason", "Known", "--owner", "dana", "--expires", "20d"];

interface Outcome {
  code: number | null;
  err: string;
}

/** Decisions are read before a check is evaluated again and written after it: what others wrote in between must stay. */
describe("commands that write one file at once", () => {
  let reeve: Program;
  beforeAll(() => {
    reeve = buildProgram();
  }, 120_000);
  afterAll(() => reeve.remove());

  function folder(name: string): string {
    const path = join(reeve.folder, name);
    mkdirSync(path);
    writeFileSync(join(path, "reeve.yaml"), "packs: [iam-baseline]\n");
    return path;
  }

  const atOnce = (cwd: string, commands: string[][]): Promise<Outcome[]> =>
    Promise.all(
      commands.map(
        (args) =>
          new Promise<Outcome>((resolve) => {
            const child = reeve.start(args, { cwd });
            let err = "";
            child.stderr?.on("data", (chunk) => {
              err += String(chunk);
            });
            child.on("close", (code) => resolve({ code, err }));
          }),
      ),
    );

  it("all add their waivers to one file", async () => {
    const cwd = folder("waivers-at-once");
    reeve.run(["check", "--snapshot", SNAPSHOT], { cwd });
    const numbers = Array.from({ length: 16 }, (_, at) => String(at + 1));
    const outcomes = await atOnce(
      cwd,
      numbers.map((number) => ["waivers", "add", number, ...SAID, "--file", "all.yaml"]),
    );
    expect(outcomes).toEqual(numbers.map(() => ({ code: 0, err: "" })));
    expect(readFileSync(join(cwd, "waivers/all.yaml"), "utf8").match(/^ *- rule:/gm)).toHaveLength(numbers.length);
    expect(readdirSync(join(cwd, "waivers"))).toEqual(["all.yaml"]);
  });

  it("add the same waiver once, whatever file each names", async () => {
    const cwd = folder("same-in-two-files");
    reeve.run(["check", "--snapshot", SNAPSHOT], { cwd });
    const outcomes = await atOnce(
      cwd,
      ["a", "b", "c"].map((name) => ["waivers", "add", "1", ...SAID, "--file", `${name}.yaml`]),
    );
    expect(outcomes.map(({ code }) => code).sort()).toEqual([0, 2, 2]);
    for (const { code, err } of outcomes) if (code === 2) expect(err).toMatch(/waived (already|meanwhile), by waivers\/[abc]\.yaml:\d+/);
    expect(readdirSync(join(cwd, "waivers"))).toHaveLength(1);
  });

  it("add the same waiver once", async () => {
    const cwd = folder("same-at-once");
    reeve.run(["check", "--snapshot", SNAPSHOT], { cwd });
    const outcomes = await atOnce(
      cwd,
      Array.from({ length: 6 }, () => ["waivers", "add", "1", ...SAID, "--file", "all.yaml"]),
    );
    expect(outcomes.map(({ code }) => code).sort()).toEqual([0, 2, 2, 2, 2, 2]);
    for (const { code, err } of outcomes) if (code === 2) expect(err).toMatch(/waived (already|meanwhile), by waivers\/all\.yaml:\d+/);
    expect(readFileSync(join(cwd, "waivers/all.yaml"), "utf8").match(/^ *- rule:/gm)).toHaveLength(1);
  });

  it("all drop what is fixed from the baseline", async () => {
    const cwd = folder("baseline-at-once");
    writeFileSync(join(cwd, "other.json"), sampleText().replaceAll(ACCOUNT, OTHER));
    const gone = (account: string) => ({
      fingerprint: `v1:${account[0]?.repeat(64)}`,
      rule: "user-console-mfa",
      account,
      resource: `arn:aws:iam::${account}:user/gone`,
      severity: "high",
      since: "2026-01-01",
    });
    writeFileSync(join(cwd, "baseline.json"), JSON.stringify({ schema: "reeve/baseline@1", entries: [gone(ACCOUNT), gone(OTHER)] }));
    const outcomes = await atOnce(
      cwd,
      [SNAPSHOT, "other.json"].map((snapshot) => ["baseline", "update", "--snapshot", snapshot, "--allow-modified"]),
    );
    expect(outcomes.map(({ code }) => code)).toEqual([1, 1]);
    expect((JSON.parse(readFileSync(join(cwd, "baseline.json"), "utf8")) as { entries: unknown[] }).entries).toEqual([]);
  });

  it("write a baseline once, where none is to be replaced", async () => {
    const cwd = folder("new-at-once");
    const outcomes = await atOnce(
      cwd,
      Array.from({ length: 4 }, () => ["baseline", "write", "--snapshot", SNAPSHOT]),
    );
    expect(outcomes.map(({ code }) => code).sort()).toEqual([0, 2, 2, 2]);
  });

  it("all add their test cases to one file", async () => {
    const cwd = join(reeve.folder, "fixtures-at-once");
    mkdirSync(join(cwd, "own"), { recursive: true });
    for (const name of ["user-console-mfa.yaml", "user-console-mfa.test.yaml"]) copyFileSync(join(ROOT, "rules/iam-baseline", name), join(cwd, "own", name));
    const cases = (): number => readFileSync(join(cwd, "own/user-console-mfa.test.yaml"), "utf8").match(/^ *- name:/gm)?.length ?? 0;
    const before = cases();
    const cut = ["rules", "fixture", "--from", SNAPSHOT, "--resource", "dmitri.volkov", "--rule", "user-console-mfa", "--rules", "own", "--write"];
    const outcomes = await atOnce(
      cwd,
      Array.from({ length: 6 }, () => cut),
    );
    expect(outcomes.map(({ code, err }) => [code, code === 0 ? "" : err])).toEqual(outcomes.map(() => [0, ""]));
    expect(cases()).toBe(before + 6);
  });
});
