import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { REPORTERS } from "../../../reporters/index.ts";
import type { ReeveResults } from "../../../schemas/index.ts";
import { planText, type TerraformChange } from "../../collectors/plan/plan-text.ts";
import { inProcess } from "./run.ts";

const SERVICE = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const ANYONE = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }] });
const EVERYTHING = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });
const LITTLE = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] });

const role: TerraformChange = {
  address: "aws_iam_role.app",
  after: { name: "app", path: "/", assume_role_policy: SERVICE, tags_all: {} },
  unknown: { arn: true, id: true },
};
const inline = (holder: string, policy: string): TerraformChange => ({ address: "aws_iam_role_policy.p", after: { role: holder, name: "p", policy } });
const plain = (address: string, more: Partial<TerraformChange> = {}): TerraformChange => ({ address, after: { name: "x" }, ...more });

const provider: TerraformChange = {
  address: "aws_iam_openid_connect_provider.p",
  after: { url: "https://id.example", client_id_list: ["sts.amazonaws.com"], thumbprint_list: [] },
  unknown: { arn: true },
};
const profileOf = (carried: string): TerraformChange => ({ address: "aws_iam_instance_profile.p", after: { name: "x", path: "/", role: carried } });
const STRICT = {
  minimum_password_length: 14,
  require_symbols: true,
  require_numbers: true,
  require_uppercase_characters: true,
  require_lowercase_characters: true,
  allow_users_to_change_password: true,
  max_password_age: 90,
  password_reuse_prevention: 24,
  hard_expiry: false,
};
const IAM = "arn:aws:iam::111122223333:";
const destroyed = (kind: string, more: Record<string, unknown>): TerraformChange => ({
  address: `aws_iam_${kind}.x`,
  actions: ["delete"],
  before: { name: "x", path: "/", arn: `${IAM}${kind}/x`, ...more },
  after: null,
});
const user: TerraformChange = { address: "aws_iam_user.u", after: { name: "ann", path: "/", tags_all: {} }, unknown: { arn: true, id: true } };
const membership = (member: string): TerraformChange => ({
  address: "aws_iam_user_group_membership.m",
  after: { user: member, groups: ["readers"] },
  unknown: { id: true },
});
const attachedUnseen: TerraformChange = {
  address: "aws_iam_role_policy_attachment.a",
  after: { role: "other", policy_arn: `${IAM}policy/unseen` },
  unknown: { id: true },
};
const NOTHING_TO_DECIDE = "PASSED: nothing was to be decided, because no rule is about what this plan makes or deletes";
const AFFECTS_NOTHING = "PASSED: nothing in this plan affects IAM or CloudTrail";

const RUNS_PROGRAM = "INCOMPLETE: a program runs while the plan is applied (as a provisioner does), and the";

interface Case {
  what: string;
  changes: TerraformChange[];
  args?: string[];
  more?: Record<string, unknown>;
  code: 0 | 1 | 3;
  says: string;
}

const DENY = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }] });
const GUARD = "arn:aws:iam::111122223333:policy/guardrails/RequireMfa";
const guard = (action: string, policy: string | null): TerraformChange => {
  const before = { name: "RequireMfa", path: "/guardrails/", arn: GUARD, id: GUARD, policy: DENY, tags_all: {} };
  return { address: "aws_iam_policy.g", actions: [action], before, after: policy === null ? null : { ...before, policy } };
};
const gone = (address: string, before: Record<string, unknown>): TerraformChange => ({ address, actions: ["delete"], before, after: null });
const detached = gone("aws_iam_group_policy_attachment.a", { group: "devs", policy_arn: GUARD, id: "x" });
const guardOfRole = gone("aws_iam_role_policy_attachment.a", { role: "old", policy_arn: GUARD, id: "x" });
const roleGone = gone("aws_iam_role.old", { name: "old", path: "/", arn: "arn:aws:iam::111122223333:role/old", assume_role_policy: SERVICE });
const inlineGone = (policy: string): TerraformChange => gone("aws_iam_group_policy.p", { group: "devs", name: "p", policy, id: "devs:p" });
const USER = { name: "ann", path: "/", arn: "arn:aws:iam::111122223333:user/ann", id: "ann", tags_all: {} };
const unbound: TerraformChange = {
  address: "aws_iam_user.u",
  actions: ["update"],
  before: { ...USER, permissions_boundary: GUARD },
  after: { ...USER, permissions_boundary: null },
};

