import { describe, expect, it } from "vitest";
import { readPlan } from "../../collectors/index.ts";
import { predict } from "../../engine/index.ts";
import type { ReeveDocument } from "../../schemas/index.ts";
import { changeSet } from "../collectors/plan/cloudformation/change-set.ts";
import { planText, type TerraformChange } from "../collectors/plan/plan-text.ts";
import { documentOf, policyArn, smallAccount, textOf } from "../collectors/plan/small-account.ts";

/** Users a and b, groups a and b, role a, policies p0 to p2; the lists are whole. */
const SMALL = documentOf(smallAccount([["group", "a", "p1"]], [["b", "a"]], [["user", "a", "own"]]));
const NO_OTHERS = { accessKeys: [], mfaDevices: [], trails: [], analyzers: [], samlProviders: [], oidcProviders: [], serverCertificates: [] };
const ACCOUNT: ReeveDocument = { ...SMALL, ...NO_OTHERS };

const problemsOf = (text: string, before = ACCOUNT): string[] => {
  const read = readPlan(text, "plan.json");
  if (!read.ok) throw new Error(read.problem.message);
  return predict(before, [read.plan]).problems.map(({ code, address }) => `${code} ${address}`);
};

const gone = { actions: ["delete"] };
const arn = (rest: string): string => `arn:aws:iam::123456789012:${rest}`;
const inEurope = (service: string, rest: string): string => `arn:aws:${service}:eu-west-1:123456789012:${rest}`;

const LACKS: { what: string; change: TerraformChange }[] = [
  { what: "a user", change: { address: "aws_iam_user.x", ...gone, before: { name: "eve", path: "/" } } },
  { what: "a group", change: { address: "aws_iam_group.x", ...gone, before: { name: "c", path: "/" } } },
  { what: "a role", change: { address: "aws_iam_role.x", ...gone, before: { name: "b", path: "/", assume_role_policy: "{}" } } },
  { what: "a policy", change: { address: "aws_iam_policy.x", ...gone, before: { name: "p9", path: "/", arn: policyArn("p9"), policy: "{}" } } },
  { what: "an inline policy", change: { address: "aws_iam_user_policy.x", ...gone, before: { user: "a", name: "other", policy: "{}" } } },
  { what: "an attachment", change: { address: "aws_iam_group_policy_attachment.x", ...gone, before: { group: "a", policy_arn: policyArn("p2") } } },
  { what: "a membership", change: { address: "aws_iam_user_group_membership.x", ...gone, before: { user: "a", groups: ["a"] } } },
  { what: "an access key", change: { address: "aws_iam_access_key.x", ...gone, before: { id: "AKIAEXAMPLE", user: "a", status: "Active" } } },
  { what: "a virtual MFA device", change: { address: "aws_iam_virtual_mfa_device.x", ...gone, before: { arn: arn("mfa/x"), virtual_mfa_device_name: "x" } } },
  { what: "a trail", change: { address: "aws_cloudtrail.x", ...gone, before: { arn: inEurope("cloudtrail", "trail/x"), name: "x" } } },
  { what: "an analyzer", change: { address: "aws_accessanalyzer_analyzer.x", ...gone, before: { arn: inEurope("access-analyzer", "analyzer/x") } } },
  { what: "a SAML provider", change: { address: "aws_iam_saml_provider.x", ...gone, before: { arn: arn("saml-provider/x"), name: "x" } } },
  { what: "an OIDC provider", change: { address: "aws_iam_openid_connect_provider.x", ...gone, before: { arn: arn("oidc-provider/x.example") } } },
  { what: "a server certificate", change: { address: "aws_iam_server_certificate.x", ...gone, before: { arn: arn("server-certificate/x"), name: "x" } } },
  { what: "the policy of an attachment", change: { address: "aws_iam_group_policy_attachment.x", after: { group: "a", policy_arn: policyArn("p9") } } },
  {
    what: "the policy of another account in an attachment",
    change: { address: "aws_iam_group_policy_attachment.x", after: { group: "a", policy_arn: "arn:aws:iam::777788889999:policy/p1" } },
  },
  { what: "a replaced user", change: { address: "aws_iam_user.x", actions: ["delete", "create"], before: { name: "eve" }, after: { name: "eva", path: "/" } } },
];

