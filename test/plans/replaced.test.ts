import { describe, expect, it } from "vitest";
import { ACCOUNT } from "../cli/gate/world.ts";
import { changeSet, ACCOUNT as SET_ACCOUNT, STACK } from "../collectors/plan/cloudformation/change-set.ts";
import { planText, type TerraformChange } from "../collectors/plan/plan-text.ts";
import { accountWith, gated } from "./gated.ts";

const trustOf = (...statements: unknown[]): string => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const ANYONE = { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" };
const LAMBDA = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
const EVERYTHING = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });
const arn = (rest: string): string => `arn:aws:iam::${ACCOUNT}:${rest}`;

const role = (name: string, trust: string, path = "/"): Record<string, unknown> => ({ name, path, assume_role_policy: trust, tags_all: {} });
const made = (address: string, after: Record<string, unknown>): TerraformChange => ({ address, after, unknown: { arn: true, id: true, unique_id: true } });
const replaced = (address: string, before: Record<string, unknown>, after: Record<string, unknown>, actions = ["delete", "create"]): TerraformChange => ({
  ...made(address, after),
  actions,
  before: { arn: arn("x/y"), id: before.name, ...before },
});

const ROLE = role("open", trustOf(ANYONE));
const withRole = accountWith([made("aws_iam_role.r", ROLE)]);
const decided = ({ gate }: Awaited<ReturnType<typeof gated>>) => ({ decision: gate.decision, fixed: gate.fixed.map(({ rule }) => rule) });

const publicTrust = ({ results }: Awaited<ReturnType<typeof gated>>) =>
  results.find(({ rule, status }) => rule === "role-trust-policy-not-public" && status === "fail");