const CASES: Case[] = [
  { what: "a harmless role", changes: [role, inline("app", LITTLE)], code: 0, says: "PASSED: the change makes nothing worse" },
  { what: "a role that can do everything", changes: [role, inline("app", EVERYTHING)], code: 1, says: "BLOCKED: the change introduces 1 finding (1 high)" },
  {
    what: "a policy that nothing has",
    changes: [{ address: "aws_iam_policy.p", after: { name: "p", path: "/", policy: EVERYTHING }, unknown: { arn: true } }],
    code: 0,
    says: "PASSED",
  },
  { what: "rules that do not follow from a plan, once", changes: [role], code: 0, says: "rules on the account and on whole lists need --snapshot" },
  { what: "a machine and its network", changes: [plain("aws_instance.i"), plain("aws_vpc.v"), plain("aws_security_group.g")], code: 0, says: AFFECTS_NOTHING },
  { what: "values of Terraform itself", changes: [plain("random_pet.p"), plain("time_static.t"), plain("null_resource.n")], code: 0, says: AFFECTS_NOTHING },
  { what: "a function with a role that exists", changes: [plain("aws_lambda_function.f")], code: 0, says: AFFECTS_NOTHING },
  { what: "a new bucket", changes: [plain("aws_s3_bucket.b")], code: 0, says: AFFECTS_NOTHING },
  {
    what: "a bucket destroyed, where a trail may deliver",
    changes: [plain("aws_s3_bucket.b", { actions: ["delete"], before: { bucket: "b" }, after: null })],
    code: 3,
    says: "1 type in no list of those that cannot affect IAM or CloudTrail: aws_s3_bucket",
  },
  { what: "a policy of a bucket", changes: [plain("aws_s3_bucket_policy.b")], code: 3, says: "aws_s3_bucket_policy" },
  { what: "a permission of a function", changes: [plain("aws_lambda_permission.p")], code: 3, says: "aws_lambda_permission" },
  { what: "a type in no list", changes: [plain("example_thing.t"), plain("aws_instance.i")], code: 3, says: "example_thing" },
  { what: "a type in no list, beside a role that was judged", changes: [role, plain("example_thing.t")], code: 3, says: "example_thing" },
  { what: "a type in no list, with all packs", changes: [plain("example_thing.t")], args: ["--fail-on", "low"], code: 3, says: "example_thing" },
  { what: "an identity provider", changes: [provider], code: 0, says: NOTHING_TO_DECIDE },
  { what: "an alias of the account", changes: [{ address: "aws_iam_account_alias.a", after: { account_alias: "x" } }], code: 0, says: NOTHING_TO_DECIDE },
  {
    what: "an analyzer",
    changes: [{ address: "aws_accessanalyzer_analyzer.a", after: { analyzer_name: "x", type: "ACCOUNT", region: "eu-west-1" }, unknown: { arn: true } }],
    code: 0,
    says: NOTHING_TO_DECIDE,
  },
  {
    what: "a strict password policy, of which rules on trails and contacts say nothing",
    changes: [{ address: "aws_iam_account_password_policy.p", after: STRICT, unknown: { id: true } }],
    code: 0,
    says: "PASSED: the change makes nothing worse",
  },
  { what: "a role destroyed", changes: [destroyed("role", { assume_role_policy: SERVICE })], code: 0, says: NOTHING_TO_DECIDE },
  { what: "a policy and a user destroyed", changes: [destroyed("policy", { policy: LITTLE }), destroyed("user", {})], code: 0, says: NOTHING_TO_DECIDE },
  { what: "a group destroyed, which may have denied", changes: [destroyed("group", {})], code: 3, says: "INCOMPLETE" },
  { what: "a role destroyed beside a type in no list", changes: [destroyed("role", {}), plain("example_thing.t")], code: 3, says: "example_thing" },
  {
    what: "a policy detached from a role that stays",
    changes: [{ address: "aws_iam_role_policy_attachment.a", actions: ["delete"], before: { role: "x", policy_arn: `${IAM}policy/guard` }, after: null }],
    code: 3,
    says: "INCOMPLETE",
  },
  { what: "a new user in a group that exists", changes: [user, membership("ann")], code: 0, says: "PASSED: the change makes nothing worse" },
  { what: "a user that exists in a group that exists", changes: [membership("old")], code: 0, says: "PASSED: the change makes nothing worse" },
  {
    what: "a trail destroyed, where the plan shows no other",
    changes: [
      { address: "aws_cloudtrail.t", actions: ["delete"], before: { name: "t", arn: "arn:aws:cloudtrail:eu-west-1:111122223333:trail/t" }, after: null },
    ],
    code: 1,
    says: "No trail of account 111122223333 is logging",
  },
  { what: "an instance profile", changes: [{ address: "aws_iam_instance_profile.p", after: { name: "x", path: "/" } }], code: 0, says: NOTHING_TO_DECIDE },
  { what: "an instance profile with a role that exists", changes: [profileOf("old")], code: 0, says: NOTHING_TO_DECIDE },
  { what: "an instance profile with a role that exists, beside a harmless role", changes: [role, profileOf("old")], code: 0, says: "PASSED" },
  { what: "an instance profile with a role of the plan", changes: [role, profileOf("app")], code: 0, says: "PASSED" },
  {
    what: "an identity provider, with rules on records only",
    changes: [provider],
    args: ["--pack", "cloudtrail-detections"],
    code: 3,
    says: "nothing was decided",
  },
  { what: "an identity provider, beside a type in no list", changes: [provider, plain("example_thing.t")], code: 3, says: "example_thing" },
  { what: "an identity provider, beside what is not read", changes: [provider, plain("awscc_iam_role.r")], code: 3, says: "INCOMPLETE" },
  {
    what: "a change of an identity provider that exists",
    changes: [
      {
        ...provider,
        actions: ["update"],
        before: { url: "https://id.example", arn: "arn:aws:iam::111122223333:oidc-provider/id.example", client_id_list: [], thumbprint_list: [] },
      },
    ],
    code: 3,
    says: "nothing was decided",
  },
  { what: "a role, with rules on records only", changes: [role], args: ["--pack", "cloudtrail-detections"], code: 3, says: "INCOMPLETE: nothing was decided" },
  {
    what: "a data source that runs a program at the apply",
    changes: [plain("data.external.x", { mode: "data", actions: ["read"] })],
    code: 3,
    says: RUNS_PROGRAM,
  },
  {
    what: "a data source that only reads at the apply",
    changes: [plain("aws_instance.i"), plain("data.aws_ami.x", { mode: "data", actions: ["read"] })],
    code: 0,
    says: AFFECTS_NOTHING,
  },
  { what: "a stack, which may make anything", changes: [plain("aws_cloudformation_stack.s")], code: 3, says: "INCOMPLETE" },
  { what: "an organization", changes: [plain("awscc_organizations_policy.p")], code: 3, says: "INCOMPLETE" },
  { what: "a program that runs beside", changes: [plain("null_resource.n")], more: { provisioners: true }, code: 3, says: RUNS_PROGRAM },
  { what: "a machine with a provisioner", changes: [plain("aws_instance.i")], more: { provisioners: true }, code: 3, says: RUNS_PROGRAM },
  { what: "a rule on records, which no plan has", changes: [plain("aws_instance.i")], args: ["--rule", "trail-stopped"], code: 0, says: AFFECTS_NOTHING },
  { what: "a harmless policy of a role that exists", changes: [role, inline("other", LITTLE)], code: 0, says: "PASSED" },
  { what: "a policy of which the plan shows nothing, of a role that exists", changes: [role, attachedUnseen], code: 3, says: "INCOMPLETE" },
  { what: "a policy of a role that exists", changes: [role, inline("other", EVERYTHING)], code: 1, says: "the change introduces 1 finding (1 high)" },
  {
    what: "the trust of a role that exists",
    changes: [
      role,
      {
        address: "aws_iam_role.old",
        actions: ["update"],
        before: { name: "old", path: "/", arn: "arn:aws:iam::111122223333:role/old", assume_role_policy: SERVICE },
        after: { name: "old", path: "/", arn: "arn:aws:iam::111122223333:role/old", assume_role_policy: ANYONE },
      },
    ],
    code: 1,
    says: "the change introduces 1 finding (1 critical)",
  },
  {
    what: "an existing trail deleted beside a harmless role",
    changes: [
      role,
      {
        address: "aws_cloudtrail.t",
        actions: ["delete"],
        before: { name: "all", arn: "arn:aws:cloudtrail:eu-west-1:111122223333:trail/all", enable_logging: true },
        after: null,
      },
    ],
    code: 1,
    says: "No trail of account 111122223333 is logging",
  },
  ...[
    { what: "a policy that denies, rewritten to one that allows", changes: [guard("update", LITTLE)], says: "takes away Deny statements of a policy" },
    { what: "a policy that denies, deleted", changes: [guard("delete", null)], says: "takes away a policy that denies, or may" },
    {
      what: "a policy detached from a group, of which the plan does not show what it says",
      changes: [detached],
      says: "the attachment of a policy that denies",
    },
    { what: "an inline policy that denies, deleted", changes: [inlineGone(DENY)], says: "an inline policy that denies, or may" },
    { what: "a permissions boundary taken from a user", changes: [unbound], says: "a permissions boundary" },
  ].map(({ what, changes, says }) => ({
    what: `${what}, beside a harmless role`,
    changes: [role, ...changes],
    args: ["--allow-unknown"],
    code: 3 as const,
    says,
  })),
  ...[
    { what: "an inline policy that allows, deleted", changes: [inlineGone(LITTLE)] },
    { what: "a policy of AWS detached", changes: [{ ...detached, before: { group: "devs", policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess", id: "x" } }] },
    { what: "a policy that denies, detached from a role that is deleted too", changes: [guardOfRole, roleGone] },
  ].map(({ what, changes }) => ({
    what: `${what}, beside a harmless role`,
    changes: [role, ...changes],
    args: ["--allow-unknown"],
    code: 0 as const,
    says: "PASSED",
  })),
];

describe("a plan without a snapshot", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "reeve-plan-only-"));
    process.env.REEVE_CACHE_DIR = folder;
  });
  afterAll(() => {
    delete process.env.REEVE_CACHE_DIR;
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(CASES)("is decided: $what", async ({ changes, args = [], more = {}, code, says }) => {
    const plan = JSON.parse(planText(changes)) as { configuration: { root_module: { resources: Record<string, unknown>[] } } };
    if (more.provisioners) for (const resource of plan.configuration.root_module.resources) resource.provisioners = [{ type: "local-exec" }];
    const file = join(folder, "plan.json");
    writeFileSync(file, JSON.stringify(plan));
    const packs = args.length > 0 ? args : ["--pack", "iam-baseline"];
    const ran = await inProcess(["gate", "--plan", file, "--now", "2026-11-16T00:00:00Z", ...packs]);
    expect(ran.out).toContain(says);
    expect(ran.code).toBe(code);
  });

  it("names no account and no day, where the plan names none", async () => {
    const file = join(folder, "plan.json");
    writeFileSync(file, planText([role]));
    const { out } = await inProcess(["gate", "--plan", file, "--now", "2026-11-16T00:00:00Z", "--pack", "iam-baseline"]);
    expect(out).toContain("A plan without its account, ");
    expect(out).not.toContain("No account");
  });

  it.each(Object.keys(REPORTERS))("prints no made-up account in %s", async (format) => {
    const file = join(folder, "plan.json");
    writeFileSync(file, planText([{ ...role, after: { ...role.after, assume_role_policy: ANYONE } }, inline("app", EVERYTHING)]));
    const args = ["gate", "--now", "2026-11-16T00:00:00Z", "--pack", "iam-baseline", "--all", "--format", format, "--plan"];
    const { out, err } = await inProcess([...args, file]);
    expect(out).not.toContain("000000000000");
    if (format === "asff") {
      expect([out, err]).toEqual(["", expect.stringContaining("asff leaves out 2 results, because nothing says of which account")]);
      const named = await inProcess([...args, `111122223333=${file}`]);
      expect(named.out).toContain('"AwsAccountId":"111122223333"');
      expect(named.err).not.toContain("leaves out");
      return;
    }
    expect(out.length).toBeGreaterThan(100);
    if (format !== "text") return;
    for (const command of ["explain", "remediate"]) {
      const again = await inProcess([command, "1"]);
      expect(again.out).toContain("app");
      expect(`${again.out}${again.err}`).not.toContain("000000000000");
      expect(again.out).toContain("plan.json, without its account");
    }
  });

  it("lists and counts nothing that no plan makes", async () => {
    const file = join(folder, "plan.json");
    writeFileSync(file, planText([role, { address: "aws_iam_user.u", after: { name: "u", path: "/" } }]));
    const args = ["gate", "--plan", file, "--now", "2026-11-16T00:00:00Z", "--pack", "iam-baseline"];
    const { out } = await inProcess([...args, "--format", "json"]);
    const { results, summary, counts, gate } = JSON.parse(out) as ReeveResults;
    expect(results.filter(({ status }) => status === "unknown")).toEqual([]);
    expect(summary.status.unknown).toBe(0);
    expect(summary.coverage.total).toBe(summary.coverage.decided);
    expect(counts.reduce((sum, { unknown }) => sum + unknown, 0)).toBe(0);
    expect(gate?.counts.unchanged).toBe(0);
    expect((await inProcess(args)).out).not.toMatch(/unchanged/);
    expect((await inProcess([...args, "--format", "github-summary"])).out).not.toMatch(/unchanged|as of|Not configured: ,/);
  });

  it("says how to have judged what depends on the account", async () => {
    const file = join(folder, "plan.json");
    writeFileSync(file, planText([role, attachedUnseen]));
    const { out } = await inProcess(["gate", "--plan", file, "--now", "2026-11-16T00:00:00Z", "--pack", "iam-baseline"]);
    expect(out).toContain("It depends on the account, and no snapshot of it was given");
    expect(out.replace(/\s+/g, " ")).toContain("judge the plan on it: --snapshot account.json.gz");
    expect(out).not.toContain("check with --snapshot");
  });

  it("accepts with --allow-unknown=existing nothing that the change makes unknown", async () => {
    const file = join(folder, "plan.json");
    writeFileSync(file, planText([role, attachedUnseen]));
    const args = ["gate", "--plan", file, "--now", "2026-11-16T00:00:00Z", "--pack", "iam-baseline"];
    expect((await inProcess([...args, "--allow-unknown=existing"])).code).toBe(3);
    expect((await inProcess([...args, "--allow-unknown"])).code).toBe(0);
  });
});
