import { describe, expect, it } from "vitest";
import { readPlan } from "../../../collectors/index.ts";
import type { Plan } from "../../../schemas/index.ts";
import { planText, type TerraformChange } from "./plan-text.ts";

type Refers = NonNullable<TerraformChange["refers"]>;

const TEXT = JSON.stringify({ Version: "2012-10-17", Statement: [] });
const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const policy = (name: string, index?: string): TerraformChange => ({
  address: `aws_iam_policy.${name}${index === undefined ? "" : `["${index}"]`}`,
  ...(index === undefined ? {} : { index }),
  after: { path: "/", policy: TEXT },
  unknown: { arn: true, id: true, name: true },
});
const role = (refers: Refers, unknown: Record<string, unknown> = { managed_policy_arns: true, inline_policy: true }): TerraformChange => ({
  address: "aws_iam_role.r",
  after: { name: "r", path: "/", assume_role_policy: TRUST },
  unknown: { arn: true, id: true, ...unknown },
  refers,
});
const arnOf = (...names: string[]): { references: string[] } => ({
  references: names.flatMap((name) => [`aws_iam_policy.${name}.arn`, `aws_iam_policy.${name}`]),
});

interface Configured {
  resources: Record<string, unknown>[];
  module_calls?: Record<string, unknown>;
}

function planOf(changes: TerraformChange[], configure: (module: Configured) => void = () => undefined): Plan {
  const plan = JSON.parse(planText(changes)) as { configuration: { root_module: Configured } };
  configure(plan.configuration.root_module);
  const read = readPlan(JSON.stringify(plan), "plan.json");
  if (!read.ok) throw new Error(read.problem.message);
  return read.plan;
}

const attached = ({ operations }: Plan): string[] =>
  operations.flatMap((operation) => {
    if (operation.kind !== "attach") return [];
    const { policyArn } = operation;
    return [policyArn.status === "known" ? policyArn.value : policyArn.status === "created" ? policyArn.by : `? ${policyArn.scope}`];
  });

describe("managed_policy_arns that only the apply will show", () => {
  it("holds what it refers to, and may hold constants, which the plan does not show", () => {
    expect(attached(planOf([policy("p"), role({ managed_policy_arns: arnOf("p") })]))).toEqual(["aws_iam_policy.p", "? aws_iam_role.r.managed_policy_arns"]);
  });

  it("holds what it refers to beside what cannot be followed", () => {
    const refers = { managed_policy_arns: { references: [...arnOf("p").references, "local.more"] } };
    expect(attached(planOf([policy("p"), role(refers)]))).toEqual(["aws_iam_policy.p", "? aws_iam_role.r.managed_policy_arns"]);
  });

  it("is not empty where nothing in it can be followed", () => {
    expect(attached(planOf([role({ managed_policy_arns: { references: ["local.more"] } })]))).toEqual(["? aws_iam_role.r.managed_policy_arns"]);
  });

  it("is left as it is where it is not configured", () => expect(attached(planOf([role({})]))).toEqual([]));
});

describe("inline_policy that only the apply will show", () => {
  const puts = (plan: Plan) =>
    plan.operations.filter(({ kind }) => kind === "put-inline-policy").map((operation) => ("name" in operation ? operation.name : null));

  it("is a policy of which nothing is known where it is configured", () => {
    const refers = { inline_policy: [{ name: { references: ["local.name"] } }] as unknown as Refers[string] };
    expect(puts(planOf([role(refers)]))).toEqual([{ status: "after-apply", scope: "aws_iam_role.r.inline_policy" }]);
  });

  it("is left as it is where it is not configured", () => expect(puts(planOf([role({})]))).toEqual([]));
});

describe("attachments that go through values", () => {
  const attachment = (key: string, refers: Refers, after: Record<string, unknown> = {}): TerraformChange => ({
    address: `aws_iam_role_policy_attachment.a["${key}"]`,
    index: key,
    after: { role: "r", ...after },
    unknown: { id: true, ...("policy_arn" in after ? {} : { policy_arn: true }) },
    refers,
  });
  const VALUE: Refers = { policy_arn: { references: ["each.value"] } };
  const going =
    (references: string[]) =>
    ({ resources }: Configured): void => {
      for (const resource of resources) if (resource.type === "aws_iam_role_policy_attachment") resource.for_each_expression = { references };
    };

  it("are of the one that a map holds beside constants", () => {
    const plan = planOf(
      [policy("p"), attachment("a", VALUE), attachment("ro", VALUE, { policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" })],
      going([...arnOf("p").references, "var.more"]),
    );
    expect(attached(plan)).toEqual(["aws_iam_policy.p", "arn:aws:iam::aws:policy/ReadOnlyAccess"]);
  });

  it("are each of one, where there are as many as instances and nothing else differs", () => {
    const both = [policy("p"), policy("q"), attachment("a", VALUE), attachment("b", VALUE)];
    expect(attached(planOf(both, going(arnOf("p", "q").references)))).toEqual(["aws_iam_policy.p", "aws_iam_policy.q"]);
    const roles: Refers = { ...VALUE, role: { references: ["each.key"] } };
    const differ = [policy("p"), policy("q"), attachment("a", roles), attachment("b", roles)];
    expect(attached(planOf(differ, going(arnOf("p", "q").references)))).toEqual([
      '? aws_iam_role_policy_attachment.a["a"].policy_arn',
      '? aws_iam_role_policy_attachment.a["b"].policy_arn',
    ]);
    const three = [...both, attachment("c", VALUE)];
    expect(attached(planOf(three, going(arnOf("p", "q").references)))).toHaveLength(3);
    expect(attached(planOf(three, going(arnOf("p", "q").references))).every((one) => one.startsWith("?"))).toBe(true);
  });

  it("are unknown where what they go through cannot be followed", () => {
    const plan = planOf([policy("p"), attachment("a", VALUE)], going([...arnOf("p").references, "local.more"]));
    expect(attached(plan)).toEqual(['? aws_iam_role_policy_attachment.a["a"].policy_arn']);
  });

  it("are followed through the variable of a module", () => {
    const inner: TerraformChange = { ...attachment("a", VALUE), address: 'module.m.aws_iam_role_policy_attachment.a["a"]', module: "module.m" };
    const plan = planOf([policy("p"), inner], (root) => {
      const expressions = { policies: arnOf("p"), create: { constant_value: true } };
      const own = {
        type: "aws_iam_role_policy_attachment",
        name: "a",
        mode: "managed",
        expressions: VALUE,
        for_each_expression: { references: ["var.policies", "var.create"] },
      };
      root.module_calls = { m: { expressions, module: { resources: [own] } } };
    });
    expect(attached(plan)).toEqual(["aws_iam_policy.p"]);
  });
});
