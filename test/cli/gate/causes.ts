import { largeDocument } from "../../../bench/large-document.ts";
import type { document } from "../../../schemas/index.ts";
import { type ChangeSetChange, page } from "../../collectors/plan/cloudformation/change-set.ts";
import type { TerraformChange } from "../../collectors/plan/plan-text.ts";
import { ACCOUNT, arn, GUARD, group, policy, user } from "./world.ts";

/** A finding of a plan, and the change that it must stand at. */
export interface CauseCase {
  name: string;
  /** Parts of the account before it. */
  given?: Record<string, unknown>;
  account?: Partial<document.Account>;
  plan: TerraformChange[] | ChangeSetChange[];
  /** By rule: the address that the finding stands at. */
  at: Record<string, string>;
  /** By rule: what else changes the same resource. */
  others?: Record<string, string[]>;
}

const ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";
const READ = arn("policy", "read");
const WIDE = arn("policy", "wide");
const EVERYTHING = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });
const LITTLE = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] });
const trust = (principal: unknown): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" }] });
const SERVICE = trust({ Service: "ec2.amazonaws.com" });
const ANYONE = trust("*");

const rule = (id: string, body: string): string => `id: ${id}
title: ${id} holds
severity: high
rationale: It is what the case is about.
${body}message: "finding of ${id}"
`;

/** Rules of the cases. */
export const CAUSE_RULES: Readonly<Record<string, string>> = {
  "role-admin": rule("role-admin", "resource: role\nrequire:\n  role.attachedPolicies: { none: { admin: true } }\n"),
  "role-inline": rule("role-inline", "resource: role\nrequire:\n  role.inlinePolicies: { none: { admin: true } }\n"),
  "role-open": rule("role-open", 'resource: role\nrequire:\n  role.trustPolicy.statements: { none: { effect: Allow, principals: { any: { value: "*" } } } }\n'),
  "role-bound": rule("role-bound", "resource: role\nrequire:\n  role.permissionsBoundaryArn: { exists: true }\n"),
  "role-guarded": rule("role-guarded", `resource: role\nrequire:\n  role.attachedPolicyArns: { any: { is: "${GUARD}" } }\n`),
  "role-contains": rule("role-contains", `resource: role\nrequire:\n  role.attachedPolicyArns: { contains: "${GUARD}" }\n`),
  "user-admin": rule("user-admin", "resource: user\nrequire:\n  user.groups: { none: { attachedPolicies: { any: { admin: true } } } }\n"),
  "user-guarded": rule(
    "user-guarded",
    `resource: user\napplies:\n  user.groupArns: { count: { gt: 0 } }\nrequire:\n  user.groups: { any: { attachedPolicyArns: { contains: "${GUARD}" } } }\n`,
  ),
  "user-one-key": rule("user-one-key", "resource: user\nrequire:\n  user.accessKeys: { count: { where: { active: true }, lte: 1 } }\n"),
  "user-mfa": rule("user-mfa", "resource: user\napplies:\n  user.passwordEnabled: true\nrequire:\n  user.mfaActive: true\n"),
  "policy-admin": rule("policy-admin", "resource: policy\nrequire:\n  or:\n    - policy.admin: false\n    - policy.attachedTo: { count: 0 }\n"),
  "password-length": rule("password-length", "resource: account\nrequire:\n  account.passwordPolicy.minimumPasswordLength: { gte: 14 }\n"),
  "trail-logs": rule("trail-logs", "resource: account\nrequire:\n  trails: { any: { isMultiRegion: true, isLogging: true, allManagementEvents: true } }\n"),
};

const [PLAIN] = largeDocument(1, 1).roles as document.Role[];

/** A role that EC2 may assume and that holds nothing, unless stated otherwise. */
const role = (name: string, parts: Partial<document.Role> = {}): document.Role => ({
  ...(PLAIN as document.Role),
  arn: arn("role", name),
  id: `AROA${name.toUpperCase()}`,
  name,
  path: "/",
  attachedPolicyArns: [],
  inlinePolicies: [],
  ...parts,
});

