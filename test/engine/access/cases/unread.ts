import { expect } from "vitest";
import { ACCOUNT, type AccountOf, ANA, APP, allow, deny, MARK } from "../account.ts";
import type { AccessCase, CaseQuestion } from "../case.ts";
import { PAGES } from "./pages.ts";

type Row = readonly [name: string, source: string, account: AccountOf, asks: CaseQuestion, expect: string, also?: Record<string, unknown>];

const GET = allow("s3:GetObject");
const NO = deny("s3:GetObject");
const attached = (...arns: unknown[]): NonNullable<AccountOf["ofUser"]> => ({ attachedPolicyArns: arns }) as NonNullable<AccountOf["ofUser"]>;
const GAP = { gaps: [{ id: "g1", gap: { permission: "iam:GetPolicyVersion" } }] };
const UNREAD: CaseQuestion = { ofResource: "unread" };
const of = (service: string, resource: string): CaseQuestion => ({ action: service, resource, ofResource: "unread" });

const ROWS: readonly Row[] = [
  ["a policy that was not read could allow", PAGES.evaluation, { user: MARK }, {}, "unknown", GAP],
  ["a policy that was not read could deny", PAGES.evaluation, { user: MARK, group: [GET] }, {}, "unknown", GAP],
  ["a Deny elsewhere decides whatever was not read", PAGES.interplay, { user: MARK, group: [NO] }, {}, "denied", { reason: "explicit-deny" }],
  ["a boundary that was not read could limit", PAGES.boundaries, { user: [GET], boundary: MARK, policies: [] as never }, {}, "unknown"],
  ["a boundary that was not read does not matter without an Allow", PAGES.boundaries, { boundary: MARK, policies: [] as never }, {}, "denied"],
  ["whether there is a boundary was not read", PAGES.boundaries, { user: [GET], ofUser: { permissionsBoundaryArn: MARK } }, {}, "unknown", GAP],
  [
    "a boundary that denies decides whatever was not read",
    PAGES.boundaries,
    { user: MARK, boundary: [allow("sqs:*")] },
    {},
    "denied",
    { decidedBy: ["boundary"] },
  ],
  ["groups that were not read", PAGES.groups, { user: [GET], ofUser: { groupArns: MARK } }, {}, "unknown", GAP],
  ["a list of groups that is open", PAGES.groups, { user: [GET], ofUser: { groupArns: [MARK] as never } }, {}, "unknown", GAP],
  ["a list of attached policies that is open", PAGES.policies, { user: [GET], ofUser: attached(MARK) }, {}, "unknown", GAP],
  ["a Deny decides beside an open list", PAGES.policies, { user: [NO], ofUser: attached(MARK) }, {}, "denied"],
  ["a group that the document does not hold", PAGES.groups, { ofUser: { groupArns: [`arn:aws:iam::${ACCOUNT}:group/gone`] } }, {}, "unknown"],
  ["an attached policy that the document does not hold", PAGES.policies, { ofUser: attached(`arn:aws:iam::${ACCOUNT}:policy/gone`) }, {}, "unknown"],
  ["an AWS managed policy from the table", PAGES.policies, { ofUser: attached("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess") }, {}, "allowed"],
  [
    "an AWS managed policy from the table that does not allow",
    PAGES.policies,
    { ofUser: attached("arn:aws:iam::aws:policy/AmazonSQSFullAccess") },
    {},
    "denied",
  ],
  [
    "an AWS managed policy that the table does not hold",
    PAGES.policies,
    { ofUser: attached("arn:aws:iam::aws:policy/MadeYesterday") },
    {},
    "unknown",
    { gaps: [{ gap: { reason: "NotVisible" } }] },
  ],
  [
    "an AWS managed policy as boundary",
    PAGES.boundaries,
    { user: [GET], ofUser: { permissionsBoundaryArn: "arn:aws:iam::aws:policy/AmazonSQSFullAccess" } },
    {},
    "denied",
    { decidedBy: ["boundary"] },
  ],
  [
    "the policy of a bucket was not read: allowed so far",
    PAGES.singleAccount,
    { user: [GET] },
    UNREAD,
    "conditional",
    { read: "allowed", unread: ["the policy of arn:aws:s3:::bucket/key"] },
  ],
  ["the policy of a bucket was not read: denied so far", PAGES.singleAccount, {}, UNREAD, "conditional", { read: "denied" }],
  ["the policy of a bucket was not read: a Deny decides", PAGES.singleAccount, { user: [NO] }, UNREAD, "denied"],
  [
    "the policy of a bucket was not read: what was read hangs on a key",
    PAGES.singleAccount,
    { user: [allow("*", "*", { Bool: { "aws:SecureTransport": "true" } })] },
    UNREAD,
    "conditional",
    { read: "conditional", hangsOn: ["aws:securetransport"] },
  ],
  ["the policy of a bucket and an identity policy were not read", PAGES.singleAccount, { user: MARK }, UNREAD, "unknown", { read: "unknown" }],
  ["identity policies only", PAGES.singleAccount, { user: [GET] }, { ...UNREAD, scope: "identity" }, "allowed", { read: null }],
  ["a bucket without a policy", PAGES.singleAccount, { user: [GET] }, { ofResource: null }, "allowed"],
  ["users have no policy of their own as resources", PAGES.withPolicies, { user: [allow("*")] }, of("iam:DeleteUser", ANA), "allowed"],
  [
    "instances have no policy",
    PAGES.withPolicies,
    { user: [allow("*")] },
    of("ec2:StartInstances", `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-1`),
    "allowed",
  ],
  ["queues have a policy", PAGES.withPolicies, { user: [allow("*")] }, of("sqs:SendMessage", `arn:aws:sqs:eu-west-1:${ACCOUNT}:q`), "conditional"],
  ["topics have a policy", PAGES.withPolicies, { user: [allow("*")] }, of("sns:Publish", `arn:aws:sns:eu-west-1:${ACCOUNT}:t`), "conditional"],
  [
    "functions have a policy",
    PAGES.withPolicies,
    { user: [allow("*")] },
    of("lambda:InvokeFunction", `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:f`),
    "conditional",
  ],
  [
    "secrets have a policy",
    PAGES.withPolicies,
    { user: [allow("*")] },
    of("secretsmanager:GetSecretValue", `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:s-AbCdEf`),
    "conditional",
  ],
  ["a call on nothing has no policy of a resource", PAGES.withPolicies, { user: [allow("*")] }, of("s3:ListAllMyBuckets", "*"), "allowed"],
];

