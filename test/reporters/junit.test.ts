import { describe, expect, it } from "vitest";
import { REPORTERS, type ReportOptions } from "../../reporters/index.ts";
import type { ReeveResults, Result } from "../../schemas/index.ts";
import { mixed, result, results } from "./fixture.ts";
import { pullRequest, WAIVER } from "./gate-results.ts";
import { hostile } from "./hostile.ts";
import { junitErrors } from "./xml-schema.ts";

const OPTIONS: ReportOptions = { width: 100, color: false, by: "severity", all: true, remediationTextOf: () => "Assign an MFA device" };
const write = (given: ReeveResults): string => [...REPORTERS.junit(given, OPTIONS)].join("");
const caseOf = (part: Partial<Result>, more: Partial<ReeveResults> = {}): string =>
  /<testcase.*?<\/testcase>/s.exec(write(results([result({ rule: "user-console-mfa", ...part })], more)))?.[0] ?? "";

describe("JUnit", () => {
  it.each([
    ["a check", mixed()],
    ["a gate", pullRequest()],
    ["nothing", results([])],
    ["hostile text", hostile()],
  ])("is well-formed and what Jenkins accepts for %s", async (_what, given) => {
    expect(await junitErrors(write(given))).toEqual([]);
  });

  it("would not be accepted were it otherwise", async () => {
    expect(await junitErrors("<testsuites><testsuite/></testsuites>")).not.toEqual([]);
    expect(await junitErrors("<testsuites>")).not.toEqual([]);
  });

  it("has a suite for each rule and a case for each resource", () => {
    const text = write(mixed());
    expect(text.match(/<testsuite /g)).toHaveLength(mixed().rules.length);
    expect(text).toContain('<testsuite name="user-console-mfa" tests="14" failures="13" errors="0" skipped="0"');
    expect(text).toContain('<testcase classname="user-console-mfa" name="user, arn:aws:iam::444455556666:user/bob"');
  });

  it("adds up", () => {
    const text = write(pullRequest());
    const [, tests, failures, errors] = /<testsuites name="Reeve" tests="(\d+)" failures="(\d+)" errors="(\d+)">/.exec(text) ?? [];
    expect([tests, failures, errors]).toEqual(["10", "2", "2"]);
    expect([text.match(/<testcase /g)?.length, text.match(/<failure /g)?.length, text.match(/<error /g)?.length].map(String)).toEqual([
      tests,
      failures,
      errors,
    ]);
  });

  it("fails a finding with its message, evidence and remediation", () => {
    const text = caseOf({ severity: "critical" });
    expect(text).toContain('<failure message="alice can sign in to the console with a password only" type="critical">');
    expect(text).toContain("user.mfaActive = false (iam:GetCredentialReport, 2 h old)");
    expect(text).toContain("fix: Assign an MFA device");
  });

  it.each([
    ["by a gap", { gaps: ["g1"] }, "iam:ListMFADevices is denied"],
    ["because only a person can answer", { reason: "manual" }, "Only a person can answer"],
  ])("makes an error of what is not decided %s", (_why, part, said) => {
    const gap = {
      source: "iam:ListMFADevices",
      reason: "AccessDenied" as const,
      deniedBy: "identity",
      permission: "iam:ListMFADevices",
      scope: "alice",
      message: "no",
    };
    const text = caseOf({ status: "unknown", ...part }, { gaps: { g1: gap } });
    expect(text).toContain('<error message="Not decided, could be high: alice can');
    expect(text).toContain(said);
    expect(text).not.toContain("<failure");
  });

  it.each([
    ["waived", { waiver: WAIVER }, "Waived (accepted-risk) by payments@example.com until 2026-12-31 (45 days left, SEC-812): The vendor&#39;s console"],
    ["in the baseline", { baseline: { since: "2026-09-01" } }, "In the baseline since 2026-09-01"],
    ["not applicable", { status: "not-applicable" as const }, "Not applicable"],
  ])("skips what is %s, and says why", (_what, part, said) => {
    const text = caseOf(part);
    expect(text).toContain(`<skipped message="${said}`);
    expect(text).not.toMatch(/<failure|<error/);
  });

  it("passes what is attested, and says by whom", () => {
    expect(write(pullRequest())).toContain(
      "<system-out>Attested by ana@example.com on 2026-10-01 until 2027-04-01 (136 days left): Called the number</system-out>",
    );
  });

  it("skips a rule that met nothing, and one that is switched off, in place of an empty suite", () => {
    const given = mixed();
    const [first] = given.rules;
    if (!first) throw new Error("no rule");
    given.rules.push({ ...first, id: "met-nothing" }, { ...first, id: "is-off", off: "not ours" });
    expect(write(given)).toContain('name="nothing to judge" time="0"><skipped message="The rule met no resource: nothing was decided"/>');
    expect(write(given)).toContain('name="switched off" time="0"><skipped message="Switched off: not ours"/>');
  });

  it("counts records without match as one case that passes", () => {
    const given = results([]);
    const rule = mixed()
      .rules.slice(0, 1)
      .map((each) => ({ ...each, id: "root-activity", resource: "event" as const }));
    const counts = [{ rule: "root-activity", judged: 1200, pass: 0, fail: 0, unknown: 0, "not-applicable": 0, noMatch: 1_195, excused: 5 }];
    expect(write({ ...given, rules: rule, counts })).toContain('name="1,195 records without match, 5 excused" time="0"></testcase>');
  });
});
