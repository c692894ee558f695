import { ACCOUNT, type AccountOf, ANA, APP, allow, deny, grant, OTHER, ROOT } from "../account.ts";
import type { AccessCase, CaseQuestion } from "../case.ts";
import { PAGES } from "./pages.ts";

type Row = readonly [name: string, source: string, account: AccountOf, asks: CaseQuestion, expect: string, also?: Record<string, unknown>];

const SECRET = `arn:aws:secretsmanager:eu-west-1:${OTHER}:secret:x-AbCdEf`;
const EVE = `arn:aws:iam::${OTHER}:user/eve`;
const by = (...layers: string[]) => ({ decidedBy: layers });
const secret = (asks: CaseQuestion): CaseQuestion => ({ action: "secretsmanager:GetSecretValue", resource: SECRET, ...asks });
const MAY = allow("secretsmanager:GetSecretValue");

const ACROSS: readonly Row[] = [
  ["both sides allow", PAGES.crossAccount, { user: [MAY] }, secret({ ofResource: [grant({ AWS: ROOT }, "*")] }), "allowed", by("resource", "identity")],
  ["the other side names the user", PAGES.crossAccount, { user: [MAY] }, secret({ ofResource: [grant({ AWS: ANA }, "*")] }), "allowed"],
  ["only the resource allows", PAGES.crossAccount, {}, secret({ ofResource: [grant({ AWS: ANA }, "*")] }), "denied", by("identity")],
  ["only the identity policy allows", PAGES.crossAccount, { user: [MAY] }, secret({ ofResource: [] }), "denied", by("resource")],
  [
    "a boundary limits across accounts too",
    PAGES.crossAccount,
    { user: [MAY], boundary: [allow("s3:*")] },
    secret({ ofResource: [grant({ AWS: ANA }, "*")] }),
    "denied",
    by("boundary"),
  ],
  [
    "a Deny on the other side",
    PAGES.crossAccount,
    { user: [MAY] },
    secret({ ofResource: [grant("*", "*"), grant({ AWS: ROOT }, "*", undefined, "Deny")] }),
    "denied",
    { reason: "explicit-deny" },
  ],
  [
    "a Deny on this side",
    PAGES.crossAccount,
    { user: [MAY, deny("secretsmanager:*")] },
    secret({ ofResource: [grant({ AWS: ANA }, "*")] }),
    "denied",
    { reason: "explicit-deny" },
  ],
  [
    "the policy of the other side was not read",
    PAGES.crossAccount,
    { user: [MAY] },
    secret({ ofResource: "unread" }),
    "conditional",
    { unread: [`the policy of ${SECRET} in account ${OTHER}`], read: "allowed" },
  ],
  ["root needs the resource of another account too", PAGES.crossAccount, {}, secret({ principal: ROOT, ofResource: [] }), "denied", by("resource")],
  [
    "a bucket is said to be of another account",
    PAGES.crossAccount,
    { user: [allow("s3:*")] },
    { context: { "aws:ResourceAccount": OTHER }, ofResource: [] },
    "denied",
    by("resource"),
  ],
  [
    "a user of another account that the resource names",
    PAGES.crossAccount,
    {},
    { principal: EVE, ofResource: [grant({ AWS: EVE }, "*")] },
    "conditional",
    { unread: [`the identity policies of ${EVE}`], read: "allowed" },
  ],
  [
    "a user of another account that the resource does not name",
    PAGES.crossAccount,
    {},
    { principal: EVE, ofResource: [grant({ AWS: ANA }, "*")] },
    "denied",
    by("resource"),
  ],
  [
    "a service that the resource names",
    PAGES.principal,
    {},
    { principal: "cloudtrail.amazonaws.com", action: "s3:PutObject", ofResource: [grant({ Service: "cloudtrail.amazonaws.com" }, "s3:PutObject")] },
    "allowed",
    by("resource"),
  ],
];

