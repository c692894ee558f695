import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ReeveDocument, ReeveResults } from "../../../schemas/index.ts";
import { planText, type TerraformChange } from "../../collectors/plan/plan-text.ts";
import { cleanAccount } from "../../plans/clean-account.ts";
import { gated } from "../../plans/gated.ts";
import { inProcess } from "./run.ts";

const statement = (more: Record<string, unknown>): string => JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...more }] });
const SERVICE = statement({ Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" });
const ANYONE = statement({ Principal: "*", Action: "sts:AssumeRole" });
const EVERYTHING = statement({ Action: "*", Resource: "*" });
const LITTLE = statement({ Action: "s3:GetObject", Resource: "*" });
const AWS = "arn:aws:iam::aws:policy/";
const ADMINISTRATOR = `${AWS}AdministratorAccess`;
const READ_ONLY = `${AWS}ReadOnlyAccess`;
const CLOUD_SHELL = `${AWS}AWSCloudShellFullAccess`;
const ARN = "arn:aws:iam::111122223333:";

/** A new role that every rule passes. */
const clean: TerraformChange = {
  address: "aws_iam_role.app",
  after: { name: "app", path: "/", assume_role_policy: SERVICE, tags_all: {} },
  unknown: { arn: true, id: true },
};

/** A role that exists, and that the plan leaves as it is. */
const oldRole = (more: Record<string, unknown> = {}): TerraformChange => {
  const values = { name: "old", path: "/team/", arn: `${ARN}role/team/old`, assume_role_policy: SERVICE, tags_all: {}, ...more };
  return { address: "aws_iam_role.old", actions: ["no-op"], before: values, after: values };
};
const update = (address: string, before: Record<string, unknown>, changed: Record<string, unknown>): TerraformChange => ({
  address,
  actions: ["update"],
  before,
  after: { ...before, ...changed },
});
const inline = (type: string, policy: string): TerraformChange => ({ address: `aws_iam_${type}_policy.p`, after: { [type]: "old", name: "p", policy } });
const attached = (type: string, arn: string): TerraformChange => ({
  address: `aws_iam_${type}_policy_attachment.a`,
  after: { [type]: "old", policy_arn: arn },
  unknown: { id: true },
});
const USER = { name: "old", path: "/", arn: `${ARN}user/old`, tags_all: {} };
const POLICY = { name: "old", path: "/", arn: `${ARN}policy/old`, policy: LITTLE };
const edge = { role: "old", policy_arn: POLICY.arn, id: "x" };
const TRAIL = {
  name: "all",
  arn: "arn:aws:cloudtrail:eu-west-1:111122223333:trail/all",
  home_region: "eu-west-1",
  s3_bucket_name: "logs",
  is_multi_region_trail: true,
  enable_logging: true,
  enable_log_file_validation: true,
  kms_key_id: "arn:aws:kms:eu-west-1:111122223333:key/1",
  cloud_watch_logs_group_arn: "arn:aws:logs:eu-west-1:111122223333:log-group:x:*",
};
const WEAK = { minimum_password_length: 6, require_symbols: false, password_reuse_prevention: 0, max_password_age: 0 };

interface Case {
  what: string;
  changes: TerraformChange[];
  /** Rules of the findings. */
  rules: string[];
}

const CASES: Case[] = [
  { what: "an inline policy of a role, which the plan only names", changes: [inline("role", EVERYTHING)], rules: ["role-inline-policy-no-admin"] },
  { what: "an inline policy of a role, which the plan holds", changes: [inline("role", EVERYTHING), oldRole()], rules: ["role-inline-policy-no-admin"] },
  { what: "an inline policy of a user", changes: [inline("user", EVERYTHING)], rules: ["user-inline-policy-no-admin", "user-permissions-only-via-groups"] },
  { what: "an inline policy of a group", changes: [inline("group", EVERYTHING)], rules: ["group-inline-policy-no-admin"] },
  {
    what: "an inline policy that is updated",
    changes: [update("aws_iam_role_policy.p", { role: "old", name: "p", policy: LITTLE }, { policy: EVERYTHING })],
    rules: ["role-inline-policy-no-admin"],
  },
  {
    what: "an inline policy in a block of the role",
    changes: [
      update(
        "aws_iam_role.old",
        { ...oldRole().before, inline_policy: [{ name: "p", policy: LITTLE }] },
        { inline_policy: [{ name: "p", policy: EVERYTHING }] },
      ),
    ],
    rules: ["role-inline-policy-no-admin"],
  },
  {
    what: "a trust policy",
    changes: [update("aws_iam_role.old", { ...oldRole().before }, { assume_role_policy: ANYONE })],
    rules: ["role-trust-policy-not-public"],
  },
  { what: "AdministratorAccess attached to a role", changes: [attached("role", ADMINISTRATOR)], rules: ["policy-no-admin-aws-managed"] },
  { what: "AdministratorAccess attached to a group", changes: [attached("group", ADMINISTRATOR)], rules: ["policy-no-admin-aws-managed"] },
  {
    what: "AdministratorAccess attached to a user",
    changes: [attached("user", ADMINISTRATOR)],
    rules: ["policy-no-admin-aws-managed", "user-permissions-only-via-groups"],
  },
  {
    what: "the content of a policy, which the plan shows to be attached",
    changes: [
      update("aws_iam_policy.p", POLICY, { policy: EVERYTHING }),
      { address: "aws_iam_role_policy_attachment.a", actions: ["no-op"], before: edge, after: edge },
    ],
    rules: ["policy-no-admin-attached"],
  },
  {
    what: "a policy of everything attached to a role, both of which are there",
    changes: [
      { address: "aws_iam_policy.p", actions: ["no-op"], before: { ...POLICY, policy: EVERYTHING }, after: { ...POLICY, policy: EVERYTHING } },
      attached("role", POLICY.arn),
    ],
    rules: ["policy-no-admin-attached"],
  },
  {
    what: "a trail without validation",
    changes: [update("aws_cloudtrail.t", TRAIL, { enable_log_file_validation: false })],
    rules: ["cloudtrail-log-file-validation"],
  },
  { what: "a trail without its key", changes: [update("aws_cloudtrail.t", TRAIL, { kms_key_id: "" })], rules: ["cloudtrail-kms-encryption"] },
  {
    what: "the password policy of an account that nothing names",
    changes: [{ address: "aws_iam_account_password_policy.p", actions: ["create"], after: WEAK }],
    rules: [
      "password-policy-lowercase",
      "password-policy-max-age",
      "password-policy-min-length",
      "password-policy-number",
      "password-policy-reuse-prevention",
      "password-policy-symbol",
      "password-policy-uppercase",
    ],
  },
];

describe("a plan without a snapshot that changes what exists, beside a clean new role", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "reeve-existing-"));
    process.env.REEVE_CACHE_DIR = folder;
  });
  afterAll(() => {
    delete process.env.REEVE_CACHE_DIR;
    rmSync(folder, { recursive: true, force: true });
  });

  async function gate(changes: TerraformChange[], ...args: string[]): Promise<{ code: number; out: string; results: ReeveResults }> {
    const file = join(folder, "plan.json");
    writeFileSync(file, planText([clean, ...changes]));
    const all = ["gate", "--plan", file, "--now", "2026-11-16T00:00:00Z", ...(args.includes("--rules") ? [] : ["--pack", "iam-baseline"]), ...args];
    const { code, out } = await inProcess(all);
    const { out: json } = await inProcess([...all, "--format", "json"]);
    return { code, out, results: JSON.parse(json) as ReeveResults };
  }

  const newFindings = ({ results }: ReeveResults): string[] =>
    [...new Set(results.flatMap(({ rule, status, delta }) => (status === "fail" && delta !== "unchanged" ? [rule] : [])))].sort();

  it.each(CASES)("is blocked: $what", async ({ changes, rules }) => {
    for (const accepted of [[], ["--allow-unknown"], ["--allow-unknown=existing"]]) {
      const ran = await gate(changes, "--fail-on", "low", ...accepted);
      expect(newFindings(ran.results)).toEqual(rules);
      expect([ran.code, ran.results.gate?.decision]).toEqual([1, "blocked"]);
    }
  });

  it.each([
    ["the content of a policy that may be attached", [update("aws_iam_policy.p", POLICY, { policy: EVERYTHING })]],
    ["a policy of which the plan shows nothing", [attached("role", `${ARN}policy/unseen`)]],
    ["an inline policy whose content only the apply shows", [{ ...inline("role", LITTLE), after: { role: "old", name: "p" }, unknown: { policy: true } }]],
    ["an attachment whose policy only the apply shows", [{ ...attached("role", ""), after: { role: "old" }, unknown: { policy_arn: true, id: true } }]],
    [
      "content of a policy that may be attached, beside a harmless one",
      [update("aws_iam_policy.p", POLICY, { policy: EVERYTHING }), attached("role", READ_ONLY)],
    ],
  ])("is incomplete where only the account shows what a change does: %s", async (_, changes) => {
    for (const [accepted, code] of [
      [[], 3],
      [["--allow-unknown=existing"], 3],
      [["--allow-unknown"], 0],
    ] as const) {
      const ran = await gate(changes, "--fail-on", "low", ...accepted);
      expect(newFindings(ran.results)).toEqual([]);
      expect(ran.code).toBe(code);
    }
  });

  it.each<[string, TerraformChange[]]>([
    ["ReadOnlyAccess attached to a role", [attached("role", READ_ONLY)]],
    ["ReadOnlyAccess attached to a group", [attached("group", READ_ONLY)]],
    ["ReadOnlyAccess attached to a role that the plan holds", [attached("role", READ_ONLY), oldRole()]],
    [
      "a harmless policy attached to a role",
      [{ address: "aws_iam_policy.p", actions: ["no-op"], before: POLICY, after: POLICY }, attached("role", POLICY.arn)],
    ],
    [
      "two policies attached to a role",
      [attached("role", READ_ONLY), { ...attached("role", `${AWS}AWSLambdaExecute`), address: "aws_iam_role_policy_attachment.b" }],
    ],
    [
      "a policy detached from a role",
      [{ ...attached("role", READ_ONLY), actions: ["delete"], before: { role: "old", policy_arn: READ_ONLY, id: "x" }, after: null }],
    ],
    ["an inline policy of a role", [inline("role", LITTLE)]],
    ["an inline policy of a group", [inline("group", LITTLE)]],
    ["the tags of a role", [update("aws_iam_role.old", { ...oldRole().before }, { tags_all: { team: "a" } })]],
    ["the tags of a user", [update("aws_iam_user.old", USER, { tags_all: { team: "a" } })]],
    ["a harmless trust policy", [update("aws_iam_role.old", { ...oldRole().before }, { assume_role_policy: SERVICE.replace("ec2", "lambda") })]],
    ["the path of a group", [update("aws_iam_group.old", { name: "old", path: "/", arn: `${ARN}group/old` }, { path: "/team/" })]],
  ])("passes what no rule can be worse by: %s", async (_, changes) => {
    const ran = await gate(changes, "--fail-on", "low");
    expect(ran.results.results.filter(({ status }) => status === "unknown")).toEqual([]);
    expect([ran.code, newFindings(ran.results)]).toEqual([0, []]);
  });

  it.each([
    ["role", "role-cloudshell-full-access", CLOUD_SHELL],
    ["group", "group-cloudshell-full-access", CLOUD_SHELL],
    ["user", "user-permissions-only-via-groups", READ_ONLY],
  ])("is blocked by a policy that a %s is not to hold", async (type, rule, arn) => {
    const ran = await gate([attached(type, arn)], "--fail-on", "low");
    expect([ran.code, newFindings(ran.results).includes(rule)]).toEqual([1, true]);
  });

  it("lists a rule once where an inline policy of a role is not known", async () => {
    const { results } = await gate([{ ...inline("role", LITTLE), after: { role: "old", name: "p" }, unknown: { policy: true } }]);
    const listed = results.results.filter(({ rule, status }) => status === "unknown" && rule === "role-inline-policy-no-admin");
    expect(listed.map(({ resource }) => resource.name)).toEqual(["old"]);
  });

  it.each([
    [
      "an inline policy",
      [update("aws_iam_role_policy.p", { role: "old", name: "p", policy: EVERYTHING }, { policy: EVERYTHING.replace('"Effect"', '"Sid":"All","Effect"') })],
    ],
    [
      "a trust policy",
      [update("aws_iam_role.old", { ...oldRole().before, assume_role_policy: ANYONE }, { assume_role_policy: ANYONE, tags_all: { team: "a" } })],
    ],
    [
      "a role that is made anew",
      [{ ...update("aws_iam_role.old", { ...oldRole().before, assume_role_policy: ANYONE }, { path: "/team/" }), actions: ["delete", "create"] }],
    ],
  ])("does not hold against the change what the plan shows to have been so: %s", async (_, changes) => {
    const ran = await gate(changes, "--fail-on", "low");
    expect(newFindings(ran.results)).toEqual([]);
    expect(ran.code).toBe(0);
  });

  it("says that a boundary is gone, and where one stays", async () => {
    const rules = join(folder, "rules");
    mkdirSync(rules, { recursive: true });
    writeFileSync(join(rules, "role-bounded.yaml"), BOUNDED);
    const bound = { ...oldRole().before, permissions_boundary: `${ARN}policy/limit` };
    const gone = await gate([update("aws_iam_role.old", bound, { permissions_boundary: null })], "--rules", rules, "--allow-unknown");
    expect(gone.results.results.filter(({ status }) => status === "fail")).toMatchObject([
      { status: "fail", delta: "introduced", resource: { name: "app" } },
      { status: "fail", delta: "introduced", resource: { name: "old" } },
    ]);
    const stays = await gate([update("aws_iam_role.old", bound, { tags_all: { team: "a" } })], "--rules", rules, "--allow-unknown");
    expect(stays.results.results.filter(({ resource, status }) => resource.name === "old" && status === "fail")).toEqual([]);
  });

  it("holds with a snapshot in which the roles could not be read in full", async () => {
    const { gaps, ...account } = cleanAccount();
    const gap = { source: "iam:GetAccountAuthorizationDetails", reason: "Truncated", deniedBy: null, permission: null, scope: "roles", message: "x" };
    const open = { ...account, gaps: { ...gaps, g99: gap }, roles: [...(Array.isArray(account.roles) ? account.roles : []), { $unknown: "g99" }] };
    const ran = await gated(open as ReeveDocument, planText([inline("role", EVERYTHING)]), ["--pack", "iam-baseline", "--allow-unknown"]);
    expect(ran.results.filter(({ delta }) => delta === "introduced")).toMatchObject([{ rule: "role-inline-policy-no-admin", resource: { name: "old" } }]);
    expect(ran.code).toBe(1);
  });

  const passwords = (changed: Record<string, unknown>): TerraformChange[] => [
    update("aws_iam_account_password_policy.p", { ...WEAK, minimum_password_length: 8, require_symbols: true }, changed),
  ];

  it("does not hold against the change what the password policy was already, and what of it gets better", async () => {
    const { code, results } = await gate(passwords({ minimum_password_length: 10 }), "--fail-on", "low");
    expect([code, newFindings(results).filter((rule) => rule !== "password-policy-min-length")]).toEqual([0, []]);
    expect(results.results.find(({ rule }) => rule === "password-policy-min-length")).toMatchObject({ delta: "changed" });
  });

  it.each([
    ["worse", { minimum_password_length: 6 }, "password-policy-min-length", "worse"],
    ["not as it was", { require_symbols: false }, "password-policy-symbol", "introduced"],
  ])("is blocked by what of the password policy is %s, and by nothing else", async (_, changed, rule, delta) => {
    const { code, results } = await gate(passwords(changed), "--fail-on", "low");
    expect(code).toBe(1);
    expect(results.results.filter((each) => each.status === "fail" && each.delta !== "unchanged")).toMatchObject([{ rule, delta }]);
  });

  it("reads what the password policy was from the plan where the snapshot could not", async () => {
    const { gaps, account, ...rest } = cleanAccount();
    const gap = { source: "iam:GetAccountPasswordPolicy", reason: "AccessDenied", deniedBy: null, permission: null, scope: "account", message: "x" };
    const open = { ...rest, gaps: { ...gaps, g99: gap }, account: { ...account, passwordPolicy: { $unknown: "g99" } } } as ReeveDocument;
    const deltas = async (changes: TerraformChange[]): Promise<unknown[]> =>
      (await gated(open, planText(changes), ["--pack", "iam-baseline"])).results
        .filter(({ rule }) => rule === "password-policy-min-length")
        .map(({ status, delta }) => [status, delta]);
    expect(await deltas(passwords({ max_password_age: 90 }))).toEqual([["fail", "unchanged"]]);
    expect(await deltas(passwords({ minimum_password_length: 6 }))).toEqual([["fail", "worse"]]);
  });

  it("keeps open what a rule reads and the plan does not say, as the path", async () => {
    const rules = join(folder, "paths");
    mkdirSync(rules, { recursive: true });
    const ofTeam = 'applies:\n  role.path: "/team/"\nrequire:\n  role.attachedPolicyArns: { none: { glob: "*:policy/other" } }';
    writeFileSync(join(rules, "role-bounded.yaml"), BOUNDED.replace("require:\n  role.permissionsBoundaryArn: { exists: true }", ofTeam));
    const { code, results } = await gate([attached("role", `${ARN}policy/other`)], "--rules", rules);
    expect(results.results.filter(({ status }) => status === "unknown")).toMatchObject([{ resource: { kind: "role", name: null } }]);
    expect(code).toBe(3);
  });

  it("prints no made-up account where the password policy of one is judged", async () => {
    const { out } = await gate([{ address: "aws_iam_account_password_policy.p", after: WEAK }], "--all");
    expect(out).toContain("(account not known)");
    expect(out).not.toContain("000000000000");
  });
});

/** Every role has a boundary. */
const BOUNDED = `id: role-bounded
title: Roles have a boundary
severity: high
resource: role
rationale: A boundary limits what a role may be given.
require:
  role.permissionsBoundaryArn: { exists: true }
message: "Role {{role.name}} has no boundary"
references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html"]
remediation:
  console: ["Open IAM, Roles, {{role.name}}, Permissions"]
`;
