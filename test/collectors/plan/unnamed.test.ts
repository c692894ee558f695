import { describe, expect, it } from "vitest";
import { documentFaults, readPlan, terraformExpressions } from "../../../collectors/index.ts";
import { predict } from "../../../engine/index.ts";
import { type ReeveDocument, validateDocument } from "../../../schemas/index.ts";
import { evaluate } from "../../judged.ts";
import { shippedRules } from "../shipped-rules.ts";
import { planText, type TerraformChange } from "./plan-text.ts";
import { documentOf, smallAccount } from "./small-account.ts";

const RULES = shippedRules().filter((rule) => rule.resource !== "event");
const ANYONE = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }] });
const SERVICE = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const EVERYTHING = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });
const LITTLE = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] });

const NAME_LATER = { arn: true, id: true, name: true, unique_id: true };

const role = (name: string, more: Record<string, unknown> = {}): TerraformChange => ({
  address: `aws_iam_role.${name}`,
  after: { name_prefix: `${name}-`, path: "/", assume_role_policy: SERVICE, tags_all: {}, ...more },
  unknown: NAME_LATER,
});

const policy = (name: string, document: string): TerraformChange => ({
  address: `aws_iam_policy.${name}`,
  after: { name_prefix: `${name}-`, path: "/", policy: document },
  unknown: { arn: true, id: true, name: true },
});

const attachment = (roleName: string, policyName: string): TerraformChange => ({
  address: `aws_iam_role_policy_attachment.${roleName}`,
  after: {},
  unknown: { role: true, policy_arn: true, id: true },
  refers: {
    role: { references: [`aws_iam_role.${roleName}.name`, `aws_iam_role.${roleName}`] },
    policy_arn: { references: [`aws_iam_policy.${policyName}.arn`, `aws_iam_policy.${policyName}`] },
  },
});

function predicted(changes: readonly TerraformChange[]): ReeveDocument {
  const read = readPlan(planText(changes), "plan.json");
  if (!read.ok) throw new Error(read.problem.message);
  const { document, problems } = predict(documentOf(smallAccount([], [], [])), [read.plan]);
  expect(problems).toEqual([]);
  return document;
}

/** Statuses of the rules on one resource, by rule. */
function judged(document: ReeveDocument, id: string): Record<string, string> {
  const outcome = evaluate(document, RULES);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
  return Object.fromEntries(outcome.results.results.filter(({ resource }) => resource.id === id).map(({ rule, status }) => [rule, status]));
}

interface Case {
  what: string;
  changes: TerraformChange[];
  id: string;
  /** Statuses of rules; every other rule on the resource decides too. */
  expected: Record<string, string>;
}

