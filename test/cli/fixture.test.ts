import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { buildProgram, EVENTS, type Program, ROOT, SNAPSHOT } from "./reeve.ts";

vi.setConfig({ testTimeout: 60_000 });

const RULE = "user-console-mfa";
const DETACHED = "a5ec47e5-9207-4cef-96e1-b1d2aeaf96ff";

describe("rules fixture", () => {
  let reeve: Program;
  beforeAll(() => {
    reeve = buildProgram();
  }, 120_000);
  afterAll(() => reeve.remove());
  const fixture = (...args: string[]) => reeve.run(["rules", "fixture", "--from", SNAPSHOT, ...args]);

  /** A folder of rules with a copy of a shipped rule and its test. */
  function ownRules(name: string): { folder: string; test: string } {
    const folder = join(reeve.folder, name);
    mkdirSync(folder);
    const test = join(folder, `${RULE}.test.yaml`);
    copyFileSync(join(ROOT, `rules/iam-baseline/${RULE}.yaml`), join(folder, `${RULE}.yaml`));
    copyFileSync(join(ROOT, `rules/iam-baseline/${RULE}.test.yaml`), test);
    return { folder, test };
  }

  it("prints a case of what the rule reads, with invented names", () => {
    const { code, out } = fixture("--resource", "dmitri.volkov", "--rule", RULE);
    expect(code).toBe(0);
    expect(out).toContain("{ name: user-1, passwordEnabled: true, mfaActive: false }");
    expect(out).toContain("expect: { fail: [user-1] }");
    expect(out).not.toContain("dmitri");
  });

  it("prints the whole resource where no rule is named", () => {
    const { code, out } = fixture("--resource", "arn:aws:iam::444455556666:user/service/svc-mailer");
    expect(code).toBe(0);
    expect(out).toMatch(/createdAt: \d+d ago/);
    expect(out).not.toMatch(/svc-mailer|444455556666/);
  });

  it("cuts a record of log files", () => {
    const { code, out } = reeve.run(["rules", "fixture", "--from", EVENTS, "--event", DETACHED, "--rule", "unexpected-detach"]);
    expect(code).toBe(0);
    expect(out).toContain("eventName: DetachGroupPolicy");
    expect(out).not.toMatch(/a5ec47e5|ivan|444455556666/);
  });

  it("adds the case to the test file, whose every line stays, and the tests pass", () => {
    const { folder, test } = ownRules("own-1");
    const before = readFileSync(test, "utf8");
    expect(fixture("--resource", "dmitri.volkov", "--rule", RULE, "--rules", folder, "--write").code).toBe(0);
    expect(fixture("--resource", "farah.nasser", "--rule", RULE, "--rules", folder, "--write").code).toBe(0);
    const after = readFileSync(test, "utf8");
    expect(after.startsWith(before.trimEnd())).toBe(true);
    expect(after).toMatch(/user-1 is a finding\n[\s\S]*user-1 is a finding \(2\)/);
    const tested = reeve.run(["rules", "test", folder]);
    expect(tested.out + tested.err).toContain("passed");
    expect(tested.code).toBe(0);
  });

  it("makes the test file where there is none", () => {
    const folder = join(reeve.folder, "own-2");
    mkdirSync(folder);
    copyFileSync(join(ROOT, `rules/iam-baseline/${RULE}.yaml`), join(folder, `${RULE}.yaml`));
    expect(fixture("--resource", "dmitri.volkov", "--rule", RULE, "--rules", folder, "--write").code).toBe(0);
    expect(readFileSync(join(folder, `${RULE}.test.yaml`), "utf8")).toMatch(/^cases:\n {2}- name: user-1 is a finding\n/);
  });

  it("leaves alone a test file that it cannot add to", () => {
    const { folder, test } = ownRules("own-3");
    writeFileSync(test, "cases: []\n");
    const { code, err } = fixture("--resource", "dmitri.volkov", "--rule", RULE, "--rules", folder, "--write");
    expect(code).toBe(2);
    expect(err).toContain("block style");
    expect(readFileSync(test, "utf8")).toBe("cases: []\n");
  });

  it.each<[string[], RegExp]>([
    [[], /--resource <arn> or --event/],
    [["--resource", "nobody", "--rule", RULE], /there is no such user/],
    [["--resource", "dmitri.volkov", "--write"], /--write needs --rule/],
    [["--event", DETACHED, "--rule", RULE], /judges users: name one with --resource/],
    [["--resource", "dmitri.volkov", "--rule", "user-consol-mfa"], /user-console-mfa/],
    [["--event", "nothing"], /there is no such record/],
  ])("exits 2 with a sentence: %j", (args, message) => {
    const { code, out, err } = fixture(...args);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(message);
  });

  it("says which parameter a rule needs", () => {
    const { code, err } = reeve.run(["rules", "fixture", "--from", EVENTS, "--event", DETACHED, "--rule", "guardrail-weakened"]);
    expect(code).toBe(2);
    expect(err).toContain("--param guardrail-weakened.guardrailPolicies=");
  });
});
