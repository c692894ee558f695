import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ReeveResults } from "../../schemas/index.ts";
import { WINDOWS } from "../platform.ts";
import { buildProgram, type Program, type ProgramOutcome, SNAPSHOT } from "./reeve.ts";

const NOW = ["--now", "2026-11-16"];
const RULE = ["--rule", "user-console-mfa"];
const SAID = ["--kind", "accepted-risk", "--reason", "Break glass", "--owner", "dana"];

let program: Program;
let home: string;
const run = (...args: string[]): ProgramOutcome => program.run([...args, ...NOW], { cwd: home });
const check = (...args: string[]): ProgramOutcome => run("check", "--snapshot", SNAPSHOT, ...RULE, ...args);
const put = (file: string, text: string): void => {
  mkdirSync(join(home, file, ".."), { recursive: true });
  writeFileSync(join(home, file), text);
};
const waiver = (fields: string, expires = "2026-12-31"): string =>
  `waivers:\n  - rule: user-console-mfa\n    kind: accepted-risk\n    reason: Known\n    owner: dana\n    expires: ${expires}\n    ${fields}\n`;

beforeAll(() => {
  program = buildProgram();
});
afterAll(() => program.remove());
beforeEach(() => {
  home = join(program.folder, "home");
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  put("reeve.yaml", "packs: [iam-baseline]\n");
});

describe("what lies in folders and is not read", () => {
  it("is listed by every command that reads them, and kept in the results", () => {
    put("reeve.yaml", "rules: [own]\n");
    put("own/notes.txt", "x");
    put(
      "own/own-rule.yaml",
      "id: own-rule\ntitle: Users have MFA\nseverity: low\nresource: user\nrationale: r\nrequire: { user.mfaActive: true }\nmessage: m\n",
    );
    put("waivers/old.yaml.bak", waiver("resource: x"));
    put("attestations/README", "x");
    const checked = run("check", "--snapshot", SNAPSHOT, "--format", "text", "--format", `json=${join(home, "out.json")}`);
    const rows = [
      { path: "own/notes.txt", of: "rules" },
      { path: "waivers/old.yaml.bak", of: "waivers" },
      { path: "attestations/README", of: "attestations" },
    ];
    expect((JSON.parse(readFileSync(join(home, "out.json"), "utf8")) as ReeveResults).unread).toEqual(rows);
    const all =
      /Not read: 3 entries of the folders given:\s+own\/notes.txt\s+\(rules\),\s+waivers\/old.yaml.bak\s+\(waivers\),\s+attestations\/README\s+\(attestations\)/;
    expect(checked.out).toMatch(all);
    expect(run("gate", "--snapshot", SNAPSHOT).out).toMatch(all);
    const kept = /Not read: 2 entries of the folders given:\s+waivers\/old.yaml.bak\s+\(waivers\),\s+attestations\/README\s+\(attestations\)/;
    for (const command of ["check", "list"]) expect(run("waivers", command).out).toMatch(kept);
    expect(JSON.parse(run("waivers", "list", "--format", "json").out)).toMatchObject({ unread: rows.slice(1) });
  });
});

describe("a baseline", () => {
  it.skipIf(WINDOWS)("is an error where it is a link that leads nowhere", () => {
    symlinkSync("gone.json", join(home, "baseline.json"));
    expect(check()).toMatchObject({ code: 2, err: expect.stringContaining("baseline.json cannot be read: no such file or folder") });
  });
});

describe("a finding", () => {
  it("blocks, is waived, is shown as such everywhere, and blocks again when the waiver has expired", () => {
    expect(check().code).toBe(1);
    const added = run("waivers", "add", "1", ...SAID, "--expires", "30d");
    expect([added.code, added.out]).toEqual([0, expect.stringContaining("waivers/user-console-mfa.yaml:")]);
    expect(run("waivers", "add", "2", ...SAID, "--expires", "2026-12-01").code).toBe(0);

    const after = check("--format", "text", "--format", `json=${join(home, "out.json")}`);
    expect([after.code, after.out]).toEqual([0, expect.stringContaining("by dana until 2026-12-16 (30 days left): Break glass")]);
    const results = JSON.parse(readFileSync(join(home, "out.json"), "utf8")) as ReeveResults;
    expect(results.results.filter(({ status }) => status === "fail").map(({ waiver: held }) => held?.owner)).toEqual(["dana", "dana"]);
    expect(results.waivers?.map(({ state }) => state)).toEqual(["active", "active"]);

    expect(run("explain", "1").out).toContain("Waived (accepted-risk) by dana");
    expect(run("remediate", "user-console-mfa", "--as", "cli")).toMatchObject({ code: 2, err: expect.stringContaining("is waived") });
    expect(run("remediate", "1", "--as", "cli")).toMatchObject({ code: 0, err: expect.stringContaining("Finding 1 is waived") });
    expect(run("waivers", "add", "1", ...SAID, "--expires", "30d")).toMatchObject({ code: 2, err: expect.stringContaining("waived already") });

    const later = program.run(["check", "--snapshot", SNAPSHOT, ...RULE, "--now", "2027-01-01"], { cwd: home });
    expect([later.code, later.out]).toEqual([1, expect.stringContaining("WAIVERS 2 expired of 2 waivers")]);
    expect(program.run(["waivers", "check", "--now", "2027-01-01"], { cwd: home }).code).toBe(1);
  });

  it("is not waived beyond the limit of its severity", () => {
    check();
    expect(run("waivers", "add", "1", ...SAID, "--expires", "2027-06-01")).toMatchObject({ code: 2, err: expect.stringContaining("until 2027-02-14 at most") });
    put("reeve.yaml", "packs: [iam-baseline]\nwaivers: { maxDays: { high: 7 }, folder: accepted }\n");
    mkdirSync(join(home, "accepted"));
    expect(run("waivers", "add", "1", ...SAID, "--expires", "8d").err).toContain("until 2026-11-23 at most");
    expect(run("waivers", "add", "1", ...SAID, "--expires", "7d").out).toContain("accepted/user-console-mfa.yaml");
  });

  it("cannot be waived without an answer where nobody can be asked", () => {
    check();
    expect(run("waivers", "add", "1", "--kind", "accepted-risk")).toMatchObject({ code: 2, err: expect.stringContaining("--reason, --owner, --expires") });
    expect(existsSync(join(home, "waivers"))).toBe(false);
  });

  it.each([
    ["99", "there is no 99"],
    ["user-console-mfa", "is no finding"],
    ["v1:00000000", "has the fingerprint"],
  ])("is named by its number or fingerprint, not as %s", (what, said) => {
    check();
    expect(run("waivers", "add", what, ...SAID, "--expires", "1d")).toMatchObject({ code: 2, err: expect.stringContaining(said) });
  });

  it.each(["../evil", "/tmp/x.yaml", ".hidden"])("is written to no file %s", (file) => {
    check();
    expect(run("waivers", "add", "1", ...SAID, "--expires", "1d", "--file", file)).toMatchObject({ code: 2, err: expect.stringContaining("plain file name") });
  });
});