const CASES: Case[] = [
  {
    what: "a role that anyone may assume",
    changes: [role("open", { assume_role_policy: ANYONE })],
    id: "planned:aws_iam_role.open",
    expected: { "role-trust-policy-not-public": "fail" },
  },
  {
    what: "a harmless role",
    changes: [role("plain")],
    id: "planned:aws_iam_role.plain",
    expected: { "role-trust-policy-not-public": "pass", "role-inline-policy-no-admin": "pass", "role-cloudshell-full-access": "pass" },
  },
  {
    what: "an inline policy that refers to the role",
    changes: [
      role("app"),
      {
        address: "aws_iam_role_policy.p",
        after: { name_prefix: "p-", policy: EVERYTHING },
        unknown: { role: true, name: true, id: true },
        refers: { role: { references: ["aws_iam_role.app.id", "aws_iam_role.app"] }, name_prefix: { constant_value: "p-" } },
      },
    ],
    id: "planned:aws_iam_role.app",
    expected: { "role-inline-policy-no-admin": "fail" },
  },
  {
    what: "a policy that grants everything, attached to a role; neither has a name",
    changes: [role("app"), policy("all", EVERYTHING), attachment("app", "all")],
    id: "planned:aws_iam_policy.all",
    expected: { "policy-no-admin-attached": "fail" },
  },
  {
    what: "a policy that grants little, attached to a role; neither has a name",
    changes: [role("app"), policy("little", LITTLE), attachment("app", "little")],
    id: "planned:aws_iam_role.app",
    expected: { "role-cloudshell-full-access": "pass", "role-inline-policy-no-admin": "pass" },
  },
  {
    what: "a user of a name that a random suffix ends, with a policy of its own",
    changes: [
      { address: "aws_iam_user.u", after: { path: "/", tags_all: {} }, unknown: NAME_LATER },
      policy("little", LITTLE),
      {
        address: "aws_iam_user_policy_attachment.a",
        after: {},
        unknown: { user: true, policy_arn: true },
        refers: {
          user: { references: ["aws_iam_user.u.name", "aws_iam_user.u"] },
          policy_arn: { references: ["aws_iam_policy.little.arn", "aws_iam_policy.little"] },
        },
      },
    ],
    id: "planned:aws_iam_user.u",
    expected: { "user-permissions-only-via-groups": "fail", "user-console-mfa": "not-applicable" },
  },
  {
    what: "a user who gets a policy through a group; neither has a name",
    changes: [
      { address: "aws_iam_user.u", after: { path: "/", tags_all: {} }, unknown: NAME_LATER },
      { address: "aws_iam_group.g", after: { path: "/" }, unknown: NAME_LATER },
      {
        address: "aws_iam_user_group_membership.m",
        after: { groups: [] },
        unknown: { user: true, groups: [true] },
        refers: { user: { references: ["aws_iam_user.u.name", "aws_iam_user.u"] }, groups: { references: ["aws_iam_group.g.name", "aws_iam_group.g"] } },
      },
    ],
    id: "planned:aws_iam_user.u",
    expected: { "user-permissions-only-via-groups": "pass" },
  },
  {
    what: "a key of a user without a name",
    changes: [
      { address: "aws_iam_user.u", after: { path: "/", tags_all: {} }, unknown: NAME_LATER },
      {
        address: "aws_iam_access_key.k",
        after: { status: "Active" },
        unknown: { user: true, id: true },
        refers: { user: { references: ["aws_iam_user.u.name", "aws_iam_user.u"] } },
      },
    ],
    id: "planned:aws_iam_user.u",
    expected: { "user-single-active-access-key": "pass" },
  },
  {
    what: "a trail of a name that a random suffix ends",
    changes: [
      {
        address: "aws_cloudtrail.t",
        after: { s3_bucket_name: "logs", is_multi_region_trail: true, enable_logging: true, enable_log_file_validation: false },
        unknown: { arn: true, id: true, name: true, home_region: true },
      },
    ],
    id: "planned:aws_cloudtrail.t",
    expected: { "cloudtrail-log-file-validation": "fail" },
  },
  {
    what: "one of several roles of a module with for_each",
    changes: ["red", "blue"].map((key) => ({
      ...role("team", key === "red" ? { assume_role_policy: ANYONE } : {}),
      address: `module.teams["${key}"].aws_iam_role.team`,
      module: `module.teams["${key}"]`,
    })),
    id: 'planned:module.teams["red"].aws_iam_role.team',
    expected: { "role-trust-policy-not-public": "fail" },
  },
  {
    what: "one of several roles made by count",
    changes: [0, 1].map((index) => ({ ...role("n", index === 1 ? { assume_role_policy: ANYONE } : {}), address: `aws_iam_role.n[${index}]`, index })),
    id: "planned:aws_iam_role.n[1]",
    expected: { "role-trust-policy-not-public": "fail" },
  },
  {
    what: "a role that takes the place of one, made before that is destroyed",
    changes: [
      {
        ...role("app", { assume_role_policy: ANYONE }),
        actions: ["create", "delete"],
        before: { name: "a", path: "/", arn: "arn:aws:iam::123456789012:role/a", assume_role_policy: SERVICE },
      },
    ],
    id: "planned:aws_iam_role.app",
    expected: { "role-trust-policy-not-public": "fail" },
  },
];

