import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actionMatches } from "../../../document/policy/action-pattern.ts";
import { isUnreadable, policyContent } from "../../../document/policy/content.ts";
import { CONTENT_FIELDS } from "../../../document/policy/derived.ts";
import { WATCHED_ACTIONS } from "../../../engine/access/fields/grants.ts";
import { contentFields } from "../../../engine/access/index.ts";
import { NOT_DECIDED } from "../../../engine/access/not-decided.ts";

const MARK = { $unknown: "g1" };
const whole = (content: ReturnType<typeof policyContent>) => ({ ...content, ...contentFields(content, CONTENT_FIELDS) });
const read = (...statements: unknown[]) => whole(policyContent({ Version: "2012-10-17", Statement: statements }, "json", MARK));
const allow = (more: object) => ({ Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...more });

describe("reading a policy document", () => {
  it.each([
    ["a member of a statement", '{"Statement":[{"Effect":"Allow","Effect":"Deny","Action":"*","Resource":"*"}]}'],
    ["the list of statements", '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}],"Statement":[]}'],
    [
      "a condition, spelt with an escape",
      '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"a:b":"true","\\u0061:b":"false"}}}]}',
    ],
  ])("knows nothing of one in which a key stands twice: %s", (_, text) => {
    for (const encoding of ["json", "url"] as const) expect(isUnreadable(policyContent(text, encoding, MARK))).toBe(true);
    expect(isUnreadable(policyContent(encodeURIComponent(text), "url", MARK))).toBe(true);
  });

  it("makes every member of a statement a list, actions and condition keys in lower case", () => {
    const condition = { Bool: { "aws:MultiFactorAuthPresent": true }, StringLike: { "aws:PrincipalTag/Team": ["a", "b"] } };
    expect(
      read({ Sid: "One", Effect: "Deny", NotAction: ["IAM:Get*"], NotResource: "arn:x", Principal: { AWS: ["1", "*"] }, Condition: condition }),
    ).toMatchObject({
      statements: [
        {
          sid: "One",
          effect: "Deny",
          actions: [],
          notActions: ["iam:get*"],
          resources: [],
          notResources: ["arn:x"],
          principals: [
            { type: "AWS", value: "1" },
            { type: "AWS", value: "*" },
          ],
          notPrincipals: [],
          conditions: [
            { operator: "Bool", key: "aws:multifactorauthpresent", values: ["true"] },
            { operator: "StringLike", key: "aws:principaltag/team", values: ["a", "b"] },
          ],
        },
      ],
      denies: true,
      requiresMfa: false,
    });
  });

  it("takes a single statement for a list of one", () => {
    expect(policyContent(JSON.stringify({ Statement: allow({}) }), "json", MARK).statements).toHaveLength(1);
  });

  it("decodes what IAM percent-encodes, a plus sign left alone", () => {
    const text = encodeURIComponent(JSON.stringify({ Statement: [allow({ Resource: "arn:aws:s3:::a+b" })] })).replace("%2B", "+");
    expect(policyContent(text, "url", MARK)).toMatchObject({ statements: [{ resources: ["arn:aws:s3:::a+b"] }] });
  });

  const unreadable: [why: string, text: unknown, encoding: "url" | "json"][] = [
    ["a broken percent sequence", "%7B%zz", "url"],
    ["text that is not JSON", "not json", "json"],
    ["no Statement", "{}", "json"],
    ["an Effect in another case", { Statement: [allow({ Effect: "allow" })] }, "json"],
    ["an Action that is a number", { Statement: [allow({ Action: 1 })] }, "json"],
    ["a statement without an action", { Statement: [{ Effect: "Allow", Resource: "*" }] }, "json"],
    ["one unreadable statement among others", { Statement: [allow({}), null] }, "json"],
    ["a Principal that is a list", { Statement: [allow({ Principal: ["*"] })] }, "json"],
    ["nothing", undefined, "url"],
  ];
  for (const [why, text, encoding] of unreadable) {
    it(`knows nothing of a policy with ${why}`, () => {
      const content = whole(policyContent(text, encoding, MARK));
      expect(new Set(Object.values(content))).toEqual(new Set([MARK]));
    });
  }

  const admin: [what: string, statement: object, expected: boolean][] = [
    ["* on *", { Action: "*" }, true],
    ["*:* among others", { Action: ["s3:Get*", "*:*"] }, true],
    ["* on all ARNs", { Action: "*", Resource: "arn:aws:*" }, true],
    ["* on all ARNs spelled out", { Action: "*", Resource: "arn:*:*:*:*:*" }, true],
    ["* on one bucket", { Action: "*", Resource: "arn:aws:s3:::x" }, false],
    ["* under a condition that can hold", { Action: "*", Condition: { Bool: { "aws:SecureTransport": "true" } } }, true],
    ["* under a condition that cannot hold", { Action: "*", Condition: { Null: { "aws:PrincipalArn": "true" } } }, false],
    ["iam:*", { Action: "iam:*" }, true],
    ["all but one bucket's deletion", { Action: undefined, NotAction: "s3:DeleteBucket" }, true],
    ["all but IAM", { Action: undefined, NotAction: ["iam:*", "organizations:*"] }, false],
    ["all but attaching to users, for putting is left", { Action: undefined, NotAction: "iam:AttachUserPolicy" }, true],
  ];
  for (const [what, statement, expected] of admin) {
    it(`${expected ? "calls" : "does not call"} admin: ${what}`, () => {
      const given = Object.fromEntries(Object.entries(allow(statement)).filter(([, value]) => value !== undefined));
      expect(read(given).admin).toBe(expected);
    });
  }

  it("never calls a Deny admin", () => {
    expect(read(allow({ Effect: "Deny", Action: "*" }))).toMatchObject({ admin: false, denies: true, grants: [] });
  });

  it("expands wildcards over the watched actions", () => {
    expect(read(allow({ Action: "iam:Attach*Policy" })).grants).toEqual(["iam:attachgrouppolicy", "iam:attachrolepolicy", "iam:attachuserpolicy"]);
    expect(read(allow({ Action: "*" })).grants).toEqual(WATCHED_ACTIONS);
    const without = Object.fromEntries(Object.entries(allow({ NotAction: "iam:*" })).filter(([name]) => name !== "Action"));
    expect(read(without).grants).toEqual(WATCHED_ACTIONS.filter((action) => !action.startsWith("iam:")));
  });

  it("watches the actions of the schema", () => {
    expect(WATCHED_ACTIONS).toContain("iam:passrole");
  });

  it("gives the same digest whatever the order, case and Sid of a statement", () => {
    const one = read(allow({ Sid: "A", Action: ["s3:GetObject", "s3:PutObject"], Condition: { StringEquals: { "aws:RequestedRegion": ["a", "b"] } } }));
    const other = read(allow({ Sid: "B", Action: ["S3:putobject", "s3:getobject"], Condition: { StringEquals: { "AWS:RequestedRegion": ["b", "a"] } } }));
    expect(one.allowDigests).toEqual(other.allowDigests);
    expect(one.documentSha256).not.toEqual(other.documentSha256);
  });

  it.each(["arn:aws:iam::111122223333:root", "arn:aws-cn:iam::111122223333:root", "111122223333"])("gives the account %s as principal one digest", (AWS) => {
    const trust = (principal: string) => read(allow({ Principal: { AWS: principal } })).allowDigests;
    expect(trust(AWS)).toEqual(trust("arn:aws:iam::111122223333:root"));
    expect(trust(AWS)).not.toEqual(trust("444455556666"));
    expect(trust(AWS)).not.toEqual(trust("arn:aws:iam::111122223333:role/root"));
  });

  it("gives another digest when a condition is lost", () => {
    expect(read(allow({ Condition: { Bool: { "aws:SecureTransport": "true" } } })).allowDigests).not.toEqual(read(allow({})).allowDigests);
  });

  it("survives a key named __proto__", () => {
    const content = whole(
      policyContent('{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"__proto__":{"constructor":"1"}}}]}', "json", MARK),
    );
    expect(content).toMatchObject({ admin: NOT_DECIDED.mark, statements: [{ conditions: [{ operator: "__proto__", key: "constructor", values: ["1"] }] }] });
  });

  it("survives nesting deeper than the stack", () => {
    expect(isUnreadable(policyContent(`{"Statement":${"[".repeat(200_000)}${"]".repeat(200_000)}}`, "json", MARK))).toBe(true);
  });

  it("never throws, whatever it is given", () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.json(), fc.string(), fc.jsonValue()), fc.constantFrom("url" as const, "json" as const), (text, encoding) => {
        expect(Object.keys(whole(policyContent(text, encoding, MARK)))).toHaveLength(12);
      }),
    );
  });
});

describe("matching action patterns", () => {
  it("agrees with a regular expression on stars and question marks", () => {
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", ":", "*", "?"), maxLength: 8 });
    const action = fc.string({ unit: fc.constantFrom("a", "b", ":"), maxLength: 8 });
    fc.assert(
      fc.property(pattern, action, (glob, text) => {
        const regex = new RegExp(`^${glob.replaceAll("*", ".*").replaceAll("?", ".")}$`);
        expect(actionMatches(glob, text)).toBe(regex.test(text));
      }),
    );
  });

  it("is quick on a pattern that would hang a backtracking matcher", () => {
    expect(actionMatches("a*".repeat(2_000), `${"a".repeat(1_999)}b`)).toBe(false);
  });
});
