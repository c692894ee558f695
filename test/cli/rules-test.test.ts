import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildProgram, type Program, type ProgramOutcome } from "./reeve.ts";

const RULE = `id: console-mfa
title: Console users sign in with MFA
severity: high
resource: user
rationale: A password alone can be phished
applies:
  user.passwordEnabled: true
require:
  user.mfaActive: true
message: "{{user.name}} has no MFA"
`;
const PASSING = `  - name: a user with MFA passes
    given: { users: [{ name: ana, passwordEnabled: true, mfaActive: true }] }
    expect: { pass: [ana] }
`;
const FAILING = `  - name: a user without MFA is well
    given: { users: [{ name: ben, passwordEnabled: true, mfaActive: false }] }
    expect: { pass: [ben] }
`;

let reeve: Program;
beforeAll(() => {
  reeve = buildProgram();
}, 60_000);
afterAll(() => reeve?.remove());

/** A folder of rules, by file name. */
function folderOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(reeve.folder, "tests-"));
  mkdirSync(join(folder, "rules"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, "rules", name), text);
  return folder;
}

const tests = (cases: string): Record<string, string> => ({ "console-mfa.yaml": RULE, "console-mfa.test.yaml": `cases:\n${cases}` });
const test = (cwd: string, ...flags: string[]): ProgramOutcome => reeve.run(["rules", "test", "rules", ...flags], { cwd });

