import type { ReeveResults, Result } from "../../schemas/index.ts";

const ACCOUNT = "444455556666";

type Part = Partial<Result> & Pick<Result, "rule">;

/** One result; a finding on user alice unless told otherwise. */
export function result(part: Part): Result {
  const name = part.resource?.name ?? "alice";
  return {
    status: "fail",
    severity: "high",
    resource: { kind: "user", arn: `arn:aws:iam::${ACCOUNT}:user/${name}`, id: `AIDA${name}`, name },
    account: ACCOUNT,
    region: null,
    fingerprint: `v1:${Buffer.from(`${part.rule}/${name}`).toString("hex").padEnd(64, "0").slice(0, 64)}`,
    message: `${name} can sign in to the console with a password only`,
    evidence: [evidence("user.passwordEnabled", true), evidence("user.mfaActive", false)],
    gaps: [],
    ...part,
  };
}

export const evidence = (
  path: string,
  value: unknown,
  source: string | null = "iam:GetCredentialReport",
  ageMs: number | null = 7_200_000,
): Result["evidence"][number] => ({
  path,
  value: value as Result["evidence"][number]["value"],
  source,
  ageMs,
});

export const user = (name: string): Result["resource"] => ({ kind: "user", arn: `arn:aws:iam::${ACCOUNT}:user/${name}`, id: `AIDA${name}`, name });

/** Whole results around a list of them, with totals that agree. */
export function results(list: Result[], more: Partial<ReeveResults> = {}): ReeveResults {
  const ids = [...new Set(list.map(({ rule }) => rule))].sort();
  const count = (rule: string | null, status: Result["status"]): number =>
    list.filter((each) => (rule === null || each.rule === rule) && each.status === status).length;
  const severity = (name: Result["severity"]): number => list.filter((each) => each.status === "fail" && each.severity === name).length;
  const decided = list.filter(({ status }) => status !== "unknown").length;
  const gaps = more.gaps ?? {};
  return {
    schema: "reeve/results@1",
    document: { sha256: "0".repeat(64), collectedAt: "2026-11-16T18:00:00.000Z", accounts: [ACCOUNT] },
    packs: [{ id: "iam-baseline", sha256: "1".repeat(64) }],
    rules: ids.map((id) => ({
      id,
      title: `Title of ${id}`,
      severity: "high",
      resource: "user",
      rationale: "A password alone can be phished or guessed.",
      controls: { "cis-aws-5.0": ["1.9"], securityhub: ["IAM.5"] },
      references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html"],
      file: `${id}.yaml`,
      off: null,
    })),
    results: list,
    counts: ids.map((rule) => ({
      rule,
      judged: list.filter((each) => each.rule === rule).length,
      pass: count(rule, "pass"),
      fail: count(rule, "fail"),
      unknown: count(rule, "unknown"),
      "not-applicable": count(rule, "not-applicable"),
      noMatch: 0,
      excused: 0,
    })),
    gaps,
    accepted: [],
    summary: {
      status: { pass: count(null, "pass"), fail: count(null, "fail"), unknown: count(null, "unknown"), "not-applicable": count(null, "not-applicable") },
      severity: { critical: severity("critical"), high: severity("high"), medium: severity("medium"), low: severity("low"), info: severity("info") },
      controls: ids.map((rule, index) => ({
        framework: "cis-aws-5.0",
        id: `1.${9 + index}`,
        status: count(rule, "fail") > 0 ? "fail" : count(rule, "unknown") > 0 ? "unknown" : count(rule, "pass") > 0 ? "pass" : "not-applicable",
        rules: [rule],
      })),
      coverage: { decided, total: list.length, gapsUnaccepted: Object.keys(gaps) },
    },
    ...more,
  };
}

/** An account with a bit of everything. */
export function mixed(): ReeveResults {
  const names = ["bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy", "kim", "leo", "mallory", "niaj"];
  const list = [
    result({
      rule: "root-no-access-keys",
      severity: "critical",
      resource: { kind: "root", arn: `arn:aws:iam::${ACCOUNT}:root`, id: ACCOUNT, name: "root" },
      message: "The root user has 1 active access key",
      evidence: [evidence("root.activeKeyCount", 1, "iam:GetAccountSummary", 0)],
    }),
    ...names.map((name) => result({ rule: "user-console-mfa", resource: user(name), message: `${name} can sign in to the console with a password only` })),
    ...[120, 400].map((days, index) =>
      result({
        rule: "access-key-rotated",
        severity: "medium",
        resource: { kind: "accessKey", arn: null, id: `AKIAEXAMPLE${index}`, name: `AKIAEXAMPLE${index}` },
        message: `Key AKIAEXAMPLE${index} of deploy is ${days} days old`,
        evidence: [evidence("accessKey.createdAt", `2026-0${index + 1}-16T00:00:00.000Z`, "iam:ListAccessKeys", 0)],
      }),
    ),
    result({ rule: "user-console-mfa", status: "pass", resource: user("olivia") }),
    result({
      rule: "account-contacts",
      severity: "low",
      status: "unknown",
      gaps: ["g1"],
      resource: { kind: "account", arn: null, id: ACCOUNT, name: null },
      message: "No security contact",
    }),
    result({
      rule: "org-root",
      severity: "medium",
      status: "unknown",
      gaps: ["g2"],
      resource: { kind: "account", arn: null, id: ACCOUNT, name: null },
      message: "Root credentials are not managed centrally",
    }),
    ...["peggy", "rupert", "sybil"].map((name) =>
      result({ rule: "user-no-sms-mfa", status: "unknown", gaps: ["g3"], resource: user(name), message: `${name} uses text messages` }),
    ),
    result({
      rule: "contact-current",
      severity: "info",
      status: "unknown",
      reason: "manual",
      resource: { kind: "account", arn: null, id: ACCOUNT, name: null },
      message: "Are the contact details current?",
    }),
  ];
  const gap = (source: string, deniedBy: string | null, scope: string): ReeveResults["gaps"][string] => ({
    source,
    reason: "AccessDenied",
    deniedBy,
    permission: source,
    scope,
    message: "not authorized",
  });
  const gaps = {
    g1: gap("account:GetAlternateContact", "identity", "security contact"),
    g2: gap("iam:ListOrganizationsFeatures", "scp", "account"),
    g3: gap("iam:ListMFADevices", "identity", "peggy, rupert, sybil"),
  };
  const accepted = [{ gap: "g2", reason: "the organization denies it to its members", expires: "2027-01-31" }];
  const whole = results(list, { gaps, accepted });
  whole.summary.coverage.gapsUnaccepted = ["g1", "g3"];
  return whole;
}
