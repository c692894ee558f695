import { describe, expect, it } from "vitest";
import { LATER, page } from "../collectors/plan/cloudformation/change-set.ts";
import { planText, type TerraformChange } from "../collectors/plan/plan-text.ts";
import { gated } from "./gated.ts";

const GITHUB = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";
const CLAIM = "token.actions.githubusercontent.com";
const PASSED = 0;
const BLOCKED = 1;
const INCOMPLETE = 3;

type Row = [what: string, statement: Record<string, unknown>, code: number];

const assume = (principal: unknown, condition?: Record<string, unknown>): Record<string, unknown> => ({
  Effect: "Allow",
  Principal: principal,
  Action: "sts:AssumeRole",
  ...(condition === undefined ? {} : { Condition: condition }),
});
const workflows = (condition: Record<string, unknown>): Record<string, unknown> => ({
  ...assume({ Federated: GITHUB }, condition),
  Action: "sts:AssumeRoleWithWebIdentity",
});

const TRUSTS: Row[] = [
  ["everyone, beside a principal that is not known", assume({ AWS: ["*", LATER] }), BLOCKED],
  ["everyone, under a Sid that is not known", { ...assume("*"), Sid: LATER }, BLOCKED],
  ["everyone, for an action beside one that is not known", { ...assume("*"), Action: ["sts:AssumeRole", LATER] }, BLOCKED],
  ["any workflow of GitHub, beside one that is not known", workflows({ StringLike: { [`${CLAIM}:sub`]: ["repo:*", LATER] } }), BLOCKED],
  ["a service, on behalf of a source that is not known", assume({ Service: "sns.amazonaws.com" }, { ArnEquals: { "aws:SourceArn": LATER } }), PASSED],
  ["an account, with an external id that is not known", assume({ AWS: "999988887777" }, { StringEquals: { "sts:ExternalId": LATER } }), PASSED],
  [
    "one workflow of GitHub, with an audience that is not known",
    workflows({ StringEquals: { [`${CLAIM}:aud`]: LATER, [`${CLAIM}:sub`]: "repo:acme/app:ref:refs/heads/main" } }),
    PASSED,
  ],
  // Nothing in the change set answers with a text of the author's own: what it stands for is an ARN or an id, and names someone.
  ["a principal that is not known", assume({ AWS: LATER }), PASSED],
  ["a principal of a type that is not known", assume({ [LATER]: "*" }), INCOMPLETE],
  ["everyone, by an effect that is not known", { ...assume("*"), Effect: LATER }, INCOMPLETE],
  ["everyone, under a condition whose operator is not known", assume("*", { [LATER]: { "aws:PrincipalOrgID": "o-exampleorg1" } }), INCOMPLETE],
  ["everyone but one that is not known", { Effect: "Allow", NotPrincipal: { AWS: LATER }, Action: "sts:AssumeRole" }, INCOMPLETE],
];

const GRANTS: Row[] = [
  ["everything on one bucket, from a network that is not known", onBucket(), PASSED],
  ["everything, by principals of which any will do", grant("*", { StringLike: { "aws:PrincipalArn": ["*", LATER] } }), BLOCKED],
  ["everything, on resources that are not known", grant(LATER), INCOMPLETE],
  ["everything, but on resources that are not known", { Effect: "Allow", Action: "*", NotResource: LATER }, INCOMPLETE],
];

function grant(resource: string, condition?: Record<string, unknown>): Record<string, unknown> {
  return { Effect: "Allow", Action: "*", Resource: resource, ...(condition === undefined ? {} : { Condition: condition }) };
}

function onBucket(): Record<string, unknown> {
  return grant("arn:aws:s3:::app/*", { StringEquals: { "aws:SourceVpc": LATER } });
}

const lambda = assume({ Service: "lambda.amazonaws.com" });

function changeSet(trust: Record<string, unknown>, grants: Record<string, unknown>[] = []): string {
  const Policies = grants.map((statement) => ({ PolicyName: "own", PolicyDocument: { Version: "2012-10-17", Statement: [statement] } }));
  const after = { RoleName: "app", AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [trust] }, Policies };
  return JSON.stringify(page([{ id: "Role", type: "AWS::IAM::Role", after }]));
}

/** A role whose trust policy a data source makes at the apply, of one statement. */
function deferred(statement: Record<string, unknown>, unknown: Record<string, unknown>): string {
  const role: TerraformChange = {
    address: "aws_iam_role.r",
    after: { name: "app", path: "/", tags_all: {} },
    unknown: { arn: true, id: true, unique_id: true, assume_role_policy: true },
    refers: { assume_role_policy: { references: ["data.aws_iam_policy_document.t.json", "data.aws_iam_policy_document.t"] } },
  };
  const source = { address: "data.aws_iam_policy_document.t", mode: "data", actions: ["read"] };
  return planText([{ ...source, after: { statement: [statement] }, unknown: { json: true, statement: [unknown] } }, role]);
}

describe("a statement of which a part is known only after the change", () => {
  it.each(TRUSTS)("is decided by the rest: a trust of %s", async (_, statement, code) => {
    expect((await gated(null, changeSet(statement), ["--allow-unknown"])).code).toBe(code === BLOCKED ? BLOCKED : PASSED);
    expect((await gated(null, changeSet(statement))).code).toBe(code);
  });

  it.each(GRANTS)("is decided by the rest: %s", async (_, statement, code) => {
    expect((await gated(null, changeSet(lambda, [statement]))).code).toBe(code);
  });

  const condition = (variable: string) => [{ test: "StringEquals", variable }];
  const later = { condition: [{ values: true }] };

  it.each([
    ["a service, on behalf of a source that is not known", { type: "Service", identifiers: ["sns.amazonaws.com"] }, "aws:SourceArn", PASSED],
    ["an account, with an external id that is not known", { type: "AWS", identifiers: ["arn:aws:iam::999988887777:root"] }, "sts:ExternalId", PASSED],
    ["everyone, of an account that is not known", { type: "*", identifiers: ["*"] }, "aws:PrincipalAccount", INCOMPLETE],
  ])("is decided by the rest in a data source that is read at the apply: %s", async (_, principal, variable, code) => {
    const statement = { actions: ["sts:AssumeRole"], principals: [principal], condition: condition(variable) };
    expect((await gated(null, deferred(statement, later))).code).toBe(code);
  });

  it("blocks a trust of everyone in a data source of which only the sid is not known", async () => {
    const statement = { actions: ["sts:AssumeRole"], principals: [{ type: "AWS", identifiers: ["*"] }] };
    expect((await gated(null, deferred(statement, { sid: true }))).code).toBe(BLOCKED);
  });
});