const HOLDS: { what: string; change: TerraformChange }[] = [
  { what: "a user, and all it holds", change: { address: "aws_iam_user.x", ...gone, before: { name: "A", path: "/" } } },
  { what: "an inline policy", change: { address: "aws_iam_user_policy.x", ...gone, before: { user: "a", name: "OWN", policy: "{}" } } },
  { what: "an attachment", change: { address: "aws_iam_group_policy_attachment.x", ...gone, before: { group: "a", policy_arn: policyArn("P1") } } },
  { what: "a membership", change: { address: "aws_iam_user_group_membership.x", ...gone, before: { user: "b", groups: ["a"] } } },
];

describe("what a plan deletes or attaches", () => {
  it.each(LACKS)("is not in the snapshot where it lacks $what", ({ change }) => {
    expect(problemsOf(planText([change]))).toEqual([`not-in-snapshot ${change.address}`]);
  });

  it.each(HOLDS)("is no problem where the snapshot holds $what", ({ change }) => {
    expect(problemsOf(planText([change]))).toEqual([]);
  });

  it.each(LACKS)("is no problem where the snapshot may hold $what", ({ change }) => {
    const mark = { $unknown: "g1" };
    const open = Object.fromEntries(Object.entries(ACCOUNT).map(([name, value]) => [name, Array.isArray(value) ? mark : value])) as unknown as ReeveDocument;
    expect(problemsOf(planText([change]), open)).toEqual([]);
  });

  it("may go with what holds it, in whatever order the plan lists them", () => {
    const changes = [
      { address: "aws_iam_user.x", ...gone, before: { name: "b", path: "/" } },
      { address: "aws_iam_user_group_membership.x", ...gone, before: { user: "b", groups: ["a"] } },
      { address: "aws_iam_group_policy_attachment.x", ...gone, before: { group: "a", policy_arn: policyArn("p1") } },
      { address: "aws_iam_policy.x", ...gone, before: { name: "p1", path: "/", arn: policyArn("p1"), policy: "{}" } },
      { address: "aws_iam_group.x", ...gone, before: { name: "a", path: "/" } },
    ];
    expect(problemsOf(planText(changes))).toEqual([]);
    expect(problemsOf(planText([...changes].reverse()))).toEqual([]);
  });

  it("is a problem in a change set too, but not an attachment that someone took away by hand", () => {
    const user = { id: "Eve", type: "AWS::IAM::User", physicalId: "eve", before: { UserName: "eve" } };
    expect(problemsOf(changeSet([user]))).toEqual(["not-in-snapshot Eve"]);
    const group = { id: "A", type: "AWS::IAM::Group", physicalId: "a", before: { GroupName: "a", ManagedPolicyArns: [policyArn("p2")] } };
    expect(problemsOf(changeSet([{ ...group, after: { GroupName: "a" } }]))).toEqual([]);
  });
});

const updated = (type: string, values: Record<string, unknown>): TerraformChange => ({
  address: `${type}.x`,
  actions: ["update"],
  before: { ...values, description: "old", tags: { a: "1" } },
  after: { ...values, description: "new", tags: { a: "1" } },
});
const UPDATED: { what: string; change: TerraformChange; held: TerraformChange | null }[] = [
  {
    what: "a role",
    change: updated("aws_iam_role", { name: "z", path: "/", assume_role_policy: "{}" }),
    held: updated("aws_iam_role", { name: "A", path: "/", assume_role_policy: "{}" }),
  },
  {
    what: "a policy",
    change: updated("aws_iam_policy", { name: "p9", path: "/", arn: policyArn("p9"), policy: "{}" }),
    held: updated("aws_iam_policy", { name: "p1", path: "/", arn: policyArn("p1"), policy: "{}" }),
  },
  { what: "a user", change: updated("aws_iam_user", { name: "eve", path: "/" }), held: updated("aws_iam_user", { name: "a", path: "/" }) },
  { what: "a group", change: updated("aws_iam_group", { name: "c", path: "/" }), held: updated("aws_iam_group", { name: "a", path: "/" }) },
  { what: "a trail", change: updated("aws_cloudtrail", { name: "x", arn: inEurope("cloudtrail", "trail/x") }), held: null },
  { what: "an analyzer", change: updated("aws_accessanalyzer_analyzer", { arn: inEurope("access-analyzer", "analyzer/x") }), held: null },
];

describe("what a plan updates only by what the document does not hold", () => {
  it.each(UPDATED)("is not in the snapshot where it lacks $what", ({ change, held }) => {
    expect(problemsOf(planText([change]))).toEqual([`not-in-snapshot ${change.address}`]);
    if (held) expect(problemsOf(planText([held]))).toEqual([]);
  });
});

