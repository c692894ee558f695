import { type AccountOf, ANA, APP, allow, deny, grant, OTHER, ROOT, SESSION, trust, type WrittenStatement } from "../account.ts";
import type { AccessCase, CaseQuestion } from "../case.ts";
import { PAGES } from "./pages.ts";

type Row = readonly [name: string, source: string, account: AccountOf, asks: CaseQuestion, expect: string, also?: Record<string, unknown>];

const MEMBER = { organizationId: "o-abcdefghij", managementAccountId: OTHER };
const FULL = [allow("*")];
const member = (account: AccountOf): AccountOf => ({ ...account, ofAccount: { ...MEMBER, ...account.ofAccount } });
const GET = allow("s3:GetObject");
const by = (...layers: string[]) => ({ decidedBy: layers });
const OUTSIDER = `arn:aws:iam::${OTHER}:user/eve`;
const ASSUME: CaseQuestion = { action: "sts:AssumeRole", resource: APP };
const SLR = {
  ofRole: { arn: `arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/app`, path: "/aws-service-role/x.amazonaws.com/", serviceLinked: true },
};
const rcp = (condition?: Record<string, Record<string, unknown>>): WrittenStatement => ({
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: "*",
  ...(condition ? { Condition: condition } : {}),
});

const ROWS: readonly Row[] = [
  ["every level allows", PAGES.scpEvaluation, member({ user: [GET] }), { scps: [FULL, FULL, FULL] }, "allowed", by("scp", "identity")],
  ["an SCP grants nothing", PAGES.scps, member({}), { scps: [FULL] }, "denied", by("identity")],
  ["one level allows nothing of the kind", PAGES.scpEvaluation, member({ user: [GET] }), { scps: [FULL, [allow("sqs:*")], FULL] }, "denied", by("scp")],
  ["levels allow different actions", PAGES.scpEvaluation, member({ user: [GET] }), { scps: [[allow("s3:*")], [allow("sqs:*")]] }, "denied", by("scp")],
  ["one level has no policy", PAGES.scpEvaluation, member({ user: [GET] }), { scps: [FULL, []] }, "denied", by("scp")],
  [
    "a Deny at any level",
    PAGES.scpEvaluation,
    member({ user: [GET] }),
    { scps: [FULL, [allow("*"), deny("s3:*")], FULL] },
    "denied",
    { reason: "explicit-deny", ...by("scp") },
  ],
  [
    "a Deny of an SCP under a condition",
    PAGES.scps,
    member({ user: [GET] }),
    { scps: [[allow("*"), deny("s3:*", "*", { Bool: { "aws:SecureTransport": "false" } })]] },
    "conditional",
    { hangsOn: ["aws:securetransport"] },
  ],
  [
    "a Deny for all regions but one",
    PAGES.regions,
    member({ user: [allow("*")] }),
    {
      action: "sqs:SendMessage",
      resource: "arn:aws:sqs:us-east-1:111122223333:q",
      scps: [[allow("*"), deny("*", "*", { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } })]],
    },
    "denied",
    by("scp"),
  ],
  ["an SCP limits root of a member account", PAGES.scps, member({}), { principal: ROOT, scps: [[allow("*"), deny("s3:*")]] }, "denied", by("scp")],
  ["an SCP that allows less limits root too", PAGES.scps, member({}), { principal: ROOT, scps: [[allow("sqs:*")]] }, "denied", by("scp")],
  [
    "an SCP limits what a resource grants",
    PAGES.evaluation,
    member({}),
    { ofResource: [grant({ AWS: ANA }, "*")], scps: [[allow("sqs:*")]] },
    "denied",
    by("scp"),
  ],
  [
    "SCPs do not bind the management account",
    PAGES.scps,
    { user: [GET], ofAccount: { ...MEMBER, managementAccountId: "111122223333" } },
    { scps: [[deny("*")]] },
    "allowed",
  ],
  ["SCPs do not bind an account of no organization", PAGES.scps, { user: [GET] }, { scps: [[deny("*")]] }, "allowed"],
  ["SCPs do not bind service-linked roles", PAGES.scps, member({ role: [GET], ...SLR }), { principal: SESSION, scps: [[deny("*")]] }, "allowed"],
  [
    "SCPs do not bind users of other accounts",
    PAGES.scps,
    member({}),
    { principal: OUTSIDER, scope: "identity", ofResource: [grant({ AWS: OUTSIDER }, "*")], scps: [[deny("*")]] },
    "allowed",
  ],
  ["without SCPs FullAWSAccess is assumed", PAGES.scps, member({ user: [GET] }), {}, "allowed", { assumed: ["scps", "rcps", "resource-account"] }],
  ["what is assumed is unknown where all is asked", PAGES.scps, member({ user: [GET] }), { scope: "all" }, "unknown"],
  ["what is assumed does not matter to a denial", PAGES.scps, member({}), { scope: "all" }, "denied"],
  ["nothing is assumed of an account of no organization", PAGES.scps, { user: [GET] }, { scope: "all" }, "allowed", { assumed: ["resource-account"] }],
  [
    "nothing is assumed of the management account",
    PAGES.scps,
    { user: [GET], ofAccount: { ...MEMBER, managementAccountId: "111122223333" } },
    {},
    "allowed",
    { assumed: ["resource-account"] },
  ],
  [
    "nothing is assumed of a service that RCPs do not limit",
    PAGES.rcps,
    member({ user: [allow("*")] }),
    { action: "iam:GetUser", resource: ANA },
    "allowed",
    { assumed: ["scps"] },
  ],
  ["an SCP lets a role be assumed", PAGES.assumeRole, member({ user: [allow("*")] }), { ...ASSUME, scps: [FULL] }, "allowed"],
  ["an SCP keeps a role from being assumed", PAGES.assumeRole, member({ user: [allow("*")] }), { ...ASSUME, scps: [[allow("s3:*")]] }, "denied", by("scp")],
  [
    "an SCP limits what a trust policy grants by name",
    PAGES.assumeRole,
    member({ trust: [trust({ AWS: ANA })] }),
    { ...ASSUME, scps: [[allow("s3:*")]] },
    "denied",
    by("scp"),
  ],
  [
    "an SCP does not limit services",
    PAGES.scps,
    member({ trust: [trust({ Service: "ec2.amazonaws.com" })] }),
    { ...ASSUME, principal: "ec2.amazonaws.com", scps: [[deny("*")]] },
    "allowed",
  ],
  ["a Deny of an RCP", PAGES.rcps, member({ user: [GET] }), { rcps: [rcp()], scps: [FULL] }, "denied", { reason: "explicit-deny", ...by("rcp") }],
  ["an RCP without a Deny limits nothing", PAGES.rcps, member({ user: [GET] }), { rcps: [grant("*", "sqs:*")], scps: [FULL] }, "allowed"],
  ["an RCP grants nothing", PAGES.rcps, member({}), { rcps: [grant("*", "*")], scps: [FULL] }, "denied", by("identity")],
  [
    "an RCP on a service that RCPs do not limit",
    PAGES.rcps,
    member({ user: [allow("*")] }),
    { action: "ec2:StartInstances", resource: "arn:aws:ec2:eu-west-1:111122223333:instance/i-1", rcps: [{ ...rcp(), Action: "*" }], scps: [FULL] },
    "allowed",
  ],
  [
    "an RCP for callers of other organizations",
    PAGES.rcps,
    member({ user: [GET] }),
    { rcps: [rcp({ StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-abcdefghij" } })], scps: [FULL] },
    "allowed",
  ],
  [
    "an RCP denies callers outside of the organization",
    PAGES.rcps,
    member({}),
    {
      principal: OUTSIDER,
      scope: "identity",
      context: { "aws:PrincipalOrgID": null },
      ofResource: [grant("*", "*")],
      rcps: [rcp({ StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-abcdefghij" } })],
    },
    "denied",
    by("rcp"),
  ],
  [
    "an RCP denies callers of another organization",
    PAGES.rcps,
    member({}),
    {
      principal: OUTSIDER,
      scope: "identity",
      context: { "aws:PrincipalOrgID": "o-other00000" },
      ofResource: [grant("*", "*")],
      rcps: [rcp({ StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-abcdefghij" } })],
    },
    "denied",
    by("rcp"),
  ],
  ["an RCP limits root", PAGES.rcps, member({}), { principal: ROOT, rcps: [rcp()], scps: [FULL] }, "denied", by("rcp")],
  ["an RCP does not bind service-linked roles", PAGES.rcps, member({ role: [GET], ...SLR }), { principal: SESSION, rcps: [rcp()] }, "allowed"],
  [
    "RCPs do not limit resources of the management account",
    PAGES.rcps,
    { user: [GET], ofAccount: { ...MEMBER, managementAccountId: "111122223333" } },
    { rcps: [rcp()] },
    "allowed",
  ],
  [
    "RCPs limit who may assume roles",
    PAGES.rcps,
    member({ trust: [trust({ AWS: ANA })] }),
    { ...ASSUME, rcps: [{ ...rcp(), Action: "sts:*" }], scps: [FULL] },
    "denied",
    by("rcp"),
  ],
];

export const CONTROL: readonly AccessCase[] = ROWS.map(([name, source, account, asks, expect, also]) => ({
  name,
  source,
  account,
  asks,
  expect,
  ...(also ? { also } : {}),
}));
