import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { canonicalSha256, policyContent } from "../../../../document/index.ts";
import { earlierIdsIn } from "../../../../engine/decide/compare/earlier-ids.ts";
import { compareFacts, compareKept, keptFacts } from "../../../../engine/decide/compare/index.ts";
import { type CheckedRule, type Fact, facts, judge, loadRules, tapeOf } from "../../../../engine/index.ts";
import { tideline } from "../../../../samples/tideline/document.ts";
import type { document, ReeveDocument } from "../../../../schemas/index.ts";
import { rule } from "../diff/judged.ts";

const file = "rules/iam-baseline/role-trust-policy-not-public.yaml";
const PUBLIC_TRUST = loadRules([{ file, text: readFileSync(file, "utf8") }]).rules;

/** The sample whose open role, or a policy of the account, says this. */
function withContent(of: "role" | "policy", statements: object[], Version = "2012-10-17"): ReeveDocument {
  const made = tideline();
  const content = policyContent(JSON.stringify({ Version, Statement: statements }), "json", { $unknown: "-" });
  const roles = (made.roles as document.Role[]).map((role) => (role.name === "open-door" && of === "role" ? { ...role, trustPolicy: content } : role));
  const policies = (made.policies as document.Policy[]).map((policy, at) => (at === 0 && of === "policy" ? { ...policy, ...content } : policy));
  return { ...made, roles, policies };
}

const NAMES = { role: "open-door", policy: (tideline().policies as document.Policy[])[0]?.name };

function factsIn(of: ReeveDocument, rules: readonly CheckedRule[], kind: "role" | "policy"): Fact[] {
  const judged = judge(of, tapeOf(of), rules);
  if (!judged.ok) throw new Error(JSON.stringify(judged.errors));
  const found = judged.results.results.find(({ status, resource }) => status === "fail" && resource.name === NAMES[kind]);
  return (found && facts(of, rules, found)) ?? [];
}

/** What became of the finding: against the state before, and against what a baseline or waiver keeps, written to a file and read. */
function became(rules: readonly CheckedRule[], kind: "role" | "policy", before: object[], after: object[], versions?: [string, string]): string {
  const was = factsIn(withContent(kind, before, versions?.[0]), rules, kind);
  const is = factsIn(withContent(kind, after, versions?.[1]), rules, kind);
  expect([was.length > 0, is.length > 0]).toEqual([true, true]);
  const { verdict } = compareFacts(was, is);
  expect(compareKept(JSON.parse(JSON.stringify(keptFacts(was))), is).verdict, "as it is kept").toBe(verdict);
  return verdict;
}

type Case = [what: string, before: object[], after: object[], verdict: string];