describe("a run is stopped with exit code 2 by", () => {
  it.each([
    ["a misspelt field", "waivers/a.yaml", waiver("resorce: x"), "waivers/a.yaml:7:5 error RV011"],
    ["an unquoted account id", "waivers/deep/a.yml", waiver("resource: x\n    account: 012345678901"), "waivers/deep/a.yml:8:14 error RV007"],
    ["a malformed attestation", "attestations/a.yaml", "attestations:\n  - rule: x\n", "lacks `by`"],
    [
      "an attestation of what an API shows",
      "attestations/a.yaml",
      "attestations:\n  - rule: user-console-mfa\n    by: d\n    at: 2026-11-01\n    evidence: e\n    expires: 2026-12-01\n",
      "is not manual",
    ],
    ["a broken baseline", "baseline.json", "{", "baseline.json"],
  ])("%s", (_name, file, text, said) => {
    put(file, text);
    const { code, err, out } = check();
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(said);
    expect(run("waivers", "check").code).toBe(2);
  });

  it("a folder that reeve.yaml names and that is not there", () => {
    put("reeve.yaml", "waivers: { folder: accepted }\n");
    expect(check()).toMatchObject({ code: 2, err: expect.stringContaining("reeve.yaml:1:20 error RV012") });
  });

  it("a --now that is no day", () => {
    expect(program.run(["check", "--snapshot", SNAPSHOT, "--now", "2026-02-30"], { cwd: home })).toMatchObject({
      code: 2,
      err: expect.stringContaining("--now"),
    });
  });
});

it("an empty folder of waivers, and files of other kinds in it, are fine", () => {
  put("waivers/README.md", "# Waivers\n");
  put("waivers/.hidden.yaml", "waivres: x\n");
  put("waivers/none.yaml", "waivers: []\n");
  expect(check().code).toBe(1);
});

it("waivers check tells what no longer holds, with results and without", () => {
  put("waivers/a.yaml", waiver('resource: "arn:*"\n    max: 1'));
  expect(run("waivers", "check")).toMatchObject({ code: 0, err: expect.stringContaining("Files and dates alone") });
  const held = run("waivers", "check", "--snapshot", SNAPSHOT);
  expect([held.code, held.out]).toEqual([1, expect.stringContaining("waivers/a.yaml:2 too broad")]);
  check("--format", `json=${join(home, "out.json")}`);
  expect(run("waivers", "check", "--results", "out.json").out).toContain("too broad");
  expect(run("waivers", "list").out).toContain("matches 2 results, and may match 1");
});

it("the baseline covers what is known, shrinks by itself and does not grow", () => {
  const snapshot = ["--snapshot", SNAPSHOT];
  expect(run("baseline", "update", ...snapshot)).toMatchObject({ code: 2, err: expect.stringContaining("reeve baseline write makes one") });
  expect(run("baseline", "write", ...snapshot).code).toBe(0);
  const whole = readFileSync(join(home, "baseline.json"), "utf8");
  expect(run("baseline", "write", ...snapshot)).toMatchObject({ code: 2, err: expect.stringContaining("--force") });
  expect(run("baseline", "update", ...snapshot)).toMatchObject({ code: 0, out: expect.stringContaining("none of it is fixed") });
  expect(readFileSync(join(home, "baseline.json"), "utf8")).toBe(whole);
  const after = check();
  expect([after.code, after.out]).toEqual([0, expect.stringContaining("2 more in the baseline")]);

  const gone = `v1:${"0".repeat(64)}`;
  const parsed = JSON.parse(whole) as { entries: { fingerprint: string; rule: string }[] };
  const mfa = parsed.entries.findIndex(({ rule }) => rule === "user-console-mfa");
  parsed.entries[mfa] = { ...parsed.entries[mfa], fingerprint: gone } as never;
  put("baseline.json", JSON.stringify(parsed));
  const turned = run("baseline", "update", ...snapshot);
  expect(turned.code).toBe(1);
  expect(turned.out).toContain("1 fixed one dropped");
  expect(turned.out).toContain("1 finding is new");
  expect(readFileSync(join(home, "baseline.json"), "utf8")).not.toContain(gone);
  expect(check().code).toBe(1);
});

it("the demo's findings are not waived beside the program", () => {
  program.run(["demo"], { cwd: home });
  expect(run("waivers", "add", "1", ...SAID, "--expires", "1d")).toMatchObject({ code: 2, err: expect.stringContaining("invented") });
});
