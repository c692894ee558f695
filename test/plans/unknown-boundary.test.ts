import { describe, expect, it } from "vitest";
import { ACCOUNT } from "../cli/gate/world.ts";
import { planText, type TerraformChange } from "../collectors/plan/plan-text.ts";
import { cleanAccount } from "./clean-account.ts";
import { gated } from "./gated.ts";

const PASSED = 0;
const INCOMPLETE = 3;

const TRUST = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }] };
const LATER = { arn: true, id: true, unique_id: true };
const role: TerraformChange = {
  address: "aws_iam_role.r",
  after: { name: "app", path: "/", tags_all: {}, assume_role_policy: JSON.stringify(TRUST) },
  unknown: LATER,
};
const bounded = (boundary: string | null): string =>
  planText([
    boundary === null ? { ...role, unknown: { ...LATER, permissions_boundary: true } } : { ...role, after: { ...role.after, permissions_boundary: boundary } },
  ]);

describe("a permissions boundary that the plan does not resolve", () => {
  it.each([
    ["a snapshot", cleanAccount()],
    ["none", null],
  ])("is no attachment: a harmless role passes, with %s", async (_, account) => {
    expect((await gated(account, bounded(null))).code).toBe(PASSED);
  });

  it("is no attachment where the plan names a policy that it does not make, without a snapshot", async () => {
    expect((await gated(null, bounded(`arn:aws:iam::${ACCOUNT}:policy/bounds`))).code).toBe(PASSED);
  });

  it("leaves an attachment that is not known incomplete", async () => {
    const attachment: TerraformChange = { address: "aws_iam_role_policy_attachment.a", after: { role: "app" }, unknown: { id: true, policy_arn: true } };
    expect((await gated(cleanAccount(), planText([role, attachment]))).code).toBe(INCOMPLETE);
  });
});
