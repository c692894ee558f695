import { ACCOUNT, type AccountOf, APP, allow, MARK, OTHER, ROOT, trust } from "../account.ts";
import type { AccessCase, CaseQuestion } from "../case.ts";
import { PAGES } from "./pages.ts";

type Row = readonly [name: string, source: string, account: AccountOf, asks: CaseQuestion, expect: string, also?: Record<string, unknown>];

const ALL: AccountOf = { user: [allow("*")], role: [allow("*")] };
const context = (values: NonNullable<CaseQuestion["context"]>, more: CaseQuestion = {}): CaseQuestion => ({ context: values, ...more });
const OUTSIDE = `arn:aws:sts::${OTHER}:assumed-role/deploy/run`;
const OUTSIDE_ROLE = `arn:aws:iam::${OTHER}:role/ci/deploy`;
const assume = (principal: string): CaseQuestion => ({ principal, action: "sts:AssumeRole", resource: APP, ofResource: "unread" });
const QUEUE = `arn:aws:sqs:eu-west-1:${ACCOUNT}:q`;

const ROWS: readonly Row[] = [
  [
    "a session of a role and GetSessionToken",
    PAGES.credentials,
    ALL,
    { principal: APP, action: "sts:GetSessionToken", resource: "*" },
    "denied",
    { reason: "session-without-tokens" },
  ],
  [
    "a session of a role and GetFederationToken",
    PAGES.credentials,
    ALL,
    { principal: APP, action: "sts:GetFederationToken", resource: `arn:aws:sts::${ACCOUNT}:federated-user/x` },
    "denied",
    { reason: "session-without-tokens" },
  ],
  ["an age of MFA without MFA", PAGES.keys, ALL, context({ "aws:MultiFactorAuthAge": "100", "aws:MultiFactorAuthPresent": "false" }), "impossible-context"],
  ["an address and an endpoint", PAGES.keys, ALL, context({ "aws:SourceIp": "203.0.113.7", "aws:SourceVpce": "vpce-0123456789abcdef0" }), "impossible-context"],
  ["an endpoint without an address", PAGES.keys, ALL, context({ "aws:SourceIp": null, "aws:SourceVpce": "vpce-0123456789abcdef0" }), "allowed"],
  ["MFA without a token", PAGES.keys, ALL, context({ "aws:MultiFactorAuthPresent": "true", "aws:TokenIssueTime": null }), "impossible-context"],
  ["two clocks that differ", PAGES.keys, ALL, context({ "aws:CurrentTime": "2026-01-01T00:00:00Z", "aws:EpochTime": "1" }), "impossible-context"],
  ["two clocks that agree", PAGES.keys, ALL, context({ "aws:CurrentTime": "2026-01-01T00:00:00Z", "aws:EpochTime": "1767225600" }), "allowed"],
  ["MFA of a role", PAGES.keys, ALL, context({ "aws:MultiFactorAuthPresent": "true" }, { principal: APP }), "fixed-key", { fixed: "false" }],
  ["the absence of MFA of a role", PAGES.keys, ALL, context({ "aws:MultiFactorAuthPresent": null }, { principal: APP }), "allowed"],
  [
    "another account than the one in the ARN",
    PAGES.keys,
    ALL,
    context({ "aws:ResourceAccount": OTHER }, { action: "sqs:SendMessage", resource: QUEUE }),
    "fixed-key",
    { fixed: ACCOUNT },
  ],
  ["the account that is in the ARN", PAGES.keys, ALL, context({ "aws:ResourceAccount": ACCOUNT }, { action: "sqs:SendMessage", resource: QUEUE }), "allowed"],
  [
    "another region than the one in the ARN",
    PAGES.keys,
    ALL,
    context({ "aws:RequestedRegion": "us-east-1" }, { action: "sqs:SendMessage", resource: QUEUE }),
    "fixed-key",
    { fixed: "eu-west-1" },
  ],
  [
    "a call that needs resources of other types too",
    PAGES.actionsOf,
    ALL,
    { action: "ec2:RunInstances", resource: `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/*`.replace("*", "i-1") },
    "allowed",
    { assumed: ["other-resources"] },
  ],
  [
    "a Deny with NotPrincipal, and a boundary that may be there",
    PAGES.notPrincipal,
    { ...ALL, ofUser: { permissionsBoundaryArn: MARK } },
    { ofResource: [{ Effect: "Deny", NotPrincipal: { AWS: [`arn:aws:iam::${ACCOUNT}:user/ana`, ROOT] }, Action: "*", Resource: "*" }] },
    "unknown",
  ],
  [
    "a session of another account whose role trust names",
    PAGES.principal,
    { trust: [trust({ AWS: OUTSIDE_ROLE })] },
    assume(OUTSIDE),
    "conditional",
    { read: "allowed" },
  ],
  ["a session of another account whose role trust does not name", PAGES.principal, { trust: [trust({ AWS: `${OUTSIDE_ROLE}2` })] }, assume(OUTSIDE), "denied"],
  ["a session of another account that trust names", PAGES.principal, { trust: [trust({ AWS: OUTSIDE })] }, assume(OUTSIDE), "conditional", { read: "allowed" }],
  [
    "any session of a role of another account, of which trust names one",
    PAGES.principal,
    { trust: [trust({ AWS: OUTSIDE })] },
    assume(OUTSIDE_ROLE),
    "unknown",
  ],
];

export const IMPOSSIBLE: readonly AccessCase[] = ROWS.map(([name, source, account, asks, expect, also]) => ({
  name,
  source,
  account,
  asks,
  expect,
  ...(also ? { also } : {}),
}));
