import { describe, expect, it } from "vitest";
import { ACCOUNT } from "../cli/gate/world.ts";
import { type ChangeSetChange, LATER, page, ACCOUNT as STACK_ACCOUNT } from "../collectors/plan/cloudformation/change-set.ts";
import { planText } from "../collectors/plan/plan-text.ts";
import { cleanAccount } from "./clean-account.ts";
import { gated } from "./gated.ts";

const ADMIN = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
const READ = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] };
const TRUST = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }] };
const PASSED = 0;
const BLOCKED = 1;
const INCOMPLETE = 3;

const role = { id: "Fn", type: "AWS::IAM::Role", after: { AssumeRolePolicyDocument: TRUST } };
const inline = (document: unknown) => ({ id: "Own", type: "AWS::IAM::Policy", after: { PolicyName: "own", Roles: [LATER], PolicyDocument: document } });
const managed = (roles: unknown) => ({ id: "All", type: "AWS::IAM::ManagedPolicy", after: { PolicyDocument: ADMIN, Roles: roles } });

const stack = (changes: readonly ChangeSetChange[]): string => JSON.stringify(page(changes)).replaceAll(STACK_ACCOUNT, ACCOUNT);

describe("a policy for a holder whose name only the change will show", () => {
  it("blocks where it makes an administrator of a role of the same stack, and the finding stands at the policy", async () => {
    const { code, results, gate } = await gated(cleanAccount(), stack([role, inline(ADMIN)]), ["--allow-unknown"]);
    expect(code).toBe(BLOCKED);
    const blocking = results.filter(({ fingerprint }) => gate.blocking.includes(fingerprint ?? ""));
    expect(blocking.map(({ rule, location }) => [rule, location?.address])).toEqual([["role-inline-policy-no-admin", "Own"]]);
  });

  it("passes where it makes a finding of no role that could hold it", async () => {
    expect((await gated(cleanAccount(), stack([role, inline(READ)]))).code).toBe(PASSED);
  });

  it.each([
    ["with a snapshot", cleanAccount()],
    ["without one", null],
  ])("is held by at least one: an administrator policy that is made blocks %s", async (_, account) => {
    expect((await gated(account, stack([managed([LATER])]), ["--allow-unknown"])).code).toBe(BLOCKED);
  });

  it("may be held by no one where the whole list is not known", async () => {
    expect((await gated(cleanAccount(), stack([managed(LATER)]))).code).toBe(INCOMPLETE);
  });

  it("is held by at least one in Terraform too", async () => {
    const policy = { address: "aws_iam_policy.all", after: { name: "all", path: "/", policy: JSON.stringify(ADMIN), tags_all: {} } };
    const attachment = { address: "aws_iam_role_policy_attachment.a", after: {}, unknown: { id: true, role: true, policy_arn: true } };
    const refers = { policy_arn: { references: ["aws_iam_policy.all.arn", "aws_iam_policy.all"] } };
    const plan = planText([
      { ...policy, unknown: { arn: true, id: true, policy_id: true } },
      { ...attachment, refers },
    ]);
    expect((await gated(cleanAccount(), plan, ["--allow-unknown"])).code).toBe(BLOCKED);
  });
});
