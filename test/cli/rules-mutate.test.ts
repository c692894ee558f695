import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildProgram, type Program } from "./reeve.ts";

const RULE = `id: sample
title: Console users sign in with MFA
severity: medium
resource: user
rationale: A password alone can be phished
applies:
  user.passwordEnabled: true
require:
  user.mfaActive: true
message: "{{user.name}} has no MFA"
`;
const CASES = `# the cases
cases:
  - name: with and without
    given:
      users:
        - { name: ana, passwordEnabled: true, mfaActive: true }
        - { name: ben, passwordEnabled: true, mfaActive: false }
        - { name: cai, passwordEnabled: true, mfaActive: { $unknown: AccessDenied } }
    expect: { pass: [ana], fail: [ben], unknown: [cai] }
`;

let program: Program;
beforeAll(() => {
  program = buildProgram();
});
afterAll(() => program.remove());

/** A folder of the rule and these cases. */
function folder(cases = CASES): string {
  const made = mkdtempSync(join(program.folder, "mutate-"));
  writeFileSync(join(made, "sample.yaml"), RULE);
  writeFileSync(join(made, "sample.test.yaml"), cases);
  return made;
}

describe("reeve rules test --mutate", () => {
  it("prints each survivor with its place and a case that would notice, and exits with 1", () => {
    const { code, out, err } = program.run(["rules", "test", "--mutate", "."], { cwd: folder() });
    expect(code).toBe(1);
    expect(out).toContain("survived sample.yaml:7:3 sample, applies: dropped\n  - user.passwordEnabled: true\n  + (dropped)\n  this case would notice:\n");
    expect(out).toContain(
      "  - name: ana is not judged where a user's passwordEnabled is false\n    given:\n      users:\n        - { name: ana, passwordEnabled: false",
    );
    expect(out).toMatch(/\n1 rule, 5 mutants: 3 killed, 2 survived; score 60 %\n$/);
    expect(err).toMatch(/^\d+\.\d s\n$/);
  });

  it("prints the same bytes every time", () => {
    const cwd = folder();
    const [first, second] = [1, 2].map(() => program.run(["rules", "test", "--mutate", "."], { cwd }).out);
    expect(first).toBe(second);
  });

  it("writes the cases behind the others, after which none survives", () => {
    const cwd = folder();
    expect(program.run(["rules", "test", "--mutate", "--write", "."], { cwd }).code).toBe(0);
    expect(readFileSync(join(cwd, "sample.test.yaml"), "utf8").startsWith(CASES)).toBe(true);
    const again = program.run(["rules", "test", "--mutate", "."], { cwd });
    expect(again).toMatchObject({ code: 0, out: "1 rule, 5 mutants: 5 killed, none survived; score 100 %\n" });
  });

  it("names survivors, cases and places as JSON", () => {
    const { code, out } = program.run(["rules", "test", "--mutate", "--format", "json", "."], { cwd: folder() });
    const { exitCode, rules } = JSON.parse(out);
    expect([code, exitCode]).toEqual([1, 1]);
    expect(rules[0]).toMatchObject({
      rule: "sample",
      mutants: 5,
      stale: [],
      survivors: [{ family: "dropped", place: "sample.yaml:7:3", written: false }, { family: "unknown" }],
    });
    expect(rules[0].survivors[0].case.expect).toEqual({ "not-applicable": ["ana"] });
  });

  it("tells of reasons that explain nothing", () => {
    const { code, out } = program.run(["rules", "test", "--mutate", "."], { cwd: folder(`${CASES}survivors:\n  - { mutant: gone, reason: was so }\n`) });
    expect(code).toBe(1);
    expect(out).toContain('no mutant that survives is called "gone"');
  });

  it("mutates nothing while a case fails", () => {
    const { code, out } = program.run(["rules", "test", "--mutate", "."], { cwd: folder(CASES.replace("pass: [ana], fail: [ben]", "pass: [ana, ben]")) });
    expect(code).toBe(1);
    expect(out).toContain("with and without: this case fails as it is; nothing was mutated");
  });

  const REFUSED: [string[], string][] = [
    [["--write"], "--write adds the cases that --mutate finds"],
    [["--mutate", "--watch"], "leave out --watch"],
    [["--mutate", "--filter", "mfa"], "leave out --filter"],
    [["--mutate", "nowhere"], "cannot read tests from nowhere"],
  ];
  it.each(REFUSED)("refuses %s", (args, message) => {
    const { code, err } = program.run(["rules", "test", ...args], { cwd: folder() });
    expect(code).toBe(2);
    expect(err.replace(/\s+/g, " ")).toContain(message);
  });

  it("says that cases in flow style must be added by hand", () => {
    const flow = `cases: [{ name: a, given: { users: [{ name: ana, passwordEnabled: true, mfaActive: true }] }, expect: { pass: [ana] } }]\n`;
    const { code, err } = program.run(["rules", "test", "--mutate", "--write", "."], { cwd: folder(flow) });
    expect(code).toBe(2);
    expect(err.replace(/\s+/g, " ")).toContain("Paste them by hand");
  });
});