const TRUST = textOf("trust");
const MADE: { what: string; type: string; after: Record<string, unknown> }[] = [
  { what: "users", type: "aws_iam_user", after: { name: "new", path: "/" } },
  { what: "groups", type: "aws_iam_group", after: { name: "new", path: "/" } },
  { what: "roles", type: "aws_iam_role", after: { name: "new", path: "/", assume_role_policy: TRUST } },
  { what: "policies", type: "aws_iam_policy", after: { name: "new", path: "/", policy: TRUST } },
  { what: "SAML providers", type: "aws_iam_saml_provider", after: { name: "new" } },
  { what: "OIDC providers", type: "aws_iam_openid_connect_provider", after: { url: "https://new.example", client_id_list: [], thumbprint_list: [] } },
  { what: "virtual MFA devices", type: "aws_iam_virtual_mfa_device", after: { virtual_mfa_device_name: "new", path: "/" } },
  { what: "trails", type: "aws_cloudtrail", after: { name: "new", s3_bucket_name: "logs", region: "eu-west-1" } },
  { what: "analyzers", type: "aws_accessanalyzer_analyzer", after: { analyzer_name: "new", type: "ACCOUNT", region: "eu-west-1" } },
];

describe("what a plan makes", () => {
  const made = (type: string, after: Record<string, unknown>, index: number): TerraformChange => ({
    address: `${type}.x[${index}]`,
    index,
    after,
    unknown: { arn: true, id: true },
  });

  it.each(MADE)("twice under one name, of $what, says so and names both", ({ type, after }) => {
    const read = readPlan(planText([made(type, after, 0), made(type, after, 1)]), "plan.json");
    const { problems } = read.ok ? predict(ACCOUNT, [read.plan]) : { problems: [] };
    expect(problems).toEqual([
      { code: "created-twice", address: `${type}.x[1]`, message: expect.stringMatching(/x\[1\] creates.*x\[0\]: the plan makes it twice/) },
    ]);
  });

  it.each(MADE)("and the snapshot holds already, of $what, is named with its address", ({ type, after }) => {
    const first = readPlan(planText([made(type, after, 0)]), "plan.json");
    const applied = first.ok ? predict(ACCOUNT, [first.plan]) : { document: ACCOUNT, problems: [] };
    expect(applied.problems).toEqual([]);
    expect(problemsOf(planText([made(type, after, 0)]), applied.document)).toEqual([`already-exists ${type}.x[0]`]);
  });

  it("under names that differ only by case is made twice", () => {
    const role = (name: string, index: number) => made("aws_iam_role", { name, path: "/", assume_role_policy: TRUST }, index);
    expect(problemsOf(planText([role("Deploy", 0), role("deploy", 1)]))).toEqual(["created-twice aws_iam_role.x[1]"]);
  });

  const renamed = (from: string, to: string, index: number, type = "aws_iam_user"): TerraformChange => {
    const values = (name: string) => ({ name, path: "/", arn: arn(`${type.slice(8)}/${name}`) });
    return { address: `${type}.x[${index}]`, index, actions: ["update"], before: values(from), after: values(to) };
  };

  it.each(["aws_iam_user", "aws_iam_group"])("under the name of another, of %s, is named with its address", (type) => {
    expect(problemsOf(planText([renamed("a", "B", 0, type)]))).toEqual([`already-exists ${type}.x[0]`]);
    expect(problemsOf(planText([renamed("a", "c", 0, type)]))).toEqual([]);
    expect(problemsOf(planText([renamed("a", "A", 0, type)]))).toEqual([]);
  });

  it("under the name that another gives up is a problem, because either may come first", () => {
    expect(problemsOf(planText([renamed("a", "b", 0), renamed("b", "c", 1)]))).toEqual(["already-exists aws_iam_user.x[0]"]);
    expect(problemsOf(planText([renamed("b", "c", 1), renamed("a", "b", 0)]))).toEqual(["already-exists aws_iam_user.x[0]"]);
  });

  it("may take the name of what the plan deletes", () => {
    const goes = { address: "aws_iam_user.y", ...gone, before: { name: "b", path: "/", arn: arn("user/b") } };
    expect(problemsOf(planText([renamed("a", "b", 0), goes]))).toEqual([]);
  });

  it("is no problem where the plan deletes what had the name", () => {
    const change = { address: "aws_iam_user.x", actions: ["delete", "create"], before: { name: "a", path: "/" }, after: { name: "a", path: "/new/" } };
    expect(problemsOf(planText([change]))).toEqual([]);
  });
});
