import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ChangeSetChange, LATER, page } from "../../collectors/plan/cloudformation/change-set.ts";
import { inProcess } from "./run.ts";
import { plan } from "./world.ts";

/**
 * What a change gives to a user, group or role that only the apply will name, and trust policies of which a part is known only then: harmless ones pass, with
 * a snapshot and without one; what gives too much, whoever gets it, does not.
 */
const ACCOUNT = "444455556666";
const AWS = "arn:aws:iam::aws:policy/";
const statement = (action: string | string[], resource: string | string[] = "*", effect = "Allow") => ({ Effect: effect, Action: action, Resource: resource });
const policy = (...statements: unknown[]) => ({ Version: "2012-10-17", Statement: statements });
const READS = policy(statement(["s3:GetObject*", "s3:List*"], ["arn:aws:s3:::data", "arn:aws:s3:::data/*"]));
const READS_LATER = policy(statement(["s3:GetObject*", "s3:List*"], [LATER, `${LATER}/*`]));
const EVERYTHING = policy(statement("*"));
const NOTHING = policy(statement("*", "*", "Deny"));
const trusting = (principal: unknown, more: Record<string, unknown> = {}, action = "sts:AssumeRole") =>
  policy({ Effect: "Allow", Principal: principal, Action: action, ...more });
const LAMBDA = trusting({ Service: "lambda.amazonaws.com" });

const newRole = (trust: unknown = LAMBDA, id = "ServiceRole"): ChangeSetChange => ({ id, type: "AWS::IAM::Role", after: { AssumeRolePolicyDocument: trust } });
const inline = (document: unknown, holders: Record<string, unknown> = { Roles: [LATER] }): ChangeSetChange => ({
  id: "DefaultPolicy",
  type: "AWS::IAM::Policy",
  after: { PolicyName: "DefaultPolicy", PolicyDocument: document, ...holders },
});
const managed = (document: unknown, holders: Record<string, unknown> = { Roles: [LATER] }): ChangeSetChange => ({
  id: "Managed",
  type: "AWS::IAM::ManagedPolicy",
  after: { ManagedPolicyName: "managed", PolicyDocument: document, ...holders },
});
const set = (...changes: ChangeSetChange[]): unknown =>
  page(changes, { StackId: `arn:aws:cloudformation:eu-west-1:${ACCOUNT}:stack/team/8d3a2c10-0000-0000-0000-000000000000` });

