import { describe, expect, it } from "vitest";
import { escalationsOf } from "../../../../engine/access/index.ts";
import type { PrincipalEscalation } from "../../../../schemas/index.ts";
import { ACCOUNT, type AccountOf, ANA, APP, allow, deny, MARK, ROOT, sourcesOf, trust } from "../account.ts";

const STAFF = `arn:aws:iam::${ACCOUNT}:group/staff`;
const MFA = { Bool: { "aws:MultiFactorAuthPresent": "true" } };

function of(principal: string, account: AccountOf): PrincipalEscalation {
  const found = escalationsOf(sourcesOf(account), { principal });
  if (!found.ok) throw new Error(JSON.stringify(found.problem));
  const [only] = found.escalations;
  if (!only || found.escalations.length > 1) throw new Error(`${found.escalations.length} answers`);
  return only;
}

/** Verdict, then each step by its id and the principal that its caller becomes. */
const summary = ({ verdict, steps }: PrincipalEscalation): string[] => [
  verdict,
  ...steps.map(({ id, to }) => (to === null ? id : `${id} ${to.split("/").at(-1)}`)),
];

const lambda = trust({ Service: "lambda.amazonaws.com" });
const MAKES_FUNCTIONS = [allow(["lambda:CreateFunction", "lambda:InvokeFunction"])];
const passes = (service?: string) => allow("iam:PassRole", APP, service ? { StringEquals: { "iam:PassedToService": service } } : undefined);

type Case = [name: string, expected: string[], account: AccountOf];

/** What ana becomes. */
const CASES: Case[] = [
  ["nothing", ["none"], {}],
  ["everything", ["admin"], { user: [allow("*")] }],
  ["everything, by a group", ["admin"], { group: [allow("*")] }],
  ["everything in IAM", ["admin"], { user: [allow("iam:*")] }],
  ["everything, with a Deny of a call that it does not need", ["admin"], { user: [allow("*"), deny("iam:CreateUser")] }],
  ["everything outside of IAM", ["none"], { user: [allow("*"), deny("iam:*"), deny("sts:*")] }],
  ["everything, within a boundary", ["none"], { user: [allow("*")], boundary: [allow("s3:*")] }],
  [
    "users that it makes within a boundary",
    ["none"],
    {
      user: [
        allow(["iam:CreateUser", "iam:AttachUserPolicy", "iam:CreateAccessKey"], "*", {
          StringEquals: { "iam:PermissionsBoundary": `arn:aws:iam::${ACCOUNT}:policy/limit` },
        }),
      ],
    },
  ],
  ["its own inline policy", ["escalates", "iam-007"], { user: [allow("iam:PutUserPolicy", `arn:aws:iam::${ACCOUNT}:user/\${aws:username}`)] }],
  ["the inline policies of another user", ["none"], { user: [allow("iam:PutUserPolicy", `arn:aws:iam::${ACCOUNT}:user/bob`)] }],
  ["its own inline policy, but denied", ["none"], { user: [allow("iam:PutUserPolicy", ANA), deny("iam:Put*")] }],
  ["its own inline policy, within a boundary", ["none"], { user: [allow("iam:PutUserPolicy", ANA)], boundary: [allow("iam:PutUserPolicy"), allow("s3:*")] }],
  ["its own inline policy, with MFA", ["conditional", "iam-007"], { user: [allow("iam:PutUserPolicy", ANA, MFA)] }],
  [
    "its own inline policy, in a region that it chooses",
    ["escalates", "iam-007"],
    {
      user: [allow("iam:PutUserPolicy", ANA, { StringEquals: { "aws:RequestedRegion": "us-east-1" } })],
    },
  ],
  ["policies that it attaches to itself", ["escalates", "iam-008"], { user: [allow("iam:AttachUserPolicy", ANA)] }],
  [
    "one harmless policy that it attaches to itself",
    ["none"],
    {
      user: [allow("iam:AttachUserPolicy", ANA, { ArnEquals: { "iam:PolicyARN": "arn:aws:iam::aws:policy/ReadOnlyAccess" } })],
    },
  ],
  ["the inline policies of its group", ["escalates", "iam-011"], { user: [allow("iam:PutGroupPolicy", STAFF)] }],
  ["the inline policies of another group", ["none"], { user: [allow("iam:PutGroupPolicy", `arn:aws:iam::${ACCOUNT}:group/other`)] }],
  ["a group of administrators", ["escalates", "iam-013 staff"], { user: [allow("iam:AddUserToGroup", STAFF)], group: [allow("*")], ofUser: { groupArns: [] } }],
  ["a group of others", ["none"], { user: [allow("iam:AddUserToGroup", STAFF)], group: [allow("s3:*")], ofUser: { groupArns: [] } }],
  ["a role of administrators", ["escalates", "sts-001 app"], { user: [allow("sts:AssumeRole", APP)], role: [allow("*")] }],
  ["a role of administrators that trusts ana alone", ["escalates", "sts-001 app"], { role: [allow("*")], trust: [trust({ AWS: ANA })] }],
  ["a role of administrators that trusts the account, and nothing that lets ana", ["none"], { role: [allow("*")], trust: [trust({ AWS: ROOT })] }],
  [
    "a role of administrators that trusts another",
    ["none"],
    { user: [allow("sts:AssumeRole")], role: [allow("*")], trust: [trust({ AWS: `arn:aws:iam::${ACCOUNT}:user/bob` })] },
  ],
  [
    "a role of administrators that asks for MFA",
    ["conditional", "sts-001 app"],
    { user: [allow("sts:AssumeRole")], role: [allow("*")], trust: [trust({ AWS: ROOT }, "sts:AssumeRole", MFA)] },
  ],
  ["a role of others", ["none"], { user: [allow("sts:AssumeRole")], role: [allow("s3:*")] }],
  [
    "a role that becomes one by itself",
    ["escalates", "sts-001 app", "iam-005"],
    { user: [allow("sts:AssumeRole", APP)], role: [allow("iam:PutRolePolicy", APP)] },
  ],
  [
    "a role whose trust policy it changes",
    ["escalates", "iam-012 app"],
    { user: [allow("iam:UpdateAssumeRolePolicy", APP)], role: [allow("*")], trust: [lambda] },
  ],
  [
    "a role that IAM changes for no one",
    ["none"],
    {
      user: [allow("iam:UpdateAssumeRolePolicy")],
      role: [allow("*")],
      trust: [lambda],
      ofRole: { serviceLinked: true, path: "/aws-service-role/x.amazonaws.com/" },
    },
  ],
  ["a role that it may pass to a function", ["escalates", "lambda-001 app"], { user: [passes(), ...MAKES_FUNCTIONS], role: [allow("*")], trust: [lambda] }],
  [
    "a role that it may pass to functions alone",
    ["escalates", "lambda-001 app"],
    { user: [passes("lambda.amazonaws.com"), ...MAKES_FUNCTIONS], role: [allow("*")], trust: [lambda] },
  ],
  ["a role that it may pass to instances alone", ["none"], { user: [passes("ec2.amazonaws.com"), ...MAKES_FUNCTIONS], role: [allow("*")], trust: [lambda] }],
  ["a role that trusts instances", ["none"], { user: [passes(), ...MAKES_FUNCTIONS], role: [allow("*")], trust: [trust({ Service: "ec2.amazonaws.com" })] }],
  ["a role that it may pass, and no functions", ["none"], { user: [passes()], role: [allow("*")], trust: [lambda] }],
  ["policies that were not read", ["unknown"], { user: MARK }],
];

