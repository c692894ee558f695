import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { CONFIG, RULES } from "./gate/policy-files.ts";
import { inProcess } from "./gate/run.ts";
import { NOW, snapshot, user } from "./gate/world.ts";

const CHECK = ["check", "--config", "{dir}/reeve.yaml", "--now", NOW, "--snapshot", "{dir}/s.json"];

describe("a link that leads in a circle", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "reeve-circle-"));
    const own = Object.fromEntries(
      Object.entries({ ...RULES, "reeve.yaml": CONFIG }).flatMap(([name, text]) => [
        [name, text],
        [`kept/${name}`, text],
      ]),
    );
    for (const [name, text] of Object.entries({ ...own, "s.json": JSON.stringify(snapshot({ users: [user("ann")] })) })) {
      mkdirSync(join(folder, name, ".."), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    symlinkSync("../loop", join(folder, "kept/baseline.json"));
    symlinkSync("second", join(folder, "loop"));
    symlinkSync("loop", join(folder, "second"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (args: readonly string[]) => inProcess(args.map((arg) => arg.replaceAll("{dir}", folder)));

  it.each([
    ["baseline write --force", ["baseline", "write", "--force", "--config", "{dir}/kept/reeve.yaml", ...CHECK.slice(3)]],
    ["rules docs", ["rules", "docs", "--config", "{dir}/reeve.yaml", "--out", "{dir}/loop"]],
    ["rules validate", ["rules", "validate", "{dir}/loop"]],
    ["rules fmt", ["rules", "fmt", "{dir}/loop"]],
    ["rules test", ["rules", "test", "{dir}/loop"]],
    ["check --rules", [...CHECK, "--rules", "{dir}/loop"]],
    ["check --snapshot", ["check", "--config", "{dir}/reeve.yaml", "--snapshot", "{dir}/loop"]],
    ["check --events", ["check", "--config", "{dir}/reeve.yaml", "--events", "{dir}/loop"]],
    ["check --format", [...CHECK, "--format", "json={dir}/loop"]],
    ["gate --baseline", ["gate", ...CHECK.slice(1), "--baseline", "{dir}/loop"]],
    ["init", ["init", "{dir}/loop"]],
    [
      "rules new --dir",
      [
        "rules",
        "new",
        "mine",
        "--dir",
        "{dir}/loop",
        "--resource",
        "user",
        "--require",
        "user.mfaActive: true",
        "--severity",
        "low",
        "--title",
        "Users use MFA",
        "--rationale",
        "A password can be stolen.",
        "--message",
        "{{user.name}}",
      ],
    ],
  ])("is a usage error of %s, in words", async (_, args) => {
    const { code, err } = await run(args);
    expect(err).toContain("links lead in a circle");
    expect(err).not.toContain("ELOOP");
    expect(code).toBe(2);
  });

  it("fails no check as a cache folder", async () => {
    vi.stubEnv("REEVE_CACHE_DIR", join(folder, "loop"));
    const { code, err } = await run([...CHECK, "--format", `json=${join(folder, "out.json")}`]);
    vi.unstubAllEnvs();
    expect(err).toContain("could not be kept for explain and remediate: its links lead in a circle");
    expect(JSON.parse(readFileSync(join(folder, "out.json"), "utf8")).schema).toMatch(/results/);
    expect(code).toBeLessThan(2);
  });
});

it.each([
  ["collect", ["collect", "--out", "missing/x.json"]],
  ["check", ["check", "--format", "json=missing/x.json"]],
])("%s refuses an output in a folder that is missing, and says what to do", async (_, args) => {
  const { code, err } = await inProcess(args);
  expect(err).toContain("the folder missing is not there: make it first");
  expect(code).toBe(2);
});

describe("an output", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "reeve-same-"));
    for (const [name, text] of Object.entries({ ...RULES, "reeve.yaml": CONFIG, "s.json": JSON.stringify(snapshot({ users: [user("ann")] })) })) {
      mkdirSync(join(folder, name, ".."), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    writeFileSync(join(folder, "a"), "");
    symlinkSync("a", join(folder, "to-a"));
    symlinkSync("later", join(folder, "to-later"));
    symlinkSync("s.json", join(folder, "to-s"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const formats = (...files: string[]) => files.flatMap((file, at) => ["--format", `${["json", "sarif"][at]}=${folder}/${file}`]);
  const run = (command: string, args: readonly string[]) => inProcess([command, ...CHECK.slice(1), ...args].map((arg) => arg.replaceAll("{dir}", folder)));

  it.each([
    ["check", "a", "./a"],
    ["check", "a", "to-a"],
    ["check", "later", "to-later"],
    ["gate", "a", "rules/../a"],
  ])("of two formats of %s is refused where both lead to one file: %s and %s", async (command, first, second) => {
    const { code, err } = await run(command, formats(first, second));
    expect(err).toContain("two formats go to the same file: give each its own");
    expect(code).toBe(2);
  });

  it.each([
    ["check", "s.json"],
    ["check", "to-s"],
    ["check", "./reeve.yaml"],
    ["gate", "to-s"],
    ["gate", "reeve.yaml"],
  ])("of %s is refused where it is an input: %s", async (command, file) => {
    const { code, err } = await run(command, formats(file));
    expect(err).toContain("which this command reads: name another file");
    expect(code).toBe(2);
    expect(JSON.parse(readFileSync(join(folder, "s.json"), "utf8")).schema).toBe("reeve/document@1");
  });
});
