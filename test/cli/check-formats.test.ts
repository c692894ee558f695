import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { isPosix } from "../platform.ts";
import { sarifErrors } from "../reporters/sarif-schema.ts";
import { junitErrors } from "../reporters/xml-schema.ts";
import { buildProgram, type Program, SNAPSHOT } from "./reeve.ts";

vi.setConfig({ testTimeout: 90_000 });

const RULE =
  "id: my-rule\ntitle: Users have no password\nseverity: low\nresource: user\nrationale: Keys and roles do.\nrequire:\n  user.passwordEnabled: { is: false }\nmessage: '{{user.name}} has a password'\n";

describe("check --format", () => {
  let reeve: Program;
  const file = (name: string): string => readFileSync(join(reeve.folder, name), "utf8");
  beforeAll(() => {
    reeve = buildProgram();
    mkdirSync(join(reeve.folder, "rules-of-ours"));
    writeFileSync(join(reeve.folder, "rules-of-ours/my-rule.yaml"), `# a rule of ours\n${RULE}`);
  }, 120_000);
  afterAll(() => reeve.remove());

  it("writes several at once, each whole and valid, beside the report", async () => {
    const names = ["sarif", "github-sarif", "junit", "gitlab", "csv", "json"];
    const { code, out } = reeve.run(["check", "--snapshot", SNAPSHOT, ...names.flatMap((name) => ["--format", `${name}=out.${name}`]), "--format", "text"]);
    expect(code).toBe(1);
    expect(out).toContain("Account 444455556666");
    expect(sarifErrors(JSON.parse(file("out.sarif")))).toEqual([]);
    expect(sarifErrors(JSON.parse(file("out.github-sarif")))).toEqual([]);
    expect(await junitErrors(file("out.junit"))).toEqual([]);
    const results: { results: { status: string }[] } = JSON.parse(file("out.json"));
    expect(file("out.csv").split("\r\n")).toHaveLength(results.results.length + 2);
    expect(JSON.parse(file("out.gitlab"))).toHaveLength(results.results.filter(({ status }) => status === "fail" || status === "unknown").length);
  });

  it("gives the same findings whether or not another format asks for passes", () => {
    const alone = reeve.run(["check", "--snapshot", SNAPSHOT, "--format", "sarif"]);
    expect(alone.out).toBe(file("out.sarif"));
  });

  it("places findings at the line of a rule of ours, and of one that ships in the package", () => {
    reeve.run(["check", "--snapshot", SNAPSHOT, "--rules", "rules-of-ours", "--format", "sarif=own.sarif"]);
    const places = (name: string): unknown[] =>
      JSON.parse(file(name)).runs[0].results.map((each: { locations: { physicalLocation: unknown }[] }) => each.locations[0]?.physicalLocation);
    expect(places("own.sarif")[0]).toEqual({ artifactLocation: { uri: "rules-of-ours/my-rule.yaml", uriBaseId: "%SRCROOT%" }, region: { startLine: 2 } });
    expect(JSON.stringify(JSON.parse(file("out.sarif")).runs[0].results[0].locations)).toMatch(
      /"uri":"rules\/iam-baseline\/[a-z-]+\.yaml","uriBaseId":"REEVE"/,
    );
    expect(file("out.sarif")).not.toContain(process.cwd());
  });

  it.each([
    ["a name that is none", ["--format", "sariff"], /formats are text, json, .*Did you mean sarif\?/],
    [
      "a file in a folder that is not there",
      ["--format", "junit=no/such/folder.xml"],
      /--format junit=no\/such\/folder\.xml: the folder no\/such is not there: make it first/,
    ],
    ["two to stdout", ["--format", "csv", "--format", "gitlab"], /cannot both go to stdout/],
  ])("refuses %s", (_what, flags, message) => {
    const { code, err } = reeve.run(["check", "--snapshot", SNAPSHOT, ...flags]);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  it.runIf(isPosix("a reader that goes away, of a format"))("stops quietly when its reader has gone", () => {
    const { stdout, stderr } = spawnSync("sh", ["-c", `"${process.execPath}" "${reeve.bin}" demo --format csv | head -1`], {
      encoding: "utf8",
      cwd: reeve.folder,
    });
    expect(stdout).toMatch(/^status,severity,/);
    expect(stderr).toBe("");
  });

  it("shows a format of the sample, and nothing after it", () => {
    const { code, out } = reeve.run(["demo", "--format", "gitlab"]);
    expect(code).toBe(0);
    expect(JSON.parse(out).length).toBeGreaterThan(50);
  });
});
