import { describe, expect, it } from "vitest";
import { policyContent } from "../../../document/index.ts";
import { contentFields } from "../../../engine/access/index.ts";
import { ANYONE, DENIED, TOKENS, WORKFLOWS } from "./cases/outsiders.ts";

const GITHUB = "token.actions.githubusercontent.com";

/** Kinds of outsiders that may assume the role by a trust policy of these statements. */
function letsIn(...statements: object[]): string[] {
  const content = policyContent(JSON.stringify({ Version: "2012-10-17", Statement: statements }), "json", { $unknown: "g1" });
  const { outsiders } = contentFields(content, ["outsiders"]);
  return (outsiders as { kind: string; allowed: unknown }[]).flatMap(({ kind, allowed }) =>
    allowed === false ? [] : allowed === true ? [kind] : [`${kind}?`],
  );
}

type Condition = (typeof ANYONE)["open"][number];

const anyone = (Condition: Condition = {}, Effect = "Allow"): object => ({ Effect, Principal: "*", Action: "sts:AssumeRole", Condition });

const withToken = (issuer: string, condition: Condition, further: object = {}): object => ({
  Effect: "Allow",
  Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` },
  Action: "sts:AssumeRoleWithWebIdentity",
  Condition: Object.fromEntries(
    Object.entries(condition).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).map(([key, value]) => [key.includes(":") ? key : `${issuer}:${key}`, value])),
    ]),
  ),
  ...further,
});

const forWorkflows = (condition: Condition, further?: object): object =>
  withToken(GITHUB, { ...condition, StringEquals: { aud: "sts.amazonaws.com", ...condition.StringEquals } }, further);

/** Issuers compared without regard to case. */
const kindOf = (issuer: string): string => issuer.toLowerCase();

describe.each(["open", "closed"] as const)("outsiders: %s", (answer) => {
  const expected = (kind: string): string[] => (answer === "open" ? [kind] : []);

  it.each(ANYONE[answer].map((condition) => [JSON.stringify(condition), condition] as const))("anyone, if %s", (_, condition) => {
    expect(letsIn(anyone(condition))).toEqual(expected("aws"));
  });

  it.each(DENIED[answer].map((condition) => [JSON.stringify(condition), condition] as const))("anyone, denied if %s", (_, condition) => {
    expect(letsIn(anyone(), anyone(condition, "Deny"))).toEqual(expected("aws"));
  });

  it.each(TOKENS[answer].map(([issuer, condition]) => [issuer, JSON.stringify(condition), condition] as const))(
    "tokens of %s, if %s",
    (issuer, _, condition) => {
      expect(letsIn(withToken(issuer, condition))).toEqual(expected(kindOf(issuer)));
    },
  );

  it.each(WORKFLOWS[answer].map((condition) => [JSON.stringify(condition), condition] as const))("workflows of GitHub, if %s", (_, condition) => {
    expect(letsIn(forWorkflows(condition))).toEqual(expected(GITHUB));
  });
});

describe("outsiders", () => {
  const ours = { StringNotLike: { sub: "repo:my-org/*" } };

  it("are shut out by a Deny of every other subject, for that call and that provider", () => {
    expect(letsIn(forWorkflows({}), withToken(GITHUB, ours, { Effect: "Deny" }))).toEqual([]);
    expect(letsIn(forWorkflows({}), withToken(GITHUB, ours, { Effect: "Deny", Action: "sts:AssumeRole" }))).toEqual([GITHUB]);
    expect(letsIn(forWorkflows({}), withToken("gitlab.com", ours, { Effect: "Deny" }))).toEqual([GITHUB]);
  });

  it("are let in by one of two statements", () => {
    const closed = { StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } };
    expect(letsIn(anyone(closed), anyone({ StringEquals: { "sts:ExternalId": "x" } }))).toEqual(["aws"]);
  });

  it("are not let in by statements on calls that assume no role", () => {
    for (const Action of ["sts:TagSession", ["sts:TagSession", "sts:SetSourceIdentity"]]) expect(letsIn({ ...anyone(), Action })).toEqual([]);
    expect(letsIn(withToken("gitlab.com", {}, { Action: "sts:AssumeRole" }))).toEqual([]);
    expect(letsIn({ Effect: "Allow", Principal: "*", NotAction: "sts:Assume*" })).toEqual([]);
  });

  it("are let in by any wording of the call", () => {
    for (const Action of ["sts:*", "*", "sts:Assume*", "sts:assumerole"]) expect(letsIn({ ...anyone(), Action })).toEqual(["aws"]);
    expect(letsIn({ Effect: "Allow", Principal: "*", NotAction: "sts:TagSession" })).toEqual(["aws"]);
  });
});