describe("a resource that only the apply will name", () => {
  it.each(CASES)("is judged: $what", async ({ changes, id, expected }) => {
    const document = predicted(changes);
    const statuses = judged(document, id);
    expect(statuses).toMatchObject(expected);
    expect(Object.entries(statuses).filter(([, status]) => status === "unknown")).toEqual([]);
    const validated = await validateDocument(document);
    expect(validated.ok ? documentFaults(document) : validated.errors).toEqual([]);
  });

  it("has one member for each reference to it, by its id, in closed lists on both sides", () => {
    const document = predicted([role("app"), policy("all", EVERYTHING), attachment("app", "all")]);
    const named = (id: string) => ({ $unknown: expect.any(String), id, startsWith: expect.any(String), restWithout: ":/" });
    expect(document.roles).toMatchObject([{ name: "a" }, { id: "planned:aws_iam_role.app", attachedPolicyArns: [named("planned:aws_iam_policy.all")] }]);
    const [made] = (document.policies as { id: string }[]).filter(({ id }) => id === "planned:aws_iam_policy.all");
    expect(made).toMatchObject({ attachmentCount: 1, attachedTo: [{ kind: "role", arn: named("planned:aws_iam_role.app") }] });
  });

  it("is found through a for_each over the policies that it goes through, in the root module and through a variable", () => {
    const keys = ["read", "all"];
    const policies = keys.map((key) => ({ ...policy("p", key === "all" ? EVERYTHING : LITTLE), address: `aws_iam_policy.p["${key}"]`, index: key }));
    const attachments = keys.map(
      (key): TerraformChange => ({
        address: `aws_iam_role_policy_attachment.a["${key}"]`,
        index: key,
        after: {},
        unknown: { role: true, policy_arn: true },
        refers: {
          role: { references: ["aws_iam_role.app.name", "aws_iam_role.app"] },
          policy_arn: { references: ["each.value.arn", "each.value"] },
        },
      }),
    );
    const plan = JSON.parse(planText([role("app"), ...policies, ...attachments])) as {
      configuration: { root_module: { resources: Record<string, unknown>[] } };
    };
    for (const resource of plan.configuration.root_module.resources)
      if (resource.type === "aws_iam_role_policy_attachment") resource.for_each_expression = { references: ["aws_iam_policy.p"] };
    const read = readPlan(JSON.stringify(plan), "plan.json");
    if (!read.ok) throw new Error(read.problem.message);
    const { document } = predict(documentOf(smallAccount([], [], [])), [read.plan]);
    const [made] = (document.roles as { id: string; attachedPolicyArns: { id: string }[] }[]).filter(({ id }) => id === "planned:aws_iam_role.app");
    expect(made?.attachedPolicyArns.map(({ id }) => id)).toEqual(['planned:aws_iam_policy.p["all"]', 'planned:aws_iam_policy.p["read"]']);
    expect(judged(document, 'planned:aws_iam_policy.p["all"]')).toMatchObject({ "policy-no-admin-attached": "fail" });
  });

  it("is a member of a role's managed_policy_arns that only the apply will show, and others may stand beside it", () => {
    const document = predicted([
      {
        ...role("app"),
        unknown: { ...NAME_LATER, managed_policy_arns: true },
        refers: { managed_policy_arns: { references: ["aws_iam_policy.all.arn", "aws_iam_policy.all"] } },
      },
      policy("all", EVERYTHING),
    ]);
    const [made] = (document.roles as { id: string }[]).filter(({ id }) => id === "planned:aws_iam_role.app");
    expect(made).toMatchObject({ attachedPolicyArns: [{ id: "planned:aws_iam_policy.all" }, { $unknown: expect.any(String) }] });
    expect(judged(document, "planned:aws_iam_policy.all")).toMatchObject({ "policy-no-admin-attached": "fail" });
  });

  const CONFIGURATIONS: { what: string; text: string; references: string[]; attached: unknown[] }[] = [
    {
      what: "a list that is written out",
      text: `resource "aws_iam_role" "app" { # the role
        managed_policy_arns = [
          aws_iam_policy.all.arn, "arn:aws:iam::aws:policy/ReadOnlyAccess",
        ]
      }`,
      references: ["aws_iam_policy.all.arn", "aws_iam_policy.all"],
      attached: ["arn:aws:iam::aws:policy/ReadOnlyAccess", { id: "planned:aws_iam_policy.all" }],
    },
    {
      what: "a local value that is a reference",
      text: `locals { everything = aws_iam_policy.all.arn }
      resource "aws_iam_role" "app" { managed_policy_arns = [local.everything] }`,
      references: ["local.everything"],
      attached: [{ id: "planned:aws_iam_policy.all" }],
    },
    {
      what: "a local value that is a list",
      text: `locals {
        other = "x"
        arns  = toset([aws_iam_policy.all.arn])
      }
      resource "aws_iam_role" "app" {
        managed_policy_arns = local.arns
      }`,
      references: ["local.arns"],
      attached: [{ id: "planned:aws_iam_policy.all" }],
    },
    {
      what: "lists that are joined",
      text: `resource "aws_iam_role" "app" { managed_policy_arns = concat([aws_iam_policy.all.arn], ["arn:aws:iam::aws:policy/ReadOnlyAccess"]) }`,
      references: ["aws_iam_policy.all.arn", "aws_iam_policy.all"],
      attached: ["arn:aws:iam::aws:policy/ReadOnlyAccess", { id: "planned:aws_iam_policy.all" }],
    },
    {
      what: "a call, whose value is not known",
      text: `resource "aws_iam_role" "app" { managed_policy_arns = concat([aws_iam_policy.all.arn], split(",", "a,b")) }`,
      references: ["aws_iam_policy.all.arn", "aws_iam_policy.all"],
      attached: [{ id: "planned:aws_iam_policy.all" }, { $unknown: expect.any(String) }],
    },
    {
      what: "a text of another state of the configuration",
      text: `resource "aws_iam_role" "app" { managed_policy_arns = [aws_iam_policy.other.arn] }`,
      references: ["aws_iam_policy.all.arn", "aws_iam_policy.all"],
      attached: [{ id: "planned:aws_iam_policy.all" }, { $unknown: expect.any(String) }],
    },
  ];

  it.each(CONFIGURATIONS)("is a member of managed_policy_arns as the configuration says: $what", ({ text, references, attached }) => {
    const changes = [
      { ...role("app"), unknown: { ...NAME_LATER, managed_policy_arns: true }, refers: { managed_policy_arns: { references } } },
      policy("all", EVERYTHING),
    ];
    const source = terraformExpressions("/", { filesOf: () => [{ file: "main.tf", text }], folderOf: () => null });
    const read = readPlan(planText(changes), "plan.json", source);
    if (!read.ok) throw new Error(read.problem.message);
    const { document } = predict(documentOf(smallAccount([], [], [])), [read.plan]);
    const [made] = (document.roles as { id: string; attachedPolicyArns: unknown[] }[]).filter(({ id }) => id === "planned:aws_iam_role.app");
    expect(made?.attachedPolicyArns).toHaveLength(attached.length);
    expect(made).toMatchObject({ attachedPolicyArns: attached });
  });

  it("is found where an attachment names it by a local value", () => {
    const attached = attachment("app", "all");
    const changes = [role("app"), policy("all", EVERYTHING), { ...attached, refers: { ...attached.refers, policy_arn: { references: ["local.everything"] } } }];
    const text = `locals {
      everything = aws_iam_policy.all.arn
    }`;
    const source = terraformExpressions("/", { filesOf: () => [{ file: "main.tf", text }], folderOf: () => null });
    const read = readPlan(planText(changes), "plan.json", source);
    if (!read.ok) throw new Error(read.problem.message);
    const { document } = predict(documentOf(smallAccount([], [], [])), [read.plan]);
    expect((document.policies as { id: string }[]).find(({ id }) => id === "planned:aws_iam_policy.all")).toMatchObject({ attachmentCount: 1 });
  });

  it("carries the instance profile that names it", () => {
    const profile: TerraformChange = {
      address: "aws_iam_instance_profile.i",
      after: { name_prefix: "i-", path: "/" },
      unknown: { name: true, arn: true, role: true },
      refers: { role: { references: ["aws_iam_role.app.name", "aws_iam_role.app"] } },
    };
    const document = predicted([role("app"), profile]);
    const [made] = (document.roles as { id: string }[]).filter(({ id }) => id === "planned:aws_iam_role.app");
    expect(made).toMatchObject({ instanceProfileArns: [{ id: "planned:aws_iam_instance_profile.i" }] });
  });
});
