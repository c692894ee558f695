import { describe, expect, it } from "vitest";
import { type Plan, readPlan } from "../../../collectors/index.ts";
import { derive } from "../../../engine/evaluate/index.ts";
import { predict } from "../../../engine/index.ts";
import type { document, ReeveDocument } from "../../../schemas/index.ts";
import { planText, type TerraformChange } from "./plan-text.ts";
import { documentOf, smallAccount } from "./small-account.ts";

function planOf(changes: readonly TerraformChange[], more: Record<string, unknown> = {}): Plan {
  const read = readPlan(planText(changes, more), "plan.json");
  if (!read.ok) throw new Error(read.problem.message);
  return read.plan;
}

const user = (name: string): TerraformChange => ({ address: `aws_iam_user.${name}`, after: { name, path: "/", tags_all: {} } });

const POLICY_TWICE = {
  address: "aws_iam_role_policy.p",
  after: { name: "p", role: "r", policy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Effect":"Deny","Action":"*","Resource":"*"}]}' },
};

describe("reading a plan", () => {
  it.each([
    ["text that is no JSON", "{", "not-a-plan", /is not JSON/],
    ["Terraform's own format", "PK\u0003\u0004", "not-a-plan", /terraform show -json/],
    ["another JSON", "[]", "not-a-plan", /no plan/],
    ["a snapshot", JSON.stringify({ schema: "reeve/document@1" }), "not-a-plan", /no format_version/],
    ["a state", JSON.stringify({ format_version: "1.0", values: {} }), "not-a-plan", /no planned changes/],
    ["changes that are no list", planText([], { resource_changes: {} }), "not-a-plan", /resource_changes are no list/],
    ["an unknown major format", planText([], { format_version: "2.0" }), "format-version", /2\.0.*reads 1\.x/],
    ["a plan of Terraform 1.0", planText([], { format_version: "0.2" }), "format-version", /Plan with Terraform 1\.1 or later/],
    ["a plan of Terraform 0.12", planText([], { format_version: "0.1" }), "format-version", /Plan with Terraform 1\.1 or later/],
  ])("refuses %s with a sentence", (_, text, code, message) => {
    const read = readPlan(text, "plan.json");
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.problem).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it.each([
    ["a plan that failed", { errored: true, complete: false }, ["plan-errored"]],
    ["a plan that is not complete", { complete: false }, ["plan-incomplete"]],
    ["a plan of an older Terraform, which says neither", { errored: undefined, complete: undefined }, []],
  ])("says of %s what it lacks", (_, more, codes) => {
    expect(planOf([], more).problems.map(({ code }) => code)).toEqual(codes);
  });

  it.each([
    ["that is nothing", null],
    ["without actions", { address: "aws_iam_user.x", type: "aws_iam_user", name: "x", change: { actions: [], before: null, after: null } }],
    ["of what is made without what it will be", { address: "aws_iam_user.x", type: "aws_iam_user", name: "x", change: { actions: ["create"], after: null } }],
    ["of what goes without what it was", { address: "aws_iam_user.x", type: "aws_iam_user", name: "x", change: { actions: ["delete"], before: 1 } }],
  ])("says of a change %s that it cannot be judged", (_, change) => {
    expect(planOf([], { resource_changes: [change] }).problems.map(({ code }) => code)).toEqual(["unreadable-change"]);
  });

  it("takes no change from what is read, left or forgotten", () => {
    const values = { name: "ann", path: "/", arn: "arn:aws:iam::123456789012:user/ann" };
    for (const actions of [["no-op"], ["read"], ["forget"]]) expect(planOf([{ ...user("ann"), actions, before: values }]).operations).toEqual([]);
  });

  it("keeps both orders of a replacement", () => {
    const attachment = (actions: string[]): TerraformChange => ({
      address: "aws_iam_user_policy_attachment.x",
      actions,
      before: { user: "ann", policy_arn: "arn:aws:iam::aws:policy/Old" },
      after: { user: "ann", policy_arn: "arn:aws:iam::aws:policy/New" },
    });
    const kinds = (actions: string[]): string[] => planOf([attachment(actions)]).operations.map(({ kind }) => kind);
    expect(kinds(["delete", "create"])).toEqual(["detach", "attach"]);
    expect(kinds(["create", "delete"])).toEqual(["attach", "detach"]);
  });

  it("follows a reference to what the plan makes, through a module's variable and output", () => {
    const text = JSON.parse(
      planText([
        {
          address: 'module.make["red"].aws_iam_policy.p',
          module: 'module.make["red"]',
          after: { path: "/", policy: "{}" },
          unknown: { arn: true, name: true },
        },
        {
          address: "module.use.aws_iam_user_policy_attachment.a",
          module: "module.use",
          after: { user: "ann" },
          unknown: { policy_arn: true },
        },
      ]),
    ) as { configuration: { root_module: Record<string, unknown> } };
    text.configuration.root_module = {
      module_calls: {
        make: {
          module: {
            outputs: { arn: { expression: { references: ["aws_iam_policy.p.arn", "aws_iam_policy.p"] } } },
            resources: [{ mode: "managed", type: "aws_iam_policy", name: "p", expressions: {} }],
          },
        },
        use: {
          expressions: { policy: { references: ['module.make["red"].arn', 'module.make["red"]', "module.make"] } },
          module: {
            resources: [{ mode: "managed", type: "aws_iam_user_policy_attachment", name: "a", expressions: { policy_arn: { references: ["var.policy"] } } }],
          },
        },
      },
    };
    const read = readPlan(JSON.stringify(text), "plan.json");
    expect(read.ok && read.plan.operations.find(({ kind }) => kind === "attach")).toMatchObject({
      policyArn: { status: "created", by: 'module.make["red"].aws_iam_policy.p' },
    });
  });

  it("takes a reference to two resources for neither", () => {
    const policy = (name: string): TerraformChange => ({ address: `aws_iam_policy.${name}`, after: { name, path: "/", policy: "{}" }, unknown: { arn: true } });
    const plan = planOf([
      policy("one"),
      policy("two"),
      {
        address: "aws_iam_user_policy_attachment.a",
        after: { user: "ann" },
        unknown: { policy_arn: true },
        refers: { policy_arn: { references: ["var.which", "aws_iam_policy.one.arn", "aws_iam_policy.one", "aws_iam_policy.two.arn", "aws_iam_policy.two"] } },
      },
    ]);
    expect(plan.operations.find(({ kind }) => kind === "attach")).toMatchObject({
      policyArn: { status: "after-apply", scope: "aws_iam_user_policy_attachment.a.policy_arn" },
    });
  });

  it("tells what a document that is read at apply says already", () => {
    const plan = planOf([
      {
        address: "data.aws_iam_policy_document.d",
        mode: "data",
        actions: ["read"],
        after: { statement: [{ sid: "A", effect: "Deny", actions: ["iam:*"], resources: [null] }] },
        unknown: { json: true, statement: [{ resources: [true] }] },
      },
      {
        address: "aws_iam_policy.p",
        after: { name: "p", path: "/" },
        unknown: { policy: true, arn: true },
        refers: { policy: { references: ["data.aws_iam_policy_document.d.json", "data.aws_iam_policy_document.d"] } },
      },
    ]);
    const [policy] = derive(predict(documentOf(smallAccount([], [], [])), [plan]).document).policies as unknown as Record<string, unknown>[];
    const mark = { $unknown: expect.any(String) };
    expect(policy).toMatchObject({ name: "p", denies: mark, admin: false, grants: [], documentSha256: mark, languageVersion: mark, documentId: mark });
  });

  it("keeps Version and Id of a planned document", () => {
    const policy = (after: object, unknown: Record<string, boolean> = {}): TerraformChange => ({
      address: "aws_iam_policy.p",
      after: { name: "p", path: "/", ...after },
      unknown: { arn: true, ...unknown },
    });
    const statement = { Effect: "Deny", Action: "*", Resource: "*" };
    const planned = (change: TerraformChange): [document.Policy, ReeveDocument["gaps"]] => {
      const { policies, gaps } = predict(documentOf(smallAccount([], [], [])), [planOf([change])]).document;
      const found = (policies as document.Policy[]).find(({ name }) => name === "p");
      if (!found) throw new Error("no policy");
      return [found, gaps];
    };
    const text = JSON.stringify({ Version: "2008-10-17", Id: "x", Statement: [statement] });
    expect(planned(policy({ policy: text }))[0]).toMatchObject({ languageVersion: "2008-10-17", documentId: "x" });
    expect(planned(policy({ policy: JSON.stringify({ Statement: [statement] }) }))[0]).toMatchObject({ languageVersion: null, documentId: null });
    const reasons = (change: TerraformChange): unknown[] => {
      const [{ languageVersion, documentId }, gaps] = planned(change);
      return [languageVersion, documentId].map((mark) => gaps[(mark as document.Unknown).$unknown]?.reason);
    };
    expect(reasons(policy({}, { policy: true }))).toEqual(["KnownAfterApply", "KnownAfterApply"]);
    expect(reasons(policy({ policy: "{}" }))).toEqual(["Unparseable", "Unparseable"]);
  });

  it("keeps a plan for another account away from the snapshot", () => {
    const before = documentOf(smallAccount([], [], []));
    const plan = planOf([{ ...user("eve"), actions: ["delete"], before: { name: "a", arn: "arn:aws:iam::999999999999:user/a" }, after: null }]);
    const { document, problems, planned } = predict(before, [plan]);
    expect(problems).toMatchObject([{ code: "other-account", message: expect.stringMatching(/999999999999.*123456789012/) }]);
    expect([document.users, planned]).toEqual([before.users, []]);
  });

  it("says where the plan changes what the snapshot does not hold, and where it makes what is there", () => {
    const before = documentOf(smallAccount([], [], []));
    const gone: TerraformChange = { address: "aws_iam_user_policy_attachment.x", after: { user: "nobody", policy_arn: "arn:aws:iam::123456789012:policy/p0" } };
    expect(predict(before, [planOf([gone])]).problems.map(({ code }) => code)).toEqual(["not-in-snapshot"]);
    expect(predict(before, [planOf([user("a")])]).problems.map(({ code }) => code)).toEqual(["already-exists"]);
  });

  const LOG_LINE = '{"@level":"info","@message":"Terraform 1.11.4","@module":"terraform.ui","type":"version"}';
  it.each([
    ["one object", (json: string) => `[command]/opt/tf/terraform-bin show -json tf.plan\n${json}\n`],
    ["lines that end in CR LF", (json: string) => `[command]/opt/tf/terraform-bin show -json tf.plan\r\n${json}\r\n`],
    [
      "workflow commands after it",
      (json: string) => `[command]/usr/bin/tofu-bin show -json p\n\n${json}\n::debug::exitcode: 0\n::set-output name=exitcode::0\n`,
    ],
  ])("reads the plan in what the wrapper of a CI action prints: %s", (_, wrapped) => {
    const json = planText([user("a")]);
    expect(readPlan(wrapped(json), "plan.json")).toEqual(readPlan(json, "plan.json"));
  });

  it.each([
    ["the log of terraform plan -json", `${LOG_LINE}\n${LOG_LINE}\n`, /is the log that `terraform plan -json` prints.*terraform show -json/],
    ["that log with other keys first", LOG_LINE.replace("{", '{"ui":"1.2",'), /is the log that/],
    [
      "that log without the module, two lines",
      '{"@level":"info","type":"version"}\n{"@level":"info","type":"planned_change","change":{}}\n',
      /is the log that/,
    ],
    ["that log without the module, one line", '{"@level":"info","@message":"x","type":"change_summary"}', /is the log that/],
    ["that log in the wrapper's output", `[command]/opt/tf/terraform-bin plan -json\n${LOG_LINE}\n`, /is the log that/],
    [
      "the plan for people",
      "Terraform will perform the following actions:\n\nPlan: 1 to add, 0 to change, 0 to destroy.\n",
      /is the plan as text for people.*terraform show -json/,
    ],
    ["other text before the plan", `hello\n${planText([])}`, /begins in line 2/],
    ["other text in the wrapper's output", `[command]terraform show\nhello\n${planText([])}`, /begins in line|is not JSON/],
    ["nothing", "\n", /is empty/],
    [
      "a policy in which a key stands twice",
      planText([POLICY_TWICE]),
      /holds the key `Statement\[0\]\.Effect` twice in one object of the policy at `resource_changes\[0\]\./,
    ],
    ["a key that stands twice", planText([]).replace("{", '{"format_version":"1.2",'), /holds the key `format_version` twice in one object/],
  ])("refuses %s with a sentence of its own", (_, text, says) => {
    expect(readPlan(text, "plan.json")).toMatchObject({ ok: false, problem: { code: "not-a-plan", message: expect.stringMatching(says) } });
  });

  it("never tells a value that the plan calls sensitive", () => {
    const secret = "wJalrXUtnFEMI";
    const text = planText([
      { address: "aws_iam_access_key.k", after: { user: "a", status: "Active", secret, key_fingerprint: secret }, unknown: { id: true } },
    ]);
    const read = readPlan(text, "plan.json");
    if (!read.ok) throw new Error(read.problem.message);
    const { document, ...rest } = predict(documentOf(smallAccount([], [], [])), [read.plan]);
    expect(JSON.stringify([read.plan, document, rest])).not.toContain(secret);
  });

  it("judges new content of a policy though there is no snapshot", () => {
    const policy = { name: "p", path: "/", arn: "arn:aws:iam::123456789012:policy/p" };
    const everything = JSON.stringify({ Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });
    const change: TerraformChange = {
      address: "aws_iam_policy.p",
      actions: ["update"],
      before: { ...policy, policy: "{}" },
      after: { ...policy, policy: everything },
    };
    const { document } = predict(null, [planOf([change])]);
    expect(derive(document).policies).toMatchObject([{ arn: policy.arn, admin: true, attachmentCount: { $unknown: "g1" } }, { $unknown: "g1" }]);
  });
});