const held = (name: string, kind: "group" | "role", holder: string, parts: Partial<document.Policy> = {}): document.Policy =>
  policy(name, { attachedTo: [{ kind, arn: arn(kind, holder), name: holder }], attachmentCount: 1, ...parts });

const newRole = (name: string, assumed = SERVICE): TerraformChange => ({
  address: `aws_iam_role.${name}`,
  after: { name, path: "/", assume_role_policy: assumed, tags_all: {} },
  unknown: { arn: true, id: true, unique_id: true },
});
const tagged: TerraformChange = {
  address: "aws_iam_role.app",
  actions: ["update"],
  before: { name: "app", path: "/", arn: arn("role", "app"), assume_role_policy: SERVICE, tags_all: {} },
  after: { name: "app", path: "/", arn: arn("role", "app"), assume_role_policy: SERVICE, tags_all: { team: "search" } },
};
const attaches = (label: string, policyArn: string, holder = "app", kind = "role"): TerraformChange => ({
  address: `aws_iam_${kind}_policy_attachment.${label}`,
  after: { [kind]: holder, policy_arn: policyArn },
});
const detaches = (label: string, policyArn: string, holder = "app", kind = "role"): TerraformChange => ({
  address: `aws_iam_${kind}_policy_attachment.${label}`,
  actions: ["delete"],
  before: { [kind]: holder, policy_arn: policyArn },
});
const inline = (label: string, text: string, actions = ["create"], holder = "app"): TerraformChange => {
  const values = { role: holder, name: label, policy: text };
  return { address: `aws_iam_role_policy.${label}`, actions, ...(actions[0] === "delete" ? { before: values } : { after: values }) };
};
const content = (name: string, from: string, to: string): TerraformChange => ({
  address: `aws_iam_policy.${name}`,
  actions: ["update"],
  before: { arn: arn("policy", name), name, path: "/", policy: from },
  after: { arn: arn("policy", name), name, path: "/", policy: to },
});

const READ_POLICY = policy("read");
const APP = { roles: [role("app")], policies: [READ_POLICY, policy("guard"), policy("wide")] };
const GUARDED = {
  roles: [role("app", { attachedPolicyArns: [GUARD, READ] })],
  policies: [held("guard", "role", "app"), held("read", "role", "app"), policy("wide")],
};
const TEAM = {
  users: [user("ann", { groupArns: [arn("group", "team")] }), user("bob")],
  groups: [group("team", ["ann"]), group("admins", [], [WIDE])],
  policies: [held("wide", "group", "admins", { admin: true }), READ_POLICY, policy("guard")],
};

/** A trail that records everything, unless stated otherwise. */
const trail = (name: string, parts: Partial<document.Trail> = {}): document.Trail => ({
  isMultiRegion: true,
  isOrganization: false,
  ownedByAccount: true,
  includeGlobalServiceEvents: true,
  logFileValidationEnabled: true,
  s3BucketName: "logs",
  s3KeyPrefix: null,
  snsTopicArn: null,
  kmsKeyId: null,
  cloudWatchLogsLogGroupArn: null,
  cloudWatchLogsRoleArn: null,
  isLogging: true,
  startLoggingAt: null,
  stopLoggingAt: null,
  latestDeliveryAt: null,
  latestDeliveryError: null,
  latestDigestDeliveryAt: null,
  latestDigestDeliveryError: null,
  latestCloudWatchLogsDeliveryAt: null,
  latestCloudWatchLogsDeliveryError: null,
  managementEvents: { reads: true, writes: true, excludedSources: [], narrowed: false },
  allManagementEvents: true,
  dataEvents: [],
  arn: `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/${name}`,
  name,
  homeRegion: "eu-west-1",
  ...parts,
});
const changesTrail = (name: string, from: Record<string, unknown>, to: Record<string, unknown>): TerraformChange => {
  const same = { arn: trail(name).arn, name, enable_logging: name === "main", is_multi_region_trail: true, s3_bucket_name: "logs" };
  return { address: `aws_cloudtrail.${name}`, actions: ["update"], before: { ...same, ...from }, after: { ...same, ...to } };
};

