import { describe, expect, it } from "vitest";
import { policyContent, sameContent, VERSION_NOT_KEPT } from "../../../document/index.ts";
import type { document } from "../../../schemas/index.ts";

const UNREAD = { $unknown: "g1" };

const DENY = { Effect: "Deny", Action: "iam:*AccessKey*", Resource: "arn:aws:iam::*:user/keys" };

/** A policy document of one statement or more: each a Deny, with these members instead. */
const of = (Version: string | null, first: object = {}, ...further: object[]): document.PolicyContent =>
  policyContent(
    JSON.stringify({ ...(Version === null ? {} : { Version }), Statement: [first, ...further].map((each) => ({ ...DENY, ...each })) }),
    "json",
    UNREAD,
  );

/** As snapshots have it that were written before Version was kept. */
function old(content: document.PolicyContent): document.PolicyContent {
  const { languageVersion: _, documentId: __, ...rest } = content;
  return rest;
}

const VARIABLE = { Resource: "arn:aws:iam::*:user/${aws:username}" };

describe("documents that differ in Version only", () => {
  it.each<[where: string, statement: object]>([
    ["a resource", VARIABLE],
    ["a resource, as the escape of a star", { Resource: "arn:aws:s3:::bucket/${*}" }],
    ["a resource, as the escape of a question mark", { Resource: ["arn:aws:s3:::bucket/${?}", "arn:aws:s3:::other"] }],
    ["a resource, as the escape of a dollar sign", { Resource: "arn:aws:s3:::bucket/${$}" }],
    ["NotResource", { Resource: undefined, NotResource: ["arn:aws:iam::*:user/${aws:username}"] }],
    ["NotPrincipal", { NotPrincipal: { AWS: "arn:aws:iam::204060801012:user/${aws:username}" } }],
    ["Principal", { Principal: { AWS: "arn:aws:iam::204060801012:user/${aws:username}" } }],
    ["a value of a condition", { Condition: { StringNotEquals: { "aws:PrincipalTag/team": "${aws:ResourceTag/team}" } } }],
    ["a value of a condition, with a default", { Condition: { StringLike: { "s3:prefix": ["a", "${aws:PrincipalTag/team, 'none'}/*"] } } }],
  ])("are not equal with a variable in %s", (_, statement) => {
    expect(sameContent(of("2012-10-17", statement), of("2008-10-17", statement))).toBe(false);
    expect(sameContent(of("2012-10-17", statement), of(null, statement))).toBe(false);
    expect(sameContent(of("2008-10-17", statement), of(null, statement))).toBe(true);
    expect(sameContent(of("2012-10-17", statement), of("2012-10-17", { Sid: "Renamed", ...statement }))).toBe(true);
  });

  it.each<[what: string, statement: object]>([
    ["no variable", {}],
    ["a dollar sign without a brace", { Resource: "arn:aws:s3:::bucket/$aws:username" }],
    ["braces without a dollar sign", { Resource: "arn:aws:s3:::bucket/{aws:username}" }],
    ["a variable in the Sid", { Sid: "${aws:username}" }],
  ])("are equal with %s", (_, statement) => {
    expect(sameContent(of("2012-10-17", statement), of("2008-10-17", statement))).toBe(true);
    expect(sameContent(of(null, statement), of("2012-10-17", statement))).toBe(true);
  });

  it("are not equal where one of their statements holds a variable", () => {
    expect(sameContent(of("2012-10-17", {}, VARIABLE), of("2008-10-17", {}, VARIABLE))).toBe(false);
  });

  it("are not equal under a Version that AWS does not document", () => {
    expect(sameContent(of("2012-10-17", VARIABLE), of("2012-10-18", VARIABLE))).toBe(false);
  });
});

describe("a document of which the Version is not known", () => {
  it("is open with a variable, and equal or not without", () => {
    expect(sameContent(old(of("2012-10-17", VARIABLE)), of("2012-10-17", { Sid: "Other", ...VARIABLE }))).toEqual(VERSION_NOT_KEPT.mark);
    expect(sameContent(old(of("2012-10-17")), of("2008-10-17"))).toBe(true);
    expect(sameContent(old(of("2012-10-17")), of("2012-10-17", VARIABLE))).toBe(false);
  });

  it("is equal to the same text, which has the same Version", () => {
    expect(sameContent(old(of("2012-10-17", VARIABLE)), of("2012-10-17", VARIABLE))).toBe(true);
  });
});

describe("documents compared", () => {
  it("are equal whatever the order and the names of their statements", () => {
    const other = { Sid: "Second", Resource: "*" };
    expect(sameContent(of("2012-10-17", {}, other), of("2012-10-17", { Resource: "*" }, { Sid: "First" }))).toBe(true);
  });

  it("are not equal with another statement or effect", () => {
    expect(sameContent(of("2012-10-17"), of("2012-10-17", {}, { Effect: "Allow" }))).toBe(false);
    expect(sameContent(of("2012-10-17"), of("2012-10-17", { Effect: "Allow" }))).toBe(false);
  });

  it("are open where one was not read", () => {
    expect(sameContent(policyContent("no JSON", "json", UNREAD), of("2012-10-17"))).toEqual(UNREAD);
  });

  it("are open where one may have more statements, unless the other has one that it lacks in full", () => {
    const part = { ...of("2012-10-17"), documentSha256: UNREAD, statements: [...(of("2012-10-17").statements as document.PolicyStatement[]), UNREAD] };
    expect(sameContent(part, of("2012-10-17", {}, VARIABLE))).toEqual(UNREAD);
    expect(sameContent(part, of("2012-10-17", VARIABLE))).toBe(false);
  });
});

describe("everyone as principal", () => {
  it("is the same in both spellings, and another than an account", () => {
    const trusts = (Principal: unknown): document.PolicyContent => of("2012-10-17", { Effect: "Allow", Action: "sts:AssumeRole", Principal });
    expect(sameContent(trusts("*"), trusts({ AWS: "*" }))).toBe(true);
    expect(sameContent(trusts("*"), trusts({ AWS: ["*", "*"] }))).toBe(true);
    expect(sameContent(trusts("*"), trusts({ Service: "*" }))).toBe(false);
    expect(sameContent(trusts("*"), trusts({ AWS: "204060801012" }))).toBe(false);
  });
});
