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

describe("a name or ARN that only the execution of a change set will show", () => {
  const policy = (id: string, document: unknown) => ({ id, type: "AWS::IAM::ManagedPolicy", after: { PolicyDocument: document } });
  const holding = (parts: Record<string, unknown>, id = "Fn") => ({ ...role, id, after: { ...role.after, ...parts } });
  const user = { id: "Usr", type: "AWS::IAM::User", after: {} };
  const group = { id: "Grp", type: "AWS::IAM::Group", after: {} };

  it.each<[string, ChangeSetChange[], number]>([
    ["attached by the role", [policy("Own", READ), holding({ ManagedPolicyArns: [LATER] })], PASSED],
    ["attached beside a policy of AWS", [policy("Own", READ), holding({ ManagedPolicyArns: [`arn:aws:iam::aws:policy/ReadOnlyAccess`, LATER] })], PASSED],
    ["which bounds the role", [policy("Own", READ), holding({ PermissionsBoundary: LATER })], PASSED],
    [
      "beside a secret, and a parameter that keeps its ARN",
      [
        policy("Own", READ),
        { id: "P", type: "AWS::SSM::Parameter", after: { Value: LATER } },
        { id: "S", type: "AWS::SecretsManager::Secret", after: { SecretString: "x" } },
        holding({ ManagedPolicyArns: [LATER] }),
      ],
      PASSED,
    ],
    ["one of two, which bounds the role", [policy("Own", READ), policy("Other", READ), holding({ PermissionsBoundary: LATER })], PASSED],
    [
      "one of two, attached by one of two roles",
      [policy("Own", READ), policy("Other", READ), holding({ ManagedPolicyArns: [LATER] }), holding({ ManagedPolicyArns: [LATER] }, "Fn2")],
      PASSED,
    ],
    ["an administrator policy, attached by the role", [policy("Own", ADMIN), holding({ ManagedPolicyArns: [LATER] })], BLOCKED],
    ["one of two, perhaps an administrator policy", [policy("Own", READ), policy("All", ADMIN), holding({ ManagedPolicyArns: [LATER] })], BLOCKED],
  ])("is of the policy that the change set makes: %s", async (_, changes, code) => {
    expect((await gated(cleanAccount(), stack(changes))).code).toBe(code);
    expect((await gated(null, stack(changes), ["--allow-unknown"])).code).toBe(code);
  });

  it.each<[string, ChangeSetChange[]]>([
    ["a membership of the user", [group, { ...user, after: { Groups: [LATER] } }]],
    ["a membership of its own", [group, user, { id: "In", type: "AWS::IAM::UserToGroupAddition", after: { GroupName: LATER, Users: [LATER] } }]],
    ["an access key", [user, { id: "Key", type: "AWS::IAM::AccessKey", after: { UserName: LATER } }]],
  ])("is of the user or group that the change set makes: %s", async (_, changes) => {
    expect((await gated(cleanAccount(), stack(changes))).code).toBe(PASSED);
    expect((await gated(null, stack(changes))).code).toBe(PASSED);
  });

  it.each<[string, ChangeSetChange[]]>([
    ["no policy is made", [holding({ ManagedPolicyArns: [LATER] })]],
    [
      "a policy that exists changes too",
      [
        { ...policy("Own", READ), action: "Modify", physicalId: `arn:aws:iam::${ACCOUNT}:policy/own`, before: { PolicyDocument: ADMIN } },
        holding({ ManagedPolicyArns: [LATER] }),
      ],
    ],
    [
      "a text of the author's own may be given",
      [policy("Own", READ), { id: "P", type: "AWS::SSM::Parameter", after: { Value: "x" } }, holding({ ManagedPolicyArns: [LATER] })],
    ],
  ])("may be any where %s", async (_, changes) => {
    expect((await gated(cleanAccount(), stack(changes))).code).toBe(INCOMPLETE);
  });
});
