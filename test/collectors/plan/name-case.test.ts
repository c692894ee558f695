import { describe, expect, it } from "vitest";
import { readPlan } from "../../../collectors/index.ts";
import { predict } from "../../../engine/index.ts";
import { planText, type TerraformChange } from "./plan-text.ts";
import { documentOf, policyArn, smallAccount, textOf } from "./small-account.ts";

const ROLE_TRUST = JSON.stringify({ Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }] });
const gone = { actions: ["delete"] };

/** An account in which what the changes name is there, under names of small letters. */
const ACCOUNT = documentOf(smallAccount([["group", "a", "p1"]], [["b", "a"]], [["user", "a", "own"]]));

function predicted(changes: readonly TerraformChange[]) {
  const read = readPlan(planText(changes), "plan.json");
  if (!read.ok) throw new Error(read.problem.message);
  return predict(ACCOUNT, [read.plan]);
}

const SAME: { what: string; changes: (spelt: (name: string) => string) => TerraformChange[] }[] = [
  {
    what: "a policy is attached",
    changes: (spelt) => [{ address: "aws_iam_user_policy_attachment.x", after: { user: spelt("a"), policy_arn: policyArn(spelt("p0")) } }],
  },
  {
    what: "a policy is detached",
    changes: (spelt) => [{ address: "aws_iam_group_policy_attachment.x", ...gone, before: { group: spelt("a"), policy_arn: policyArn(spelt("p1")) } }],
  },
  {
    what: "a group's policies are exactly those",
    changes: (spelt) => [
      {
        address: "aws_iam_group_policy_attachments_exclusive.x",
        after: { group_name: spelt("a"), policy_arns: [policyArn(spelt("p1")), policyArn(spelt("p2"))] },
      },
    ],
  },
  {
    what: "a user joins a group",
    changes: (spelt) => [{ address: "aws_iam_user_group_membership.x", after: { user: spelt("a"), groups: [spelt("a")] } }],
  },
  {
    what: "a group has exactly these members",
    changes: (spelt) => [{ address: "aws_iam_group_membership.x", after: { name: "x", group: spelt("a"), users: [spelt("a")] } }],
  },
  {
    what: "an inline policy is written again",
    changes: (spelt) => [{ address: "aws_iam_user_policy.x", after: { user: spelt("a"), name: spelt("own"), policy: textOf("later") } }],
  },
  {
    what: "an inline policy is deleted",
    changes: (spelt) => [{ address: "aws_iam_user_policy.x", ...gone, before: { user: spelt("a"), name: spelt("own"), policy: textOf("before") } }],
  },
  {
    what: "only these inline policies stay",
    changes: (spelt) => [{ address: "aws_iam_user_policies_exclusive.x", after: { user_name: spelt("a"), policy_names: [spelt("own")] } }],
  },
  {
    what: "a user gets a key",
    changes: (spelt) => [{ address: "aws_iam_access_key.x", after: { user: spelt("a"), status: "Active" }, unknown: { id: true } }],
  },
  {
    what: "a policy is deleted",
    changes: (spelt) => [{ address: "aws_iam_policy.x", ...gone, before: { arn: policyArn(spelt("p1")), name: spelt("p1"), path: "/", policy: textOf("p1") } }],
  },
  { what: "a user is deleted", changes: (spelt) => [{ address: "aws_iam_user.x", ...gone, before: { name: spelt("b"), path: "/" } }] },
];

const TWICE: { what: string; change: TerraformChange }[] = [
  { what: "a user", change: { address: "aws_iam_user.x", after: { name: "A", path: "/" } } },
  { what: "a user below another path", change: { address: "aws_iam_user.x", after: { name: "A", path: "/team/" } } },
  { what: "a group", change: { address: "aws_iam_group.x", after: { name: "B", path: "/" } } },
  { what: "a role", change: { address: "aws_iam_role.x", after: { name: "A", path: "/", assume_role_policy: ROLE_TRUST } } },
  { what: "a policy", change: { address: "aws_iam_policy.x", after: { name: "P0", path: "/", policy: textOf("new") }, unknown: { arn: true } } },
  {
    what: "a policy below another path",
    change: { address: "aws_iam_policy.x", after: { name: "P0", path: "/team/", policy: textOf("new") }, unknown: { arn: true } },
  },
];

describe("names of IAM in a plan, which AWS compares without case", () => {
  it.each(SAME)("in capital letters give the same account where $what", ({ changes }) => {
    const exact = predicted(changes((name) => name));
    const upper = predicted(changes((name) => name.toUpperCase()));
    expect(exact.problems).toEqual([]);
    expect(exact.document).not.toEqual(ACCOUNT);
    expect(upper.problems).toEqual([]);
    expect(upper.document).toEqual(exact.document);
    expect(upper.touched).toEqual(expect.arrayContaining(exact.touched));
  });

  it.each(TWICE)("in capital letters are taken where $what of that name exists", ({ change }) => {
    const { problems, document } = predicted([change]);
    expect(problems).toMatchObject([{ code: "already-exists", address: change.address }]);
    expect({ ...document, gaps: ACCOUNT.gaps }).toEqual(ACCOUNT);
  });
});
