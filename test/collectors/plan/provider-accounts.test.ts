import { describe, expect, it } from "vitest";
import { readPlan } from "../../../collectors/index.ts";
import { assumes, constant, deployIn, type ProviderPlan, providerPlan, refers } from "./provider-plan.ts";

const [A, B] = ["111122223333", "444455556666"] as const;

/** Each part of a plan: its accounts, and the addresses that it changes. */
function partsOf(given: ProviderPlan): [accounts: string[], addresses: string[]][] {
  const read = readPlan(providerPlan(given), "plan.json");
  if (!read.ok) throw new Error(read.problem.message);
  return read.parts.map(({ accounts, resources }) => [accounts, resources.map(({ address }) => address)]);
}

const one = { x: "aws" };
const EU = { region: constant("eu-west-1") };

const STATED: { what: string; plan: ProviderPlan; account: string | null }[] = [
  { what: "the role that it assumes", plan: { providers: { aws: assumes(deployIn(A)) }, roles: one }, account: A },
  { what: "the last of the roles that it assumes", plan: { providers: { aws: assumes(deployIn(B), deployIn(A)) }, roles: one }, account: A },
  {
    what: "the role that it assumes by web identity",
    plan: { providers: { aws: { assume_role_with_web_identity: [{ role_arn: deployIn(A) }] } }, roles: one },
    account: A,
  },
  {
    what: "the role that it assumes after that of web identity",
    plan: { providers: { aws: { assume_role_with_web_identity: [{ role_arn: deployIn(B) }], ...assumes(deployIn(A)) } }, roles: one },
    account: A,
  },
  { what: "a role in an object", plan: { providers: { aws: { assume_role: constant({ role_arn: `arn:aws:iam::${A}:role/x` }) } }, roles: one }, account: A },
  { what: "a role of another partition", plan: { providers: { aws: assumes(constant(`arn:aws-cn:iam::${A}:role/x`)) }, roles: one }, account: A },
  { what: "the one account that it allows", plan: { providers: { aws: { allowed_account_ids: constant([A]) } }, roles: one }, account: A },
  {
    what: "a variable that holds the role",
    plan: { providers: { aws: assumes(refers("var.role")) }, roles: one, variables: { role: `arn:aws:iam::${A}:role/deploy` } },
    account: A,
  },
  {
    what: "variables that the role is made from",
    plan: { providers: { aws: assumes(refers("var.account", "var.role")) }, roles: one, variables: { account: A, role: "deploy" } },
    account: A,
  },
  {
    what: "the default of a variable",
    plan: { providers: { aws: assumes(refers("var.account")) }, roles: one, root: { variables: { account: { default: A } } } },
    account: A,
  },
  {
    what: "a part of a variable",
    plan: {
      providers: { aws: assumes(refers('var.accounts["prod"].id', 'var.accounts["prod"]', "var.accounts")) },
      roles: one,
      variables: { accounts: { prod: { id: A }, test: { id: B } } },
    },
    account: A,
  },
  {
    what: "allowed accounts in a variable",
    plan: { providers: { aws: { allowed_account_ids: refers("var.account") } }, roles: one, variables: { account: A } },
    account: A,
  },
  {
    what: "a variable of the module that holds the provider",
    plan: {
      providers: { "module.team:aws": assumes(refers("var.account")) },
      roles: { "module.team/x": "module.team:aws" },
      root: { module_calls: { team: { expressions: { account: constant(A) } } } },
    },
    account: A,
  },
  {
    what: "a module's parent, whose provider it uses",
    plan: { providers: { aws: assumes(deployIn(A)) }, roles: { "module.team/x": "module.team:aws" } },
    account: A,
  },
  {
    what: "a configuration with the same credentials",
    plan: { providers: { aws: { ...EU, allowed_account_ids: constant([A]) }, "aws.us": { region: constant("us-east-1") } }, roles: { x: "aws.us" } },
    account: A,
  },
  { what: "no role and no account", plan: { providers: { aws: EU }, roles: one }, account: null },
  { what: "no configuration", plan: { providers: {}, roles: one }, account: null },
  { what: "several allowed accounts", plan: { providers: { aws: { allowed_account_ids: constant([A, B]) } }, roles: one }, account: null },
  {
    what: "allowed accounts of which some are not in the plan",
    plan: { providers: { aws: { allowed_account_ids: refers("var.account", "local.other") } }, roles: one, variables: { account: A } },
    account: null,
  },
  { what: "a local value", plan: { providers: { aws: assumes(refers("local.role")) }, roles: one }, account: null },
  {
    what: "one of two roles",
    plan: {
      providers: { aws: assumes(refers("var.one", "var.two")) },
      roles: one,
      variables: { one: `arn:aws:iam::${A}:role/x`, two: `arn:aws:iam::${B}:role/x` },
    },
    account: null,
  },
];

