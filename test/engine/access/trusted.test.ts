import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { policyContent } from "../../../document/index.ts";
import { contentFields } from "../../../engine/access/index.ts";

/** Parties of a trust policy of these statements: `!` may assume the role, `!!` for any of their customers. */
function trusted(...statements: object[]): string[] {
  const content = policyContent(JSON.stringify({ Version: "2012-10-17", Statement: statements }), "json", { $unknown: "g1" });
  const found = contentFields(content, ["trusted"]).trusted as { kind: string; id: string; allowed: unknown; forAnyCustomer: unknown }[];
  return found.map(({ kind, id, allowed, forAnyCustomer }) => {
    expect([allowed, forAnyCustomer].every((truth) => typeof truth === "boolean")).toBe(true);
    return `${kind} ${id}${forAnyCustomer === true ? "!!" : allowed === true ? "!" : ""}`;
  });
}

type Condition = Record<string, Record<string, string | readonly string[]>>;

const allow = (Principal: unknown, Condition: Condition = {}, further: object = {}): object => ({
  Effect: "Allow",
  Principal,
  Action: "sts:AssumeRole",
  Condition,
  ...further,
});

const THIRD = "777788889999";
const external = (value: string | readonly string[], operator = "StringEquals"): Condition => ({ [operator]: { "sts:ExternalId": value } });