describe("reeve rules test", () => {
  it("says how many cases of which rule pass", () => {
    expect(test(folderOf(tests(PASSING)))).toEqual({ code: 0, out: "passed   console-mfa  1 case\n1 rule, 1 case: all passed\n", err: "" });
  });

  it("lists what lies in the folders and is not read, with paths and with reeve.yaml, as text and JSON", () => {
    const cwd = folderOf({ ...tests(PASSING), "console-mfa.yaml.bak": RULE, "notes.txt": "x" });
    writeFileSync(join(cwd, "reeve.yaml"), "rules: [rules]\n");
    const unread = "Not read: 2 entries of the folders given: rules/console-mfa.yaml.bak (rules), rules/notes.txt (rules)\n";
    expect(test(cwd).out.replace(/\s+/g, " ")).toContain(unread.replace(/\s+/g, " "));
    expect(reeve.run(["rules", "test", "--rules", "rules"], { cwd }).out.replace(/\s+/g, " ")).toContain(unread.replace(/\s+/g, " "));
    expect(JSON.parse(test(cwd, "--format", "json").out)).toMatchObject({
      passed: true,
      unread: [
        { path: "rules/console-mfa.yaml.bak", of: "rules" },
        { path: "rules/notes.txt", of: "rules" },
      ],
    });
    expect(test(cwd, "--filter", "mfa").out).toContain("Not read: 2 entries");
    expect(reeve.run(["rules", "test", "rules/console-mfa.yaml"], { cwd }).out).not.toContain("Not read");
  });

  it("shows of a failing case where it stands, what was expected, what came out, and which test decided by which value", () => {
    const { code, out } = test(folderOf(tests(PASSING + FAILING)));
    expect(code).toBe(1);
    expect(out).toBe(`failed   console-mfa  2 cases, 1 failed

failed console-mfa: a user without MFA is well
  rules/console-mfa.test.yaml:5:11
  ben: expected pass, got fail (line 7)
    applies
      yes user.passwordEnabled is true → true (iam:GetCredentialReport password_enabled;
          iam:GetLoginProfile for users newer than the report)
    require
      no  user.mfaActive is true → false (iam:GetCredentialReport mfa_active) ← decides

1 rule, 2 cases: 1 failed
`);
  });

  it("wraps at the terminal's width", () => {
    const { out } = reeve.run(["rules", "test", "rules"], { cwd: folderOf(tests(FAILING)), env: { COLUMNS: "50" } });
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(50);
  });

  it("names the value that a case leaves out", () => {
    const { code, out } = test(
      folderOf(tests("  - name: half a user\n    given: { users: [{ name: ana, passwordEnabled: true }] }\n    expect: { unknown: [ana] }\n")),
    );
    expect(code).toBe(1);
    expect(out).toContain("ana: is unknown as expected, but rests on a value that the case does not give");
    expect(out).toMatch(/\? {3}user\.mfaActive is true → unknown .*← not given/);
  });

  it("fails for a case that judges nothing", () => {
    const { code, out } = test(folderOf(tests('  - name: nobody\n    given: { users: [] }\n    expect: { not-applicable: ["*"] }\n')));
    expect(code).toBe(1);
    expect(out).toContain("users is empty: the case judges nothing");
  });

  it("fails for a rule without cases", () => {
    const { code, out } = test(folderOf({ ...tests(PASSING), "other.yaml": RULE.replace("console-mfa", "other") }));
    expect(code).toBe(1);
    expect(out).toBe(
      `passed   console-mfa  1 case\nuntested other        no cases: ${join("rules", "other.test.yaml")} does not exist\n\n2 rules, 1 case: 1 rule without cases\n`,
    );
  });

  it.each([
    ["a folder without rules", {}, "no rule was found: nothing was tested"],
    ["a test file beside no rule", { "lost.test.yaml": "cases: []\n" }, "rules/lost.test.yaml stands beside no rule: there is no rules/lost.yaml"],
    ["a test file that is wrong", { "console-mfa.yaml": RULE, "console-mfa.test.yaml": "cases: []\n" }, "nothing was judged"],
  ])("refuses %s", (_, files, message) => {
    expect(test(folderOf(files))).toMatchObject({ code: 2, out: "", err: expect.stringContaining(message) });
  });

  it("prints the same bytes for the same files", () => {
    const folder = folderOf(tests(PASSING + FAILING));
    expect(test(folder, "--coverage")).toEqual(test(folder, "--coverage"));
  });

  it("prints JSON that tells each case and what decided it", () => {
    const { code, out } = test(folderOf(tests(PASSING + FAILING)), "--format", "json");
    expect(code).toBe(1);
    const require = {
      truth: "false",
      kind: "test",
      path: "user.mfaActive",
      op: "is",
      value: false,
      operand: true,
      source: "iam:GetCredentialReport mfa_active",
    };
    expect(JSON.parse(out)).toMatchObject({
      schema: "reeve/rule-tests@1",
      passed: false,
      rules: [
        {
          rule: "console-mfa",
          status: "failed",
          cases: [
            { name: "a user with MFA passes", line: 2, passed: true, failures: [] },
            {
              line: 5,
              passed: false,
              failures: [
                {
                  code: "wrong-status",
                  resource: "ben",
                  expected: "pass",
                  got: "fail",
                  line: 7,
                  conditions: [{ name: "applies" }, { name: "require", tree: { ...require, decides: true } }],
                },
              ],
            },
          ],
        },
      ],
      summary: { rules: 1, cases: 2, failed: 1, untested: 0, coverage: null },
    });
  });
});

describe("--filter", () => {
  it("runs the cases that bear the text, in any case", () => {
    const { code, out } = test(folderOf(tests(PASSING + FAILING)), "--filter", "WITH mfa");
    expect([code, out]).toEqual([0, "passed   console-mfa  1 case\n1 rule, 1 case: all passed\n"]);
  });

  it("says where a case stands even when those before it are left out", () => {
    expect(test(folderOf(tests(PASSING + FAILING)), "--filter", "without").out).toContain("console-mfa.test.yaml:5:11");
  });

  it("runs all cases of a rule that bears it", () => {
    expect(test(folderOf(tests(PASSING + FAILING)), "--filter", "console").out).toContain("2 cases, 1 failed");
  });

  it.each([
    ["console-mfe", "Did you mean console-mfa?"],
    ["withuot", "Did you mean without?"],
    ["xyz", "Rules: console-mfa."],
  ])("refuses %s, which selects nothing, and names what is near", (text, near) => {
    expect(test(folderOf(tests(PASSING + FAILING)), "--filter", text)).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining(`nothing was tested. ${near}`),
    });
  });
});