const PUBLIC = { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" };
const EXTERNAL = { StringEquals: { "sts:ExternalId": "7" } };
const SOURCE = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
const DENIED = { Effect: "Deny", Principal: "*", Action: "sts:AssumeRole", Condition: { Bool: { "aws:SecureTransport": "false" } } };

describe("a statement of a trust policy that is a finding", () => {
  it.each<Case>([
    ["with everyone in another spelling", [PUBLIC], [{ ...PUBLIC, Principal: { AWS: "*" } }], "same"],
    ["with a condition added", [PUBLIC], [{ ...PUBLIC, Condition: EXTERNAL }], "better"],
    ["with both", [PUBLIC], [{ ...PUBLIC, Principal: { AWS: ["*"] }, Condition: EXTERNAL }], "better"],
    ["with one more condition", [{ ...PUBLIC, Condition: EXTERNAL }], [{ ...PUBLIC, Condition: { ...EXTERNAL, ...SOURCE } }], "better"],
    ["without its condition", [{ ...PUBLIC, Condition: EXTERNAL }], [PUBLIC], "worse"],
    ["with another condition", [{ ...PUBLIC, Condition: EXTERNAL }], [{ ...PUBLIC, Condition: SOURCE }], "worse"],
    [
      "with fewer values of a condition",
      [{ ...PUBLIC, Condition: { StringEquals: { "sts:ExternalId": ["7", "8"] } } }],
      [{ ...PUBLIC, Condition: EXTERNAL }],
      "better",
    ],
    [
      "with more values of a condition",
      [{ ...PUBLIC, Condition: EXTERNAL }],
      [{ ...PUBLIC, Condition: { StringEquals: { "sts:ExternalId": ["7", "8"] } } }],
      "worse",
    ],
    [
      "with more values that a condition excludes",
      [{ ...PUBLIC, Condition: { StringNotEquals: { "aws:userid": "a" } } }],
      [{ ...PUBLIC, Condition: { StringNotEquals: { "aws:userid": ["a", "b"] } } }],
      "better",
    ],
    [
      "with fewer values that a condition excludes",
      [{ ...PUBLIC, Condition: { StringNotEquals: { "aws:userid": ["a", "b"] } } }],
      [{ ...PUBLIC, Condition: { StringNotEquals: { "aws:userid": "a" } } }],
      "worse",
    ],
    [
      "with a condition that a missing key no longer passes",
      [{ ...PUBLIC, Condition: { StringEqualsIfExists: { "sts:ExternalId": "7" } } }],
      [{ ...PUBLIC, Condition: EXTERNAL }],
      "better",
    ],
    [
      "with a condition that a missing key passes",
      [{ ...PUBLIC, Condition: EXTERNAL }],
      [{ ...PUBLIC, Condition: { StringEqualsIfExists: { "sts:ExternalId": "7" } } }],
      "worse",
    ],
    ["with fewer actions", [{ ...PUBLIC, Action: ["sts:AssumeRole", "sts:TagSession"] }], [PUBLIC], "better"],
    ["with an action in place of a pattern", [{ ...PUBLIC, Action: "sts:*" }], [PUBLIC], "better"],
    ["with a pattern in place of an action", [PUBLIC], [{ ...PUBLIC, Action: "sts:Assume*" }], "worse"],
    ["with fewer principals", [{ ...PUBLIC, Principal: { AWS: ["*", "111122223333"], Service: "ec2.amazonaws.com" } }], [PUBLIC], "better"],
    ["with a service beside everyone", [PUBLIC], [{ ...PUBLIC, Principal: { AWS: "*", Service: "ec2.amazonaws.com" } }], "worse"],
    ["with a condition and another action", [PUBLIC], [{ ...PUBLIC, Action: "sts:*", Condition: EXTERNAL }], "worse"],
    [
      "with a condition, beside a new one",
      [PUBLIC],
      [
        { ...PUBLIC, Condition: EXTERNAL },
        { ...PUBLIC, Action: "sts:TagSession" },
      ],
      "worse",
    ],
    [
      "in two parts",
      [{ ...PUBLIC, Action: ["sts:AssumeRole", "sts:TagSession"] }],
      [
        { ...PUBLIC, Sid: "One" },
        { ...PUBLIC, Action: "sts:TagSession" },
      ],
      "better",
    ],
    ["with a Deny beside it", [PUBLIC], [PUBLIC, DENIED], "same"],
    ["with no Deny beside it any more", [PUBLIC, DENIED], [PUBLIC], "worse"],
    ["with a Deny that denies less", [PUBLIC, DENIED], [PUBLIC, { ...DENIED, Condition: { ...DENIED.Condition, ...EXTERNAL } }], "worse"],
    ["with a Deny that denies more", [PUBLIC, { ...DENIED, Condition: { ...DENIED.Condition, ...EXTERNAL } }], [PUBLIC, DENIED], "same"],
    ["with a condition, and no Deny any more", [PUBLIC, DENIED], [{ ...PUBLIC, Condition: EXTERNAL }], "worse"],
  ])("%s is as it should be", (_, before, after, verdict) => {
    expect(became(PUBLIC_TRUST, "role", before, after)).toBe(verdict);
  });
});

const ALLOWS_IAM = rule(
  "allows-iam",
  `resource: policy
require:
  policy.statements:
    none: { effect: Allow, or: [{ actions: { any: { item: { glob: "iam:*" } } } }, { notActions: { count: { gt: 0 } } }, { actions: { any: { item: "*" } } }] }
message: m
`,
);
const IAM = { Effect: "Allow", Action: "iam:*", Resource: "*" };
const USERS = "arn:aws:iam::111122223333:user/team/*";

describe("a statement of an identity policy that is a finding", () => {
  it.each<Case>([
    ["with an action in place of a pattern", [IAM], [{ ...IAM, Action: "iam:CreateUser" }], "better"],
    ["with a pattern in place of an action", [{ ...IAM, Action: "iam:CreateUser" }], [{ ...IAM, Action: "iam:Create*" }], "worse"],
    ["with one action in place of another", [{ ...IAM, Action: "iam:CreateUser" }], [{ ...IAM, Action: "iam:CreateRole" }], "worse"],
    ["with one service in place of all", [{ ...IAM, Action: "*" }], [IAM], "better"],
    ["with fewer resources", [IAM], [{ ...IAM, Resource: USERS }], "better"],
    ["with a resource within a pattern", [{ ...IAM, Resource: USERS }], [{ ...IAM, Resource: USERS.replace("*", "ann") }], "better"],
    ["with a wider pattern of resources", [{ ...IAM, Resource: USERS }], [{ ...IAM, Resource: USERS.replace("team/*", "*") }], "worse"],
    ["with a variable within a pattern", [{ ...IAM, Resource: USERS }], [{ ...IAM, Resource: USERS.replace("*", "${aws:username}") }], "better"],
    ["with a pattern in place of a variable", [{ ...IAM, Resource: USERS.replace("*", "${aws:username}") }], [{ ...IAM, Resource: USERS }], "worse"],
    ["with a resource more", [{ ...IAM, Resource: USERS }], [{ ...IAM, Resource: [USERS, "arn:aws:iam::111122223333:role/x"] }], "worse"],
    [
      "with more left out by NotAction",
      [{ Effect: "Allow", NotAction: "s3:*", Resource: "*" }],
      [{ Effect: "Allow", NotAction: ["s3:*", "ec2:*"], Resource: "*" }],
      "better",
    ],
    [
      "with less left out by NotAction",
      [{ Effect: "Allow", NotAction: ["s3:*", "ec2:*"], Resource: "*" }],
      [{ Effect: "Allow", NotAction: "s3:Get*", Resource: "*" }],
      "worse",
    ],
    ["with Action in place of NotAction", [{ Effect: "Allow", NotAction: "s3:*", Resource: "*" }], [IAM], "better"],
    ["with NotAction in place of Action", [IAM], [{ Effect: "Allow", NotAction: "s3:*", Resource: "*" }], "worse"],
    ["with a Deny beside it", [IAM], [IAM, { Effect: "Deny", Action: "iam:PassRole", Resource: "*" }], "same"],
    ["with no Deny beside it any more", [IAM, { Effect: "Deny", Action: "iam:PassRole", Resource: "*" }], [IAM], "worse"],
  ])("%s is as it should be", (_, before, after, verdict) => {
    expect(became([ALLOWS_IAM], "policy", before, after)).toBe(verdict);
  });

  it("that reads its variables otherwise is not the narrower one", () => {
    const of = (...Resource: string[]): object[] => [{ ...IAM, Resource }];
    const own = USERS.replace("*", "${aws:username}");
    expect(became([ALLOWS_IAM], "policy", of(own, USERS.replace("*", "ann")), of(own), ["2012-10-17", "2012-10-17"])).toBe("better");
    expect(became([ALLOWS_IAM], "policy", of(own, USERS.replace("*", "ann")), of(own), ["2008-10-17", "2012-10-17"])).toBe("worse");
  });
});

describe("a Deny statement", () => {
  const [ALL, ONE] = [
    { Effect: "Deny", Action: "iam:*", Resource: "*" },
    { Effect: "Deny", Action: "iam:PassRole", Resource: "*" },
  ];
  const CONDITIONED = rule("conditioned", "resource: policy\nrequire: { policy.statements: { none: { conditions: { count: { lt: 1 } } } } }\nmessage: m\n");
  it.each<Case>([
    ["that is added is not worse", [IAM], [IAM, ONE], "same"],
    ["that denies more is not worse", [IAM, ONE], [IAM, ALL], "better"],
    ["that denies less is worse", [IAM, ALL], [IAM, ONE], "worse"],
  ])("%s", (_, before, after, verdict) => {
    expect(became([CONDITIONED], "policy", before, after)).toBe(verdict);
  });

  it("that is added is worse by a rule that forbids Deny statements", () => {
    const NO_DENY = rule("no-deny", "resource: policy\nrequire: { policy.statements: { none: { effect: Deny } } }\nmessage: m\n");
    expect(became([NO_DENY], "policy", [ONE], [ONE, { ...ONE, Action: "s3:*" }])).toBe("worse");
  });
});

describe("facts that an older version kept", () => {
  const text = (value: string): string => createHash("sha256").update(value).digest("hex");
  const within = (value: unknown): string => `sha256:${canonicalSha256(value).slice(0, 32)}`;
  /** Everyone as `"*"`, which older versions took for another principal than `{"AWS": "*"}`. */
  const EVERYONE = { type: "*", value: "*" };
  const LISTS = { actions: ['"sts:assumerole"'], notActions: [], resources: [], notResources: [], notPrincipals: [] };
  /** As they were kept: without what statements say, and with digests as hashes of hashes. */
  const older = (list: readonly Fact[]) =>
    keptFacts(list.map(({ statements: _, element, ...fact }) => ({ ...fact, element: element?.replaceAll("sha256:", "old:") ?? null })));
  const olderHash = (part: string): string => text(part).slice(0, 16);

  it("are read, and a statement that allows less is worse by them", () => {
    const [was, is] = [[PUBLIC], [{ ...PUBLIC, Condition: EXTERNAL }]].map((statements) => factsIn(withContent("role", statements), PUBLIC_TRUST, "role"));
    expect(compareKept(older(was ?? []), is ?? []).verdict).toBe("worse");
  });

  it("are the same where only the spelling of everyone is another than it was kept by", () => {
    const made = withContent("role", [PUBLIC]);
    const is = factsIn(made, PUBLIC_TRUST, "role");
    const statement = within({ effect: "Allow", ...LISTS, principals: [JSON.stringify(EVERYONE)], conditions: [] });
    const olderIds = [statement, within(EVERYONE)].map(olderHash);
    // An element that is not read from the policy's text has the same id in both versions.
    const ofOutsiders = new Map(
      is.filter(({ clause }) => clause.startsWith("require:0.")).map((fact) => [keptFacts([fact])[0]?.element, olderHash(fact.element ?? "")]),
    );
    const kept = keptFacts(is).map(({ statements: _, element, ...fact }) =>
      element === undefined || ofOutsiders.has(element)
        ? { ...fact, ...(element === undefined ? {} : { element: ofOutsiders.get(element) ?? "" }) }
        : {
            ...fact,
            element: element
              .split(" > ")
              .map((_part, at) => olderIds[at])
              .join(" > "),
          },
    );
    expect(kept.some((fact) => "element" in fact)).toBe(true);
    expect(compareKept(kept, is, { earlierIds: earlierIdsIn([made]) }).verdict).toBe("same");
    expect(compareKept(kept, is).verdict).toBe("worse");
  });
});

describe("a policy that gives administrator permissions", () => {
  const ALL = { Effect: "Allow", Action: "*", Resource: "*" };
  const WITH_MFA = { ...ALL, Condition: SOURCE };
  const OFFICE = { ...ALL, Condition: { IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "198.51.100.0/24"] } } };
  const NO_USERS = { Effect: "Deny", Action: "iam:CreateUser", Resource: "*" };
  const NO_TRAIL = { Effect: "Deny", Action: "cloudtrail:*", Resource: "*" };
  const READS = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
  const IAM = { Effect: "Allow", Action: "iam:*", Resource: "*" };
  const EITHER = rule("admin", "resource: policy\nrequire: { policy.admin: false }\nmessage: m\n");
  const ASKED = rule("asked", "resource: policy\nrequire: { not: { policy.admin: true } }\nmessage: m\n");
  const MATCHED = rule("matched", "resource: role\nrequire: { role.inlinePolicies: { none: { admin: true } } }\nmessage: m\n");

  const CASES: Case[] = [
    ["that loses its condition", [WITH_MFA], [ALL], "worse"],
    ["that gets one", [ALL], [WITH_MFA], "better"],
    ["that has another", [WITH_MFA], [OFFICE], "worse"],
    ["that has one value less in it", [OFFICE], [{ ...ALL, Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } } }], "better"],
    ["that loses a Deny", [ALL, NO_USERS], [ALL], "worse"],
    ["that loses one of two", [ALL, NO_USERS, NO_TRAIL], [ALL, NO_USERS], "worse"],
    ["that gets a Deny", [ALL], [ALL, NO_USERS], "better"],
    ["that swaps one for another", [ALL, NO_USERS], [ALL, NO_TRAIL], "worse"],
    ["in another order", [ALL, NO_USERS, NO_TRAIL], [NO_TRAIL, NO_USERS, ALL], "same"],
    ["with a statement more that allows nothing more", [ALL], [ALL, READS], "same"],
    ["with a statement more that its condition held back", [WITH_MFA], [WITH_MFA, READS], "worse"],
    ["that allowed all of IAM, and allows everything", [IAM], [ALL], "worse"],
    ["that allowed everything, and allows all of IAM", [ALL], [IAM], "better"],
    ["with a name for its statement", [ALL], [{ ...ALL, Sid: "Everything" }], "same"],
  ];
  it.each(CASES)("%s", (_, before, after, verdict) => {
    for (const rules of [[EITHER], [ASKED]]) expect(became(rules, "policy", before, after)).toBe(verdict);
  });
  it.each(CASES)("%s, inline, beside one that stays", (_, before, after, verdict) => {
    const holding = (statements: object[]): Fact[] => {
      const made = tideline();
      const inline = (name: string, said: object[]): object => ({
        name,
        ...policyContent(JSON.stringify({ Version: "2012-10-17", Statement: said }), "json", { $unknown: "-" }),
      });
      const inlinePolicies = [inline("a", statements), inline("b", [ALL])] as document.Role["inlinePolicies"];
      const roles = (made.roles as document.Role[]).map((role) => (role.name === "open-door" ? { ...role, inlinePolicies } : role));
      return factsIn({ ...made, roles }, [MATCHED], "role");
    };
    const [was, is] = [holding(before), holding(after)];
    expect(compareFacts(was, is).verdict).toBe(verdict);
    expect(compareKept(JSON.parse(JSON.stringify(keptFacts(was))), is).verdict, "as it is kept").toBe(verdict);
  });
  it("is not certain where a part of what it says is not known", () => {
    const was = factsIn(withContent("policy", [WITH_MFA]), [EITHER], "policy");
    const is = was.map(({ statements: _, ...fact }) => fact);
    expect(compareFacts(was, is).verdict).toBe("open");
    expect(compareFacts(is, was).verdict, "an older file does not say it").toBe("same");
  });
});