const GITHUB = { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" };
const COGNITO = { "cognito-identity.amazonaws.com:aud": LATER };
const federated = (condition: unknown, principal: unknown = LATER) =>
  set(newRole(trusting({ Federated: principal }, { Condition: condition }, "sts:AssumeRoleWithWebIdentity")));

/** A role that trusts GitHub whatever the repository, beside the providers. */
const trustOfProviders = (ids: string[]): ChangeSetChange[] => [
  newRole(trusting({ Federated: LATER }, { Condition: { StringEquals: GITHUB } }, "sts:AssumeRoleWithWebIdentity")),
  ...ids.map((id, at) => ({
    id,
    type: "AWS::IAM::OIDCProvider",
    after: { Url: at === 0 ? "https://token.actions.githubusercontent.com" : "https://id.example", ClientIdList: ["sts.amazonaws.com"] },
  })),
];
const trailWith = (key: string): ChangeSetChange => ({
  id: "T",
  type: "AWS::CloudTrail::Trail",
  after: {
    TrailName: "main2",
    IsLogging: true,
    IsMultiRegionTrail: true,
    IncludeGlobalServiceEvents: true,
    EnableLogFileValidation: true,
    S3BucketName: LATER,
    KMSKeyId: key,
    CloudWatchLogsLogGroupArn: LATER,
    CloudWatchLogsRoleArn: LATER,
  },
});

type Change = Parameters<typeof plan>[0][number];
const TRUST = JSON.stringify(LAMBDA);
const role: Change = {
  address: "aws_iam_role.app",
  actions: ["create"],
  after: { name_prefix: "app-", path: "/", assume_role_policy: TRUST },
  unknown: { name: true, arn: true, id: true },
};
const put = (document: unknown, kind = "role", more: Record<string, unknown> = {}): Change => ({
  address: `aws_iam_${kind}_policy.p`,
  actions: ["create"],
  after: { name: "p", policy: JSON.stringify(document), ...more },
  unknown: { [kind]: true, id: true },
});
const attach = (name: string): Change => ({
  address: "aws_iam_role_policy_attachment.a",
  actions: ["create"],
  after: { policy_arn: `${AWS}${name}` },
  unknown: { role: true, id: true },
});
const attachAll = (name: string, list = "roles"): Change => ({
  address: "aws_iam_policy_attachment.a",
  actions: ["create"],
  after: { name: "a", policy_arn: `${AWS}${name}` },
  unknown: { [list]: true, id: true },
});
const attachOnly = (name: string): Change => ({
  address: "aws_iam_role_policy_attachments_exclusive.a",
  actions: ["create"],
  after: { policy_arns: [`${AWS}${name}`] },
  unknown: { role_name: true },
});
const TRAIL = {
  name: "main",
  arn: `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/main`,
  s3_bucket_name: "b",
  is_multi_region_trail: true,
  include_global_service_events: true,
  enable_log_file_validation: true,
  enable_logging: true,
};
const trail = (after: Record<string, unknown>): unknown =>
  plan([{ address: "aws_cloudtrail.main", actions: ["update"], before: TRAIL, after: { ...TRAIL, ...after } }]);

/** Which identifiers of the trust policy, and which values of its condition, only the apply shows: null. */
function trusted(
  principal: { type: string; identifiers: (string | null)[] },
  condition: { test: string; variable: string; values: null[] } | null,
  refers: string[],
): unknown {
  const later = (list: unknown[]) => list.map((one) => one === null);
  const [of] = refers;
  const isRole = of?.startsWith("aws_iam_role.x") === true;
  const change: Change[] = [
    {
      address: "aws_iam_role.r",
      actions: ["create"],
      after: { name: "r", path: "/" },
      unknown: { arn: true, id: true, unique_id: true, assume_role_policy: true },
    },
    ...(isRole ? [{ ...role, address: "aws_iam_role.x" }] : []),
    ...(isRole ? [] : [{ address: "aws_vpc.x", actions: ["create"], after: {}, unknown: { id: true, arn: true } }]),
  ];
  const made = plan(change) as { resource_changes: unknown[]; configuration: unknown };
  const action = principal.type === "Federated" ? "sts:AssumeRoleWithWebIdentity" : "sts:AssumeRole";
  made.resource_changes.push({
    address: "data.aws_iam_policy_document.t",
    mode: "data",
    type: "aws_iam_policy_document",
    name: "t",
    provider_name: "registry.terraform.io/hashicorp/aws",
    change: {
      actions: ["read"],
      before: null,
      after: { statement: [{ effect: "Allow", actions: [action], principals: [principal], ...(condition ? { condition: [condition] } : {}) }] },
      after_unknown: {
        json: true,
        statement: [
          { principals: [{ identifiers: later(principal.identifiers) }], ...(condition ? { condition: [{ values: later(condition.values) }] } : {}) },
        ],
      },
    },
  });
  const references = { references: refers };
  made.configuration = {
    root_module: {
      resources: [
        {
          address: "aws_iam_role.r",
          mode: "managed",
          type: "aws_iam_role",
          name: "r",
          expressions: { assume_role_policy: { references: ["data.aws_iam_policy_document.t.json", "data.aws_iam_policy_document.t"] } },
        },
        {
          address: "data.aws_iam_policy_document.t",
          mode: "data",
          type: "aws_iam_policy_document",
          name: "t",
          expressions: { statement: [{ principals: [{ identifiers: references }], ...(condition ? { condition: [{ values: references }] } : {}) }] },
        },
      ],
    },
  };
  return made;
}
const ROLE_ARN = ["aws_iam_role.x.arn", "aws_iam_role.x"];
const VPC_ID = ["aws_vpc.x.id", "aws_vpc.x"];

/** Exit codes with the snapshot and without one. */
const CASES: readonly [name: string, change: unknown, withSnapshot: number, alone: number][] = [
  ["a role's default policy that reads a bucket", set(newRole(), inline(READS)), 0, 0],
  ["one whose bucket is made as well", set(newRole(), inline(READS_LATER)), 0, 0],
  ["one for a group", set(newRole(), inline(READS, { Groups: [LATER] })), 0, 0],
  ["a default policy of a role that the change set does not make", set(inline(READS)), 0, 0],
  ["one that denies everything", set(newRole(), inline(NOTHING)), 0, 0],
  ["a managed policy for such a role", set(newRole(), managed(READS)), 0, 0],
  ["an inline policy for such a role", plan([role, put(READS)]), 0, 0],
  ["an attachment to such a role", plan([role, attach("AmazonSSMManagedInstanceCore")]), 0, 0],
  ["an attachment to roles of which none is known", plan([role, attachAll("AmazonSSMManagedInstanceCore")]), 0, 0],

  ["a policy that a user holds by itself", set(newRole(), inline(READS, { Users: [LATER] })), 1, 1],
  ["an administrator policy for such a role", set(newRole(), inline(EVERYTHING)), 1, 1],
  ["an administrator policy, where nothing of its kind is made", set(inline(EVERYTHING)), 1, 1],
  ["an administrator policy for a user, where only a role is made", set(newRole(), inline(EVERYTHING, { Users: [LATER] })), 1, 1],
  ["an inline administrator policy for someone", plan([put(EVERYTHING)]), 1, 1],
  ["one for a group", plan([put(EVERYTHING, "group")]), 1, 1],
  ["a managed administrator policy for someone", set(managed(EVERYTHING)), 1, 1],
  ["AdministratorAccess for someone", plan([attach("AdministratorAccess")]), 1, 1],
  ["AdministratorAccess for users, none of them known", plan([attachAll("AdministratorAccess", "users")]), 1, 1],
  ["AdministratorAccess for groups, none of them known", plan([attachAll("AdministratorAccess", "groups")]), 1, 1],
  ["IAMFullAccess for someone", plan([attach("IAMFullAccess")]), 1, 1],
  ["exactly AdministratorAccess for someone", plan([{ ...attachOnly("AdministratorAccess") }]), 1, 1],
  ["an inline policy of which nothing is known", set(inline(LATER)), 3, 3],
  ["an action that only the execution will show", set(inline(policy(statement([LATER])))), 3, 3],

  [
    "a trust of a provider that the stack makes",
    federated({ StringEquals: { ...GITHUB, "token.actions.githubusercontent.com:sub": "repo:acme/app:ref:refs/heads/main" } }),
    0,
    0,
  ],
  ["one without a subject", federated({ StringEquals: GITHUB }), 3, 3],
  ["one without a subject, of the provider that the stack makes", set(...trustOfProviders(["Provider"])), 1, 1],
  ["one without a subject, of one of two that the stack makes", set(...trustOfProviders(["Provider", "Other"])), 3, 3],
  ["a trail whose key and log group the stack makes", set(trailWith(LATER)), 0, 0],
  ["one with a key of which a part is known", set(trailWith(`arn:aws:kms:eu-west-1:${ACCOUNT}:key/${LATER}`)), 0, 0],
  ["one with a key of which nothing is known", set(trailWith(LATER), { id: "C", type: "Custom::Names", after: { ServiceToken: "x" } }), 3, 3],
  ["a trust of an identity pool of the stack", federated({ StringEquals: COGNITO }, "cognito-identity.amazonaws.com"), 0, 0],
  ["one that compares it as a pattern", federated({ StringLike: COGNITO }, "cognito-identity.amazonaws.com"), 3, 3],
  ["one that lets in every other pool", federated({ StringNotEquals: COGNITO }, "cognito-identity.amazonaws.com"), 1, 1],
  [
    "everyone of an organization that only the execution will show",
    set(newRole(trusting({ AWS: "*" }, { Condition: { StringEquals: { "aws:PrincipalOrgID": LATER } } }))),
    0,
    0,
  ],
  ["everyone out of it", set(newRole(trusting({ AWS: "*" }, { Condition: { StringNotEquals: { "aws:PrincipalOrgID": LATER } } }))), 1, 1],
  [
    "everyone with a tag that only the execution will show",
    set(newRole(trusting({ AWS: "*" }, { Condition: { StringEquals: { "aws:PrincipalTag/team": LATER } } }))),
    3,
    3,
  ],
  ["a role of the stack", set(newRole(trusting({ AWS: LATER }))), 0, 0],
  ["everyone beside a role of the stack", set(newRole(trusting({ AWS: ["*", LATER] }))), 1, 1],
  ["what a custom resource answers", set(newRole(trusting({ AWS: LATER })), { id: "C", type: "Custom::Principal", after: { ServiceToken: "arn" } }), 3, 3],
  [
    "a parameter that the stack makes",
    set(newRole(trusting({ AWS: LATER })), { id: "P", type: "AWS::SSM::Parameter", after: { Type: "String", Value: "*" } }),
    3,
    3,
  ],
  ["a role without a name", trusted({ type: "AWS", identifiers: [null] }, null, ROLE_ARN), 0, 0],
  ["everyone beside a role without a name", trusted({ type: "AWS", identifiers: ["*", null] }, null, ROLE_ARN), 1, 1],
  [
    "everyone from a network that the plan makes",
    trusted({ type: "AWS", identifiers: ["*"] }, { test: "StringEquals", variable: "aws:SourceVpc", values: [null] }, VPC_ID),
    0,
    0,
  ],
  [
    "everyone from a network by a pattern",
    trusted({ type: "AWS", identifiers: ["*"] }, { test: "StringLike", variable: "aws:SourceVpc", values: [null] }, VPC_ID),
    3,
    3,
  ],
];

const SNAPSHOT = ["--snapshot", "samples/tideline.snapshot.json.gz"];
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "reeve-part-"));
  process.env.REEVE_CACHE_DIR = folder;
});
afterAll(() => {
  delete process.env.REEVE_CACHE_DIR;
  rmSync(folder, { recursive: true, force: true });
});

