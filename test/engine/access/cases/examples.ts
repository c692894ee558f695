import { ACCOUNT, ANA, allow, deny, grant, type WrittenStatement } from "../account.ts";
import type { AccessCase, CaseQuestion } from "../case.ts";
import { PAGES } from "./pages.ts";

type Row = readonly [name: string, source: string, statements: readonly WrittenStatement[], asks: CaseQuestion, expect: string, also?: Record<string, unknown>];

const NAME = "$" + "{aws:username}";
const SELF = `arn:aws:iam::*:user/${NAME}`;
const BOB = `arn:aws:iam::${ACCOUNT}:user/bob`;
const INSTANCE = `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-1`;
const iam = (action: string, resource: string, mfa?: string | null): CaseQuestion => ({
  action: `iam:${action}`,
  resource,
  ...(mfa === undefined ? {} : { context: { "aws:MultiFactorAuthPresent": mfa } }),
});

/** "AWS: Allows MFA-authenticated IAM users to manage their own credentials on the Security credentials page", shortened. */
const OWN_MFA: readonly WrittenStatement[] = [
  { Sid: "AllowViewAccountInfo", ...allow(["iam:GetAccountPasswordPolicy", "iam:ListVirtualMFADevices"]) },
  { Sid: "AllowManageOwnPasswords", ...allow(["iam:ChangePassword", "iam:GetUser"], SELF) },
  { Sid: "AllowManageOwnAccessKeys", ...allow(["iam:CreateAccessKey", "iam:DeleteAccessKey"], SELF) },
  {
    Sid: "DenyAllExceptListedIfNoMFA",
    Effect: "Deny",
    NotAction: [
      "iam:CreateVirtualMFADevice",
      "iam:EnableMFADevice",
      "iam:GetUser",
      "iam:GetAccountPasswordPolicy",
      "iam:ListMFADevices",
      "iam:ListVirtualMFADevices",
      "sts:GetSessionToken",
    ],
    Resource: "*",
    Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
  },
];

/** "AWS: Denies access to AWS based on the requested Region". */
const REGIONS: readonly WrittenStatement[] = [
  allow("*"),
  {
    Effect: "Deny",
    NotAction: ["cloudfront:*", "iam:*", "route53:*", "support:*"],
    Resource: "*",
    Condition: { StringNotEquals: { "aws:RequestedRegion": ["eu-central-1", "eu-west-1"] } },
  },
];

/** "AWS: Denies access to AWS based on the source IP". */
const NETWORK: readonly WrittenStatement[] = [
  allow("*"),
  deny("*", "*", { NotIpAddress: { "aws:SourceIp": ["192.0.2.0/24", "203.0.113.0/24"] }, Bool: { "aws:ViaAWSService": "false" } }),
];

/** "AWS: Allows access based on date and time". */
const DATES: readonly WrittenStatement[] = [
  allow("s3:*", "*", { DateGreaterThan: { "aws:CurrentTime": "2020-04-01T00:00:00Z" }, DateLessThan: { "aws:CurrentTime": "2020-06-30T23:59:59Z" } }),
];

/** "Amazon S3: Allows IAM users access to their S3 home directory". */
const HOME: readonly WrittenStatement[] = [
  allow(["s3:ListAllMyBuckets", "s3:GetBucketLocation"]),
  allow("s3:ListBucket", "arn:aws:s3:::bucket", { StringLike: { "s3:prefix": ["", "home/", `home/${NAME}/*`] } }),
  allow("s3:*", [`arn:aws:s3:::bucket/home/${NAME}`, `arn:aws:s3:::bucket/home/${NAME}/*`]),
];
const list = (prefix: string): CaseQuestion => ({ action: "s3:ListBucket", resource: "arn:aws:s3:::bucket", context: { "s3:prefix": prefix } });

/** "Amazon EC2: Allows starting or stopping instances a user has tagged". */
const OWNED: readonly WrittenStatement[] = [
  allow(["ec2:StartInstances", "ec2:StopInstances"], "arn:aws:ec2:*:*:instance/*", { StringEquals: { "aws:ResourceTag/Owner": NAME } }),
  allow("ec2:DescribeInstances"),
];
const owner = (tag: string | null, action = "StartInstances"): CaseQuestion => ({
  action: `ec2:${action}`,
  resource: INSTANCE,
  context: { "aws:ResourceTag/Owner": tag },
});