describe("how a user becomes an administrator", () => {
  it.each(CASES)("with %s", (_, expected, account) => {
    expect(summary(of(ANA, account)).slice(0, expected.length)).toEqual(expected);
    if (expected[0] !== "unknown") expect(summary(of(ANA, account))).toEqual(expected);
  });

  it("names the calls of a step, the statements that allow them, and what they rest on", () => {
    const { steps } = of(ANA, { user: [allow("sts:AssumeRole", APP, MFA)], role: [allow("*")] });
    expect(steps).toMatchObject([
      {
        from: ANA,
        to: APP,
        certainty: "conditional",
        conditions: ["aws:multifactorauthpresent"],
        calls: [{ action: "sts:AssumeRole", resource: APP }],
      },
    ]);
    expect(steps[0]?.calls[0]?.allowedBy).toContainEqual(expect.objectContaining({ layer: "identity", policy: "inline", holder: ANA, index: 0 }));
  });

  it("names what the permissions of an administrator rest on", () => {
    expect(of(ANA, { user: [allow("*", "*", MFA)] })).toMatchObject({ verdict: "admin", conditions: ["aws:multifactorauthpresent"] });
  });

  it("names what was not read", () => {
    expect(of(ANA, { user: MARK }).gaps).toMatchObject([{ id: "g1" }]);
  });

  it("is not known where roles were not read which it could take on", () => {
    const sources = sourcesOf({ user: [allow("sts:AssumeRole")] });
    sources.document.roles = [...(sources.document.roles as []), MARK] as typeof sources.document.roles;
    const found = escalationsOf(sources, { principal: ANA });
    expect(found).toMatchObject({ ok: true, escalations: [{ verdict: "unknown", gaps: [{ id: "g1" }] }] });
  });

  it("is answered for every user and role, users first", () => {
    const found = escalationsOf(sourcesOf({ role: [allow("*")] }));
    expect(found.ok && found.escalations.map(({ principal, verdict }) => [principal, verdict])).toEqual([
      [ANA, "none"],
      [APP, "admin"],
    ]);
  });

  it("refuses a principal that the account does not have", () => {
    expect(escalationsOf(sourcesOf({}), { principal: "anna" })).toMatchObject({ ok: false, problem: { code: "unknown-principal", nearest: ["ana"] } });
    expect(escalationsOf(sourcesOf({}), { principal: ROOT })).toMatchObject({ ok: false, problem: { code: "not-of-account" } });
  });
});