async function gated(change: unknown, args: readonly string[]): Promise<{ code: number; out: string }> {
  const file = join(folder, "change.json");
  writeFileSync(file, JSON.stringify(change));
  const flag = Object.hasOwn(change as object, "StackId") ? "--change-set" : "--plan";
  return await inProcess(["gate", "--config", "samples/reeve.yaml", "--pack", "iam-baseline", "--now", "2026-11-16", flag, file, ...args]);
}

describe("a change of which a part is known", () => {
  it.each(CASES)("%s", { timeout: 30_000 }, async (_name, change, withSnapshot, alone) => {
    const [one, other] = [await gated(change, SNAPSHOT), await gated(change, [])];
    expect([one.code, other.code], `${one.out}\n${other.out}`).toEqual([withSnapshot, alone]);
  });

  it("is named by the address that gives the policy", async () => {
    const { out } = await gated(set(inline(EVERYTHING)), SNAPSHOT);
    expect(out).toContain("An inline policy of role DefaultPolicy gives administrator permissions");
    expect(out).toContain("role-inline-policy-no-admin · DefaultPolicy\n");
  });

  it("is no less a finding where unknowns are accepted, nor where a principal of some name is expected to hold it", async () => {
    const expected = ["--param", 'policy-no-admin-aws-managed.expectedPrincipals=["arn:aws:iam::444455556666:role/app","arn:*:iam::*:role/deploy-*"]'];
    for (const args of [SNAPSHOT, []])
      for (const accepted of ["--allow-unknown", "--allow-unknown=existing"])
        expect((await gated(plan([attach("AdministratorAccess")]), [...args, accepted, ...expected])).code).toBe(1);
  });
});

