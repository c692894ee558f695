import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actionMatches, globMatches } from "../../../document/index.ts";
import { accessPattern, whoMay } from "../../../engine/access/index.ts";
import type { ReeveDocument, WhoAnswer } from "../../../schemas/index.ts";
import { ACCOUNT, type AccountOf, ANA, APP, allow, deny, MARK, sourcesOf, trust } from "./account.ts";
import { plainEffect } from "./plain-evaluator.ts";
import { identityStatements, requests } from "./random-policies.ts";

type Question = Partial<Omit<Parameters<typeof whoMay>[0], "access">>;

function asked(account: AccountOf, text: string, question: Question = {}, change: (document: ReeveDocument) => void = () => {}): ReturnType<typeof whoMay> {
  const access = accessPattern(text);
  if (!access) throw new Error(text);
  const sources = sourcesOf(account);
  change(sources.document);
  return whoMay({ access, ...question }, sources);
}

function answered(...given: Parameters<typeof asked>): WhoAnswer {
  const found = asked(...given);
  if (!found.ok) throw new Error(JSON.stringify(found.problems));
  return found.answer;
}

/** The verdicts of ana and app, and of all. */
function verdicts(...given: Parameters<typeof asked>): string[] {
  const { principals, verdict } = answered(...given);
  return [...principals.map((one) => one.verdict), verdict];
}

const MFA = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
const ADMIN_ROLES = `arn:aws:iam::${ACCOUNT}:role/admin/*`;

type Case = [name: string, verdicts: [ana: string, app: string, all: string], account: AccountOf, access: string, question?: Question];
const CASES: Case[] = [
  ["an action on any resource", ["allowed", "denied", "allowed"], { user: [allow("iam:PassRole", `arn:aws:iam::${ACCOUNT}:role/x`)] }, "iam:PassRole"],
  ["an action by a wildcard, of a group", ["allowed", "denied", "allowed"], { group: [allow("iam:*")] }, "iam:PassRole"],
  [
    "resources that overlap",
    ["denied", "allowed", "allowed"],
    { role: [allow("iam:PassRole", "arn:aws:iam::*:role/*/deploy")] },
    `iam:PassRole on ${ADMIN_ROLES}`,
  ],
  ["resources that do not", ["denied", "denied", "denied"], { role: [allow("iam:PassRole", "arn:aws:iam::*:role/app-*")] }, `iam:PassRole on ${ADMIN_ROLES}`],
  [
    "resources that a Deny takes away",
    ["denied", "denied", "denied"],
    { user: [allow("*"), deny("iam:PassRole", ADMIN_ROLES)] },
    `iam:PassRole on ${ADMIN_ROLES}`,
  ],
  [
    "resources of which a Deny leaves some",
    ["allowed", "denied", "allowed"],
    { user: [allow("*"), deny("iam:PassRole", `${ADMIN_ROLES}-x`)] },
    `iam:PassRole on ${ADMIN_ROLES}`,
  ],
  ["what the boundary does not allow", ["denied", "denied", "denied"], { user: [allow("*")], boundary: [allow("s3:*")] }, "iam:PassRole"],
  ["a condition", ["conditional", "denied", "allowed"], { user: [allow("iam:PassRole", "*", MFA)] }, "iam:PassRole"],
  [
    "a condition that is given",
    ["denied", "denied", "denied"],
    { user: [allow("iam:PassRole", "*", MFA)] },
    "iam:PassRole",
    { context: { "aws:MultiFactorAuthPresent": null } },
  ],
  ["an action among several", ["allowed", "denied", "allowed"], { user: [allow("ec2:DescribeInstances")] }, "iam:PassRole,ec2:Describe*"],
  ["a policy that was not read", ["unknown", "denied", "unknown"], { user: MARK }, "iam:PassRole"],
  [
    "a bucket whose policy was not read",
    ["conditional", "conditional", "allowed"],
    { user: [allow("s3:GetObject")] },
    "s3:GetObject on arn:aws:s3:::payroll/*",
  ],
  [
    "a bucket, by identity policies",
    ["allowed", "denied", "allowed"],
    { user: [allow("s3:GetObject")] },
    "s3:GetObject on arn:aws:s3:::payroll/*",
    { scope: "identity" },
  ],
  ["a role whose trust names the account", ["allowed", "denied", "allowed"], { user: [allow("sts:AssumeRole")] }, "sts:AssumeRole"],
  [
    "a role whose trust names no one here",
    ["denied", "denied", "denied"],
    { user: [allow("sts:AssumeRole")], trust: [trust({ Service: "ec2.amazonaws.com" })] },
    "sts:AssumeRole",
  ],
  [
    "what a control policy denies",
    ["denied", "denied", "denied"],
    { user: [allow("iam:PassRole")], ofAccount: { organizationId: "o-exampleorg1", managementAccountId: "999988887777" } },
    "iam:PassRole",
    { controlPolicies: { scps: [[{ name: "scp", document: { Version: "2012-10-17", Statement: [allow("*"), deny("iam:*")] } }]], rcps: [] } },
  ],
];

