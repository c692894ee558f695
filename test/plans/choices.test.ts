import { describe, expect, it } from "vitest";
import { readPlan, terraformExpressions } from "../../collectors/index.ts";
import { predict } from "../../engine/index.ts";
import { planText, type TerraformChange } from "../collectors/plan/plan-text.ts";
import { cleanAccount } from "./clean-account.ts";
import { gated } from "./gated.ts";

const ADMIN = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });
const READ = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] });
const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const [PASSED, BLOCKED, INCOMPLETE] = [0, 1, 3];

const P = ["aws_iam_policy.p.arn", "aws_iam_policy.p"];
const Q = ["aws_iam_policy.q.arn", "aws_iam_policy.q"];
const policy = (name: string, document: string): TerraformChange => ({
  address: `aws_iam_policy.${name}`,
  after: { name, path: "/", policy: document, tags_all: {} },
  unknown: { arn: true, id: true, policy_id: true },
});
const role: TerraformChange = {
  address: "aws_iam_role.r",
  after: { name: "r", path: "/", assume_role_policy: TRUST, tags_all: {} },
  unknown: { arn: true, id: true },
};
const attachment = (references: string[]): TerraformChange => ({
  address: "aws_iam_role_policy_attachment.a",
  after: { role: "r" },
  unknown: { id: true, policy_arn: true },
  refers: { policy_arn: { references } },
});
const withArns = (references: string[]): TerraformChange => ({
  ...role,
  unknown: { ...role.unknown, managed_policy_arns: true },
  refers: { managed_policy_arns: { references } },
});

const planOf = (one: string, other: string, references: string[]): string =>
  planText([role, policy("p", one), policy("q", other), attachment(references)], { variables: { x: { value: true } } });

describe("one of several policies, which the plan does not show", () => {
  it.each([
    ["a condition", ["var.x", ...P, ...Q]],
    ["an element of a list", ["var.n", ...P, ...Q]],
    ["try or coalesce", [...P, ...Q]],
  ])("decides what each of them decides: %s", async (_, references) => {
    expect((await gated(cleanAccount(), planOf(READ, READ, references))).code).toBe(PASSED);
    expect((await gated(cleanAccount(), planOf(ADMIN, ADMIN, references), ["--allow-unknown"])).code).toBe(BLOCKED);
    expect((await gated(cleanAccount(), planOf(READ, ADMIN, references))).code).toBe(INCOMPLETE);
    expect((await gated(cleanAccount(), planOf(ADMIN, READ, references))).code).toBe(INCOMPLETE);
  });

  it("decides the same without a snapshot", async () => {
    const references = ["var.x", ...P, ...Q];
    expect((await gated(null, planOf(READ, READ, references))).code).toBe(PASSED);
    expect((await gated(null, planOf(ADMIN, ADMIN, references), ["--allow-unknown"])).code).toBe(BLOCKED);
    expect((await gated(null, planOf(READ, ADMIN, references))).code).toBe(INCOMPLETE);
  });

  it("counts one of them as attached, and not both", async () => {
    const { results } = await gated(cleanAccount(), planOf(ADMIN, ADMIN, ["var.x", ...P, ...Q]));
    const found = results.filter(({ rule, status }) => rule === "policy-no-admin-attached" && status === "fail");
    expect(found).toHaveLength(1);
  });

  it("may be any policy where the condition is a value that only the apply will show", async () => {
    const { code } = await gated(cleanAccount(), planOf(READ, READ, ["aws_iam_role.r.unique_id", "aws_iam_role.r", ...P, ...Q]));
    expect(code).toBe(INCOMPLETE);
  });

  it("is the only one that the plan makes where the others have no instance", async () => {
    const plan = JSON.parse(planText([role, policy("p", READ), attachment(["aws_iam_policy.p", "aws_iam_policy.none[0].arn", "aws_iam_policy.none[0]"])]));
    plan.configuration.root_module.resources.push({ type: "aws_iam_policy", name: "none", mode: "managed", expressions: {} });
    expect((await gated(cleanAccount(), JSON.stringify(plan))).code).toBe(PASSED);
  });
});