/** "Grant a user permissions to pass a role to an AWS service". */
const PASS: readonly WrittenStatement[] = [
  allow(["iam:GetRole", "iam:PassRole"], `arn:aws:iam::${ACCOUNT}:role/EC2-roles-for-XYZ-*`, { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } }),
];
const pass = (role: string, service: string): CaseQuestion => ({
  action: "iam:PassRole",
  resource: `arn:aws:iam::${ACCOUNT}:role/${role}`,
  context: { "iam:PassedToService": service },
});

/** "Permissions boundaries": an administrator who must set a boundary, and cannot remove it. */
const DELEGATE: readonly WrittenStatement[] = [
  allow(["iam:CreateUser", "iam:PutUserPolicy"], "*", { StringEquals: { "iam:PermissionsBoundary": `arn:aws:iam::${ACCOUNT}:policy/XCompanyBoundaries` } }),
  allow("iam:DeleteUserPermissionsBoundary"),
  deny("iam:DeleteUserPermissionsBoundary"),
];

const ROWS: readonly Row[] = [
  ["one's own password with MFA", PAGES.ownMfa, OWN_MFA, iam("ChangePassword", ANA, "true"), "allowed"],
  ["one's own password without MFA", PAGES.ownMfa, OWN_MFA, iam("ChangePassword", ANA, null), "denied", { reason: "explicit-deny" }],
  ["one's own password in a session without MFA", PAGES.ownMfa, OWN_MFA, iam("ChangePassword", ANA, "false"), "denied"],
  ["another's password with MFA", PAGES.ownMfa, OWN_MFA, iam("ChangePassword", BOB, "true"), "denied", { reason: "implicit-deny" }],
  ["what the list lets through without MFA", PAGES.ownMfa, OWN_MFA, iam("GetUser", ANA, null), "allowed"],
  ["a call on nothing that the list lets through", PAGES.ownMfa, OWN_MFA, iam("GetAccountPasswordPolicy", "*", null), "allowed"],
  [
    "access keys: it hangs on MFA",
    PAGES.ownMfa,
    OWN_MFA,
    iam("CreateAccessKey", ANA),
    "conditional",
    { hangsOn: ["aws:multifactorauthpresent"], allowedWith: { "aws:multifactorauthpresent": ["true"] } },
  ],
  ["an allowed region", PAGES.regions, REGIONS, { action: "ec2:StartInstances", resource: INSTANCE }, "allowed"],
  ["a denied region", PAGES.regions, REGIONS, { action: "ec2:StartInstances", resource: INSTANCE.replace("eu-west-1", "us-east-1") }, "denied"],
  ["a global service is left out", PAGES.regions, REGIONS, iam("GetUser", ANA), "allowed"],
  [
    "a call on nothing hangs on its region",
    PAGES.regions,
    REGIONS,
    { action: "ec2:DescribeInstances", resource: "*" },
    "conditional",
    { hangsOn: ["aws:requestedregion"] },
  ],
  ["from one's network", PAGES.ip, NETWORK, { context: { "aws:SourceIp": "203.0.113.5", "aws:ViaAWSService": "false" } }, "allowed"],
  ["from another network", PAGES.ip, NETWORK, { context: { "aws:SourceIp": "198.51.100.5", "aws:ViaAWSService": "false" } }, "denied"],
  ["from another network, by a service", PAGES.ip, NETWORK, { context: { "aws:SourceIp": "198.51.100.5", "aws:ViaAWSService": "true" } }, "allowed"],
  ["through an endpoint, without an address", PAGES.ip, NETWORK, { context: { "aws:SourceIp": null, "aws:ViaAWSService": "false" } }, "denied"],
  ["within the dates", PAGES.dates, DATES, { context: { "aws:CurrentTime": "2020-05-01T00:00:00Z" } }, "allowed"],
  ["before the dates", PAGES.dates, DATES, { context: { "aws:CurrentTime": "2020-03-31T23:59:59Z" } }, "denied"],
  ["after the dates", PAGES.dates, DATES, { context: { "aws:CurrentTime": "2020-07-01T00:00:00Z" } }, "denied"],
  ["without a time it hangs on it", PAGES.dates, DATES, {}, "conditional", { hangsOn: ["aws:currenttime"] }],
  ["an object of one's own home", PAGES.ownHome, HOME, { resource: "arn:aws:s3:::bucket/home/ana/x" }, "allowed"],
  ["an object of another's home", PAGES.ownHome, HOME, { resource: "arn:aws:s3:::bucket/home/bob/x" }, "denied"],
  ["a home whose name only begins alike", PAGES.ownHome, HOME, { resource: "arn:aws:s3:::bucket/home/anabel/x" }, "denied"],
  ["the list of one's own home", PAGES.ownHome, HOME, list("home/ana/"), "allowed"],
  ["the list of the root of the bucket", PAGES.ownHome, HOME, list("home/"), "allowed"],
  ["the list of another's home", PAGES.ownHome, HOME, list("home/bob/"), "denied"],
  ["the list of buckets", PAGES.ownHome, HOME, { action: "s3:ListAllMyBuckets", resource: "*" }, "allowed"],
  ["an instance of one's own", PAGES.tagsEc2, OWNED, owner("ana"), "allowed"],
  ["an instance of another", PAGES.tagsEc2, OWNED, owner("bob"), "denied"],
  ["an instance of no one", PAGES.tagsEc2, OWNED, owner(null), "denied"],
  ["an action that the statement does not name", PAGES.tagsEc2, OWNED, owner("ana", "TerminateInstances"), "denied"],
  ["a role that may be passed", PAGES.passRole, PASS, pass("EC2-roles-for-XYZ-web", "ec2.amazonaws.com"), "allowed"],
  ["a role that may be passed to another service only", PAGES.passRole, PASS, pass("EC2-roles-for-XYZ-web", "lambda.amazonaws.com"), "denied"],
  ["a role that may not be passed", PAGES.passRole, PASS, pass("Admin", "ec2.amazonaws.com"), "denied"],
  [
    "GetRole has no service that a role is passed to",
    PAGES.passRole,
    PASS,
    { action: "iam:GetRole", resource: `arn:aws:iam::${ACCOUNT}:role/EC2-roles-for-XYZ-web` },
    "denied",
  ],
  [
    "a user with the right boundary",
    PAGES.boundaries,
    DELEGATE,
    { ...iam("CreateUser", BOB), context: { "iam:PermissionsBoundary": `arn:aws:iam::${ACCOUNT}:policy/XCompanyBoundaries` } },
    "allowed",
  ],
  ["a user without a boundary", PAGES.boundaries, DELEGATE, { ...iam("CreateUser", BOB), context: { "iam:PermissionsBoundary": null } }, "denied"],
  ["the boundary is not removed", PAGES.boundaries, DELEGATE, iam("DeleteUserPermissionsBoundary", BOB), "denied", { reason: "explicit-deny" }],
  [
    "Carlos reads his bucket by his own policy",
    PAGES.singleAccount,
    [allow(["s3:GetObject", "s3:ListBucket"], ["arn:aws:s3:::bucket", "arn:aws:s3:::bucket/*"])],
    {},
    "allowed",
  ],
  [
    "Carlos writes his bucket by the bucket's policy",
    PAGES.singleAccount,
    [allow("s3:GetObject")],
    { action: "s3:PutObject", ofResource: [grant({ AWS: ANA }, "s3:PutObject")] },
    "allowed",
  ],
  [
    "Carlos is denied by the bucket's policy of another",
    PAGES.singleAccount,
    [],
    { action: "s3:PutObject", ofResource: [grant({ AWS: BOB }, "s3:PutObject")] },
    "denied",
  ],
];

export const EXAMPLES: readonly AccessCase[] = ROWS.map(([name, source, user, asks, expect, also]) => ({
  name,
  source,
  account: { user },
  asks,
  expect,
  ...(also ? { also } : {}),
}));
