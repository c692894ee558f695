import { describe, expect, it } from "vitest";
import { readPlan, terraformExpressions } from "../../../collectors/index.ts";
import type { Plan, Reference } from "../../../schemas/index.ts";
import { planText, type TerraformChange } from "./plan-text.ts";

const policy = (address: string, index?: string | number): TerraformChange => ({
  address,
  ...(index === undefined ? {} : { index }),
  after: { path: "/", policy: "{}" },
  unknown: { arn: true, id: true, name: true },
});
const P = [policy("aws_iam_policy.p[0]", 0), policy("aws_iam_policy.p[1]", 1)];
const PQ = [policy("aws_iam_policy.p"), policy("aws_iam_policy.q")];
const attachments = (references: string[], keys = ["x", "y"]): TerraformChange[] =>
  keys.map((index) => ({
    address: `aws_iam_role_policy_attachment.a["${index}"]`,
    index,
    after: { role: "r" },
    unknown: { id: true, policy_arn: true },
    refers: { policy_arn: { references } },
  }));
const role = (references: string[]): TerraformChange => ({
  address: "aws_iam_role.r",
  after: { name: "r", path: "/", assume_role_policy: "{}", tags_all: {} },
  unknown: { arn: true, id: true, managed_policy_arns: true },
  refers: { managed_policy_arns: { references } },
});

function planOf(changes: TerraformChange[], { text = "", forEach = [] as string[] } = {}): Plan {
  const plan = JSON.parse(planText(changes));
  for (const each of plan.configuration.root_module.resources)
    if (each.type === "aws_iam_role_policy_attachment" && forEach.length > 0) each.for_each_expression = { references: forEach };
  const source = terraformExpressions("/", { filesOf: () => [{ file: "/main.tf", text }], folderOf: () => null });
  const read = readPlan(JSON.stringify(plan), "plan.json", text === "" ? null : source);
  if (!read.ok) throw new Error(read.problem.message);
  return read.plan;
}

const textOf = (reference: Reference): string => (reference.status === "created" ? reference.by : reference.status);
const attached = ({ operations }: Plan): string[] => operations.flatMap((operation) => (operation.kind === "attach" ? [textOf(operation.policyArn)] : []));

describe("an expression that is all instances of a resource", () => {
  it.each(["aws_iam_policy.p[*].arn", "values(aws_iam_policy.p)[*].arn", "[for p in aws_iam_policy.p : p.arn]", "[for k, v in aws_iam_policy.p : v.arn]"])(
    "is a list of them and of nothing else: %s",
    (expression) => {
      const text = `resource "aws_iam_role" "r" {\n  managed_policy_arns = ${expression}\n}\n`;
      expect(attached(planOf([...P, role(["aws_iam_policy.p"])], { text }))).toEqual(["aws_iam_policy.p[0]", "aws_iam_policy.p[1]"]);
    },
  );

  it.each(["slice(aws_iam_policy.p[*].arn, 0, 1)", '[for p in aws_iam_policy.p : p.arn if p.path == "/a/"]', "[for p in aws_iam_policy.p : p.policy_id]"])(
    "is not where it takes some of them or another attribute: %s",
    (expression) => {
      const text = `resource "aws_iam_role" "r" {\n  managed_policy_arns = ${expression}\n}\n`;
      expect(attached(planOf([...P, role(["aws_iam_policy.p"])], { text }))).toEqual(["after-apply"]);
    },
  );

  it("may be gone through by a for_each: each instance has one of them", () => {
    const outputs = planOf([...P, ...attachments(["each.value"])], { forEach: ["aws_iam_policy.p"] });
    expect(attached(outputs)).toEqual(["aws_iam_policy.p[0]", "aws_iam_policy.p[1]"]);
  });

  it("is no such where something else may be the index", () => {
    expect(attached(planOf([...P, ...attachments(["aws_iam_policy.p", "each.value"])]))).toEqual(["after-apply", "after-apply"]);
  });
});

describe("a map of resources that a for_each goes through", () => {
  it("gives each instance one of them, by an attribute of each value", () => {
    const plan = planOf([...PQ, ...attachments(["each.value.arn", "each.value"])], { forEach: ["aws_iam_policy.p", "aws_iam_policy.q"] });
    expect(attached(plan)).toEqual(["aws_iam_policy.p", "aws_iam_policy.q"]);
  });

  it.each(["{ x = aws_iam_policy.p.arn, y = aws_iam_policy.q.arn }", '{\n    "x" = aws_iam_policy.p.arn\n    y : aws_iam_policy.q.arn\n  }'])(
    "is followed where it is a local value: %s",
    (map) => {
      const plan = planOf([...PQ, ...attachments(["each.value"])], { forEach: ["local.m"], text: `locals {\n  m = ${map}\n}\n` });
      expect(attached(plan)).toEqual(["aws_iam_policy.p", "aws_iam_policy.q"]);
    },
  );

  it("leaves constants in it to the plan, which shows them", () => {
    const text = 'locals {\n  m = { x = aws_iam_policy.p.arn, z = "arn:aws:iam::aws:policy/ReadOnlyAccess" }\n}\n';
    expect(attached(planOf([...PQ, ...attachments(["each.value"], ["x"])], { forEach: ["local.m"], text }))).toEqual(["aws_iam_policy.p"]);
  });

  it("is not followed where its values are more than references", () => {
    const text = 'locals {\n  m = { x = "${aws_iam_policy.p.arn}-a", y = aws_iam_policy.q.arn }\n}\n';
    expect(attached(planOf([...PQ, ...attachments(["each.value"])], { forEach: ["local.m"], text }))).toEqual(["after-apply", "after-apply"]);
  });
});
