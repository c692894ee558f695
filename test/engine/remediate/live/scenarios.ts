import { type CloudTrailClient, DescribeTrailsCommand, GetTrailStatusCommand } from "@aws-sdk/client-cloudtrail";
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  GetAccountPasswordPolicyCommand,
  type IAMClient,
  ListAccessKeysCommand,
  ListAttachedUserPoliciesCommand,
  ListGroupsForUserCommand,
  ListRolesCommand,
  ListUserPoliciesCommand,
  PutUserPolicyCommand,
  UpdateAccountPasswordPolicyCommand,
} from "@aws-sdk/client-iam";

const ACCOUNT = "123456789012";
const CLOCK = "2026-06-01T00:00:00Z";
const account = { id: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root`, partition: "aws" };
const ALL = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });

export interface World {
  iam: IAMClient;
  cloudtrail: CloudTrailClient;
  /** Regions in which analyzers were made. */
  analyzers: ReadonlyMap<string, object>;
  makeBucket: (name: string) => Promise<void>;
  /** Puts a policy on it; AWS refuses one that it cannot read. */
  putBucketPolicy: (name: string, policy: string) => Promise<void>;
}

/** What the emulator gets wrong, by call. */
const EMULATOR_FAULTS = {
  "iam:GetAccountPasswordPolicy": "answers MaxPasswordAge 0 where passwords do not expire; AWS leaves it out",
  "iam:AttachRolePolicy": "lacks AWS's own policies unless it loads all of them, which takes long",
  "access-analyzer:CreateAnalyzer": "lacks the service: analyzers.ts stands in for it",
} as const;

export interface RemediationScenario {
  name: string;
  rules: string[];
  /** undo or contain, of a finding on a record. */
  part?: string;
  supply?: Record<string, string>;
  /** Makes the account, and gives what a snapshot of it holds. */
  given: (world: World) => Promise<Record<string, unknown>>;
  /** Before the script is run: what it needs and does not make. `script`: its text. */
  prepare?: (world: World, script: string) => Promise<void>;
  state: (world: World) => Promise<unknown>;
  /** What is there after all questions were answered with yes, and after all were skipped. */
  yes: unknown;
  skip: unknown;
  /** The last call, which the emulator refuses and AWS does not. */
  emulatorFails?: keyof typeof EMULATOR_FAULTS;
  /** Part of a question that must be asked. */
  asks?: RegExp;
}

const dora = { name: "dora", arn: `arn:aws:iam::${ACCOUNT}:user/dora` };
const base = { collectedAt: CLOCK, account };

async function userWithKey({ iam }: World): Promise<string> {
  await iam.send(new CreateUserCommand({ UserName: "dora" }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "dora" }));
  return AccessKey?.AccessKeyId ?? "";
}

const keyOf = (id: string, more: object = {}) => ({
  id,
  active: true,
  userArn: dora.arn,
  userName: "dora",
  createdAt: "2025-01-01T00:00:00Z",
  lastUsedAt: "2026-05-31T00:00:00Z",
  ...more,
});

/** Ids of keys differ from run to run: whether the first one is there, and how the keys stand. */
function keyState(first: { id: string }): RemediationScenario["state"] {
  return async ({ iam }) => {
    const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName: "dora" }));
    return AccessKeyMetadata.map(({ AccessKeyId, Status }) => `${AccessKeyId === first.id ? "old" : "new"} ${Status}`).sort();
  };
}

const policiesOf: RemediationScenario["state"] = async ({ iam }) => {
  const user = { UserName: "dora" };
  const { Groups = [] } = await iam.send(new ListGroupsForUserCommand(user));
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedUserPoliciesCommand(user));
  const { PolicyNames = [] } = await iam.send(new ListUserPoliciesCommand(user));
  return {
    groups: Groups.map(({ GroupName }) => GroupName),
    attached: AttachedPolicies.map(({ PolicyName }) => PolicyName).sort(),
    inline: [...PolicyNames].sort(),
  };
};

const rotated = { id: "" };
const unused = { id: "" };

export const SCENARIOS: RemediationScenario[] = [
  {
    name: "an access key is rotated",
    rules: ["user-access-key-rotation"],
    given: async (world) => {
      rotated.id = await userWithKey(world);
      return { ...base, users: [dora], accessKeys: [keyOf(rotated.id)] };
    },
    state: keyState(rotated),
    yes: ["new Active"],
    skip: ["old Active"],
  },
  {
    name: "an unused access key is retired",
    rules: ["user-access-key-unused"],
    given: async (world) => {
      unused.id = await userWithKey(world);
      return { ...base, users: [dora], accessKeys: [keyOf(unused.id, { lastUsedAt: null })] };
    },
    state: keyState(unused),
    yes: [],
    skip: ["old Active"],
  },
  {
    name: "a user's policies are detached and deleted, each",
    rules: ["user-permissions-only-via-groups"],
    supply: { REEVE_GROUP_NAME: "people" },
    given: async ({ iam }) => {
      await iam.send(new CreateUserCommand({ UserName: "dora" }));
      await iam.send(new CreateGroupCommand({ GroupName: "people" }));
      const arns: string[] = [];
      for (const name of ["one", "two"]) {
        const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: name, PolicyDocument: ALL }));
        arns.push(Policy?.Arn ?? "");
        await iam.send(new AttachUserPolicyCommand({ UserName: "dora", PolicyArn: arns.at(-1) }));
        await iam.send(new PutUserPolicyCommand({ UserName: "dora", PolicyName: `inline it's ${name}`.replace(/[ ']/g, "_"), PolicyDocument: ALL }));
      }
      const inlinePolicies = ["one", "two"].map((name) => ({ name: `inline_it_s_${name}` }));
      return { ...base, users: [{ ...dora, attachedPolicyArns: arns, inlinePolicies }] };
    },
    state: policiesOf,
    yes: { groups: ["people"], attached: [], inline: [] },
    skip: { groups: [], attached: ["one", "two"], inline: ["inline_it_s_one", "inline_it_s_two"] },
  },
  {
    name: "the password policy gets what two rules want, and keeps the rest",
    rules: ["password-policy-min-length", "password-policy-max-age"],
    given: async ({ iam }) => {
      await iam.send(
        new UpdateAccountPasswordPolicyCommand({
          MinimumPasswordLength: 8,
          RequireSymbols: true,
          PasswordReusePrevention: 5,
          AllowUsersToChangePassword: true,
        }),
      );
      const passwordPolicy = {
        ...{ minimumPasswordLength: 8, requireSymbols: true, requireNumbers: false, requireUppercaseCharacters: false, requireLowercaseCharacters: false },
        ...{ allowUsersToChangePassword: true, expirePasswords: false, maxPasswordAge: null, passwordReusePrevention: 5, hardExpiry: null },
      };
      return { ...base, account: { ...account, passwordPolicy } };
    },
    state: async ({ iam }) => {
      const { PasswordPolicy: policy } = await iam.send(new GetAccountPasswordPolicyCommand({}));
      return [
        policy?.MinimumPasswordLength,
        policy?.RequireSymbols,
        policy?.PasswordReusePrevention,
        policy?.MaxPasswordAge || "none",
        policy?.AllowUsersToChangePassword,
      ];
    },
    yes: [14, true, 5, 90, true],
    skip: [8, true, 5, "none", true],
    asks: /Expiry holds at once/,
  },
  {
    name: "a trail is made, to a bucket with the policy that is printed",
    rules: ["cloudtrail-enabled"],
    supply: { REEVE_TRAIL_NAME: "audit", REEVE_BUCKET_NAME: "logs-of-dora" },
    given: async () => ({ ...base, trails: [] }),
    prepare: async ({ makeBucket, putBucketPolicy }, script) => {
      await makeBucket("logs-of-dora");
      const [, text = ""] = /create-s3-bucket-policy-for-cloudtrail\.html\n((?:\s*(?:#|\/\/) .*\n)+?)\s*\n/.exec(script) ?? [];
      const policy = text.replace(/^\s*(#|\/\/) /gm, "");
      const given: Record<string, string> = { "bucket-name": "logs-of-dora", "trail-name": "audit", region: "us-east-1" };
      const filled = policy.replace(/<([a-z-]+)>/g, (_, name: string) => given[name] ?? name);
      await putBucketPolicy("logs-of-dora", filled);
    },
    state: async ({ cloudtrail }) => {
      const { trailList = [] } = await cloudtrail.send(new DescribeTrailsCommand({}));
      const status = trailList.length === 0 ? null : await cloudtrail.send(new GetTrailStatusCommand({ Name: "audit" }));
      return trailList.map((trail) => [trail.Name, trail.S3BucketName, trail.IsMultiRegionTrail, trail.LogFileValidationEnabled, status?.IsLogging]);
    },
    yes: [["audit", "logs-of-dora", true, true, true]],
    skip: [],
  },
  {
    name: "a role for support cases is made",
    rules: ["support-role-exists"],
    supply: { REEVE_RESPONDER_ARN: `arn:aws:iam::${ACCOUNT}:root` },
    given: async ({ iam }) => {
      // The emulator has AWS's own policies only where it is set to load them.
      await iam.send(new CreatePolicyCommand({ PolicyName: "AWSSupportAccess", PolicyDocument: ALL }));
      return { ...base, roles: [] };
    },
    state: async ({ iam }) => {
      const { Roles = [] } = await iam.send(new ListRolesCommand({}));
      return Roles.map(({ RoleName, AssumeRolePolicyDocument = "" }) => [
        RoleName,
        (JSON.parse(decodeURIComponent(AssumeRolePolicyDocument)) as { Statement: object[] }).Statement,
      ]);
    },
    yes: [["support-access", [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: "sts:AssumeRole" }]]],
    skip: [],
    emulatorFails: "iam:AttachRolePolicy",
  },
  {
    name: "an analyzer is made in each Region that lacks one",
    rules: ["access-analyzer-external-enabled"],
    given: async () => ({
      ...base,
      account: { ...account, regions: ["eu-west-1", "us-east-1", "us-west-2"] },
      analyzers: [{ arn: `arn:aws:access-analyzer:us-east-1:${ACCOUNT}:analyzer/a`, region: "us-east-1", type: "ACCOUNT", status: "ACTIVE", name: "a" }],
    }),
    state: async ({ analyzers }) => [...analyzers].map(([region, request]) => [region, (request as { type: string }).type]).sort(),
    yes: [
      ["eu-west-1", "ACCOUNT"],
      ["us-west-2", "ACCOUNT"],
    ],
    // Nothing is asked: it takes nothing away.
    skip: [
      ["eu-west-1", "ACCOUNT"],
      ["us-west-2", "ACCOUNT"],
    ],
  },
  {
    name: "an undo attaches a policy that allows everything, after a question",
    rules: ["unexpected-detach"],
    part: "undo",
    given: async ({ iam }) => {
      await iam.send(new CreateUserCommand({ UserName: "dora" }));
      await iam.send(new CreatePolicyCommand({ PolicyName: "everything", PolicyDocument: ALL }));
      return {
        ...base,
        collectedAt: "2026-05-01T00:00:00Z",
        policies: [{ name: "everything", arn: `arn:aws:iam::${ACCOUNT}:policy/everything`, admin: true }],
        ...detachOf("everything"),
      };
    },
    state: policiesOf,
    yes: { groups: [], attached: ["everything"], inline: [] },
    skip: { groups: [], attached: [], inline: [] },
    asks: /allows everything, and makes a finding \([^)]*policy-no-admin-attached[^)]*\)\. Make sure that it is to be granted again/,
  },
  {
    name: "containing a user shuts the user out and the key off",
    rules: ["unexpected-detach"],
    part: "contain",
    given: async (world) => {
      const id = await userWithKey(world);
      unused.id = id;
      return { ...base, ...detachOf("everything", id) };
    },
    state: async (world) => [await keyState(unused)(world), ((await policiesOf(world)) as { inline: string[] }).inline],
    yes: [["old Inactive"], ["ContainedDuringInvestigation"]],
    skip: [["old Active"], []],
  },
];

function detachOf(policy: string, accessKeyId = "AKIAIOSFODNN7EXAMPLE"): Record<string, unknown> {
  const record = {
    eventID: "detached",
    eventTime: "2026-05-31T11:00:00Z",
    eventSource: "iam.amazonaws.com",
    eventName: "DetachUserPolicy",
    awsRegion: "us-east-1",
    recipientAccountId: ACCOUNT,
    sourceIPAddress: "192.0.2.10",
    userIdentity: { type: "IAMUser", arn: dora.arn, accountId: ACCOUNT, userName: "dora", accessKeyId },
    requestParameters: { userName: "dora", policyArn: `arn:aws:iam::${ACCOUNT}:policy/${policy}` },
  };
  return { events: [record] };
}