const PASSWORD_POLICY = {
  minimumPasswordLength: 14,
  requireSymbols: true,
  requireNumbers: true,
  requireUppercaseCharacters: true,
  requireLowercaseCharacters: true,
  allowUsersToChangePassword: true,
  expirePasswords: false,
  maxPasswordAge: null,
  passwordReusePrevention: null,
  hardExpiry: null,
};

/** Terraform. */
export const TERRAFORM: CauseCase[] = [
  {
    name: "stands at the attachment that gives the policy, and not at its neighbours",
    given: { ...GUARDED },
    plan: [tagged, attaches("harmless", WIDE), detaches("old", READ), attaches("admin", ADMIN)],
    at: { "role-admin": "aws_iam_role_policy_attachment.admin" },
    others: { "role-admin": ["aws_iam_role.app", "aws_iam_role_policy_attachment.harmless", "aws_iam_role_policy_attachment.old"] },
  },
  {
    name: "of a new role stands at its attachment too",
    given: APP,
    plan: [newRole("new"), attaches("harmless", READ, "new"), attaches("admin", ADMIN, "new")],
    at: { "role-admin": "aws_iam_role_policy_attachment.admin" },
  },
  {
    name: "stands at the instance of for_each in a module that gives the policy",
    given: APP,
    plan: [
      { ...attaches("each", READ), address: 'module.team.aws_iam_role_policy_attachment.each["read"]', module: "module.team", index: "read" },
      { ...attaches("each", ADMIN), address: 'module.team.aws_iam_role_policy_attachment.each["admin"]', module: "module.team", index: "admin" },
    ],
    at: { "role-admin": 'module.team.aws_iam_role_policy_attachment.each["admin"]' },
  },
  {
    name: "stands at the policy where its content changes and its attachments stay",
    given: { ...GUARDED },
    plan: [attaches("harmless", WIDE), content("read", LITTLE, EVERYTHING)],
    at: { "role-admin": "aws_iam_policy.read", "policy-admin": "aws_iam_policy.read" },
  },
  {
    name: "stands at the exclusive list of attachments that names the policy",
    given: APP,
    plan: [tagged, { address: "aws_iam_role_policy_attachments_exclusive.all", after: { role_name: "app", policy_arns: [ADMIN] } }],
    at: { "role-admin": "aws_iam_role_policy_attachments_exclusive.all" },
  },
  {
    name: "stands at aws_iam_policy_attachment where that gives the policy",
    given: APP,
    plan: [
      tagged,
      attaches("harmless", READ),
      { address: "aws_iam_policy_attachment.admin", after: { name: "x", policy_arn: ADMIN, roles: ["app"], users: [], groups: [] } },
    ],
    at: { "role-admin": "aws_iam_policy_attachment.admin" },
  },
  {
    name: "on what an inline policy allows stands at that policy, and not at another or at the role",
    given: APP,
    plan: [tagged, inline("harmless", LITTLE), inline("admin", EVERYTHING), attaches("aaa", READ)],
    at: { "role-inline": "aws_iam_role_policy.admin" },
  },
  {
    name: "on a trust policy stands at the role, and not at its attachments",
    given: APP,
    plan: [attaches("harmless", READ), { ...tagged, after: { ...tagged.after, assume_role_policy: ANYONE } }, detaches("old", READ)],
    at: { "role-open": "aws_iam_role.app" },
  },
  {
    name: "on a boundary that is taken away stands at the role",
    given: { ...APP, roles: [role("app", { permissionsBoundaryArn: GUARD })] },
    plan: [
      attaches("harmless", READ),
      { ...tagged, before: { ...tagged.before, permissions_boundary: GUARD }, after: { ...tagged.before, permissions_boundary: "" } },
    ],
    at: { "role-bound": "aws_iam_role.app" },
  },
  {
    name: "on a guardrail that is taken away stands at the deletion",
    given: GUARDED,
    plan: [tagged, attaches("harmless", WIDE), detaches("guard", GUARD)],
    at: { "role-guarded": "aws_iam_role_policy_attachment.guard", "role-contains": "aws_iam_role_policy_attachment.guard" },
  },
  {
    name: "on a guardrail that is taken away stands at its deletion, and not at another",
    given: GUARDED,
    plan: [detaches("aaa", READ), detaches("guard", GUARD)],
    at: { "role-contains": "aws_iam_role_policy_attachment.guard" },
  },
  {
    name: "on a user who joins a group stands at the membership",
    given: TEAM,
    plan: [attaches("harmless", READ, "ann", "user"), { address: "aws_iam_user_group_membership.ann", after: { user: "ann", groups: ["admins"] } }],
    at: { "user-admin": "aws_iam_user_group_membership.ann" },
  },
  {
    name: "on a user whose group is given a policy stands at the group's attachment",
    given: TEAM,
    plan: [attaches("aaa", READ, "ann", "user"), attaches("harmless", READ, "team", "group"), attaches("wide", WIDE, "team", "group")],
    at: { "user-admin": "aws_iam_group_policy_attachment.wide" },
  },
  {
    name: "on a user that the plan does not name stands at the group's attachment that is deleted",
    given: {
      ...TEAM,
      groups: [group("team", ["ann"], [GUARD])],
      policies: [held("guard", "group", "team"), READ_POLICY],
    },
    plan: [attaches("harmless", READ, "team", "group"), detaches("guard", GUARD, "team", "group")],
    at: { "user-guarded": "aws_iam_group_policy_attachment.guard" },
  },
  {
    name: "on a policy that is attached stands at the attachment where the policy itself is only tagged",
    given: { ...APP, policies: [policy("wide", { admin: true }), READ_POLICY] },
    plan: [
      {
        address: "aws_iam_policy.wide",
        actions: ["update"],
        before: { arn: WIDE, name: "wide", path: "/", policy: EVERYTHING, tags_all: {} },
        after: { arn: WIDE, name: "wide", path: "/", policy: EVERYTHING, tags_all: { a: "b" } },
      },
      attaches("wide", WIDE),
    ],
    at: { "policy-admin": "aws_iam_role_policy_attachment.wide" },
  },
  {
    name: "on a new policy stands at the policy",
    given: APP,
    plan: [
      { address: "aws_iam_policy.new", after: { name: "new", path: "/", policy: EVERYTHING }, unknown: { arn: true, id: true } },
      {
        ...attaches("new", ""),
        after: { role: "app" },
        unknown: { policy_arn: true },
        refers: { policy_arn: { references: ["aws_iam_policy.new.arn", "aws_iam_policy.new"] } },
      },
    ],
    at: { "policy-admin": "aws_iam_policy.new", "role-admin": "aws_iam_role_policy_attachment.new" },
  },
  {
    name: "on a second key stands at the key, and not at a tag of the user",
    given: {
      users: [user("bob", { accessKeyIds: ["AKIAOLD"] })],
      accessKeys: [
        {
          id: "AKIAOLD",
          userArn: arn("user", "bob"),
          userName: "bob",
          active: true,
          createdAt: "2025-01-01T00:00:00.000Z",
          lastUsedAt: null,
          lastUsedService: null,
          lastUsedRegion: null,
        },
      ],
    },
    plan: [
      {
        address: "aws_iam_user.bob",
        actions: ["update"],
        before: { name: "bob", path: "/", arn: arn("user", "bob"), tags_all: {} },
        after: { name: "bob", path: "/", arn: arn("user", "bob"), tags_all: { a: "b" } },
      },
      { address: "aws_iam_access_key.second", after: { user: "bob", status: "Active" }, unknown: { id: true } },
    ],
    at: { "user-one-key": "aws_iam_access_key.second" },
  },
  {
    name: "on a password without MFA stands at the password",
    given: { users: [user("bob", { passwordEnabled: false, mfaActive: false })], policies: [READ_POLICY] },
    plan: [attaches("harmless", READ, "bob", "user"), { address: "aws_iam_user_login_profile.bob", after: { user: "bob" } }],
    at: { "user-mfa": "aws_iam_user_login_profile.bob" },
  },
  {
    name: "on the password policy stands at it, also where it is deleted",
    given: {},
    account: { passwordPolicy: PASSWORD_POLICY },
    plan: [
      { address: "aws_iam_account_alias.a", after: { account_alias: "team" } },
      { address: "aws_iam_account_password_policy.p", actions: ["delete"], before: { minimum_password_length: 14 } },
    ],
    at: { "password-length": "aws_iam_account_password_policy.p" },
  },
  {
    name: "on the account's trails stands at the trail that is deleted, and not at a harmless change of another",
    given: { trails: [trail("main"), trail("other", { isLogging: false })] },
    plan: [
      changesTrail("other", { tags_all: {} }, { tags_all: { a: "b" } }),
      { address: "aws_cloudtrail.main", actions: ["delete"], before: { name: "main", arn: trail("main").arn } },
    ],
    at: { "trail-logs": "aws_cloudtrail.main" },
  },
  {
    name: "on the account's trails stands at the trail that is deleted, where another is weakened",
    given: { trails: [trail("main"), trail("other")] },
    plan: [
      { ...changesTrail("other", { enable_logging: true }, { enable_logging: false }) },
      { address: "aws_cloudtrail.main", actions: ["delete"], before: { name: "main", arn: trail("main").arn } },
    ],
    at: { "trail-logs": "aws_cloudtrail.main" },
  },
  {
    name: "on the account's trails stands at the first by its address of two that are weakened alike",
    given: { trails: [trail("main"), trail("other")] },
    plan: [
      changesTrail("other", { is_multi_region_trail: true }, { is_multi_region_trail: false }),
      changesTrail("main", { is_multi_region_trail: true }, { is_multi_region_trail: false }),
    ],
    at: { "trail-logs": "aws_cloudtrail.main" },
  },
  {
    name: "on the account's trails stands at the trail whose selectors change",
    given: { trails: [trail("main"), trail("other", { isLogging: false })] },
    plan: [
      changesTrail("other", { s3_bucket_name: "logs" }, { s3_bucket_name: "more-logs" }),
      changesTrail("main", { event_selector: [] }, { event_selector: [{ read_write_type: "WriteOnly", include_management_events: true }] }),
    ],
    at: { "trail-logs": "aws_cloudtrail.main" },
  },
];

