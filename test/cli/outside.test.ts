import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pathsOutside } from "../../cli/folders.ts";
import { ruleIndex } from "../../cli/lsp/rule-index.ts";
import { diagnose } from "../../editor/diagnose.ts";
import { buildProgram, type Program, SNAPSHOT } from "./reeve.ts";

const SECRET = "hunter2-of-another-folder";
const RULE = `id: mine
title: Users use MFA
severity: low
resource: user
rationale: Passwords leak.
require: { user.mfaActive: true }
message: "{{user.name}}"
`;

let program: Program;
const scratch = realpathSync(mkdtempSync(join(tmpdir(), "reeve-outside-")));
let place = "";
beforeAll(() => {
  program = buildProgram();
}, 60_000);
afterAll(() => {
  program?.remove();
  rmSync(scratch, { recursive: true, force: true });
});

const at = (path: string): string => join(place, path);
function write(path: string, text: string): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
}
beforeEach(() => {
  place = mkdtempSync(join(scratch, "case-"));
  write("repository/.git/HEAD", "ref: refs/heads/main\n");
  write("repository/policy/rules/mine.yaml", RULE);
  write("secrets/shadow", `root:${SECRET}:0\n`);
  write("secrets/rule.yaml", `${SECRET}: 1\n`);
  write("secrets/waivers/w.yaml", `${SECRET}: 1\n`);
  write("secrets/baseline.json", `"${SECRET}`);
});

const check = (...more: string[]) => program.run(["check", "--snapshot", SNAPSHOT, "--now", "2026-11-16", ...more], { cwd: at("repository/policy") });
const validate = (...more: string[]) => program.run(["rules", "validate", ...more], { cwd: at("repository/policy") });
const shown = (text: string): string[] => {
  const path = at("repository/policy/reeve.yaml");
  const context = { inRules: () => false, rules: () => [], read: () => null, events: () => null, pathsOutside };
  return diagnose(path, text, context).map(({ line, column, code }) => `${line}:${column} ${code}`);
};

const SETTINGS: [what: string, text: string, place: string][] = [
  ["a file of the system", "rules: [/etc/shadow]", "1:9"],
  ["the environment", "rules: [/proc/self/environ]", "1:9"],
  ["a folder above the repository", "rules: [rules, ../../secrets]", "1:16"],
  ["a file above the repository", "rules: [../../secrets/rule.yaml]", "1:9"],
  ["waivers", "rules: [rules]\nwaivers: { folder: ../../secrets/waivers }", "2:20"],
  ["attestations", "rules: [rules]\nattestations: ../../secrets/waivers", "2:15"],
  ["a baseline", "rules: [rules]\nbaseline: ../../secrets/baseline.json", "2:11"],
  ["a link to a folder", "rules: [linked]", "1:9"],
];

describe("a path in reeve.yaml", () => {
  it.each(SETTINGS)("is refused where it leads out of the repository, and nothing of it is printed: %s", (_what, text, where) => {
    write("repository/policy/reeve.yaml", `${text}\n`);
    symlinkSync("../../secrets", at("repository/policy/linked"));
    for (const { code, out, err } of [check(), validate()]) {
      expect([code, out + err]).toEqual([2, expect.stringContaining(`reeve.yaml:${where} error RV012`)]);
      expect(out + err).toContain("--allow-outside");
      expect(out + err).not.toContain(SECRET);
    }
    expect(shown(`${text}\n`)).toEqual([`${where} RV012`]);
    const indexed = ruleIndex().rules(at("repository/policy/rules/mine.yaml"));
    expect(indexed.filter(({ path }) => path.startsWith(at("secrets")) || !path.endsWith(".yaml"))).toEqual([]);
  });

  it("may lead to another folder of the repository", () => {
    write("repository/shared/rules/other.yaml", RULE.replace("mine", "other"));
    write("repository/policy/reeve.yaml", "rules: [rules, ../shared/rules]\n");
    expect(validate()).toMatchObject({ code: 0, out: expect.stringContaining("2 rules") });
    expect(shown("rules: [../shared/rules]\n")).toEqual([]);
  });

  it("stays in the folder of its file where no repository is", () => {
    rmSync(at("repository/.git"), { recursive: true });
    write("repository/shared/rules/other.yaml", RULE.replace("mine", "other"));
    write("repository/policy/reeve.yaml", "rules: [../shared/rules]\n");
    expect(validate()).toMatchObject({ code: 2, out: expect.stringContaining("leads out of the repository") });
  });

  it("may lead anywhere with --allow-outside", () => {
    write("elsewhere/other.yaml", RULE.replace("mine", "other"));
    write("repository/policy/reeve.yaml", "rules: [rules, ../../elsewhere]\n");
    expect(validate("--allow-outside")).toMatchObject({ code: 0, out: expect.stringContaining("2 rules") });
    expect(check("--allow-outside").code).toBe(1);
  });
});

describe("a link in a folder that reeve.yaml names", () => {
  it.each([
    ["rules", "rules/other.yaml", "secrets/rule.yaml"],
    ["a folder of rules", "rules/more", "secrets"],
    ["waivers", "waivers/w.yaml", "secrets/waivers/w.yaml"],
    ["the folder of waivers", "waivers", "secrets/waivers"],
    ["the baseline", "baseline.json", "secrets/baseline.json"],
  ])("is refused where it leads out of the repository: %s", (_what, link, target) => {
    write("repository/policy/reeve.yaml", "rules: [rules]\n");
    if (link.startsWith("waivers/")) mkdirSync(at("repository/policy/waivers"));
    symlinkSync(at(target), at(`repository/policy/${link}`));
    const { code, out, err } = check();
    expect([code, out + err]).toEqual([2, expect.stringContaining("--allow-outside")]);
    expect(out + err).not.toContain(SECRET);
  });

  it("is followed within the repository, as Kubernetes mounts files", () => {
    write("repository/policy/rules/..data/linked.yaml", RULE.replace("mine", "linked"));
    symlinkSync("..data/linked.yaml", at("repository/policy/rules/linked.yaml"));
    write("repository/policy/reeve.yaml", "rules: [rules]\n");
    expect(validate()).toMatchObject({ code: 0, out: expect.stringContaining("2 rules") });
  });
});

describe("a file without an ending of YAML or JSON", () => {
  it.each([
    ["named as rules", (path: string) => ["--rules", path]],
    ["named as reeve.yaml", (path: string) => ["--config", path]],
  ])("is not read, and nothing of it is printed: %s", (_what, flags) => {
    for (const path of [at("secrets/shadow"), "/proc/self/environ"]) {
      const { code, out, err } = check(...flags(path));
      expect([code, out + err]).toEqual([2, expect.stringContaining("is no YAML by its name")]);
      expect(out + err).not.toMatch(new RegExp(`${SECRET}|HOME=`));
    }
  });

  it("is not read through a link with one either", () => {
    write("plain/rules/mine.yaml", RULE);
    symlinkSync(at("secrets/shadow"), at("plain/rules/other.yaml"));
    const { code, out, err } = program.run(["rules", "validate", "rules"], { cwd: at("plain") });
    expect([code, out + err]).toEqual([2, expect.stringContaining("is no YAML by its name")]);
    expect(out + err).not.toContain(SECRET);
  });
});
