import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { REPORTERS, type ReportOptions } from "../../reporters/index.ts";
import type { ReeveResults, Result } from "../../schemas/index.ts";
import { mixed, result, results, user } from "./fixture.ts";
import { gated, pullRequest, WAIVER } from "./gate-results.ts";
import { hostile } from "./hostile.ts";
import { sarifErrors } from "./sarif-schema.ts";

const OPTIONS: ReportOptions = { width: 100, color: false, by: "severity", all: true, remediationTextOf: () => "Assign an MFA device", version: "0.1.0" };

type Format = "sarif" | "github-sarif";
const textOf = (given: ReeveResults, options: Partial<ReportOptions> = {}, format: Format = "sarif"): string =>
  [...REPORTERS[format](given, { ...OPTIONS, ...options })].join("");
const run = (given: ReeveResults, options: Partial<ReportOptions> = {}, format: Format = "sarif") => JSON.parse(textOf(given, options, format)).runs[0];
const only = (part: Partial<Result>) => run(gated([result({ rule: "user-console-mfa", ...part })])).results[0];

describe.each(["sarif", "github-sarif"] as const)("%s", (format) => {
  it.each([
    ["a check", mixed()],
    ["a gate", pullRequest()],
    ["nothing", results([])],
    ["hostile text", hostile()],
  ])("keeps the official schema for %s", (_what, given) => {
    expect(sarifErrors(JSON.parse(textOf(given, {}, format)))).toEqual([]);
  });

  it("gives every result a file and a line", () => {
    const { results: list } = run(hostile(), {}, format);
    expect(list.length).toBeGreaterThan(15);
    for (const { locations } of list) {
      expect(locations[0].physicalLocation.artifactLocation.uri).not.toBe("");
      expect(locations[0].physicalLocation.region.startLine).toBeGreaterThan(0);
    }
  });

  it("names no folder of this machine for a rule that ships", () => {
    const given = mixed();
    given.rules = given.rules.map((rule) => ({ ...rule, file: `/opt/elsewhere/lib/rules/iam-baseline/${rule.id}.yaml` }));
    expect(textOf(given, {}, format)).not.toContain("somebody");
  });
});

