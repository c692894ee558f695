import { describe, expect, it } from "vitest";
import type { ReeveDocument } from "../../schemas/index.ts";
import { ACCOUNT } from "../cli/gate/world.ts";
import { planText, type TerraformChange } from "../collectors/plan/plan-text.ts";
import { accountWith, gated } from "./gated.ts";

const documentOf = (...statements: unknown[]): string => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const trustOf = (principal: unknown): string => documentOf({ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" });
const [ANYONE, LAMBDA] = [trustOf("*"), trustOf({ Service: "lambda.amazonaws.com" })];
const role = (trust: string): Record<string, unknown> => ({ name: "app", path: "/", assume_role_policy: trust, tags_all: {} });
const made = (address: string, after: Record<string, unknown>): TerraformChange => ({ address, after, unknown: { arn: true, id: true, unique_id: true } });

/** A plan in which a `moved` block gives a resource another address. Source: Terraform docs, JSON Output Format, change representation, previous_address. */
function movedPlan(from: string, to: TerraformChange): string {
  const plan = JSON.parse(planText([to])) as { resource_changes: Record<string, unknown>[] };
  return JSON.stringify({ ...plan, resource_changes: plan.resource_changes.map((change) => ({ ...change, previous_address: from })) });
}

describe("a resource that a moved block gives another address", () => {
  const existing = (trust: string) => ({ arn: `arn:aws:iam::${ACCOUNT}:role/app`, id: "app", unique_id: "AROA", ...role(trust) });
  const publicTrust = ({ results }: Awaited<ReturnType<typeof gated>>) =>
    results.find(({ rule, status }) => rule === "role-trust-policy-not-public" && status === "fail");

  it.each(["aws_iam_role.new", "module.team.aws_iam_role.new", "aws_iam_role.new[0]"])("stays what it was: %s", async (address) => {
    const account = accountWith([made("aws_iam_role.old", role(ANYONE))]);
    const ran = await gated(account, movedPlan("aws_iam_role.old", { address, actions: ["no-op"], before: existing(ANYONE), after: existing(ANYONE) }));
    expect([ran.code, ran.gate.fixed, ran.gate.problems], ran.out).toEqual([0, [], []]);
    expect(publicTrust(ran)).toMatchObject({ delta: "unchanged" });
  });

  it("is judged by what changes with the move, at its new address", async () => {
    const account = accountWith([made("aws_iam_role.old", role(LAMBDA))]);
    const ran = await gated(
      account,
      movedPlan("aws_iam_role.old", { address: "aws_iam_role.new", actions: ["update"], before: existing(LAMBDA), after: existing(ANYONE) }),
    );
    expect(ran.code, ran.out).toBe(1);
    expect(publicTrust(ran)).toMatchObject({ delta: "introduced", location: { address: "aws_iam_role.new" } });
  });
});

describe("a policy that loses a Deny", () => {
  const WIDE = { Effect: "Allow", Action: "*", Resource: "*" };
  const NO_IAM = { Effect: "Deny", Action: "iam:*", Resource: "*" };
  const policyOf = (policy: string): Record<string, unknown> => ({ name: "ops", path: "/", policy, tags_all: {} });
  const attached = (): TerraformChange[] => [
    made("aws_iam_user.ana", { name: "ana", path: "/", tags_all: {} }),
    { address: "aws_iam_user_policy_attachment.a", after: { user: "ana", policy_arn: `arn:aws:iam::${ACCOUNT}:policy/ops` } },
  ];
  const ran = async (before: string, after: string) => {
    const arn = `arn:aws:iam::${ACCOUNT}:policy/ops`;
    const account = accountWith([{ ...made("aws_iam_policy.p", { arn, ...policyOf(before) }), unknown: { id: true, policy_id: true } }, ...attached()]);
    const update = {
      address: "aws_iam_policy.p",
      actions: ["update"],
      before: { arn, id: arn, ...policyOf(before) },
      after: { arn, id: arn, ...policyOf(after) },
    };
    return gated(account, planText([update]));
  };
  const deltaOf = ({ results }: Awaited<ReturnType<typeof gated>>) =>
    results.find(({ rule, status }) => rule === "policy-no-admin-attached" && status === "fail")?.delta ?? null;

  it("is a finding where only the Deny kept it from being one", async () => {
    const found = await ran(documentOf(WIDE, NO_IAM), documentOf(WIDE));
    expect([found.code, deltaOf(found)], found.out).toEqual([1, "introduced"]);
  });

  it("is a finding no more where it gains one", async () => {
    const found = await ran(documentOf(WIDE), documentOf(WIDE, NO_IAM));
    expect([found.code, deltaOf(found)], found.out).toEqual([0, null]);
  });

  const NO_USERS = { Effect: "Deny", Action: "iam:CreateUser", Resource: "*" };
  const WITH_MFA = { ...WIDE, Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } };
  it.each([
    ["a Deny", [WIDE, NO_USERS], [WIDE]],
    ["its condition", [WITH_MFA], [WIDE]],
    ["its bounds within IAM", [{ ...WIDE, Action: "iam:*" }], [WIDE]],
  ])("is worse where it was an administrator's without that, and loses %s", async (_, before, after) => {
    const found = await ran(documentOf(...before), documentOf(...after));
    expect([found.code, deltaOf(found)], found.out).toEqual([1, "worse"]);
    expect(found.out).toContain("worse than before: the policy allows more");
  });

  it.each([
    ["gets a Deny", [WIDE], [WIDE, NO_USERS], "changed"],
    ["gets a condition", [WIDE], [WITH_MFA], "changed"],
    ["says the same in another order", [WIDE, NO_USERS], [NO_USERS, WIDE], "unchanged"],
  ])("is not where it %s", async (_, before, after, delta) => {
    const found = await ran(documentOf(...before), documentOf(...after));
    expect([found.code, deltaOf(found)], found.out).toEqual([0, delta]);
  });
});

describe("a virtual MFA device that moves from one user to another", () => {
  const account = (owner: string): ReeveDocument => {
    const serial = `arn:aws:iam::${ACCOUNT}:mfa/phone`;
    const people = accountWith(["ana", "eve"].map((name) => made(`aws_iam_user.${name}`, { name, path: "/", tags_all: {} })));
    const users = (people.users as { name: string; arn: string }[]).map((user) =>
      ["ana", "eve"].includes(user.name)
        ? { ...user, passwordEnabled: true, mfaActive: user.name === owner, mfaDeviceIds: user.name === owner ? [serial] : [] }
        : user,
    );
    const userArn = users.find(({ name }) => name === owner)?.arn;
    return { ...people, users, mfaDevices: [{ id: serial, type: "virtual", userArn, enabledAt: "2026-01-01T00:00:00.000Z" }] } as unknown as ReeveDocument;
  };
  const without = async (document: ReeveDocument, plan: string) => {
    const { results } = await gated(document, plan, ["--rule", "user-console-mfa"]);
    return results.flatMap(({ status, resource }) => (status === "fail" ? [resource.name] : []));
  };
  const NOTHING = planText([{ address: "aws_iam_user.ana", actions: ["no-op"], before: { name: "ana" }, after: { name: "ana" } }]);

  it("protects only the user that has it now", async () => {
    expect(await without(account("ana"), NOTHING)).toEqual(["eve"]);
    expect(await without(account("eve"), NOTHING)).toEqual(["ana"]);
  });

  it("protects no one where a plan deletes it", async () => {
    const arn = `arn:aws:iam::${ACCOUNT}:mfa/phone`;
    const gone = planText([
      { address: "aws_iam_virtual_mfa_device.phone", actions: ["delete"], before: { arn, id: arn, virtual_mfa_device_name: "phone", path: "/" } },
    ]);
    expect((await without(account("eve"), gone)).sort()).toEqual(["ana", "eve"]);
  });
});
