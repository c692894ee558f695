import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { validateDiff } from "../../schemas/index.ts";
import { buildProgram, type Program, type ProgramOutcome, sampleText } from "./reeve.ts";

let reeve: Program;
const at = (name: string): string => join(reeve.folder, name);
const diff = (...args: string[]): ProgramOutcome => reeve.run(["diff", ...args], { env: { COLUMNS: "100" } });

beforeAll(() => {
  reeve = buildProgram();
  const document = JSON.parse(sampleText());
  writeFileSync(at("before.json.gz"), gzipSync(JSON.stringify(document)));
  document.users = document.users.filter(({ name }: { name: string }) => name !== "bruno.costa");
  Object.assign(document.users[0], { mfaActive: false, name: "ana\u001b[31m@team<b>" });
  writeFileSync(at("after.json"), JSON.stringify(document));
  writeFileSync(at("other.json"), JSON.stringify(document).replaceAll("444455556666", "111122223333"));
  for (const side of ["before.json.gz", "after.json"]) {
    reeve.run(["check", "--snapshot", at(side), "--rule", "user-console-mfa", "--format", `json=${at(`${side[0]}.results.json`)}`]);
  }
});
afterAll(() => reeve.remove());

describe("reeve diff", () => {
  test("of two snapshots tells what changed in the account, and nothing that a terminal obeys", () => {
    const { code, out } = diff(at("before.json.gz"), at("after.json"));
    expect(code).toBe(0);
    expect(out).toContain("  - user bruno.costa: deleted\n");
    expect(out).toContain("  ! user ana\\u{1b}[31m@team<b>: MFA lost\n");
    expect(out).toMatch(/\? the list of MFA devices: neither holds it to the end\s+\(iam:ListVirtualMFADevices,\s+AccessDenied\)/);
    expect(out).toMatch(/\d changes in the account, \d parts that cannot be compared\.\n$/);
  });

  test("of two results tells what is new, and exits 1 only where that is asked", () => {
    const files = [at("b.results.json"), at("a.results.json")];
    const told = diff(...files);
    expect(told).toMatchObject({ code: 0, err: "" });
    expect(told.out).toContain("New (1)\n  + high     ana\\u001b[31m@team<b> can sign in to the console with a password only\n");
    expect(diff(...files, "--fail-on", "new").code).toBe(1);
    expect(diff(...files.reverse(), "--fail-on", "new").code).toBe(0);
  });

  test("counts nothing as new for --fail-on that a waiver or the baseline accepts", () => {
    const results = JSON.parse(readFileSync(at("a.results.json"), "utf8"));
    for (const result of results.results) if (result.status === "fail") result.baseline = { since: "2026-01-01" };
    writeFileSync(at("kept.results.json"), JSON.stringify(results));
    const told = diff(at("b.results.json"), at("kept.results.json"), "--fail-on", "new");
    expect(told.code).toBe(0);
    expect(told.out).toContain("in the baseline");
  });

  test("of two snapshots judges both where that is asked, by the chosen rules", () => {
    const { code, out } = diff(at("before.json.gz"), at("after.json"), "--judge", "--rule", "user-console-mfa", "--fail-on", "new");
    expect(code).toBe(1);
    expect(out).toMatch(/1 new, .*unchanged; \d changes in the account/);
  });

  test("tells the same as JSON that its schema accepts", async () => {
    for (const args of [
      [at("before.json.gz"), at("after.json"), "--judge"],
      [at("b.results.json"), at("a.results.json")],
    ]) {
      const { out } = diff(...args, "--format", "json");
      expect(await validateDiff(JSON.parse(out))).toMatchObject({ ok: true });
    }
  });

  test("writes Markdown in which names are neither markup nor mention", () => {
    const { out } = diff(at("b.results.json"), at("a.results.json"), "--format", "markdown");
    expect(out).toContain("### New (1)");
    expect(out).not.toMatch(/@team|<b>/);
  });

  test("of a file and itself finds nothing", () => {
    expect(diff(at("before.json.gz"), at("before.json.gz")).out).toContain("Nothing changed in the account");
    expect(diff(at("b.results.json"), at("b.results.json"), "--fail-on", "new").code).toBe(0);
  });

  const refused: [string, () => string[], RegExp][] = [
    ["two kinds", () => [at("b.results.json"), at("after.json")], /b\.results\.json holds results and .*after\.json a snapshot: compare two of one kind/],
    [
      "two accounts",
      () => [at("before.json.gz"), at("other.json")],
      /is of account 444455556666 and .*other\.json of 111122223333: only snapshots of one account/,
    ],
    ["a file that is not there", () => [at("none.json"), at("after.json")], /none\.json cannot be read: no such file or folder\. Check the path\./],
    ["a file that is neither", () => [join("rules"), at("after.json")], /rules cannot be read: no such file or folder/],
    [
      "a choice of rules that judges nothing",
      () => [at("before.json.gz"), at("after.json"), "--rule", "user-console-mfa"],
      /--rule chooses rules to judge two snapshots by: add --judge/,
    ],
    ["--judge of results", () => [at("b.results.json"), at("a.results.json"), "--judge"], /--judge does nothing with results/],
    ["--fail-on new of unjudged snapshots", () => [at("before.json.gz"), at("after.json"), "--fail-on", "new"], /compare results, or add --judge/],
    [
      "a format that is none",
      () => [at("b.results.json"), at("a.results.json"), "--format", "txt"],
      /Did you mean text|Allowed choices are text, json, markdown/,
    ],
  ];
  test.each(refused)("refuses %s with exit code 2 and a sentence", (_, args, message) => {
    const { code, out, err } = diff(...args());
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
  });
});
