import { describe, expect, it } from "vitest";
import { predict } from "../../../../engine/index.ts";
import { isUnknown, type ReeveDocument } from "../../../../schemas/index.ts";
import { planText, type TerraformChange } from "../plan-text.ts";
import { account, iam, statement } from "./account.ts";
import { type ChangeSetChange, changeSet, planOf } from "./change-set.ts";

interface Pair {
  name: string;
  terraform: TerraformChange[];
  cloudformation: ChangeSetChange[];
}

const text = (value: unknown): string => JSON.stringify(value);
const deny = statement("Deny", "iam:*");
const allow = statement("Allow", "*");
const trust = { Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }] };
const guard = iam("policy", "Guard");

const PAIRS: Pair[] = [
  {
    name: "a group with a managed and an inline policy",
    terraform: [
      { address: "aws_iam_group.x", after: { name: "ops", path: "/" } },
      { address: "aws_iam_group_policy_attachment.x", after: { group: "ops", policy_arn: guard } },
      { address: "aws_iam_group_policy.x", after: { group: "ops", name: "all", policy: text(allow) } },
    ],
    cloudformation: [
      {
        id: "X",
        type: "AWS::IAM::Group",
        after: { GroupName: "ops", ManagedPolicyArns: [guard], Policies: [{ PolicyName: "all", PolicyDocument: allow }] },
      },
    ],
  },
  {
    name: "a user in a group, with a boundary and a password",
    terraform: [
      { address: "aws_iam_user.x", after: { name: "eve", path: "/people/", tags_all: {}, permissions_boundary: guard } },
      { address: "aws_iam_user_group_membership.x", after: { user: "eve", groups: ["staff"] } },
      { address: "aws_iam_user_login_profile.x", after: { user: "eve" } },
    ],
    cloudformation: [
      {
        id: "X",
        type: "AWS::IAM::User",
        after: { UserName: "eve", Path: "/people/", Groups: ["staff"], PermissionsBoundary: guard, LoginProfile: { Password: "****" } },
      },
    ],
  },
  {
    name: "a policy's content, and a user's removal",
    terraform: [
      {
        address: "aws_iam_policy.x",
        actions: ["update"],
        before: { arn: guard, name: "Guard", path: "/", policy: text(deny) },
        after: { arn: guard, name: "Guard", path: "/", policy: text(allow) },
      },
      { address: "aws_iam_user.x", actions: ["delete"], before: { name: "bob", path: "/", tags_all: {} }, after: null },
    ],
    cloudformation: [
      { id: "P", type: "AWS::IAM::ManagedPolicy", physicalId: guard, before: { PolicyDocument: deny }, after: { PolicyDocument: allow } },
      { id: "U", type: "AWS::IAM::User", physicalId: "bob", before: { UserName: "bob" } },
    ],
  },
  {
    name: "a role with its trust, and an instance profile",
    terraform: [
      { address: "aws_iam_role.x", after: { name: "run", path: "/", assume_role_policy: text(trust), tags_all: {} } },
      { address: "aws_iam_instance_profile.x", after: { name: "box", path: "/", role: "run" } },
    ],
    cloudformation: [
      { id: "R", type: "AWS::IAM::Role", after: { RoleName: "run", AssumeRolePolicyDocument: trust } },
      { id: "B", type: "AWS::IAM::InstanceProfile", after: { InstanceProfileName: "box", Roles: ["run"] } },
    ],
  },
  {
    name: "a trail's removal, and an analyzer",
    terraform: [
      {
        address: "aws_cloudtrail.x",
        actions: ["delete"],
        before: { arn: "arn:aws:cloudtrail:eu-west-1:123456789012:trail/audit", name: "audit", home_region: "eu-west-1" },
        after: null,
      },
      { address: "aws_accessanalyzer_analyzer.x", after: { analyzer_name: "external", type: "ACCOUNT", tags_all: {} } },
    ],
    cloudformation: [
      { id: "T", type: "AWS::CloudTrail::Trail", physicalId: "audit", before: { TrailName: "audit" } },
      { id: "A", type: "AWS::AccessAnalyzer::Analyzer", after: { AnalyzerName: "external", Type: "ACCOUNT" } },
    ],
  },
];

const predicted = (plan: string): { document: ReeveDocument; codes: string[] } => {
  const { document, problems } = predict(account(), [planOf(plan)]);
  return { document: unsigned(untagged(document)), codes: problems.map(({ code }) => code) };
};

/** Without the mark for tags that CloudFormation may add, which no configuration of Terraform asks for. */
function untagged(given: ReeveDocument): ReeveDocument {
  const bare = <T>(list: T): T =>
    Array.isArray(list) ? (list.map((each) => ({ ...each, tags: each.tags.filter((tag: unknown) => !isUnknown(tag)) })) as T) : list;
  return { ...given, users: bare(given.users), roles: bare(given.roles) };
}

/** What is unknown by its reason: gaps name the program and its address. */
const unsigned = (given: ReeveDocument): ReeveDocument => ({
  ...(JSON.parse(JSON.stringify(given), (_, value) =>
    typeof value?.$unknown === "string" ? { $unknown: given.gaps[value.$unknown]?.reason } : value,
  ) as ReeveDocument),
  gaps: {},
});

describe("a change set and an equal Terraform plan", () => {
  it.each(PAIRS)("make the same document of $name", ({ terraform, cloudformation }) => {
    const [ours, theirs] = [predicted(changeSet(cloudformation)), predicted(planText(terraform))];
    expect(ours.codes).toEqual([]);
    expect(theirs.codes).toEqual([]);
    expect(ours.document).toEqual(theirs.document);
    expect(ours.document).not.toEqual(account());
  });
});
