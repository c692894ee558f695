import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { buildProgram, EVENTS, type Program, SNAPSHOT } from "./reeve.ts";

const COMMANDS = [
  "",
  "collect",
  "check",
  "comment",
  "rules",
  "init",
  "rules new",
  "rules docs",
  "rules list",
  "rules show",
  "rules validate",
  "rules test",
  "explain",
  "remediate",
  "permissions",
  "demo",
];
const BROKEN_RULE = `id: broken
title: A rule with a typing error
severity: high
resource: user
rationale: It shows what is said of it.
require:
  user.mfaActve: true
message: "{{user.name}}"
`;

// Each test starts the program, on machines that may be busy.
vi.setConfig({ testTimeout: 90_000 });

describe("the command line", () => {
  let reeve: Program;
  beforeAll(() => {
    reeve = buildProgram();
    mkdirSync(join(reeve.folder, "hollow"));
  }, 120_000);
  afterAll(() => reeve.remove());

  it.each(COMMANDS)("shows examples in the help of %j", (command) => {
    const { code, out, err } = reeve.run([...command.split(" ").filter(Boolean), "--help"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/\nExamples:\n {2}reeve /);
  });

  it("prints its version", () => {
    expect(reeve.run(["--version"]).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each<[string, string[], RegExp]>([
    ["an unknown command", ["chekc"], /unknown command 'chekc'\n\(Did you mean check\?\)/],
    ["an unknown flag", ["check", "--snapshto", "x"], /unknown option '--snapshto'\n\(Did you mean --snapshot\?\)/],
    ["a misspelt rule", ["check", "--snapshot", SNAPSHOT, "--rule", "user-console-mfaa"], /Did you mean user-console-mfa\?/],
    ["a misspelt pack", ["check", "--snapshot", SNAPSHOT, "--pack", "iam-baselin"], /Did you mean iam-baseline\?/],
    ["a misspelt control", ["check", "--snapshot", SNAPSHOT, "--control", "securtyhub:IAM.5"], /Did you mean securityhub\?/],
    ["a misspelt parameter", ["check", "--snapshot", SNAPSHOT, "--param", "user-console-mfa.exemptPath=/x/"], /Did you mean exemptPaths\?/],
    [
      "a selection of nothing",
      ["check", "--snapshot", SNAPSHOT, "--rule", "user-console-mfa", "--severity", "low"],
      /leave no rule of \d+: nothing would be judged/,
    ],
    ["state rules on events alone", ["check", "--events", EVENTS, "--rule", "user-console-mfa"], /Nothing would be judged/],
    ["a format that is none", ["check", "--format", "xml"], /formats are text, json/],
    ["a severity that is none", ["check", "--fail-on", "bad"], /Allowed choices are critical/],
    ["a missing snapshot", ["check", "--snapshot", "absent.json"], /absent\.json cannot be read/],
    ["a folder without logs", ["check", "--events", "hollow"], /--events hollow: the folder holds no file: nothing would be judged\./],
    ["an AWS flag that would do nothing", ["check", "--snapshot", SNAPSHOT, "--profile", "x"], /--profile does nothing/],
    ["a folder without rules", ["rules", "validate", "."], /nothing was validated/],
    ["a result before any check", ["explain", "3"], /no check is kept yet/],
    ["a missing configuration", ["rules", "list", "--config", "absent.yaml"], /absent\.yaml cannot be read: no such file or folder\. Check the path\./],
  ])("refuses %s with exit code 2 and without a stack trace", (_what, args, message) => {
    const { code, out, err } = reeve.run(args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
    expect(out).toBe("");
  });

  it("says what to do when it has not been built", () => {
    const folder = mkdtempSync(join(reeve.folder, "unbuilt-"));
    mkdirSync(join(folder, "cli"));
    copyFileSync(reeve.bin, join(folder, "cli/bin.mjs"));
    const { status, stderr } = spawnSync(process.execPath, [join(folder, "cli/bin.mjs")], { encoding: "utf8" });
    expect(status).toBe(2);
    expect(stderr).toMatch(/reeve is not built.*--ignore-scripts/);
  });

  it.each([
    ["--snapshot", ["check", "--snapshot", SNAPSHOT, "--snapshot", "other.json"]],
    ["--config", ["check", "--config", "a.yaml", "--config", "b.yaml"]],
    ["--as", ["remediate", "1", "--as", "cli", "--as", "python"]],
  ])("refuses a second value of %s, which would replace the first", (option, args) => {
    const { code, err } = reeve.run(args);
    expect(code).toBe(2);
    expect(err).toContain(`option '${option}`);
    expect(err).toContain("It is given twice, and holds one value");
  });

  describe("with rules of one's own", () => {
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(join(reeve.folder, "own-"));
      mkdirSync(join(folder, "mine"));
      writeFileSync(join(folder, "mine/broken.yaml"), BROKEN_RULE);
      mkdirSync(join(folder, "deep/er"), { recursive: true });
    });

    it("validates to file, line, column, frame and the nearest name", () => {
      const { code, out } = reeve.run(["rules", "validate", "mine"], { cwd: folder });
      expect(code).toBe(2);
      expect(out).toMatch(/mine[\\/]broken\.yaml:7:\d+ error RV\d+/);
      expect(out).toContain("7 │   user.mfaActve: true");
      expect(out).toContain("mfaActive");
      expect(out).toContain("1 rule: 1 error in 1 file");
    });

    it("says the same when nothing has changed since, and something else once it has", () => {
      const first = reeve.run(["rules", "validate", "mine"], { cwd: folder });
      expect(reeve.run(["rules", "validate", "mine"], { cwd: folder })).toEqual(first);
      const mended = mkdtempSync(join(reeve.folder, "mended-"));
      mkdirSync(join(mended, "mine"));
      writeFileSync(join(mended, "mine/broken.yaml"), BROKEN_RULE);
      expect(reeve.run(["rules", "validate", "mine"], { cwd: mended }).code).toBe(2);
      writeFileSync(join(mended, "mine/broken.yaml"), BROKEN_RULE.replace("mfaActve", "mfaActive"));
      expect(reeve.run(["rules", "validate", "mine"], { cwd: mended })).toMatchObject({
        code: 0,
        out: expect.stringMatching(/warning RV095[\s\S]*\n1 rule: 1 warning/),
      });
      writeFileSync(join(mended, "mine/broken.test.yaml"), "cases:\n  - { name: a }\n");
      expect(reeve.run(["rules", "validate", "mine"], { cwd: mended })).toMatchObject({
        code: 0,
        out: "1 rule: no mistake found\n1 test file not checked here: reeve rules test runs it\n",
      });
    });

    it("judges nothing while a rule is broken", () => {
      const { code, out, err } = reeve.run(["check", "--snapshot", SNAPSHOT, "--rules", "mine"], { cwd: folder });
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).toContain("nothing was judged");
    });

    it("finds reeve.yaml upward and refuses a name in it that no rule bears", () => {
      writeFileSync(join(folder, "reeve.yaml"), "packs: [iam-baseline]\noff:\n  - { rule: user-console-mfaa, reason: a typing error }\n");
      const { code, err } = reeve.run(["rules", "list"], { cwd: join(folder, "deep/er") });
      expect(code).toBe(2);
      expect(err).toContain("reeve: 1 error in settings: nothing was judged.");
      expect(err).toMatch(/reeve\.yaml:3:13 error RV012\s+No rule is called `user-console-mfaa`\. Did you mean `user-console-mfa`\?/);
    });

    it("lists a rule that reeve.yaml switches off with its reason, and its severity as reeve.yaml has it", () => {
      const file = join(folder, "other.yaml");
      writeFileSync(file, "packs: [iam-baseline]\noff:\n  - { rule: user-console-mfa, reason: no users here }\nseverity: { root-mfa-enabled: low }\n");
      const listed = JSON.parse(reeve.run(["rules", "list", "--config", file, "--format", "json"]).out) as {
        id: string;
        off: string | null;
        severity: string;
      }[];
      expect(listed.find(({ id }) => id === "user-console-mfa")?.off).toBe("no users here");
      expect(listed.find(({ id }) => id === "root-mfa-enabled")?.severity).toBe("low");
    });

    it("prints the permissions that the chosen rules need as a policy", () => {
      const { code, out } = reeve.run(["permissions", "--rule", "user-console-mfa"]);
      expect(code).toBe(0);
      const policy = JSON.parse(out) as { Statement: { Action: string[] }[] };
      expect(policy.Statement.flatMap(({ Action }) => Action)).toContain("iam:GetCredentialReport");
    });
  });
});
