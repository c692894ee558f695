import { lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildProgram, type Program, ROOT, SNAPSHOT } from "./reeve.ts";

const RULE = `# comment   kept
id: a-rule
title: A rule
severity: hgh     # how bad
resource: user
rationale: Because.
require: { user.mfaActve: true }
message: found
`;

let program: Program;
beforeAll(() => {
  program = buildProgram();
}, 120_000);
afterAll(() => program.remove());

let folders = 0;
function folderOf(files: Record<string, string | Uint8Array>): string {
  folders += 1;
  const folder = join(program.folder, `case-${folders}`);
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

describe("reeve rules validate", () => {
  it("reports a rule that is no text beside the mistakes of all others, and corrects those", () => {
    const folder = folderOf({
      "a-rule.yaml": RULE.replace("hgh", "high"),
      "latin.yaml": Buffer.from("title: Gr\xfc\xdfe\n", "latin1"),
      "packed.yaml": gzipSync(RULE),
      "wide.yaml": Buffer.from(`\ufeff${RULE}`, "utf16le"),
    });
    const { code, out, err } = program.run(["rules", "validate", "."], { cwd: folder });
    expect([code, err]).toEqual([2, ""]);
    expect(out).toContain("a-rule.yaml:7:12 error RV030");
    expect(out).toContain("latin.yaml:1:1 error RV001\n  The file is not valid UTF-8. Save it as UTF-8.");
    expect(out).toContain("packed.yaml:1:1 error RV001");
    expect(out).toContain("wide.yaml:1:1 error RV001\n  The file is written in UTF-16. Save it as UTF-8.");
    expect(program.run(["rules", "validate", ".", "--fix"], { cwd: folder }).out).toContain("a-rule.yaml:7:12 fixed RV030");
    writeFileSync(join(folder, "wide.yaml"), "");
    expect(program.run(["rules", "validate", "."], { cwd: folder }).out).toContain("wide.yaml:1:1 error RV012");
  });

  it("tells every mistake with its place, the corrected text and its effect on the bundled sample", () => {
    const { code, out } = program.run(["rules", "validate", "a-rule.yaml"], { cwd: folderOf({ "a-rule.yaml": RULE }), env: { COLUMNS: "60" } });
    expect(code).toBe(2);
    expect(out).toContain("a-rule.yaml:4:11 error RV012");
    expect(out).toContain("  7 │ require: { user.mfaActve: true }\n    │            ^^^^^^^^^^^^^\n  write: user.mfaActive\n");
    expect(out.replaceAll(/\s+/g, " ")).toMatch(/effect: As written, the clause is false for (\d+) of \1 users of the bundled sample\./);
    expect(out.endsWith("1 rule: 2 errors in 1 file\n")).toBe(true);
  });

  it("tells the effect on the snapshot that is named, and refuses one that is not there", () => {
    const cwd = folderOf({ "a-rule.yaml": RULE });
    expect(program.run(["rules", "validate", "a-rule.yaml", "--snapshot", SNAPSHOT, "--format", "json"], { cwd }).out).toContain(`users of ${SNAPSHOT}.`);
    const { code, err } = program.run(["rules", "validate", "a-rule.yaml", "--snapshot", "nowhere.json"], { cwd });
    expect([code, err]).toEqual([2, "reeve: --snapshot nowhere.json: no such file.\n"]);
  });

  it.each([
    ["json", (out: string) => JSON.parse(out).diagnostics.map(({ code, line }: { code: string; line: number }) => [code, line])],
    [
      "sarif",
      (out: string) =>
        JSON.parse(out).runs[0].results.map((one: { ruleId: string; locations: { physicalLocation: { region: { startLine: number } } }[] }) => [
          one.ruleId,
          one.locations[0]?.physicalLocation.region.startLine,
        ]),
    ],
    [
      "github",
      (out: string) =>
        out
          .trim()
          .split("\n")
          .map((line) => [/title=(\w+)/.exec(line)?.[1], Number(/line=(\d+)/.exec(line)?.[1])]),
    ],
  ])("prints %s and nothing else on stdout", (format, read) => {
    const { code, out, err } = program.run(["rules", "validate", "a-rule.yaml", "--format", format], { cwd: folderOf({ "a-rule.yaml": RULE }) });
    expect(read(out)).toEqual([
      ["RV012", 4],
      ["RV030", 7],
    ]);
    expect([code, err]).toEqual([2, ""]);
  });

  it("knows no other format, and names the nearest", () => {
    const { code, err } = program.run(["rules", "validate", "--format", "sarf"]);
    expect([code, err]).toEqual([2, "reeve: --format sarf: formats are text, json, sarif, github. Did you mean sarif?\n"]);
  });
});

describe("reeve rules validate --fix", () => {
  it("says how many corrections it shows and did not put in", () => {
    const cwd = folderOf({ "other.yaml": RULE.replace("severity: hgh", "severity: high").replace("user.mfaActve", "user.mfaActive") });
    const { out } = program.run(["rules", "validate", "--fix", "other.yaml"], { cwd });
    expect(out).toContain("Change the id, or rename the");
    expect(out.replaceAll(/\s+/g, " ")).toContain("1 correction left to you: it is one of several readings of what is written, so --fix did not put it in");
  });

  const FIXED = RULE.replace("hgh", "high").replace("mfaActve", "mfaActive");

  it("corrects the file, keeps the rest byte for byte and its mode, and says what it changed", () => {
    const cwd = folderOf({ "a-rule.yaml": RULE });
    const { code, out } = program.run(["rules", "validate", "--fix", "a-rule.yaml"], { cwd });
    expect(out).toContain("a-rule.yaml:4:11 fixed RV012 hgh → high\na-rule.yaml:7:12 fixed RV030 user.mfaActve → user.mfaActive\n2 corrections in 1 file\n");
    expect(readFileSync(join(cwd, "a-rule.yaml"), "utf8")).toBe(FIXED);
    expect(code).toBe(0);
    expect(readdirSync(cwd)).toEqual(["a-rule.yaml"]);
  });

  it("keeps stdout for the format that was asked for", () => {
    const { out, err } = program.run(["rules", "validate", "--fix", "a-rule.yaml", "--format", "json"], { cwd: folderOf({ "a-rule.yaml": RULE }) });
    expect(JSON.parse(out).summary).toMatchObject({ rules: 1, errors: 0 });
    expect(err).toContain("2 corrections in 1 file");
  });

  it("goes through a link to the file", () => {
    const cwd = folderOf({ "real.txt": RULE });
    symlinkSync("real.txt", join(cwd, "a-rule.yaml"));
    program.run(["rules", "validate", "--fix", "a-rule.yaml"], { cwd });
    expect(lstatSync(join(cwd, "a-rule.yaml")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(cwd, "real.txt"), "utf8")).toBe(FIXED);
  });

  it("leaves a file alone that is no UTF-8", () => {
    const bytes = Buffer.concat([Buffer.from(RULE), Buffer.from([0x23, 0xff, 0xfe, 0x0a])]);
    const cwd = folderOf({ "a-rule.yaml": bytes });
    program.run(["rules", "validate", "--fix", "a-rule.yaml"], { cwd });
    expect(readFileSync(join(cwd, "a-rule.yaml")).equals(bytes)).toBe(true);
  });

  it("never touches the shipped packs unless they are named", () => {
    const before = statSync(join(ROOT, "rules/iam-baseline/user-console-mfa.yaml")).mtimeMs;
    const { code } = program.run(["rules", "validate", "--fix"], { cwd: folderOf({}) });
    expect([code, statSync(join(ROOT, "rules/iam-baseline/user-console-mfa.yaml")).mtimeMs]).toEqual([0, before]);
  });
});

describe("reeve rules fmt", () => {
  const BLOCK = RULE.replace("require: { user.mfaActve: true }", "require:\n  user.mfaActve: true").replace("     #", " #");

  it("writes rule and test in block style, once", () => {
    const cwd = folderOf({ "a-rule.yaml": RULE, "a-rule.test.yaml": "cases: [{ name: one }]\n" });
    expect(program.run(["rules", "fmt", "."], { cwd })).toMatchObject({
      code: 0,
      out: "formatted a-rule.yaml\nformatted a-rule.test.yaml\n2 files formatted, 0 unchanged\n",
    });
    expect(readFileSync(join(cwd, "a-rule.yaml"), "utf8")).toBe(BLOCK);
    expect(readFileSync(join(cwd, "a-rule.test.yaml"), "utf8")).toBe("cases:\n  - name: one\n");
    expect(program.run(["rules", "fmt", "."], { cwd })).toMatchObject({ code: 0, out: "0 files formatted, 2 unchanged\n" });
  });

  it("changes nothing with --check, and fails where it would", () => {
    const cwd = folderOf({ "a-rule.yaml": RULE });
    expect(program.run(["rules", "fmt", "--check", "."], { cwd })).toMatchObject({
      code: 1,
      out: "would change a-rule.yaml\n1 file would change, 0 unchanged\n",
    });
    expect(readFileSync(join(cwd, "a-rule.yaml"), "utf8")).toBe(RULE);
  });

  it("says what is no YAML, and leaves it", () => {
    const { code, out, err } = program.run(["rules", "fmt", "."], { cwd: folderOf({ "a-rule.yaml": "a: [" }) });
    expect([code, out]).toEqual([2, "0 files formatted, 0 unchanged, 1 not readable as YAML\n"]);
    expect(err).toContain("a-rule.yaml:1:4 error RV001");
  });

  it("says where it found no rule", () => {
    expect(program.run(["rules", "fmt"], { cwd: folderOf({}) })).toMatchObject({ code: 2, err: expect.stringContaining("nothing was formatted") });
  });
});

describe("reeve explain", () => {
  it.each(["RV030", "rv030", "rv30"])("shows a page on %s", (code) => {
    const { code: exit, out } = program.run(["explain", code], { env: { COLUMNS: "60" } });
    expect(exit).toBe(0);
    expect(out).toContain("RV030 Unknown path\n");
    expect(out).toContain("      user.mfaActve: true\n      ^^^^^^^^^^^^^\n");
    expect(out.split("\n").every((line) => line.length <= 60)).toBe(true);
  });

  it("names the nearest of a code that there is not", () => {
    expect(program.run(["explain", "RV017"])).toMatchObject({
      code: 2,
      err: "reeve: no diagnostic has the code RV017. The nearest are RV014, RV015, RV016.\n",
    });
  });
});