describe("who may do something", () => {
  it.each(CASES)("with %s", (_, expected, account, access, question) => {
    expect(verdicts(account, access, question)).toEqual(expected);
  });

  it("shows the clearest request, with the statement that allows it", () => {
    const [ana] = answered({ user: [allow("iam:PassRole", "*", MFA), allow("iam:PassRole", `arn:aws:iam::${ACCOUNT}:role/x`)] }, "iam:PassRole").principals;
    expect(ana).toMatchObject({ arn: ANA, verdict: "allowed", answer: { action: "iam:PassRole", resource: `arn:aws:iam::${ACCOUNT}:role/x` } });
  });

  it.each([
    ["iam:PasRole", "unknown-action"],
    ["iam:PassRole on arn:aws:iam::999988887777:role/x", "other-account"],
    ["iam:PassRole on arn:aws:s3:::acme", "no-such-resource"],
    [`sts:AssumeRole on arn:aws:iam::${ACCOUNT}:role/apq`, "no-such-role"],
    ["sts:GetCallerIdentity", "not-by-policy"],
  ])("refuses %s", (text, code) => {
    expect(asked({ user: [allow("*")] }, text)).toMatchObject({ ok: false, problems: [{ code }] });
  });

  it("refuses a condition key that no request has", () => {
    expect(asked({ user: [allow("*")] }, "iam:PassRole", { context: { "aws:Foo": "x" } })).toMatchObject({ ok: false, problems: [{ code: "unknown-key" }] });
  });

  it("never says that no one may where a list of principals was not read", () => {
    const withoutRoles = (document: ReeveDocument): void => {
      document.roles = MARK;
    };
    expect(verdicts({}, "iam:PassRole", {}, withoutRoles)).toEqual(["denied", "unknown"]);
    expect(verdicts({ user: [allow("*")] }, "sts:AssumeRole", {}, withoutRoles)).toEqual(["unknown", "unknown"]);
    expect(answered({}, "iam:PassRole", {}, withoutRoles).gaps).toMatchObject([{ id: "g1" }]);
  });

  it("holds for random requests, by a second evaluator", () => {
    const account = (statements: AccountOf["user"], boundary: AccountOf["boundary"]): AccountOf => ({
      ...(statements ? { user: statements } : {}),
      ...(boundary ? { boundary } : {}),
      ofUser: { tags: [{ key: "team", value: "b" }] },
    });
    const accesses = fc.constantFrom("s3:GetObject", "s3:*Object on arn:aws:s3:::b/*", "s3:*,iam:Get*,ec2:Describe*", "s3:*Object on arn:aws:s3:::b/ana/*");
    let some = 0;
    fc.assert(
      fc.property(
        identityStatements,
        fc.option(identityStatements, { freq: 2 }),
        accesses,
        fc.array(requests, { minLength: 40, maxLength: 40 }),
        (statements, boundary, text, all) => {
          const [ana] = answered(account(statements, boundary ?? undefined), text, { scope: "identity" }).principals;
          const access = accessPattern(text) ?? { actions: [], resources: [] };
          for (const one of all) {
            const request = { ...one, context: { ...one.context, "aws:username": ["ana"], "aws:principaltag/team": ["b"] } };
            const isCovered =
              access.actions.some((each) => actionMatches(each, one.action)) && access.resources.some((each) => globMatches(each, one.resource));
            const isAllowed = [statements, ...(boundary ? [boundary] : [])].every((policy) => plainEffect(policy, request) === "allowed");
            if (!isCovered || !isAllowed) continue;
            some += 1;
            expect([ana?.verdict, request]).not.toEqual(["denied", request]);
          }
        },
      ),
      { numRuns: 80, endOnFailure: true },
    );
    expect(some).toBeGreaterThan(10);
  }, 120_000);

  it("asks of every user and role, users first", () => {
    expect(answered({}, "iam:PassRole").principals.map(({ arn }) => arn)).toEqual([ANA, APP]);
  });
});
