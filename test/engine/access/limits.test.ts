import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actionMatches, globMatches } from "../../../document/index.ts";
import { accessPattern, checkLimits } from "../../../engine/access/index.ts";
import type { LimitAnswer } from "../../../schemas/index.ts";
import { allow, asPolicy, deny, type WrittenStatement } from "./account.ts";
import { allActions, fewActions } from "./catalogue.ts";
import { plainEffect } from "./plain-evaluator.ts";
import { identityStatements, requests, statementPairs } from "./random-policies.ts";

const policyOf = (name: string, statements: readonly WrittenStatement[]) => ({ name, document: asPolicy(statements) });

/** The answers for a policy: of the reference first, where there is one. */
function checked(
  statements: readonly WrittenStatement[],
  forbidden: readonly string[],
  reference: readonly WrittenStatement[] | null = null,
  known = fewActions,
) {
  const access = forbidden.map((text) => {
    const read = accessPattern(text);
    if (!read) throw new Error(text);
    return read;
  });
  return checkLimits({ policy: policyOf("policy", statements), reference: reference && [policyOf("reference", reference)], forbidden: access }, known);
}

function verdictsOf(...given: Parameters<typeof checked>): LimitAnswer["verdict"][] {
  const found = checked(...given);
  if (!found.ok) throw new Error(JSON.stringify(found.problems));
  return found.answers.map(({ verdict }) => verdict);
}

const MFA = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
const ROLES = "arn:aws:iam::111122223333:role";

type Case = [name: string, verdict: LimitAnswer["verdict"], statements: WrittenStatement[], forbidden: string];
/**
 * Of actions alone, of resources alone and of both. Source: IAM Access Analyzer API Reference, CheckAccessNotGranted: at least one of the actions on any
 * resource; any action on at least one of the resources; at least one of the actions on at least one of the resources.
 */
const FORBIDDEN: Case[] = [
  ["an action, which is granted on one resource", "beyond", [allow("iam:PassRole", `${ROLES}/app`)], "iam:PassRole"],
  ["an action by a wildcard", "beyond", [allow("iam:Pass*")], "iam:PassRole"],
  ["an action by NotAction", "beyond", [{ Effect: "Allow", NotAction: "s3:*", Resource: "*" }], "iam:PassRole"],
  ["an action that NotAction leaves out", "within", [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }], "iam:PassRole"],
  ["one of several actions", "beyond", [allow("s3:PutObject")], "s3:GetObject,s3:PutObject"],
  ["other actions of the service", "within", [allow("s3:ListBucket")], "s3:GetObject,s3:PutObject"],
  ["any action on a resource", "beyond", [allow("s3:GetObject", "arn:aws:s3:::payroll/*")], "* on arn:aws:s3:::payroll/2026"],
  ["any action on another resource", "within", [allow("s3:GetObject", "arn:aws:s3:::public/*")], "* on arn:aws:s3:::payroll/*"],
  ["an action on a resource, granted on another", "within", [allow("iam:PassRole", `${ROLES}/app`)], `iam:PassRole on ${ROLES}/admin`],
  ["an action on resources that overlap", "beyond", [allow("iam:PassRole", `${ROLES}/app*`)], `iam:PassRole on ${ROLES}/*-admin`],
  ["an action that a Deny takes away", "within", [allow("*"), deny("iam:PassRole")], "iam:PassRole"],
  [
    "an action that a Deny takes away without MFA",
    "beyond",
    [allow("*"), deny("iam:PassRole", "*", { Bool: { "aws:MultiFactorAuthPresent": "false" } })],
    "iam:PassRole",
  ],
  ["an action under a condition", "beyond", [allow("iam:PassRole", "*", MFA)], "iam:PassRole"],
  ["an action under a condition that cannot hold", "within", [allow("iam:PassRole", "*", { StringEquals: { "aws:PrincipalType": "Robot" } })], "iam:PassRole"],
  ["an action without resources", "beyond", [allow("ec2:DescribeInstances")], "ec2:DescribeInstances"],
  ["an action without resources, granted on some", "within", [allow("ec2:DescribeInstances", "arn:aws:ec2:*:*:instance/*")], "ec2:DescribeInstances"],
];

/** Source: IAM Access Analyzer API Reference, CheckNoNewAccess. */
const REFERENCES: [name: string, verdict: LimitAnswer["verdict"], statements: WrittenStatement[], reference: WrittenStatement[]][] = [
  ["the same in other words", "within", [allow("s3:GetObject"), allow("s3:PutObject")], [allow(["S3:getobject", "s3:PutObject"])]],
  ["an action less", "within", [allow("s3:GetObject")], [allow("s3:*")]],
  ["an action more", "beyond", [allow(["s3:GetObject", "s3:PutObject"])], [allow("s3:GetObject")]],
  ["a condition less", "beyond", [allow("s3:GetObject")], [allow("s3:GetObject", "*", MFA)]],
  ["another Deny, of what neither allows", "within", [allow("s3:GetObject")], [allow("s3:GetObject"), deny("iam:*")]],
  ["no Deny of what the reference denies in part", "beyond", [allow("s3:GetObject")], [allow("s3:GetObject"), deny("s3:GetObject", "arn:aws:s3:::a/*")]],
  ["nothing but a Deny", "within", [deny("s3:*")], []],
];

