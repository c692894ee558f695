import { describe, expect, it } from "vitest";
import { readPlan } from "../../collectors/index.ts";
import { predict } from "../../engine/index.ts";
import type { ReeveDocument } from "../../schemas/index.ts";
import { ACCOUNT } from "../cli/gate/world.ts";
import { planText, type TerraformChange } from "../collectors/plan/plan-text.ts";
import { cleanAccount } from "./clean-account.ts";
import { gated } from "./gated.ts";

const NAME = "audit-trail-logs";
const POLICY = `arn:aws:iam::${ACCOUNT}:policy/write-logs`;
const text = (...statements: unknown[]): string => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const trust = (...services: string[]): string =>
  text(...services.map((service) => ({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } })));
const WRITE = text({ Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: "*" });
const READ = text({ Effect: "Allow", Action: "logs:GetLogEvents", Resource: "*" });
const DENY = text({ Effect: "Deny", Action: "logs:PutLogEvents", Resource: "*" });

const ROLE = { name: NAME, path: "/", assume_role_policy: trust("cloudtrail.amazonaws.com"), permissions_boundary: null, tags_all: {} };
const INLINE = { role: NAME, name: "write", policy: WRITE };
const MANAGED = { name: "write-logs", path: "/", arn: POLICY, policy: WRITE };
const EDGE = { role: NAME, policy_arn: POLICY, id: "x" };
const changed = (address: string, before: Record<string, unknown>, more: Record<string, unknown>): TerraformChange => ({
  address,
  actions: ["update"],
  before,
  after: { ...before, ...more },
});
const deleted = (address: string, before: Record<string, unknown>): TerraformChange => ({ address, actions: ["delete"], before });

function applied(account: ReeveDocument, changes: readonly TerraformChange[]) {
  const read = readPlan(planText(changes), "plan.json");
  if (!read.ok) throw new Error(read.problem.message);
  return predict(account, [read.plan]);
}

/** The trail's role holds an inline policy and a managed one. */
const account: ReeveDocument = applied(cleanAccount(), [
  { address: "aws_iam_role_policy.write", after: INLINE },
  { address: "aws_iam_policy.write", after: { ...MANAGED, arn: undefined }, unknown: { arn: true, id: true } },
  { address: "aws_iam_role_policy_attachment.write", after: EDGE },
]).document;

const problemsOf = (state: ReeveDocument, ...changes: TerraformChange[]): string[] =>
  applied(state, changes).problems.map(({ code, address }) => `${code} ${address}`);

describe("the role by which a trail writes to CloudWatch Logs", () => {
  it.each<[string, string, TerraformChange[]]>([
    ["deletes it", "aws_iam_role.r", [deleted("aws_iam_role.r", ROLE)]],
    ["makes it anew under another name", "aws_iam_role.r", [{ ...changed("aws_iam_role.r", ROLE, { name: "other" }), actions: ["delete", "create"] }]],
    ["lets another service assume it", "aws_iam_role.r", [changed("aws_iam_role.r", ROLE, { assume_role_policy: trust("lambda.amazonaws.com") })]],
    ["bounds it", "aws_iam_role.r", [changed("aws_iam_role.r", ROLE, { permissions_boundary: POLICY })]],
    ["deletes its inline policy", "aws_iam_role_policy.write", [deleted("aws_iam_role_policy.write", INLINE)]],
    ["rewrites its inline policy", "aws_iam_role_policy.write", [changed("aws_iam_role_policy.write", INLINE, { policy: READ })]],
    ["denies by an inline policy", "aws_iam_role_policy.no", [{ address: "aws_iam_role_policy.no", after: { role: NAME, name: "no", policy: DENY } }]],
    ["detaches its policy", "aws_iam_role_policy_attachment.write", [deleted("aws_iam_role_policy_attachment.write", EDGE)]],
    ["rewrites its policy", "aws_iam_policy.write", [changed("aws_iam_policy.write", MANAGED, { policy: READ })]],
  ])("is a problem of a plan that %s", (_, address, changes) => {
    const isInline = address === "aws_iam_role_policy.write";
    const state = address.endsWith(".write") ? without(account, isInline ? "attachedPolicyArns" : "inlinePolicies") : account;
    expect(problemsOf(state, ...changes)).toEqual([`unsupported-change ${address}`]);
  });

  it.each<[string, TerraformChange[]]>([
    ["tags it", [changed("aws_iam_role.r", ROLE, { tags_all: { team: "a" } })]],
    [
      "lets another service assume it too",
      [changed("aws_iam_role.r", ROLE, { assume_role_policy: trust("lambda.amazonaws.com", "cloudtrail.amazonaws.com") })],
    ],
    ["gives it more permissions", [{ address: "aws_iam_role_policy.more", after: { role: NAME, name: "more", policy: READ } }]],
    [
      "moves its inline policy to another name",
      [deleted("aws_iam_role_policy.write", INLINE), { address: "aws_iam_role_policy.moved", after: { ...INLINE, name: "moved" } }],
    ],
    ["deletes another role", [deleted("aws_iam_role.r", { ...ROLE, name: "support", assume_role_policy: trust("ec2.amazonaws.com") })]],
  ])("is none of a plan that %s", (_, changes) => {
    expect(problemsOf(account, ...changes)).toEqual([]);
  });

  it("counts where the trails are not known, if CloudTrail may assume it", () => {
    const blind: ReeveDocument = { ...account, trails: { $unknown: "g1" } };
    expect(problemsOf(blind, deleted("aws_iam_role.r", ROLE))).toEqual(["unsupported-change aws_iam_role.r"]);
    expect(problemsOf(blind, deleted("aws_iam_role.r", { ...ROLE, name: "support" }))).toEqual([]);
  });

  it("keeps the gate incomplete, and no setting accepts it", async () => {
    const { code, out } = await gated(cleanAccount(), planText([deleted("aws_iam_role.r", ROLE)]), ["--allow-unknown"]);
    expect(code).toBe(3);
    expect(out).toContain(`aws_iam_role.r takes away the role ${NAME}, by which the trail main writes to CloudWatch Logs.`);
  });
});

/** The account with less of the role's policies: where two say the same, each may go. */
function without(state: ReeveDocument, list: "attachedPolicyArns" | "inlinePolicies"): ReeveDocument {
  const roles = Array.isArray(state.roles) ? state.roles : [];
  return { ...state, roles: roles.map((role) => ("name" in role && role.name === NAME ? { ...role, [list]: [] } : role)) };
}