describe("the expression that is not known", () => {
  it("is named by what it refers to, with its address", async () => {
    const { out } = await gated(cleanAccount(), planOf(READ, ADMIN, ["var.x", ...P, ...Q]));
    const text = out.replace(/\s+/g, " ");
    expect(text).toContain("aws_iam_role_policy_attachment.a.policy_arn is made from `var.x`, `aws_iam_policy.p.arn` and `aws_iam_policy.q.arn`");
    expect(text).toContain("Give the configuration (--plan-source)");
    expect(text).not.toContain("Write the value in the configuration");
  });

  it("is named as it is written where the configuration is given", () => {
    const read = readPlan(planOf(READ, ADMIN, ["var.x", ...P, ...Q]), "plan.json", sourceOf("var.x ? aws_iam_policy.p.arn : aws_iam_policy.q.arn"));
    if (!read.ok) throw new Error(read.problem.message);
    const { document } = predict(cleanAccount(), [read.plan]);
    const messages = Object.values(document.gaps).map(({ message }) => message);
    expect(messages).toContainEqual(expect.stringContaining("is written as `var.x ? aws_iam_policy.p.arn : aws_iam_policy.q.arn`"));
  });
});

const sourceOf = (expression: string, type = "aws_iam_role_policy_attachment", name = "a", attribute = "policy_arn") =>
  terraformExpressions("/", {
    filesOf: () => [{ file: "/main.tf", text: `resource "${type}" "${name}" {\n  ${attribute} = ${expression}\n}\n` }],
    folderOf: () => null,
  });

/** What a plan attaches: addresses, joined by | where it is one of several, with ? where it may be none of them. */
function attached(changes: TerraformChange[], source: ReturnType<typeof sourceOf>): string[] {
  const read = readPlan(planText(changes), "plan.json", source);
  if (!read.ok) throw new Error(read.problem.message);
  return read.plan.operations.flatMap((operation) => {
    if (operation.kind !== "attach") return [];
    const { policyArn } = operation;
    if (policyArn.status !== "after-apply") return [policyArn.status === "known" ? policyArn.value : policyArn.by.replace("aws_iam_policy.", "")];
    const names = policyArn.among?.map((address) => address.replace("aws_iam_policy.", "")).join("|");
    return [names === undefined ? "any" : `${names}${policyArn.isChoice ? "" : "?"}`];
  });
}

describe("a choice that the configuration writes", () => {
  const p = "aws_iam_policy.p.arn";
  const q = "aws_iam_policy.q.arn";
  const both = [policy("p", READ), policy("q", READ)];

  it.each([
    [`var.x ? ${p} : ${q}`, ["var.x", ...P, ...Q], ["p|q"]],
    [`try(${p}, ${q})`, [...P, ...Q], ["p"]],
    [`coalesce(${q}, ${p})`, [...P, ...Q], ["q"]],
    [`element([${p}, ${q}], var.n)`, ["var.n", ...P, ...Q], ["p|q"]],
    [`[${p}, ${q}][var.n]`, ["var.n", ...P, ...Q], ["p|q"]],
    [`var.x ? ${p} : "arn:aws:iam::aws:policy/AdministratorAccess"`, ["var.x", ...P], ["p"]],
    [`${p} == "" ? ${p} : "arn:aws:iam::aws:policy/AdministratorAccess"`, P, ["any"]],
    [`length(aws_iam_policy.p) > 0 ? ${p} : ${q}`, ["aws_iam_policy.p.arn", "aws_iam_policy.p", ...Q], ["p|q"]],
  ])("is one policy for an attachment: %s", (expression, references, expected) => {
    expect(attached([role, ...both, attachment(references)], sourceOf(expression))).toEqual(expected);
  });

  it.each([
    [`[var.x ? ${p} : ${q}]`, ["var.x", ...P, ...Q], ["p|q"]],
    [`[try(${p}, ${q})]`, [...P, ...Q], ["p"]],
    [`[coalesce(${p}, ${q}), "arn:aws:iam::aws:policy/ReadOnlyAccess"]`, [...P, ...Q], ["p", "arn:aws:iam::aws:policy/ReadOnlyAccess"]],
    [`var.x ? [${p}] : [${q}]`, ["var.x", ...P, ...Q], ["p|q"]],
    [`compact([var.x ? ${p} : null, ${q}])`, ["var.x", ...P, ...Q], ["q", "p?"]],
    [`concat([${p}], var.more)`, ["var.more", ...P], ["p", "any"]],
    [`concat(var.x ? [${p}, ${q}] : [], var.more)`, ["var.x", "var.more", ...P, ...Q], ["p?", "q?", "any"]],
  ])("is no member for sure of a list: %s", (expression, references, expected) => {
    expect(attached([withArns(references), ...both], sourceOf(expression, "aws_iam_role", "r", "managed_policy_arns"))).toEqual(expected);
  });
});