describe("the account of a provider configuration", () => {
  it.each(STATED)("follows from $what", ({ plan, account }) => {
    expect(partsOf(plan).map(([accounts]) => accounts)).toEqual([account === null ? [] : [account]]);
  });

  it("follows from aws_caller_identity with the same credentials", () => {
    const identity = { address: "data.aws_caller_identity.c", mode: "data", type: "aws_caller_identity", name: "c", values: { account_id: A } };
    const more = { prior_state: { values: { root_module: { resources: [identity] } } } };
    expect(partsOf({ providers: { aws: EU }, roles: one, more }).map(([accounts]) => accounts)).toEqual([[A]]);
  });

  it("contradicts that of what exists, which makes it a plan for two accounts", () => {
    const arn = `arn:aws:iam::${B}:role/x`;
    const change = { actions: ["delete"], before: { name: "x", path: "/", arn, assume_role_policy: "{}" }, after: null, after_unknown: {} };
    const deleted = { address: "aws_iam_role.old", mode: "managed", type: "aws_iam_role", name: "old", change };
    expect(partsOf({ providers: { aws: assumes(deployIn(A)) }, roles: {}, changes: [deleted] })).toEqual([[[A, B], ["aws_iam_role.old"]]]);
  });
});

describe("a plan through several provider configurations", () => {
  const both = { aws: assumes(deployIn(A)), "aws.spoke": assumes(deployIn(B)) };

  it("is split by account, the provider without alias first", () => {
    expect(partsOf({ providers: both, roles: { s: "aws.spoke", x: "aws", t: "aws.spoke" } })).toEqual([
      [[A], ["aws_iam_role.x"]],
      [[B], ["aws_iam_role.s", "aws_iam_role.t"]],
    ]);
  });

  it("is split by the providers that modules are given", () => {
    expect(partsOf({ providers: both, roles: { "module.one/x": "aws", "module.two/x": "aws.spoke" } })).toEqual([
      [[A], ["module.one.aws_iam_role.x"]],
      [[B], ["module.two.aws_iam_role.x"]],
    ]);
  });

  it("is of one account where they differ by region, or by the name of the role", () => {
    const alike = {
      aws: { ...EU, ...assumes(deployIn(A)) },
      "aws.us": { region: constant("us-east-1"), ...assumes(constant(`arn:aws:iam::${A}:role/other`)) },
    };
    expect(partsOf({ providers: alike, roles: { x: "aws", y: "aws.us" } })).toEqual([[[A], ["aws_iam_role.x", "aws_iam_role.y"]]]);
  });

  it("is split where their roles are not in the plan and differ", () => {
    const unknown = { aws: EU, "aws.spoke": assumes(refers("local.spoke")), "aws.other": assumes(refers("local.other")) };
    expect(partsOf({ providers: unknown, roles: { x: "aws", y: "aws.spoke", z: "aws.other" } })).toEqual([
      [[], ["aws_iam_role.x"]],
      [[], ["aws_iam_role.y"]],
      [[], ["aws_iam_role.z"]],
    ]);
  });

  it("is of the account in which something of IAM changes, whatever the others do", () => {
    const zone = {
      address: "aws_route53_zone.z",
      mode: "managed",
      type: "aws_route53_zone",
      name: "z",
      change: { actions: ["create"], before: null, after: {}, after_unknown: {} },
    };
    expect(partsOf({ providers: both, roles: { s: "aws.spoke" }, changes: [zone] })).toEqual([[[B], ["aws_iam_role.s"]]]);
  });

  it("puts what is no longer configured where its ARN is", () => {
    const change = { actions: ["delete"], before: { name: "old", path: "/", arn: `arn:aws:iam::${B}:role/old`, assume_role_policy: "{}" }, after: null };
    const deleted = { address: "aws_iam_role.old", mode: "managed", type: "aws_iam_role", name: "old", change };
    expect(partsOf({ providers: both, roles: { x: "aws" }, changes: [deleted] })).toEqual([
      [[A], ["aws_iam_role.x"]],
      [[B], ["aws_iam_role.old"]],
    ]);
  });
});
