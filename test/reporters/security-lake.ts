import { REPORTERS, type ReportOptions } from "../../reporters/index.ts";
import type { ReeveResults, Result } from "../../schemas/index.ts";
import { evidence, mixed, result, results, user } from "./fixture.ts";

export const OPTIONS: ReportOptions = {
  width: 100,
  color: false,
  by: "severity",
  all: false,
  remediationTextOf: () => "Turn on MFA for the user.",
  version: "0.1.0",
};

export const lines = (format: "ocsf" | "asff", given: ReeveResults, options = OPTIONS): unknown[] =>
  [...REPORTERS[format](given, options)]
    .join("")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));

const WAIVER: NonNullable<Result["waiver"]> = {
  file: "waivers/alice.yaml",
  line: 1,
  kind: "accepted-risk",
  reason: "Moves to single sign-on",
  owner: "platform@example.com",
  ticket: "SEC-1",
  expires: "2026-12-31",
  daysLeft: 45,
};

/** Untrusted text as long and as odd as results can hold it. */
export const HOSTILE = `\u001b]0;x\u0007"}\n{"Findings":[]} \u202e${"𝕏".repeat(3_000)}`;

/** Each state that a result can be in, of a plain check and of the gate, by state and event rules. */
export function everyState(): ReeveResults {
  const base = mixed();
  const name = (each: string) => ({ rule: "user-console-mfa", resource: user(each) });
  const list: Result[] = [
    ...base.results,
    result({ ...name("waived"), waiver: WAIVER }),
    result({ ...name("baselined"), baseline: { since: "2026-01-01" } }),
    result({ ...name("introduced"), delta: "introduced", location: { address: "aws_iam_user.introduced", file: "main.tf", line: 3 } }),
    result({ ...name("unchanged"), delta: "unchanged" }),
    result({ ...name("changed"), delta: "changed" }),
    result({ ...name("newly"), status: "unknown", reason: "manual", delta: "newly-unknown" }),
    result({
      ...name("attested"),
      status: "pass",
      attestation: { file: "attestations/a.yaml", line: 1, by: "ann", at: "2026-10-01", evidence: "ticket", expires: "2027-01-01", daysLeft: 40 },
    }),
    result({ rule: "root-activity", severity: "info", occurrence: "e-1", at: "2026-11-16T17:00:00.000Z", region: "eu-west-1", message: "Root signed in" }),
    result({
      rule: "root-activity",
      status: "unknown",
      account: null,
      resource: { kind: "none", arn: null, id: null, name: null },
      at: "2026-11-16T17:00:00.000Z",
    }),
    result({ rule: HOSTILE, message: HOSTILE, resource: { kind: "user", arn: HOSTILE, id: HOSTILE, name: HOSTILE }, evidence: many(), reason: HOSTILE }),
    result({ ...name("blank"), message: " ", resource: { kind: "user", arn: null, id: null, name: " " } }),
  ];
  const whole = results(list, { gaps: base.gaps });
  return {
    ...whole,
    rules: whole.rules.map((rule) => (rule.id === "root-activity" ? { ...rule, resource: "event", controls: {} } : rule)),
    gate: {
      decision: "pass",
      exitCode: 0,
      comparison: "plan",
      reasons: [],
      blocking: [],
      counts: { introduced: 1, affected: 0, changed: 1, fixed: 1, newlyUnknown: 1, unchanged: 1, waived: 1, baseline: 1, unknown: 1 },
      fixed: [result(name("fixed"))],
      bindings: [],
      problems: [],
      planned: [],
    },
  };
}

const many = () => Array.from({ length: 40 }, (_, index) => evidence(`${HOSTILE}${index}`, HOSTILE));
