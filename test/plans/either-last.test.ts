import { describe, expect, it } from "vitest";
import { readPlan } from "../../collectors/index.ts";
import { predict } from "../../engine/index.ts";
import type { document, Named } from "../../schemas/index.ts";
import { planText, type TerraformChange } from "../collectors/plan/plan-text.ts";
import { accountWith, gated } from "./gated.ts";

const statement = (more: Record<string, unknown>): string => JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...more }] });
const TRUST = statement({ Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" });
const EVERYTHING = statement({ Action: "*", Resource: "*" });
const LITTLE = statement({ Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" });
const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

const role: TerraformChange = {
  address: "aws_iam_role.app",
  after: { name: "app", path: "/", assume_role_policy: TRUST, tags_all: {} },
  unknown: { arn: true },
};
const put = (at: string, policy: string): TerraformChange => ({ address: `aws_iam_role_policy.${at}`, after: { role: "app", name: "p", policy } });
const gone = (at: string, policy: string): TerraformChange => ({
  address: `aws_iam_role_policy.${at}`,
  actions: ["delete"],
  before: { role: "app", name: "p", policy },
  after: null,
});
const edge = { role: "app", policy_arn: ADMINISTRATOR, id: "x" };
const exclusive = (type: string, more: Record<string, unknown>): TerraformChange => ({
  address: `aws_iam_role_${type}_exclusive.e`,
  after: { role_name: "app", ...more },
});

interface Case {
  what: string;
  /** What the role holds before. */
  held: TerraformChange[];
  changes: TerraformChange[];
  rule: string;
}

const INLINE = "role-inline-policy-no-admin";
const CASES: Case[] = [
  { what: "deleted at one address and made at another", held: [put("a", LITTLE)], changes: [gone("a", LITTLE), put("b", EVERYTHING)], rule: INLINE },
  {
    what: "deleted at one address and changed at another",
    held: [put("a", LITTLE)],
    changes: [
      gone("a", LITTLE),
      {
        address: "aws_iam_role_policy.b",
        actions: ["update"],
        before: { role: "app", name: "p", policy: LITTLE },
        after: { role: "app", name: "p", policy: EVERYTHING },
      },
    ],
    rule: INLINE,
  },
  { what: "made at two addresses, once harmless", held: [], changes: [put("a", LITTLE), put("b", EVERYTHING)], rule: INLINE },
  { what: "made beside a list that leaves it out", held: [], changes: [put("a", EVERYTHING), exclusive("policies", { policy_names: [] })], rule: INLINE },
  {
    what: "made under a name of Terraform's, beside a list that leaves it out",
    held: [],
    changes: [
      { address: "aws_iam_role_policy.a", after: { role: "app", name_prefix: "p-", policy: EVERYTHING }, unknown: { name: true } },
      exclusive("policies", { policy_names: [] }),
    ],
    rule: INLINE,
  },
  {
    what: "attached beside a list that leaves it out",
    held: [],
    changes: [{ address: "aws_iam_role_policy_attachment.a", after: edge }, exclusive("policy_attachments", { policy_arns: [] })],
    rule: "policy-no-admin-aws-managed",
  },
];

describe("a policy that a plan gives at one address and takes away at another", () => {
  it.each(CASES)("is a finding: $what", async ({ held, changes, rule }) => {
    const before = accountWith([role, ...held]);
    const ran = await gated(before, planText(changes), ["--pack", "iam-baseline", "--allow-unknown"]);
    expect(ran.results.filter(({ delta }) => delta === "introduced")).toMatchObject([{ rule, status: "fail" }]);
    expect(ran.code).toBe(1);
  });

  it("is one without a snapshot too", async () => {
    const ran = await gated(
      null,
      planText([{ ...role, address: "aws_iam_role.new", after: { ...role.after, name: "new" } }, gone("a", LITTLE), put("b", EVERYTHING)]),
      ["--pack", "iam-baseline", "--allow-unknown"],
    );
    expect(ran.results.filter(({ delta }) => delta === "introduced")).toMatchObject([{ rule: INLINE, resource: { name: "app" } }]);
  });

  it("is none where it is harmless, and moves from one address to another", async () => {
    const ran = await gated(accountWith([role, put("a", LITTLE)]), planText([gone("a", LITTLE), put("b", LITTLE)]), [
      "--pack",
      "iam-baseline",
      "--allow-unknown",
    ]);
    expect([ran.code, ran.results.filter(({ delta, status }) => status === "fail" && delta !== "unchanged")]).toEqual([0, []]);
  });

  it("does not count as there by what it denies", () => {
    const deny = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }] });
    const read = readPlan(planText([gone("a", deny), put("b", deny)]), "plan.json");
    if (!read.ok) throw new Error(read.problem.message);
    const { document } = predict(accountWith([role, put("a", deny)]), [read.plan], { isCautious: true });
    const app = (document.roles as Named<document.Role>[]).find(({ name }) => name === "app");
    expect(app?.inlinePolicies).toEqual([{ $unknown: expect.any(String) }]);
  });

  it("changes nothing that held before", async () => {
    const before = accountWith([role, { address: "aws_iam_role_policy_attachment.a", after: edge }]);
    const moved = planText([
      { address: "aws_iam_role_policy_attachment.a", actions: ["delete"], before: edge, after: null },
      { address: "aws_iam_role_policy_attachment.b", after: edge },
    ]);
    const ran = await gated(before, moved, ["--pack", "iam-baseline"]);
    expect(ran.results.filter(({ delta, status }) => status === "fail" && delta !== "unchanged")).toEqual([]);
  });
});
