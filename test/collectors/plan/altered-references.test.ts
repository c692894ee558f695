import { describe, expect, it } from "vitest";
import { readPlan, terraformExpressions } from "../../../collectors/index.ts";
import type { Plan } from "../../../schemas/index.ts";
import { planText, type TerraformChange } from "./plan-text.ts";

const policy: TerraformChange = { address: "aws_iam_policy.p", after: { path: "/", policy: "{}", name: "p" }, unknown: { arn: true, id: true } };
const references = ["aws_iam_policy.p.arn", "aws_iam_policy.p"];
const attachment: TerraformChange = {
  address: "aws_iam_role_policy_attachment.a",
  after: { role: "r" },
  unknown: { id: true, policy_arn: true },
  refers: { policy_arn: { references } },
};

function planOf(changes: TerraformChange[], text: string, more: (module: Record<string, unknown>) => void = () => undefined): Plan {
  const plan = JSON.parse(planText(changes));
  more(plan.configuration.root_module);
  const source = terraformExpressions("/", {
    filesOf: (folder) => [{ file: `${folder}main.tf`, text: folder === "/" ? text : INNER }],
    folderOf: () => "/inner/",
  });
  const read = readPlan(JSON.stringify(plan), "plan.json", source);
  if (!read.ok) throw new Error(read.problem.message);
  return read.plan;
}

let INNER = "";

const attached = ({ operations }: Plan): string[] => operations.flatMap((operation) => (operation.kind === "attach" ? [operation.policyArn.status] : []));
const written = (expression: string): string => `resource "aws_iam_role_policy_attachment" "a" {\n  role = "r"\n  policy_arn = ${expression}\n}\n`;

describe("a reference in an expression", () => {
  it.each([
    "aws_iam_policy.p.arn",
    '"${aws_iam_policy.p.arn}"',
    "one(aws_iam_policy.p[*].arn)",
    "tostring(aws_iam_policy.p.arn)",
    "nonsensitive((aws_iam_policy.p.arn))",
    'aws_iam_policy.p.arn # not replace(aws_iam_policy.p.arn, "a", "b")',
  ])("is what it refers to: %s", (expression) => expect(attached(planOf([policy, attachment], written(expression)))).toEqual(["created"]));

  it.each([
    'replace(aws_iam_policy.p.arn, "p", "admin")',
    'format("%s-admin", aws_iam_policy.p.arn)',
    '"${aws_iam_policy.p.arn}-admin"',
    '"arn:aws:iam::1:policy/${aws_iam_policy.p.name}"',
    '"${replace(aws_iam_policy.p.arn, "p", "admin")}"',
    'trimprefix(aws_iam_policy.p.arn, "arn:")',
    'trimsuffix(tostring(aws_iam_policy.p.arn), "p")',
    'join("", [aws_iam_policy.p.arn, "admin"])',
    "lower(aws_iam_policy.p.arn)",
    "one([for one in [aws_iam_policy.p] : upper(one.arn)])",
    'lookup({ a = aws_iam_policy.p.arn }, "b", "arn:aws:iam::aws:policy/AdministratorAccess")',
    "provider::assert::arn(aws_iam_policy.p.arn)",
    "<<-EOT\n  ${aws_iam_policy.p.arn}-admin\n  EOT",
    '"%{ if true }${aws_iam_policy.p.arn}x%{ endif }"',
  ])("is not known where the expression makes another value of it: %s", (expression) =>
    expect(attached(planOf([policy, attachment], written(expression)))).toEqual(["after-apply"]),
  );

  it("is taken to be what it refers to where the configuration is not given", () => {
    expect(attached(planOf([policy, attachment], ""))).toEqual(["created"]);
  });

  it("is not known where a variable or an output of a module makes another value of it", () => {
    const inner = { ...attachment, address: "module.m.aws_iam_role_policy_attachment.a", module: "module.m" };
    const call = (module: Record<string, unknown>): void => {
      const resources = [{ type: "aws_iam_role_policy_attachment", name: "a", mode: "managed", expressions: { policy_arn: { references: ["var.arn"] } } }];
      module.module_calls = { m: { source: "./inner", expressions: { arn: { references } }, module: { resources } } };
    };
    INNER = 'resource "aws_iam_role_policy_attachment" "a" {\n  policy_arn = var.arn\n}';
    const calling = (arn: string): string => `module "m" {\n  source = "./inner"\n  arn = ${arn}\n}\n`;
    expect(attached(planOf([policy, inner], calling("aws_iam_policy.p.arn"), call))).toEqual(["created"]);
    expect(attached(planOf([policy, inner], calling('"${aws_iam_policy.p.arn}x"'), call))).toEqual(["after-apply"]);
    INNER = 'resource "aws_iam_role_policy_attachment" "a" {\n  policy_arn = upper(var.arn)\n}';
    expect(attached(planOf([policy, inner], calling("aws_iam_policy.p.arn"), call))).toEqual(["after-apply"]);
  });

  it("is no member of a list that makes another value of it", () => {
    const role: TerraformChange = {
      address: "aws_iam_role.r",
      after: { name: "r", path: "/", assume_role_policy: "{}" },
      unknown: { arn: true, managed_policy_arns: true },
      refers: { managed_policy_arns: { references } },
    };
    const arns = (list: string): string[] => attached(planOf([policy, role], `resource "aws_iam_role" "r" {\n  managed_policy_arns = ${list}\n}`));
    expect(arns("concat([aws_iam_policy.p.arn], var.more)")).toEqual(["created", "after-apply"]);
    expect(arns('[replace(aws_iam_policy.p.arn, "p", "admin")]')).toEqual(["after-apply"]);
  });
});