describe("a finding on what a plan replaces under the same name", () => {
  it.each([
    ["deleted before it is made", ["delete", "create"]],
    ["made before it is deleted", ["create", "delete"]],
  ])("is the same finding where it is %s", async (_, actions) => {
    const ran = await gated(withRole, planText([replaced("aws_iam_role.r", ROLE, ROLE, actions)]));
    expect(decided(ran)).toEqual({ decision: "pass", fixed: [] });
    expect(publicTrust(ran)).toMatchObject({ delta: "unchanged", resource: { name: "open" } });
  });

  it("is the same where its statements change places, its path or the case of its name", async () => {
    const two = accountWith([made("aws_iam_role.r", role("open", trustOf(ANYONE, LAMBDA)))]);
    for (const after of [role("open", trustOf(LAMBDA, ANYONE)), role("open", trustOf(ANYONE, LAMBDA), "/app/"), role("Open", trustOf(ANYONE, LAMBDA))]) {
      const ran = await gated(two, planText([replaced("aws_iam_role.r", role("open", trustOf(ANYONE, LAMBDA)), after)]));
      expect(decided(ran)).toEqual({ decision: "pass", fixed: [] });
    }
  });

  it("is the same where another address makes it, whichever the plan lists first", async () => {
    const [gone, fresh] = [{ address: "aws_iam_role.a", actions: ["delete"], before: ROLE }, made("aws_iam_role.z", ROLE)];
    for (const changes of [
      [gone, fresh],
      [fresh, gone],
    ])
      expect(decided(await gated(withRole, planText(changes)))).toEqual({ decision: "pass", fixed: [] });
  });

  it("is worse where it fails by more", async () => {
    const anyAccount = { Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRoleWithWebIdentity" };
    const ran = await gated(withRole, planText([replaced("aws_iam_role.r", ROLE, role("open", trustOf(ANYONE, anyAccount)))]));
    expect(ran.gate.decision).toBe("blocked");
    expect(publicTrust(ran)).toMatchObject({ delta: "worse" });
  });

  it("is fixed where the new one is right", async () => {
    const ran = await gated(withRole, planText([replaced("aws_iam_role.r", ROLE, role("open", trustOf(LAMBDA)))]));
    expect(ran.gate.decision).toBe("pass");
    expect(ran.gate.fixed.map(({ rule }) => rule)).toContain("role-trust-policy-not-public");
  });

  it("is introduced where the name changes, or is known only after the apply", async () => {
    const renamed = await gated(withRole, planText([replaced("aws_iam_role.r", ROLE, role("other", trustOf(ANYONE)))]));
    const nameless: Record<string, unknown> = { ...ROLE, name: null, name_prefix: "open" };
    const unnamed = replaced("aws_iam_role.r", ROLE, nameless, ["create", "delete"]);
    const prefixed = await gated(withRole, planText([{ ...unnamed, unknown: { ...unnamed.unknown, name: true } }]));
    for (const ran of [renamed, prefixed]) {
      expect(ran.gate.decision).toBe("blocked");
      expect(publicTrust(ran)).toMatchObject({ delta: "introduced" });
      expect(ran.gate.fixed.map(({ rule }) => rule)).toContain("role-trust-policy-not-public");
    }
  });

  it("is introduced where another kind has the name", async () => {
    const user = accountWith([
      made("aws_iam_user.u", { name: "open", path: "/", tags_all: {} }),
      { address: "aws_iam_user_policy.p", after: { user: "open", name: "all", policy: EVERYTHING } },
    ]);
    const changes = [
      { address: "aws_iam_user_policy.p", actions: ["delete"], before: { user: "open", name: "all", policy: EVERYTHING } },
      { address: "aws_iam_user.u", actions: ["delete"], before: { name: "open", path: "/" } },
      made("aws_iam_role.r", role("open", trustOf(LAMBDA))),
      { address: "aws_iam_role_policy.p", after: { role: "open", name: "all", policy: EVERYTHING } },
    ];
    expect((await gated(user, planText(changes))).gate.decision).toBe("blocked");
  });

  it("is the same on what holds it, and worse for one holder more", async () => {
    const all = { name: "all", path: "/", policy: EVERYTHING };
    const holder = (name: string): TerraformChange => made(`aws_iam_user.${name}`, { name, path: "/", tags_all: {} });
    const attach = (user: string): TerraformChange => ({ address: `aws_iam_user_policy_attachment.${user}`, after: { user, policy_arn: arn("policy/all") } });
    const before = accountWith([made("aws_iam_policy.all", all), holder("ana"), holder("ben"), attach("ana")]);
    const again = { ...attach("ana"), actions: ["delete", "create"], before: { id: "x", ...attach("ana").after } };
    const swap = [replaced("aws_iam_user.ana", { name: "ana", path: "/" }, { name: "ana", path: "/", tags_all: {} }), again];
    expect(decided(await gated(before, planText(swap)))).toEqual({ decision: "pass", fixed: [] });
    const more = await gated(before, planText([...swap, attach("ben")]));
    expect(more.gate.decision).toBe("blocked");
  });

  it("is the same on a policy that is replaced with its attachments", async () => {
    const all = { name: "all", path: "/", policy: EVERYTHING };
    const attach = { user: "ana", policy_arn: arn("policy/all") };
    const before = accountWith([
      made("aws_iam_policy.all", all),
      made("aws_iam_user.ana", { name: "ana", path: "/", tags_all: {} }),
      { address: "aws_iam_user_policy_attachment.ana", after: attach },
    ]);
    const swap = [
      replaced("aws_iam_policy.all", { ...all, arn: arn("policy/all") }, { ...all, description: "new" }),
      { address: "aws_iam_user_policy_attachment.ana", actions: ["delete", "create"], before: { id: "x", ...attach }, after: attach },
    ];
    expect(decided(await gated(before, planText(swap)))).toEqual({ decision: "pass", fixed: [] });
  });

  it("is the same on what holds it where a holder or the policy moves to another path or is renamed", async () => {
    const all = { name: "all", path: "/", policy: EVERYTHING };
    const ana = { name: "ana", path: "/", tags_all: {}, arn: arn("user/ana") };
    const attach = { user: "ana", policy_arn: arn("policy/all") };
    const before = accountWith([
      made("aws_iam_policy.all", all),
      made("aws_iam_user.ana", ana),
      { address: "aws_iam_user_policy_attachment.ana", after: attach },
    ]);
    const again = (after: Record<string, unknown>, rest: Partial<TerraformChange> = {}): TerraformChange => ({
      address: "aws_iam_user_policy_attachment.ana",
      actions: ["delete", "create"],
      before: { id: "x", ...attach },
      after,
      ...rest,
    });
    const rename = { address: "aws_iam_user.ana", actions: ["update"], before: ana, after: { ...ana, name: "anna" } };
    expect(decided(await gated(before, planText([rename])))).toEqual({ decision: "pass", fixed: [] });
    const moved = [replaced("aws_iam_user.ana", ana, { ...ana, path: "/x/" }), again(attach)];
    expect(decided(await gated(before, planText(moved)))).toEqual({ decision: "pass", fixed: [] });
    const refers = { policy_arn: { references: ["aws_iam_policy.all.arn", "aws_iam_policy.all"] } };
    const policy = [
      replaced("aws_iam_policy.all", { ...all, arn: arn("policy/all") }, { ...all, path: "/x/" }),
      again({ user: "ana" }, { unknown: { policy_arn: true }, refers }),
    ];
    expect(decided(await gated(before, planText(policy)))).toEqual({ decision: "pass", fixed: [] });
    // Another user takes the name that is given up, and the policy with it.
    const taken = [
      rename,
      made("aws_iam_user.other", { name: "ben", path: "/", tags_all: {} }),
      { address: "aws_iam_user_policy_attachment.b", after: { ...attach, user: "ben" } },
    ];
    expect((await gated(before, planText(taken))).gate.decision).toBe("blocked");
  });

  it("is the same in a change set that replaces it under the same name, and introduced under a name that CloudFormation makes up", async () => {
    const properties = { RoleName: "open", AssumeRolePolicyDocument: JSON.parse(trustOf(ANYONE)) };
    const stack = { StackId: STACK.replace(SET_ACCOUNT, ACCOUNT) };
    const change = { id: "R", type: "AWS::IAM::Role", physicalId: "open", replacement: "True", before: properties };
    expect(decided(await gated(withRole, changeSet([{ ...change, after: { ...properties, Path: "/" } }], stack)))).toEqual({ decision: "pass", fixed: [] });
    const { RoleName: _, ...nameless } = properties;
    expect((await gated(withRole, changeSet([{ ...change, after: nameless }], stack))).gate.decision).toBe("blocked");
  });
});