/** What is no verdict: names that do not exist, and keys that contradict the document. */
const PROBLEMS: readonly Row[] = [
  ["an action that does not exist", PAGES.actionsOf, {}, { action: "iam:GetUsr" }, "unknown-action", { nearest: ["iam:GetUser"] }],
  ["an action of another service's name", PAGES.actionsOf, {}, { action: "s3:SendMessage" }, "unknown-action"],
  ["a service that does not exist", PAGES.actionsOf, {}, { action: "sqss:SendMessage" }, "unknown-service", { nearest: expect.arrayContaining(["sqs"]) }],
  ["a user that does not exist", PAGES.identifiers, {}, { principal: "anna" }, "unknown-principal", { nearest: ["ana"] }],
  ["the ARN of a user that does not exist", PAGES.identifiers, {}, { principal: `${ANA}a` }, "unknown-principal"],
  ["a group is no principal", PAGES.groups, {}, { principal: `arn:aws:iam::${ACCOUNT}:group/staff` }, "group-principal"],
  ["a group by its name", PAGES.groups, {}, { principal: "staff" }, "group-principal"],
  ["a name of a user and of a role", PAGES.identifiers, { ofRole: { name: "ana" } }, { principal: "ana" }, "ambiguous-principal"],
  ["an ARN that is none", PAGES.identifiers, {}, { principal: "arn:aws:iam:ana" }, "malformed-arn"],
  ["a resource that is no ARN", PAGES.identifiers, {}, { resource: "bucket/key" }, "malformed-arn"],
  ["a resource with a wildcard", PAGES.resource, {}, { resource: "arn:aws:s3:::bucket/*" }, "malformed-arn"],
  [
    "a resource of another type",
    PAGES.actionsOf,
    {},
    { action: "s3:ListBucket" },
    "wrong-resource",
    { forms: expect.arrayContaining([expect.stringContaining("BucketName")]) },
  ],
  ["a resource of another service", PAGES.actionsOf, {}, { resource: ANA }, "wrong-resource"],
  ["a call that needs a resource", PAGES.actionsOf, {}, { action: "iam:DeleteUser", resource: "*" }, "needs-resource"],
  ["a call on nothing with a resource", PAGES.actionsOf, {}, { action: "s3:ListAllMyBuckets" }, "needs-no-resource"],
  ["a user of another account in IAM", PAGES.crossAccount, {}, { action: "iam:DeleteUser", resource: "arn:aws:iam::999988887777:user/x" }, "other-account"],
  ["a role that does not exist", PAGES.assumeRole, {}, { action: "sts:AssumeRole", resource: `${APP}s` }, "no-such-role", { nearest: [APP] }],
  [
    "a key that does not exist",
    PAGES.keys,
    {},
    { context: { "aws:SourceIpp": "1.2.3.4" } },
    "unknown-key",
    { nearest: expect.arrayContaining(["aws:sourceip"]) },
  ],
  ["a key that the action does not have", PAGES.actionsOf, {}, { context: { "aws:TagKeys": "a" } }, "absent-key"],
  ["the name of the user, given otherwise", PAGES.keys, {}, { context: { "aws:username": "bob" } }, "fixed-key", { given: "bob", fixed: "ana" }],
  ["the name of the user, given as it is", PAGES.keys, { user: [GET] }, { context: { "aws:username": "ana" } }, "allowed"],
  ["a tag of the user, given otherwise", PAGES.keys, {}, { context: { "aws:PrincipalTag/Team": "red" } }, "fixed-key"],
  ["MFA given to a role", PAGES.keys, {}, { principal: APP, context: { "aws:username": "x" } }, "absent-key"],
  ["a federated session without a name", PAGES.getFederation, {}, { session: { kind: "federation" } }, "wrong-session"],
  ["a session token of a role", PAGES.getSession, {}, { principal: APP, session: { kind: "token" } }, "wrong-session"],
];

export const OPEN: readonly AccessCase[] = [...ROWS, ...PROBLEMS].map(([name, source, account, asks, expected, also]) => ({
  name,
  source,
  account,
  asks,
  expect: expected,
  ...(also ? { also } : {}),
}));