describe("SARIF", () => {
  it("is held to a schema that refuses what is wrong", () => {
    expect(sarifErrors({ version: "2.1.0", runs: [{ results: [] }] })).not.toEqual([]);
  });

  it("cuts to what GitHub takes, the slightest first, and says so", () => {
    const many = Array.from({ length: 25_010 }, (_, index) =>
      result({
        rule: "user-console-mfa",
        resource: user(`user${index}`),
        severity: index % 5 === 0 ? "low" : "high",
        fingerprint: `v1:${String(index).padStart(64, "0")}`,
      }),
    );
    const last = result({ rule: "user-console-mfa", resource: user("last"), severity: "critical" });
    const text = textOf(results([...many, last]));
    const { results: list, invocations } = JSON.parse(text).runs[0];
    expect(list).toHaveLength(25_000);
    expect(list.at(-1).locations[0].logicalLocations[0].name).toBe("last");
    expect(list.filter(({ level }: { level: string }) => level === "error")).toHaveLength(20_009);
    expect(invocations[0].toolExecutionNotifications[0].message.text).toMatch(/^11 more results than the 25,000 that GitHub takes/);
    expect(gzipSync(text).length).toBeLessThan(10_000_000);
  });

  it("describes each rule with help, severity and controls, and links a page of the web alone", () => {
    const { rules } = run(mixed()).tool.driver;
    expect(rules.map(({ id }: { id: string }) => id)).toEqual(mixed().rules.map(({ id }) => id));
    expect(rules[0]).toMatchObject({
      shortDescription: { text: "Title of access-key-rotated" },
      helpUri: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html",
      defaultConfiguration: { level: "error" },
      properties: { "security-severity": "8.0", precision: "very-high", tags: ["security", "cis-aws-5.0:1.9", "securityhub:IAM.5"] },
    });
    const [first] = run(hostile()).tool.driver.rules;
    expect(first.helpUri).toBe("https://docs.aws.amazon.com/x");
    expect(first.help.markdown.replaceAll(/`+[^`]*`+/g, "")).not.toContain("<script>");
  });

  it("shows no more tags than GitHub does", () => {
    const given = mixed();
    given.rules = given.rules.map((rule) => ({ ...rule, controls: { many: Array.from({ length: 30 }, (_, index) => String(index)) } }));
    expect(run(given).tool.driver.rules[0].properties.tags).toHaveLength(10);
  });

  it.each([
    ["fail", undefined, "critical", "fail", "error"],
    ["fail", undefined, "medium", "fail", "warning"],
    ["fail", undefined, "info", "fail", "note"],
    ["unknown", "open-list", "critical", "open", "none"],
    ["unknown", "manual", "high", "review", "none"],
  ] as const)("gives a result that is %s (%s, %s) kind %s and level %s", (status, reason, severity, kind, level) => {
    const [given] = run(results([result({ rule: "user-console-mfa", status, severity, ...(reason === undefined ? {} : { reason }) })])).results;
    expect(given).toMatchObject({ kind, level });
  });

  it.each([
    ["critical", true, "error"],
    ["low", true, "warning"],
    ["info", true, "warning"],
    ["critical", false, "note"],
  ] as const)("gives a finding of a gate that is %s and blocks (%s) level %s", (severity, blocks, level) => {
    const finding = result({ rule: "user-console-mfa", severity, delta: blocks ? "worse" : "unchanged" });
    const [given] = run(gated([finding], { blocking: blocks ? [finding.fingerprint ?? ""] : [] })).results;
    expect(given).toMatchObject({ kind: "fail", level, baselineState: blocks ? "updated" : "unchanged" });
  });

  it("lists a pass only where it rests on a person's word", () => {
    const { results: list } = run(pullRequest());
    expect(list.filter(({ kind }: { kind: string }) => kind === "pass")).toHaveLength(1);
    expect(list.find(({ kind }: { kind: string }) => kind === "pass").message.text).toContain(
      "Attested by ana@example.com on 2026-10-01 until 2027-04-01 (136 days left): Called the number.",
    );
  });

  it("places a result at the line of the plan, and beside it the rule's; without a plan at the rule's", () => {
    const ruleAt = (id: string) => ({ file: `policies/${id}.yaml`, line: 2, shipped: false });
    const { results: list } = run(pullRequest(), { ruleAt });
    expect(list[0].locations[0]).toEqual({
      physicalLocation: { artifactLocation: { uri: "iam/users.tf", uriBaseId: "%SRCROOT%" }, region: { startLine: 12 } },
      logicalLocations: [
        { name: "alice", fullyQualifiedName: "arn:aws:iam::444455556666:user/alice", kind: "resource" },
        { fullyQualifiedName: "aws_iam_user_login_profile.alice", kind: "resource" },
      ],
    });
    expect(list[0].relatedLocations[0].physicalLocation.artifactLocation.uri).toBe("policies/user-console-mfa.yaml");
    expect(list[1].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: "policies/user-outside-guardrail.yaml", uriBaseId: "%SRCROOT%" },
      region: { startLine: 2 },
    });
  });

  it("tells two findings of one line apart by what GitHub compares", () => {
    const hashes = run(mixed()).results.map(
      ({ partialFingerprints }: { partialFingerprints: Record<string, string> }) => partialFingerprints.primaryLocationLineHash,
    );
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(run(mixed()).results[0].partialFingerprints["reeve/v1"]).toMatch(/^v1:[0-9a-f]{64}$/);
  });

  it("suppresses what is waived or in the baseline, and says of every other result that it is not suppressed", () => {
    const { results: list } = run(pullRequest());
    const of = (name: string) =>
      list.find((each: { locations: { logicalLocations: { name?: string }[] }[] }) => each.locations[0]?.logicalLocations[0]?.name === name).suppressions;
    expect(of("alice")).toEqual([]);
    expect(of("erin")).toMatchObject([
      {
        kind: "external",
        status: "accepted",
        justification:
          "The vendor's console needs it until the contract ends (accepted-risk; owner payments@example.com; SEC-812; until 2026-12-31, 45 days left)",
      },
    ]);
    expect(of("frank")).toEqual([{ kind: "external", status: "accepted", justification: "In the baseline since 2026-09-01" }]);
    expect(run(mixed()).results[0]).not.toHaveProperty("suppressions");
  });

  it.each([
    ["introduced", "new"],
    ["affected", "new"],
    ["newly-unknown", "new"],
    ["changed", "updated"],
    ["unchanged", "unchanged"],
  ] as const)("calls what is %s %s", (delta, state) => {
    expect(only({ delta }).baselineState).toBe(state);
  });

  it("lists what a change fixes as absent", () => {
    const last = run(pullRequest()).results.at(-1);
    expect(last).toMatchObject({ ruleId: "user-admin-policy", baselineState: "absent" });
  });

  it("gives every result a state once one has it, and none without a comparison", () => {
    expect(run(pullRequest()).results.every(({ baselineState }: { baselineState?: string }) => baselineState !== undefined)).toBe(true);
    expect(run(mixed()).results.some(({ baselineState }: { baselineState?: string }) => baselineState !== undefined)).toBe(false);
  });

  it("tells gaps, accepted or not, problems of a plan and waivers that do not waive", () => {
    const told = (given: ReeveResults): string[] =>
      run(given).invocations[0].toolExecutionNotifications.map(
        ({ descriptor, level, message }: { descriptor: { id: string }; level: string; message: { text: string } }) =>
          [level, descriptor.id, message.text].join(" "),
      );
    expect(told(mixed())).toContainEqual(expect.stringMatching(/^warning evidence-gap account:GetAlternateContact is denied: security contact\. Grant/));
    expect(told(mixed())).toContainEqual(expect.stringMatching(/^note evidence-gap iam:ListOrganizationsFeatures is denied by a service control policy/));
    expect(told(pullRequest())).toContainEqual(expect.stringMatching(/^error gate-decision 2 findings at or above high/));
    expect(told(pullRequest())).toContainEqual(expect.stringMatching(/^error plan-problem aws_iam_account_alias\.main: /));
    expect(told(pullRequest())).toContainEqual(expect.stringMatching(/^warning waiver-state The waiver of user-console-mfa is expired/));
  });

  it("is no successful run when nothing was decided", () => {
    expect(run(mixed()).invocations[0].executionSuccessful).toBe(true);
    expect(run(results([])).invocations[0].executionSuccessful).toBe(false);
    for (const status of ["unknown", "not-applicable"] as const)
      expect(run(results([result({ rule: "a", status })])).invocations[0].executionSuccessful).toBe(false);
  });

  it("lets no name be read as a link or a placeholder", () => {
    const { message } = only({ message: "[click](https://evil.example) {0}" });
    expect(message.text).toMatch(/^\[click\] \(https:\/\/evil\.example\) \{ 0 \}/);
  });
});

describe("SARIF for GitHub", () => {
  it("makes an alert of what counts alone, for GitHub reads neither suppressions nor states", () => {
    const { results: list, invocations } = run(pullRequest(), {}, "github-sarif");
    expect(list.map(({ ruleId, kind }: { ruleId: string; kind: string }) => `${ruleId} ${kind}`)).toEqual([
      "user-console-mfa fail",
      "user-outside-guardrail fail",
      "role-trust-bounded open",
      "user-no-sms-mfa open",
    ]);
    const texts: string[] = invocations[0].toolExecutionNotifications.map(({ message }: { message: { text: string } }) => message.text);
    expect(texts).toContainEqual(expect.stringContaining(`Waived (accepted-risk) by payments@example.com until ${WAIVER.expires} (45 days left, SEC-812)`));
    expect(texts).toContainEqual(expect.stringMatching(/^user-admin-policy: .*Fixed by this change/));
    expect(texts).toContainEqual(expect.stringMatching(/^user-console-mfa: .*Unchanged by this change/));
    expect(texts).toContainEqual(expect.stringMatching(/^access-key-rotated: .*Not worse by this change/));
  });
});