describe("trusted accounts", () => {
  it.each([
    [THIRD],
    [`arn:aws:iam::${THIRD}:root`],
    [`arn:aws:iam::${THIRD}:role/scanner`],
    [`arn:aws:iam::${THIRD}:user/path/scanner`],
    [`arn:aws:sts::${THIRD}:assumed-role/scanner/session`],
    [`arn:aws-us-gov:iam::${THIRD}:root`],
  ])("%s is named by its account", (AWS) => {
    expect(trusted(allow({ AWS }))).toEqual([`account ${THIRD}!!`]);
    expect(trusted(allow({ AWS }, external("c-1")))).toEqual([`account ${THIRD}!`]);
  });

  it.each<[string, Condition]>([
    ["any external id", external("*", "StringLike")],
    ["a pattern of external ids", external("c-*", "StringLike")],
    ["an external id only if there is one", external("c-1", "StringEqualsIfExists")],
    ["every other external id", external("c-1", "StringNotEquals")],
    ["that an external id is there", { Null: { "sts:ExternalId": "false" } }],
    ["an address", { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }],
    ["MFA", { Bool: { "aws:MultiFactorAuthPresent": "true" } }],
    ["the principal that is named already", { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${THIRD}:role/*` } }],
    ["any organization", { StringLike: { "aws:PrincipalOrgID": "o-*" } }],
  ])("may call for any customer if the policy asks for %s", (_, condition) => {
    expect(trusted(allow({ AWS: THIRD }, condition))).toEqual([`account ${THIRD}!!`]);
  });

  it.each<[string, Condition]>([
    ["one external id", external("c-1")],
    ["one of two external ids", external(["c-1", "c-2"])],
    ["an external id without a wildcard in a pattern", external("c-1", "StringLike")],
    ["an external id in either case", external("C-1", "StringEqualsIgnoreCase")],
    ["the organization", { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }],
    ["the organization of the role", { StringEquals: { "aws:PrincipalOrgID": "${aws:ResourceOrgID}" } }],
    ["a part of the organization", { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/*" } }],
  ])("may not call for any customer if the policy asks for %s", (_, condition) => {
    expect(trusted(allow({ AWS: THIRD }, condition))).toEqual([`account ${THIRD}!`]);
  });

  it("count where one of two statements lets them in", () => {
    expect(trusted(allow({ AWS: THIRD }, external("c-1")), allow({ AWS: `arn:aws:iam::${THIRD}:role/x` }))).toEqual([`account ${THIRD}!!`]);
  });

  it("are not let in where a Deny covers them or a condition never holds", () => {
    const deny = (Principal: unknown, condition?: Condition): object => allow(Principal, condition, { Effect: "Deny" });
    expect(trusted(allow({ AWS: THIRD }), deny("*"))).toEqual([`account ${THIRD}`]);
    expect(trusted(allow({ AWS: THIRD }), deny({ AWS: THIRD }))).toEqual([`account ${THIRD}`]);
    expect(trusted(allow({ AWS: THIRD }), deny({ AWS: `arn:aws:iam::${THIRD}:role/x` }))).toEqual([`account ${THIRD}!!`]);
    expect(trusted(allow({ AWS: `arn:aws:iam::${THIRD}:role/x` }), deny({ AWS: `arn:aws:iam::${THIRD}:role/x` }))).toEqual([`account ${THIRD}`]);
    expect(trusted(allow({ AWS: THIRD }), deny("*", external("c-1", "StringNotEquals")))).toEqual([`account ${THIRD}!`]);
    expect(trusted(allow({ AWS: THIRD }, { StringEquals: { "aws:PrincipalAccount": "111122223333" } }))).toEqual([`account ${THIRD}`]);
    expect(trusted(allow({ AWS: THIRD }, {}, { Action: "sts:TagSession" }))).toEqual([]);
  });

  it("are those that conditions on a wildcard name, and a Deny of all others", () => {
    expect(trusted(allow("*", { StringEquals: { "aws:PrincipalAccount": [THIRD, "111122223333"] } }))).toEqual([
      "account 111122223333!!",
      `account ${THIRD}!!`,
    ]);
    expect(trusted(allow("*", { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${THIRD}:role/x` } }))).toEqual([`account ${THIRD}!!`]);
    expect(trusted(allow("*", { StringNotEquals: { "aws:PrincipalAccount": THIRD } }))).toEqual([`account ${THIRD}`]);
    expect(trusted(allow("*"), allow("*", { StringNotEquals: { "aws:PrincipalAccount": THIRD } }, { Effect: "Deny" }))).toEqual([`account ${THIRD}!!`]);
    expect(trusted(allow("*", { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }))).toEqual(["organization o-a1b2c3d4e5!!"]);
    expect(trusted(allow("*", { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/*" } }))).toEqual(["organization o-a1b2c3d4e5!!"]);
    expect(trusted(allow("*", { StringEquals: { "aws:PrincipalTag/note": THIRD } }))).toEqual([]);
  });

  it("are not principals of other kinds", () => {
    const provider = `arn:aws:iam::${THIRD}:saml-provider/corp`;
    expect(trusted(allow({ Federated: provider }, {}, { Action: "sts:AssumeRoleWithSAML" }))).toEqual([]);
    expect(trusted(allow({ AWS: "*" }))).toEqual([]);
  });
});

describe("principals that were deleted", () => {
  it("are named whatever the statement does", () => {
    const deny = { Effect: "Deny" };
    expect(trusted(allow({ AWS: ["AROAEXAMPLEEXAMPLE00", "AIDAEXAMPLEEXAMPLE00"] }), allow({ AWS: "AROAEXAMPLEEXAMPLE00" }, {}, deny))).toEqual([
      "deleted AIDAEXAMPLEEXAMPLE00",
      "deleted AROAEXAMPLEEXAMPLE00",
    ]);
    expect(trusted({ Effect: "Deny", NotPrincipal: { AWS: "AIDAEXAMPLEEXAMPLE00" }, Action: "sts:*" })).toEqual(["deleted AIDAEXAMPLEEXAMPLE00"]);
    expect(trusted(allow({ AWS: `arn:aws:iam::${THIRD}:user/AIDAEXAMPLEEXAMPLE00` }))).toEqual([`account ${THIRD}!!`]);
  });
});

describe("trusted services", () => {
  const BATCH = { Service: "batch.amazonaws.com" };

  it.each<[string, Condition]>([
    ["nothing", {}],
    ["any account", { StringLike: { "aws:SourceAccount": "*" } }],
    ["an account only if there is one, by a pattern", { StringLikeIfExists: { "aws:SourceAccount": "4*" } }],
    ["a resource of any account", { ArnLike: { "aws:SourceArn": "arn:aws:batch:*:*:job/*" } }],
    ["every other account", { StringNotEquals: { "aws:SourceAccount": "444455556666" } }],
    ["an external id that it may leave out", external("c-1", "StringEqualsIfExists")],
  ])("act for any account if the policy asks for %s", (_, condition) => {
    expect(trusted(allow(BATCH, condition))).toEqual(["service batch.amazonaws.com!!"]);
  });

  it.each<[string, Condition]>([
    ["the account", { StringEquals: { "aws:SourceAccount": "444455556666" } }],
    ["the account if there is one, which there always is", { StringEqualsIfExists: { "aws:SourceAccount": "444455556666" } }],
    ["the account of the role", { StringEquals: { "aws:SourceAccount": "${aws:ResourceAccount}" } }],
    ["resources of the account", { ArnLike: { "aws:SourceArn": "arn:aws:batch:*:444455556666:*" } }],
    ["one bucket", { ArnEquals: { "aws:SourceArn": "arn:aws:s3:::tideline-logs" } }],
    ["the organization", { StringEquals: { "aws:SourceOrgID": "o-a1b2c3d4e5" } }],
  ])("act for named accounts only if the policy asks for %s", (_, condition) => {
    expect(trusted(allow(BATCH, condition))).toEqual(["service batch.amazonaws.com!"]);
  });

  it("are held to accounts by a Deny too", () => {
    const deny = allow("*", { StringNotEquals: { "aws:SourceAccount": "444455556666" } }, { Effect: "Deny" });
    expect(trusted(allow(BATCH), deny)).toEqual(["service batch.amazonaws.com!"]);
  });

  it.each(["states.eu-west-1.amazonaws.com", "Batch.amazonaws.com", "ecs-tasks.amazonaws.com", "batch.amazonaws.com.cn"])("%s sends the account", (Service) => {
    expect(trusted(allow({ Service }))).toEqual([`service ${Service.toLowerCase()}!!`]);
  });

  it.each(["ec2.amazonaws.com", "lambda.amazonaws.com", "iotevents.amazonaws.com", "batch.example.amazonaws.com"])("%s is not known to send it", (Service) => {
    expect(trusted(allow({ Service }))).toEqual([`service ${Service}!`]);
  });

  it("are listed beside accounts, in order", () => {
    expect(trusted(allow({ ...BATCH, AWS: [THIRD, "111122223333"] }))).toEqual([
      "account 111122223333!!",
      `account ${THIRD}!!`,
      "service batch.amazonaws.com!!",
    ]);
  });
});

describe("trusted parties that are not known", () => {
  it("keep the list open", () => {
    const mark = { $unknown: "g1" };
    const statement = {
      sid: null,
      effect: "Allow" as const,
      actions: ["sts:assumerole"],
      notActions: [],
      resources: [],
      notResources: [],
      notPrincipals: [],
      conditions: [],
    };
    const of = (principals: unknown): unknown =>
      contentFields({ statements: [{ ...statement, principals } as never], languageVersion: "2012-10-17" }, ["trusted"]).trusted;
    expect(of(mark)).toEqual([mark]);
    expect(of([{ type: "AWS", value: THIRD }, mark])).toEqual([{ kind: "account", id: THIRD, allowed: true, forAnyCustomer: true }, mark]);
  });
});

describe("what is known of a trust policy in part", () => {
  const MARK = { $unknown: "g1" };
  type Named = { kind: string; id: string; allowed: unknown; forAnyCustomer: unknown };

  it("is never decided otherwise once all is known", () => {
    const few = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(of, { minLength: 1, maxLength: 2 });
    const principal = fc
      .constantFrom("*", THIRD, `arn:aws:iam::${THIRD}:role/x`, "111122223333", "batch.amazonaws.com")
      .map((value) => ({ type: "AWS", value }));
    const condition = fc.constantFrom(
      { operator: "StringEquals", key: "sts:externalid", values: ["c-1"] },
      { operator: "StringEquals", key: "aws:principalaccount", values: [THIRD] },
      { operator: "StringNotEquals", key: "aws:principalorgid", values: ["o-a1b2c3d4e5"] },
      { operator: "StringLike", key: "aws:sourceaccount", values: ["4*"] },
    );
    const statement = fc.record({
      sid: fc.constant(null),
      effect: fc.constantFrom("Allow", "Allow", "Deny"),
      actions: fc.constantFrom(["sts:assumerole"], ["sts:tagsession"]),
      principals: few(principal),
      conditions: fc.array(condition, { maxLength: 2 }),
    });
    const cut = fc.record({
      effect: fc.boolean(),
      actions: fc.boolean(),
      principals: fc.constantFrom("kept", "kept", "open", "unknown"),
      conditions: fc.constantFrom("kept", "kept", "values", "unknown"),
    });
    type Whole = typeof statement extends fc.Arbitrary<infer T> ? T : never;
    type Cut = typeof cut extends fc.Arbitrary<infer T> ? T : never;
    const less = (whole: Whole, how: Cut): object => ({
      ...whole,
      effect: how.effect ? MARK : whole.effect,
      actions: how.actions ? MARK : whole.actions,
      principals: how.principals === "unknown" ? MARK : how.principals === "open" ? [...whole.principals.slice(1), MARK] : whole.principals,
      conditions:
        how.conditions === "unknown" ? MARK : how.conditions === "values" ? whole.conditions.map((one) => ({ ...one, values: [MARK] })) : whole.conditions,
    });
    const of = (statements: readonly object[]): (Named | typeof MARK)[] =>
      contentFields({ statements: statements.map((one) => ({ notActions: [], resources: [], notResources: [], notPrincipals: [], ...one })) as never }, [
        "trusted",
      ]).trusted as never;
    let decided = 0;
    fc.assert(
      fc.property(few(fc.tuple(statement, cut)), (drawn) => {
        const whole = of(drawn.map(([one]) => one)) as Named[];
        const part = of(drawn.map(([one, how]) => less(one, how)));
        const named = part.filter((one): one is Named => "kind" in one);
        const keyOf = ({ kind, id }: Named): string => `${kind} ${id}`;
        if (named.length === part.length) expect(whole.map(keyOf).filter((key) => !named.map(keyOf).includes(key))).toEqual([]);
        for (const one of named) {
          const known = whole.find((other) => keyOf(other) === keyOf(one));
          for (const field of ["allowed", "forAnyCustomer"] as const) {
            if (typeof one[field] !== "boolean") continue;
            decided += 1;
            expect([keyOf(one), field, known?.[field] ?? false]).toEqual([keyOf(one), field, one[field]]);
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(decided).toBeGreaterThan(100);
  });
});