const SESSIONS: readonly Row[] = [
  [
    "GetCallerIdentity needs no permission",
    PAGES.getCaller,
    { user: [deny("*")] },
    { action: "sts:GetCallerIdentity", resource: "*" },
    "allowed",
    { reason: "no-permission-needed" },
  ],
  [
    "GetSessionToken needs no permission",
    PAGES.getSession,
    { user: [deny("*")] },
    { action: "sts:GetSessionToken", resource: "*" },
    "allowed",
    { reason: "no-permission-needed" },
  ],
  [
    "a federated session without session policy has nothing",
    PAGES.getFederation,
    { user: [allow("*")] },
    { session: { kind: "federation", name: "fed" } },
    "denied",
    by("session"),
  ],
  [
    "a federated session has what both policies allow",
    PAGES.getFederation,
    { user: [allow("*")] },
    { session: { kind: "federation", name: "fed", policies: [[allow("s3:*")]] } },
    "allowed",
  ],
  [
    "a federated session has no more than the user",
    PAGES.getFederation,
    {},
    { session: { kind: "federation", name: "fed", policies: [[allow("s3:*")]] } },
    "denied",
    by("identity"),
  ],
  [
    "a resource grants to a federated session by name",
    PAGES.getFederation,
    {},
    { session: { kind: "federation", name: "fed" }, ofResource: [grant({ AWS: `arn:aws:sts::${ACCOUNT}:federated-user/fed` }, "*")] },
    "allowed",
    by("resource"),
  ],
  [
    "a federated session cannot call IAM",
    PAGES.credentials,
    { user: [allow("*")] },
    { action: "iam:GetUser", resource: ANA, session: { kind: "federation", name: "fed", policies: [[allow("*")]] } },
    "denied",
    { reason: "session-without-iam" },
  ],
  [
    "a federated session cannot assume roles",
    PAGES.credentials,
    { user: [allow("*")] },
    { action: "sts:AssumeRole", resource: APP, session: { kind: "federation", name: "fed", policies: [[allow("*")]] } },
    "denied",
    { reason: "session-without-iam" },
  ],
  [
    "a session token without MFA cannot call IAM",
    PAGES.credentials,
    { user: [allow("*")] },
    { action: "iam:GetUser", resource: ANA, session: { kind: "token" }, context: { "aws:MultiFactorAuthPresent": "false" } },
    "denied",
    { reason: "session-without-iam" },
  ],
  [
    "a session token with MFA calls IAM",
    PAGES.credentials,
    { user: [allow("*")] },
    { action: "iam:GetUser", resource: ANA, session: { kind: "token" }, context: { "aws:MultiFactorAuthPresent": "true" } },
    "allowed",
  ],
  [
    "a session token may call IAM where it has MFA",
    PAGES.credentials,
    { user: [allow("*")] },
    { action: "iam:GetUser", resource: ANA, session: { kind: "token" } },
    "conditional",
    { hangsOn: ["aws:multifactorauthpresent"] },
  ],
  [
    "a session token assumes roles without MFA",
    PAGES.credentials,
    { user: [allow("*")] },
    { action: "sts:AssumeRole", resource: APP, session: { kind: "token" }, context: { "aws:MultiFactorAuthPresent": "false" } },
    "allowed",
  ],
  [
    "a session token calls no other of STS",
    PAGES.credentials,
    { user: [allow("*")] },
    { action: "sts:GetFederationToken", resource: `arn:aws:sts::${ACCOUNT}:federated-user/x`, session: { kind: "token" } },
    "denied",
    { reason: "session-without-iam" },
  ],
  ["a session token calls other services", PAGES.credentials, { user: [allow("*")] }, { session: { kind: "token" } }, "allowed"],
];

export const BEYOND: readonly AccessCase[] = [...ACROSS, ...SESSIONS].map(([name, source, account, asks, expect, also]) => ({
  name,
  source,
  account,
  asks,
  expect,
  ...(also ? { also } : {}),
}));
