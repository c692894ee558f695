import type { ReeveResults, Result } from "../../schemas/index.ts";
import { evidence, result, results, user } from "./fixture.ts";

type Gate = NonNullable<ReeveResults["gate"]>;

export const WAIVER: NonNullable<Result["waiver"]> = {
  file: "waivers/vendors.yaml",
  line: 3,
  kind: "accepted-risk",
  reason: "The vendor's console needs it until the contract ends",
  owner: "payments@example.com",
  ticket: "SEC-812",
  expires: "2026-12-31",
  daysLeft: 45,
};

const NO_COUNTS: Gate["counts"] = { introduced: 0, affected: 0, changed: 0, fixed: 0, newlyUnknown: 0, unchanged: 0, waived: 0, baseline: 0, unknown: 0 };

/** Results of a gate around a list of them; counts agree with their members. */
export function gated(list: readonly Result[], more: Partial<Gate> = {}, around: Partial<ReeveResults> = {}): ReeveResults {
  const open = list.filter(({ waiver, baseline }) => !waiver && !baseline);
  const delta = (name: NonNullable<Result["delta"]>): number => open.filter((each) => each.delta === name).length;
  const blocking = more.blocking ?? [];
  const unjudged = open.flatMap(({ status, fingerprint }) => (status === "unknown" && fingerprint !== undefined ? [fingerprint] : []));
  const whole = results([...list], around);
  return {
    ...whole,
    gate: {
      decision: blocking.length > 0 ? "blocked" : "pass",
      exitCode: blocking.length > 0 ? 1 : 0,
      comparison: "plan",
      reasons: blocking.length > 0 ? [{ code: "blocked", count: blocking.length, text: `${blocking.length} findings at or above high` }] : [],
      blocking,
      ...(unjudged.length > 0 ? { unjudged } : {}),
      counts: {
        ...NO_COUNTS,
        introduced: delta("introduced"),
        affected: delta("affected"),
        changed: delta("changed"),
        newlyUnknown: delta("newly-unknown"),
        unchanged: delta("unchanged"),
        fixed: more.fixed?.length ?? 0,
        waived: list.filter(({ waiver }) => waiver).length,
        baseline: list.filter(({ baseline }) => baseline).length,
        unknown: list.filter(({ status }) => status === "unknown").length,
      },
      fixed: [],
      bindings: [{ pack: "iam-baseline", severity: "high", enforcement: "mandatory", results: list.length, blocking: blocking.length }],
      problems: [],
      planned: [],
      ...more,
    },
  };
}

/** A pull request with a bit of everything: it is blocked by two findings, one of them on a user that the plan does not name. */
export function pullRequest(): ReeveResults {
  const introduced = result({
    rule: "user-console-mfa",
    resource: user("alice"),
    delta: "introduced",
    location: { address: "aws_iam_user_login_profile.alice", file: "iam/users.tf", line: 12 },
  });
  const affected = result({
    rule: "user-outside-guardrail",
    severity: "critical",
    resource: user("bob"),
    delta: "affected",
    message: "bob would no longer be held by the guardrail RequireMfa",
    evidence: [evidence("user.effectivePolicies", ["Admin"], "iam:GetAccountAuthorizationDetails", 3_600_000)],
  });
  const list = [
    introduced,
    affected,
    result({ rule: "access-key-rotated", severity: "medium", resource: user("carol"), delta: "changed", message: "The key of carol is 120 days old" }),
    result({ rule: "user-console-mfa", resource: user("dave"), delta: "unchanged" }),
    result({ rule: "user-owner-tag", severity: "low", resource: user("erin"), delta: "introduced", message: "erin has no tag owner", waiver: WAIVER }),
    result({ rule: "user-owner-tag", severity: "low", resource: user("frank"), message: "frank has no tag owner", baseline: { since: "2026-09-01" } }),
    result({
      rule: "role-trust-bounded",
      status: "unknown",
      delta: "newly-unknown",
      gaps: ["g1"],
      resource: { kind: "role", arn: "arn:aws:iam::444455556666:role/deploy", id: null, name: "deploy" },
      message: "Whom deploy trusts",
      location: { address: "aws_iam_role.deploy", file: "iam/roles.tf", line: 4 },
    }),
    result({ rule: "user-no-sms-mfa", status: "unknown", delta: "newly-unknown", gaps: ["g2"], resource: user("grace"), message: "grace uses text messages" }),
    result({
      rule: "contact-current",
      severity: "info",
      status: "pass",
      resource: { kind: "account", arn: null, id: "444455556666", name: null },
      attestation: {
        file: "attestations/contacts.yaml",
        line: 2,
        by: "ana@example.com",
        at: "2026-10-01",
        evidence: "Called the number",
        expires: "2027-04-01",
        daysLeft: 136,
      },
    }),
    result({ rule: "user-console-mfa", status: "pass", resource: user("olivia") }),
  ];
  const blocking = [introduced, affected].flatMap(({ fingerprint }) => fingerprint ?? []);
  return gated(
    list,
    {
      blocking,
      reasons: [
        { code: "blocked", count: 2, text: "2 findings at or above high are new" },
        { code: "plan-problem", count: 1, text: "1 part of the plan could not be judged" },
      ],
      fixed: [
        result({ rule: "user-admin-policy", severity: "high", resource: user("heidi"), delta: "fixed", message: "heidi has the policy AdministratorAccess" }),
      ],
      problems: [
        { code: "unsupported-type", address: "aws_iam_account_alias.main", message: "aws_iam_account_alias is not predicted: judge the account after apply" },
      ],
      planned: [
        { address: "aws_iam_user_login_profile.alice", action: "create", arn: null },
        { address: "aws_iam_role.deploy", action: "update", arn: "arn:aws:iam::444455556666:role/deploy" },
      ],
    },
    {
      gaps: {
        g1: {
          source: "aws_iam_role.deploy.assume_role_policy",
          reason: "KnownAfterApply",
          deniedBy: null,
          permission: null,
          scope: "aws_iam_role.deploy",
          message: "known after apply",
        },
        g2: {
          source: "iam:ListMFADevices",
          reason: "AccessDenied",
          deniedBy: "identity",
          permission: "iam:ListMFADevices",
          scope: "grace",
          message: "not authorized",
        },
      },
      waivers: [
        { ...WAIVER, rule: "user-owner-tag", state: "active", matches: 1, detail: null },
        {
          ...WAIVER,
          line: 14,
          rule: "user-console-mfa",
          kind: "in-progress",
          ticket: null,
          expires: "2026-11-01",
          daysLeft: -15,
          state: "expired",
          matches: 1,
          detail: "It expired on 2026-11-01",
        },
      ],
    },
  );
}
