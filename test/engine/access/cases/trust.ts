import { ACCOUNT, type AccountOf, ANA, APP, allow, deny, MARK, OTHER, ROOT, SESSION, trust } from "../account.ts";
import type { AccessCase, CaseQuestion } from "../case.ts";
import { PAGES } from "./pages.ts";

type Row = readonly [name: string, source: string, account: AccountOf, asks: CaseQuestion, expect: string, also?: Record<string, unknown>];

const MAY = allow("sts:AssumeRole");
const EVE = `arn:aws:iam::${OTHER}:user/eve`;
const EVES_ROOT = `arn:aws:iam::${OTHER}:root`;
const EXTERNAL = { StringEquals: { "sts:ExternalId": "12345" } };
const MFA = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
const GITHUB = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;
const SAML = `arn:aws:iam::${ACCOUNT}:saml-provider/corp`;
const by = (...layers: string[]) => ({ decidedBy: layers });
const eve = (asks: CaseQuestion = {}): CaseQuestion => ({ principal: EVE, ...asks });
const web = (context: CaseQuestion["context"]): CaseQuestion => ({
  principal: GITHUB,
  action: "sts:AssumeRoleWithWebIdentity",
  ...(context ? { context } : {}),
});
const subject = (value: string) =>
  trust({ Federated: GITHUB }, "sts:AssumeRoleWithWebIdentity", { StringLike: { "token.actions.githubusercontent.com:sub": value } });