describe("--coverage", () => {
  it("marks each line of the conditions, and tells what is missing", () => {
    const { code, out } = test(folderOf(tests(PASSING)), "--coverage");
    expect(code).toBe(0);
    expect(out).toContain(`rules/console-mfa.yaml
  T - -    7 │   user.passwordEnabled: true
        ⋮
  T - -    9 │   user.mfaActive: true
  7:3    user.passwordEnabled: true: never false
  9:3    user.mfaActive: true: never false

covered      clauses    true   false unknown
console-mfa        2       2       0       0  50 %
1 rule             2       2       0       0  50 %

1 rule, 1 case: all passed; 50 % of what clauses decide is covered
`);
  });

  it.each([
    ["50", 0, "covered\n"],
    ["51", 1, "50 % of what clauses decide is covered, less than the 51 % asked for\n"],
  ])("with --min %s exits %i", (min, code, end) => {
    const outcome = test(folderOf(tests(PASSING)), "--coverage", "--min", min);
    expect(outcome.code).toBe(code);
    expect(outcome.out.endsWith(end)).toBe(true);
  });

  it.each([
    [["--min", "90"], "it goes with --coverage"],
    [["--coverage", "--min", "many"], "It is a per cent, from 0 to 100"],
    [["--coverage", "--min", "101"], "It is a per cent, from 0 to 100"],
  ])("refuses %j", (flags, message) => {
    expect(test(folderOf(tests(PASSING)), ...flags)).toMatchObject({ code: 2, err: expect.stringContaining(message) });
  });

  it("tells clauses and the cases that show them as JSON", () => {
    const { out } = test(folderOf(tests(PASSING)), "--coverage", "--format", "json");
    const parsed = JSON.parse(out) as { rules: { coverage: { clauses: unknown[] } }[] };
    expect(parsed).toMatchObject({ summary: { coverage: { covered: 2, total: 4, percent: 50 } } });
    expect(parsed.rules[0]?.coverage.clauses[1]).toMatchObject({
      section: "require",
      text: "user.mfaActive: true",
      at: { line: 9, column: 3 },
      decided: { true: "a user with MFA passes", false: null, unknown: null },
    });
  });
});

describe("--watch", () => {
  it("runs again what changed, and ends on Ctrl-C with 130", async () => {
    const folder = folderOf({
      ...tests(PASSING),
      "other.yaml": RULE.replace("console-mfa", "other"),
      "other.test.yaml": `cases:\n${PASSING}`,
    });
    const child = reeve.start(["rules", "test", "rules", "--watch"], { cwd: folder });
    let out = "";
    child.stdout?.on("data", (data) => (out += String(data)));
    const ended = new Promise<number | null>((done) => child.on("close", done));
    const printed = async (text: string): Promise<void> => {
      for (const until = Date.now() + 20_000; !out.includes(text); ) {
        if (Date.now() > until) throw new Error(`never printed ${text}: ${out}`);
        await new Promise((done) => setTimeout(done, 20));
      }
    };
    try {
      await printed("2 rules, 2 cases: all passed\nwatching: Ctrl-C ends");
      out = "";
      writeFileSync(join(folder, "rules", "console-mfa.test.yaml"), `cases:\n${FAILING}`);
      await printed("1 rule, 1 case: 1 failed\n1 rule of 2 fails; watching");
      expect(out).not.toContain("other");
    } finally {
      child.kill("SIGINT");
    }
    expect(await ended).toBe(130);
  });

  it("prints no JSON", () => {
    expect(test(folderOf(tests(PASSING)), "--watch", "--format", "json")).toMatchObject({ code: 2, err: expect.stringContaining("leave out --format json") });
  });
});