describe("the limits of a policy", () => {
  it.each(FORBIDDEN)("forbidding %s: %s", (_, verdict, statements, forbidden) => {
    expect(verdictsOf(statements, [forbidden], null, allActions)).toEqual([verdict]);
  });

  it.each(REFERENCES)("with a reference, %s: %s", (_, verdict, statements, reference) => {
    expect(verdictsOf(statements, [], reference, allActions)).toEqual([verdict]);
  });

  it("shows a request beyond a limit with the statements that allow it, and what the reference says", () => {
    const found = checked([allow("s3:GetObject")], ["s3:GetObject on arn:aws:s3:::payroll/*"], [deny("s3:*")]);
    expect(found).toMatchObject({
      ok: true,
      answers: [
        {
          limit: { kind: "reference", policies: ["reference"] },
          request: { action: "s3:GetObject", allowedBy: [{ policy: "policy", index: 0 }], reference: { effect: "denied" } },
        },
        {
          limit: { kind: "forbidden", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::payroll/*"] },
          request: {
            action: "s3:GetObject",
            resource: expect.stringMatching(/^arn:aws:s3:::payroll\//),
            allowedBy: [{ policy: "policy", index: 0 }],
            reference: null,
          },
        },
      ],
    });
  });

  it("refuses limits that could never be passed", () => {
    const problemsOf = (text: string) => {
      const found = checked([allow("*")], [text], null, allActions);
      return found.ok ? [] : found.problems;
    };
    expect(problemsOf("iam:PasRole")).toEqual([{ code: "unknown-action", value: "iam:PasRole", nearest: ["iam:PassRole", "iam:TagRole"] }]);
    expect(problemsOf("iem:PassRole")).toMatchObject([{ code: "unknown-service", nearest: expect.arrayContaining(["iam"]) }]);
    expect(problemsOf("iam:Pas?Rule*")).toMatchObject([{ code: "unknown-action" }]);
    expect(problemsOf("iam:PassRole on arn:aws:s3:::acme")).toEqual([{ code: "no-such-resource", value: "arn:aws:s3:::acme", actions: ["iam:PassRole"] }]);
    expect(problemsOf(`iam:PassRole on ${ROLES}/app,arn:aws:s3:::acme`)).toMatchObject([{ code: "no-such-resource", value: "arn:aws:s3:::acme" }]);
    expect(problemsOf("ec2:DescribeInstances on arn:aws:ec2:*:*:instance/*")).toMatchObject([{ code: "no-such-resource" }]);
    expect(problemsOf("sts:GetCallerIdentity")).toEqual([{ code: "not-by-policy", value: "sts:GetCallerIdentity" }]);
  });

  it("says unknown where policies name principals, and names what is no policy", () => {
    expect(verdictsOf([{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" }], ["s3:*"])).toEqual(["unknown"]);
    const found = checkLimits(
      { policy: { name: "text", document: "no policy" }, reference: null, forbidden: [{ actions: ["s3:*"], resources: ["*"] }] },
      fewActions,
    );
    expect(found).toEqual({ ok: false, problems: [{ code: "unread-policy", value: "text" }] });
  });

  it.each([
    ["iam:PassRole on *", ["iam:PassRole"], ["*"]],
    ["iam:PassRole", ["iam:PassRole"], ["*"]],
    [" s3:Get*, s3:Put*  ON  arn:aws:s3:::a/*, arn:aws:s3:::b/* ", ["s3:Get*", "s3:Put*"], ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"]],
    ["* on arn:aws:s3:::a", ["*"], ["arn:aws:s3:::a"]],
  ])("reads %s", (text, actions, resources) => {
    expect(accessPattern(text)).toEqual({ actions, resources });
  });

  it.each(["", "iam", "iam:", "iam:PassRole on", "iam:PassRole on role/x", "iam:PassRole,", "iam:PassRole on * on *", "PassRole on *"])(
    "does not read %j",
    (text) => {
      expect(accessPattern(text)).toBeNull();
    },
  );

  it("holds for random requests, by a second evaluator", () => {
    const verdicts: Record<string, number> = {};
    const access = fc.constantFrom(
      "s3:GetObject",
      "s3:*Object on arn:aws:s3:::b/*",
      "iam:Get*",
      "* on arn:aws:s3:::b/ana/*",
      "ec2:*",
      "* on arn:aws:iam::*:user/ana",
    );
    fc.assert(
      fc.property(identityStatements, access, fc.array(requests, { minLength: 40, maxLength: 40 }), (statements, text, all) => {
        const found = checked(statements, [text]);
        if (!found.ok) throw new Error(JSON.stringify(found.problems));
        const [answer] = found.answers;
        const { actions: forbidden, resources } = accessPattern(text) ?? { actions: [], resources: [] };
        const isForbidden = (action: string, resource: string) =>
          forbidden.some((pattern) => actionMatches(pattern, action)) && resources.some((pattern) => globMatches(pattern, resource));
        verdicts[answer?.verdict ?? ""] = (verdicts[answer?.verdict ?? ""] ?? 0) + 1;
        const request = answer?.request;
        if (request) {
          expect([isForbidden(request.action, request.resource), plainEffect(statements, request)]).toEqual([true, "allowed"]);
        }
        for (const one of all)
          if (plainEffect(statements, one) === "allowed" && isForbidden(one.action, one.resource)) expect([answer?.verdict, one]).not.toEqual(["within", one]);
      }),
      { numRuns: 100, endOnFailure: true },
    );
    expect(Object.keys(verdicts)).toEqual(expect.arrayContaining(["within", "beyond"]));
    expect(verdicts.unknown ?? 0).toBeLessThan(15);
  }, 120_000);

  it("keeps within a reference exactly where no random request goes beyond it", () => {
    fc.assert(
      fc.property(statementPairs, fc.array(requests, { minLength: 40, maxLength: 40 }), ([reference, statements], all) => {
        const [verdict] = verdictsOf(statements, [], reference);
        for (const one of all)
          if (plainEffect(statements, one) === "allowed" && plainEffect(reference, one) !== "allowed") expect([verdict, one]).not.toEqual(["within", one]);
      }),
      { numRuns: 60, endOnFailure: true },
    );
  }, 120_000);
});
