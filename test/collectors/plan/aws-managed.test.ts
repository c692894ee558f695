import { describe, expect, it } from "vitest";
import { readOwnTable } from "../../../collectors/files/index.ts";
import { readPlan, withAwsManaged } from "../../../collectors/index.ts";
import type { ManagedPolicyTable } from "../../../document/index.ts";
import { predict } from "../../../engine/index.ts";
import { isUnknown, type ReeveDocument } from "../../../schemas/index.ts";
import { changeSet } from "./cloudformation/change-set.ts";
import { planText, type TerraformChange } from "./plan-text.ts";
import { documentOf, smallAccount } from "./small-account.ts";

const readTable = () => readOwnTable("document/managed-policies/table.json.br") as ManagedPolicyTable;
const SSM = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
const ACCOUNT = documentOf(smallAccount([], [], []));

function givenPlan(text: string) {
  const read = readPlan(text, "plan.json");
  if (!read.ok) throw new Error(read.problem.message);
  return { plan: read.plan };
}

function policyAfter(text: string, arn: string, before: ReeveDocument | null = ACCOUNT) {
  const [given] = withAwsManaged([givenPlan(text)], before ? [before] : [], readTable);
  const { document } = predict(before, given ? [given.plan] : []);
  const policy = isUnknown(document.policies) ? undefined : document.policies.find((each) => !isUnknown(each) && each.arn === arn);
  return { policy: policy && !isUnknown(policy) ? policy : undefined, gaps: Object.values(document.gaps) };
}

const attached = (policy_arn: string): TerraformChange => ({ address: "aws_iam_role_policy_attachment.x", after: { role: "a", policy_arn } });

const WAYS: { what: string; text: string }[] = [
  { what: "an attachment", text: planText([attached(SSM)]) },
  {
    what: "the list of a new role",
    text: planText([{ address: "aws_iam_role.n", after: { name: "n", path: "/", assume_role_policy: "{}", managed_policy_arns: [SSM] } }]),
  },
  { what: "an exclusive list", text: planText([{ address: "aws_iam_role_policy_attachments_exclusive.x", after: { role_name: "a", policy_arns: [SSM] } }]) },
  { what: "an attachment to several", text: planText([{ address: "aws_iam_policy_attachment.x", after: { name: "x", roles: ["a"], policy_arn: SSM } }]) },
  { what: "a boundary", text: planText([{ address: "aws_iam_user.n", after: { name: "n", path: "/", permissions_boundary: SSM } }]) },
  {
    what: "a change set",
    text: changeSet([{ id: "N", type: "AWS::IAM::Role", after: { RoleName: "n", AssumeRolePolicyDocument: {}, ManagedPolicyArns: [SSM] } }]),
  },
];

describe("a policy of AWS that a plan brings into use", () => {
  it.each(WAYS)("is known by its name from $what", ({ text }) => {
    const { policy } = policyAfter(text, SSM);
    expect(policy).toMatchObject({ name: "AmazonSSMManagedInstanceCore", awsManaged: true, createdAt: expect.stringMatching(/^20(18|19)-/) });
    expect(policy && JSON.stringify(policy.statements)).toContain("ssm:updateinstanceinformation");
  });

  it("is known without a snapshot", () => {
    expect(
      policyAfter(planText([{ address: "aws_iam_role.n", after: { name: "n", path: "/", managed_policy_arns: [SSM] } }]), SSM, null).policy?.statements,
    ).not.toHaveProperty("$unknown");
  });

  it("is unknown where the table does not hold its name, which the gap says with the table's day", () => {
    const { policy, gaps } = policyAfter(planText([attached(`${SSM}Next`)]), `${SSM}Next`);
    expect(policy?.statements).toHaveProperty("$unknown");
    expect(gaps.map(({ message }) => message).join()).toMatch(/AmazonSSMManagedInstanceCoreNext is not in the table.*as of \d{4}-\d{2}-\d{2}/);
  });

  it("stays as the snapshot has it where it is in use", () => {
    const own = policyAfter(planText([attached(SSM)]), SSM).policy;
    const inUse = { ...own, statements: [], attachmentCount: 1 } as NonNullable<typeof own>;
    const policies = isUnknown(ACCOUNT.policies) ? ACCOUNT.policies : [inUse, ...ACCOUNT.policies];
    expect(policyAfter(planText([attached(SSM)]), SSM, { ...ACCOUNT, policies }).policy?.statements).toEqual([]);
  });
});

describe("the table", () => {
  const refuse = (): ManagedPolicyTable => {
    throw new Error("read");
  };

  it("is not read where a plan names no policy of AWS, or where the snapshot holds it", () => {
    const held = policyAfter(planText([attached(SSM)]), SSM).policy;
    const document = { ...ACCOUNT, policies: held ? [held] : [] };
    expect(() => withAwsManaged([givenPlan(planText([attached("arn:aws:iam::123456789012:policy/p0")]))], [ACCOUNT], refuse)).not.toThrow();
    expect(() => withAwsManaged([givenPlan(planText([attached(SSM)]))], [document], refuse)).not.toThrow();
    expect(() => withAwsManaged([givenPlan(planText([attached(SSM)]))], [ACCOUNT], refuse)).toThrow("read");
  });

  it("is read once for all plans", () => {
    let times = 0;
    const plans = [givenPlan(planText([attached(SSM)])), givenPlan(planText([attached(SSM)]))];
    withAwsManaged(plans, [ACCOUNT], () => {
      times += 1;
      return readTable();
    });
    expect(times).toBe(1);
  });
});