describe("a policy document of a data source", () => {
  const data: TerraformChange = {
    address: "data.aws_iam_policy_document.t",
    mode: "data",
    actions: ["read"],
    after: { statement: [{ actions: ["sts:AssumeRole"], principals: [{ type: "AWS", identifiers: [null] }] }] },
    unknown: { json: true, statement: [{ principals: [{ identifiers: [true] }] }] },
    refers: { statement: [{ principals: [{ identifiers: { references: ["aws_iam_role.p.arn", "aws_iam_role.p"] } }] }] } as never,
  };
  const caller: TerraformChange = {
    address: "aws_iam_role.p",
    after: { name: "caller", path: "/", assume_role_policy: "{}", tags_all: {} },
    unknown: { arn: true },
  };
  const role: TerraformChange = {
    address: "aws_iam_role.r",
    after: { name: "r", path: "/", tags_all: {} },
    unknown: { arn: true, assume_role_policy: true },
    refers: { assume_role_policy: { references: ["data.aws_iam_policy_document.t.json", "data.aws_iam_policy_document.t"] } },
  };
  const trust = (trusted: string, identifier: string): unknown => {
    const text = `data "aws_iam_policy_document" "t" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type = "AWS"
      identifiers = [${identifier}]
    }
  }
}
resource "aws_iam_role" "r" {
  name = "r"
  assume_role_policy = ${trusted}
}`;
    const [content] = planOf([caller, data, role], text).operations.flatMap((each) =>
      each.kind === "create-role" && each.by === "aws_iam_role.r" ? [each.trustPolicy] : [],
    );
    return content?.status === "partial" ? (content.statements[0]?.whole === null ? "in part" : "whole") : content?.status;
  };

  it("is read where it is given as it is, and names what it refers to as it is", () =>
    expect(trust("data.aws_iam_policy_document.t.json", "aws_iam_role.p.arn")).toBe("whole"));

  it.each([
    'replace(data.aws_iam_policy_document.t.json, "a", "*")',
    '"${data.aws_iam_policy_document.t.json} "',
    "jsonencode(jsondecode(data.aws_iam_policy_document.t.json))",
  ])("is not known where the expression makes another text of it: %s", (expression) => expect(trust(expression, "aws_iam_role.p.arn")).toBe("after-apply"));

  it.each(['replace(aws_iam_role.p.arn, "/role.*/", "root")', '"${aws_iam_role.p.arn}*"', 'format("%s*", aws_iam_role.p.arn)'])(
    "has a principal that is not known where the expression makes another value of it: %s",
    (identifier) => expect(trust("data.aws_iam_policy_document.t.json", identifier)).toBe("in part"),
  );
});