const ROWS: readonly Row[] = [
  ["trust names the account, the user may", PAGES.roles, { user: [MAY] }, {}, "allowed", by("trust", "identity")],
  ["trust names the account, the user may not", PAGES.roles, {}, {}, "denied", by("identity")],
  ["trust names the account by its id", PAGES.principal, { user: [MAY], trust: [trust({ AWS: ACCOUNT })] }, {}, "allowed"],
  ["trust names the user: no identity policy is needed", PAGES.evaluation, { trust: [trust({ AWS: ANA })] }, {}, "allowed", by("trust")],
  ["trust names another user", PAGES.roles, { user: [MAY], trust: [trust({ AWS: `arn:aws:iam::${ACCOUNT}:user/bob` })] }, {}, "denied", by("trust")],
  [
    "a user with AdministratorAccess that the trust does not name",
    PAGES.roles,
    { user: [allow("*")], trust: [trust({ Service: "ec2.amazonaws.com" })] },
    {},
    "denied",
    by("trust"),
  ],
  ["trust by * without conditions", PAGES.principal, { trust: [trust("*")] }, {}, "allowed", by("trust")],
  [
    "trust by * under a condition that holds",
    PAGES.principal,
    { trust: [trust("*", "sts:AssumeRole", { StringEquals: { "aws:PrincipalAccount": ACCOUNT } })] },
    {},
    "allowed",
  ],
  [
    "trust by * under a condition that fails",
    PAGES.principal,
    { trust: [trust("*", "sts:AssumeRole", { StringEquals: { "aws:PrincipalAccount": OTHER } })] },
    {},
    "denied",
    by("trust"),
  ],
  [
    "a Deny of the user's own policy",
    PAGES.evaluation,
    { user: [deny("sts:AssumeRole")], trust: [trust({ AWS: ANA })] },
    {},
    "denied",
    { reason: "explicit-deny", ...by("identity") },
  ],
  [
    "a Deny of the trust policy",
    PAGES.evaluation,
    { user: [MAY], trust: [trust({ AWS: ROOT }), trust({ AWS: ANA }, "sts:AssumeRole", undefined, "Deny")] },
    {},
    "denied",
    { reason: "explicit-deny", ...by("trust") },
  ],
  [
    "a boundary must allow, even where trust names the user",
    PAGES.assumeRole,
    { trust: [trust({ AWS: ANA })], boundary: [allow("s3:*")] },
    {},
    "denied",
    by("boundary"),
  ],
  ["a boundary that allows", PAGES.assumeRole, { trust: [trust({ AWS: ANA })], boundary: [MAY] }, {}, "allowed"],
  [
    "a session policy must allow",
    PAGES.assumeRole,
    { role: [MAY], trust: [trust({ AWS: APP })] },
    { principal: SESSION, session: { policies: [[allow("s3:*")]] } },
    "denied",
    by("session"),
  ],
  ["a role assumes itself where its trust names it", PAGES.assumeRole, { trust: [trust({ AWS: APP })] }, { principal: APP }, "allowed"],
  ["a role assumes itself by account and identity policy", PAGES.assumeRole, { role: [MAY] }, { principal: APP }, "allowed"],
  ["a session that trust names", PAGES.principal, { trust: [trust({ AWS: SESSION })] }, { principal: SESSION }, "allowed"],
  ["a session that trust does not name", PAGES.principal, { trust: [trust({ AWS: SESSION })] }, { principal: SESSION.replace("build", "test") }, "denied"],
  ["the action of the trust is another", PAGES.assumeRole, { user: [allow("*")], trust: [trust({ AWS: ANA }, "sts:TagSession")] }, {}, "denied", by("trust")],
  ["the action of the trust by a star", PAGES.assumeRole, { trust: [trust({ AWS: ANA }, "sts:*")] }, {}, "allowed"],
  [
    "an external id is free",
    PAGES.externalId,
    { user: [MAY], trust: [trust({ AWS: ROOT }, "sts:AssumeRole", EXTERNAL)] },
    {},
    "conditional",
    { hangsOn: ["sts:externalid"] },
  ],
  [
    "an external id that is given",
    PAGES.externalId,
    { user: [MAY], trust: [trust({ AWS: ROOT }, "sts:AssumeRole", EXTERNAL)] },
    { context: { "sts:ExternalId": "12345" } },
    "allowed",
  ],
  [
    "no external id",
    PAGES.externalId,
    { user: [MAY], trust: [trust({ AWS: ROOT }, "sts:AssumeRole", EXTERNAL)] },
    { context: { "sts:ExternalId": null } },
    "denied",
    by("trust"),
  ],
  [
    "trust demands MFA of a user",
    PAGES.keys,
    { user: [MAY], trust: [trust({ AWS: ROOT }, "sts:AssumeRole", MFA)] },
    {},
    "conditional",
    { hangsOn: ["aws:multifactorauthpresent"] },
  ],
  ["a role never has MFA", PAGES.keys, { role: [MAY], trust: [trust({ AWS: ROOT }, "sts:AssumeRole", MFA)] }, { principal: APP }, "denied"],
  ["root cannot assume roles", PAGES.assumeRole, { trust: [trust({ AWS: ROOT })] }, { principal: ROOT }, "denied", { reason: "root-cannot-assume-roles" }],
  ["a service that trust names", PAGES.roles, { trust: [trust({ Service: "ec2.amazonaws.com" })] }, { principal: "ec2.amazonaws.com" }, "allowed"],
  [
    "a service that trust does not name",
    PAGES.roles,
    { trust: [trust({ Service: "ec2.amazonaws.com" })] },
    { principal: "lambda.amazonaws.com" },
    "denied",
    by("trust"),
  ],
  [
    "a service that must act for a certain account",
    PAGES.keys,
    { trust: [trust({ Service: "ec2.amazonaws.com" }, "sts:AssumeRole", { StringEquals: { "aws:SourceAccount": ACCOUNT } })] },
    { principal: "ec2.amazonaws.com" },
    "conditional",
    { hangsOn: ["aws:sourceaccount"] },
  ],
  [
    "a service-linked role and a user",
    PAGES.serviceLinked,
    { user: [allow("*")], trust: [trust({ Service: "x.amazonaws.com" })], ofRole: { serviceLinked: true } },
    {},
    "denied",
    by("trust"),
  ],
  [
    "another account that trust names, whose policies are not read",
    PAGES.crossAccount,
    { trust: [trust({ AWS: EVE })] },
    eve(),
    "conditional",
    { unread: [`the identity policies of ${EVE}`], read: "allowed" },
  ],
  ["another account that trust names by its root", PAGES.crossAccount, { trust: [trust({ AWS: EVES_ROOT })] }, eve(), "conditional", { read: "allowed" }],
  ["another account that trust does not name", PAGES.crossAccount, { trust: [trust({ AWS: ROOT })] }, eve(), "denied", by("trust")],
  [
    "another account that trust denies",
    PAGES.crossAccount,
    { trust: [trust("*"), trust({ AWS: EVE }, "sts:AssumeRole", undefined, "Deny")] },
    eve(),
    "denied",
    { reason: "explicit-deny" },
  ],
  [
    "trust by *, held to an organization, and another account",
    PAGES.keys,
    { trust: [trust("*", "sts:AssumeRole", { StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } })] },
    eve({ context: { "aws:PrincipalOrgID": null } }),
    "denied",
  ],
  [
    "a web identity with the right subject",
    PAGES.web,
    { trust: [subject("repo:acme/app:*")] },
    web({ "token.actions.githubusercontent.com:sub": "repo:acme/app:ref:refs/heads/main" }),
    "allowed",
  ],
  [
    "a web identity with another subject",
    PAGES.web,
    { trust: [subject("repo:acme/app:*")] },
    web({ "token.actions.githubusercontent.com:sub": "repo:evil/app:ref:refs/heads/main" }),
    "denied",
  ],
  [
    "a web identity whose subject is free",
    PAGES.web,
    { trust: [subject("repo:acme/app:*")] },
    web(undefined),
    "conditional",
    { hangsOn: ["token.actions.githubusercontent.com:sub"] },
  ],
  ["a web identity by the wrong call", PAGES.web, { trust: [subject("*")] }, { principal: GITHUB }, "denied"],
  ["a web identity has no MFA", PAGES.web, { trust: [trust({ Federated: GITHUB }, "sts:AssumeRoleWithWebIdentity", MFA)] }, web(undefined), "denied"],
  [
    "an assertion of a provider that trust names",
    PAGES.roles,
    { trust: [trust({ Federated: SAML }, "sts:AssumeRoleWithSAML", { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } })] },
    { principal: SAML, action: "sts:AssumeRoleWithSAML", context: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
    "allowed",
  ],
  [
    "an assertion of another provider",
    PAGES.roles,
    { trust: [trust({ Federated: SAML }, "sts:AssumeRoleWithSAML")] },
    { principal: `${SAML}2`, action: "sts:AssumeRoleWithSAML" },
    "denied",
  ],
  ["a trust policy that was not read", PAGES.assumeRole, { user: [MAY], trust: MARK }, {}, "unknown", { gaps: [{ id: "g1" }] }],
  ["a trust policy that was not read, and a Deny", PAGES.assumeRole, { user: [deny("*")], trust: MARK }, {}, "denied"],
  [
    "a role of another account: its trust is not read",
    PAGES.crossAccount,
    { user: [MAY] },
    { resource: `arn:aws:iam::${OTHER}:role/x` },
    "conditional",
    { read: "allowed" },
  ],
  ["a role of another account, and no identity policy", PAGES.crossAccount, {}, { resource: `arn:aws:iam::${OTHER}:role/x` }, "denied", by("identity")],
];

export const TRUST: readonly AccessCase[] = ROWS.map(([name, source, account, asks, expect, also]) => ({
  name,
  source,
  account,
  asks: { action: "sts:AssumeRole", resource: APP, ofResource: "unread", ...asks },
  expect,
  ...(also ? { also } : {}),
}));