const setOf = (changes: readonly ChangeSetChange[]): unknown =>
  page(changes, { StackId: `arn:aws:cloudformation:eu-west-1:${ACCOUNT}:stack/team/8d3a2c10-0000-0000-0000-000000000000` });

export { setOf };

const TRUST = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }] };

/** CloudFormation. */
export const CLOUDFORMATION: CauseCase[] = [
  {
    name: "of a change set stands at the policy that gives everything, and not at the role that is tagged",
    given: APP,
    plan: [
      {
        id: "App",
        type: "AWS::IAM::Role",
        physicalId: "app",
        before: { RoleName: "app", AssumeRolePolicyDocument: TRUST },
        after: { RoleName: "app", AssumeRolePolicyDocument: TRUST, Tags: [{ Key: "a", Value: "b" }] },
      },
      {
        id: "Harmless",
        type: "AWS::IAM::RolePolicy",
        after: { RoleName: "app", PolicyName: "harmless", PolicyDocument: JSON.parse(LITTLE) as unknown },
      },
      { id: "Wide", type: "AWS::IAM::RolePolicy", after: { RoleName: "app", PolicyName: "wide", PolicyDocument: JSON.parse(EVERYTHING) as unknown } },
    ],
    at: { "role-inline": "Wide" },
    others: { "role-inline": ["App", "Harmless"] },
  },
  {
    name: "of a change set stands at the role whose list of policies grows",
    given: APP,
    plan: [
      { id: "Harmless", type: "AWS::IAM::RolePolicy", after: { RoleName: "app", PolicyName: "harmless", PolicyDocument: JSON.parse(LITTLE) as unknown } },
      {
        id: "App",
        type: "AWS::IAM::Role",
        physicalId: "app",
        before: { RoleName: "app", AssumeRolePolicyDocument: TRUST },
        after: { RoleName: "app", AssumeRolePolicyDocument: TRUST, ManagedPolicyArns: [ADMIN] },
      },
    ],
    at: { "role-admin": "App" },
  },
];