describe("a trail that exists, without a snapshot", () => {
  it.each<[string, unknown]>([
    ["that is switched off", trail({ enable_logging: false })],
    ["that records one region only", trail({ is_multi_region_trail: false })],
    ["that records other events", trail({ event_selector: [{ read_write_type: "ReadOnly", include_management_events: true }] })],
    ["that is deleted", plan([{ address: "aws_cloudtrail.main", actions: ["delete"], before: TRAIL }])],
    [
      "that CloudFormation switches off",
      set({
        id: "Trail",
        type: "AWS::CloudTrail::Trail",
        physicalId: "main",
        before: { TrailName: "main", S3BucketName: "b", IsLogging: true, IsMultiRegionTrail: true },
        after: { TrailName: "main", S3BucketName: "b", IsLogging: false, IsMultiRegionTrail: true },
      }),
    ],
  ])("%s blocks, whatever is accepted", async (_name, change) => {
    for (const accepted of [[], ["--allow-unknown"]]) {
      const { code, out } = await gated(change, accepted);
      expect(code, out).toBe(1);
      expect(out).toContain("cloudtrail-multi-region-management-events");
    }
  });

  it("that never recorded all regions passes no rule and breaks none: what other trails record is not known", async () => {
    const before = { ...TRAIL, is_multi_region_trail: false };
    const narrowed = { ...before, event_selector: [{ read_write_type: "ReadOnly", include_management_events: true }] };
    const { code, out } = await gated(plan([{ address: "aws_cloudtrail.main", actions: ["update"], before, after: narrowed }]), []);
    expect(code, out).toBe(3);
  });

  it("leaves rules on the account out where it is switched on", async () => {
    const { out } = await gated(plan([{ address: "aws_cloudtrail.main", actions: ["update"], before: { ...TRAIL, enable_logging: false }, after: TRAIL }]), []);
    expect(out).toContain("20 rules on the account and on whole lists need --snapshot");
  });

  it("is named where its state lacks the ARN", async () => {
    const { arn: _, ...before } = TRAIL;
    const { out } = await gated(plan([{ address: "aws_cloudtrail.main", actions: ["delete"], before }]), SNAPSHOT);
    expect(out).toContain("aws_cloudtrail.main deletes the trail main, which the snapshot does not hold.");
  });
});
