import { describe, expect, it } from "vitest";
import { readPlan } from "../../../collectors/index.ts";
import { predict } from "../../../engine/index.ts";
import { cleanAccount } from "../../plans/clean-account.ts";
import { planText, type TerraformChange } from "./plan-text.ts";

/** Problems of a plan of nothing, but for these parts. */
function problemsOf(parts: Record<string, unknown>) {
  const read = readPlan(planText([], parts), "plan.json");
  if (!read.ok) throw new Error(read.problem.message);
  return predict(cleanAccount(), [read.plan]).problems;
}
const codesOf = (parts: Record<string, unknown>) => problemsOf(parts).map(({ code, address }) => `${code} ${address}`);

const action = (type: string, more: Record<string, unknown> = {}) => ({
  address: `action.${type}.x`,
  type,
  name: "x",
  config_values: {},
  provider_name: "registry.terraform.io/hashicorp/aws",
  ...more,
});
const LIFECYCLE = { lifecycle_action_trigger: { triggering_resource_address: "aws_instance.web", action_trigger_event: "AfterCreate", on_failure: "fail" } };

const RUN = ["aws_lambda_invoke", "aws_codebuild_start_build", "aws_sfn_start_execution", "aws_ssm_send_command", "aws_events_put_events", "local_command"];

describe("actions of a plan", () => {
  it.each([...RUN, "aws_ssoadmin_rename_application", "aws_iam_new_action"])("are not judged where they are of %s", (type) => {
    expect(codesOf({ action_invocations: [action(type, LIFECYCLE)] })).toEqual([`unsupported-type action.${type}.x`]);
    expect(codesOf({ action_invocations: [action(type, { invoke_action_trigger: {} })] })).toEqual([`unsupported-type action.${type}.x`]);
    expect(codesOf({ deferred_action_invocations: [{ reason: "deferred_prereq", action_invocation: action(type) }] })).toEqual([
      `unsupported-type action.${type}.x`,
    ]);
  });

  it("are named with what triggers them", () => {
    expect(problemsOf({ action_invocations: [action("aws_lambda_invoke", LIFECYCLE)] })[0]?.message).toMatch(
      /aws_lambda_invoke runs a function \(for aws_instance/,
    );
  });

  it.each(["aws_s3_empty_bucket", "aws_new_action", "example_action", "toString"])("are not reviewed where they are of %s", (type) => {
    expect(codesOf({ action_invocations: [action(type)] })).toEqual([`type-not-reviewed action.${type}.x`]);
  });

  it.each(["aws_ec2_stop_instance", "aws_cloudfront_create_invalidation", "aws_ses_send_email"])("pass where they are of %s", (type) => {
    expect(codesOf({ action_invocations: [action(type, LIFECYCLE)] })).toEqual([]);
  });

  it("are reported where they cannot be read", () => {
    expect(codesOf({ action_invocations: [{ name: "x" }] })).toEqual(["unreadable-change null"]);
    expect(codesOf({ action_invocations: { a: action("aws_lambda_invoke") } })).toEqual(["unread-part null"]);
  });
});

describe("changes that a plan puts off", () => {
  const deferred = (change: TerraformChange) => {
    const { resource_changes } = JSON.parse(planText([change])) as { resource_changes: unknown[] };
    return codesOf({ deferred_changes: [{ reason: "resource_config_unknown", resource_change: resource_changes[0] }] });
  };

  it.each(["aws_iam_role", "aws_organizations_policy", "example_thing", "aws_lambda_permission"])("are not judged where they are of %s", (type) => {
    expect(deferred({ address: `${type}.x`, after: {} })).toEqual([`deferred-change ${type}.x`]);
  });

  it("count for nothing where their type cannot affect IAM or CloudTrail, or where nothing changes", () => {
    expect(deferred({ address: "aws_instance.x", after: {} })).toEqual([]);
    expect(deferred({ address: "aws_iam_role.x", actions: ["no-op"], before: {}, after: {} })).toEqual([]);
    expect(deferred({ address: "data.aws_ami.x", mode: "data", actions: ["read"], after: {} })).toEqual([]);
    expect(deferred({ address: "data.external.x", mode: "data", actions: ["read"], after: {} })).toEqual(["deferred-change data.external.x"]);
  });

  it("are reported where they cannot be read", () => expect(codesOf({ deferred_changes: [{ reason: "unknown" }] })).toEqual(["unreadable-change null"]));
});

describe("other parts of a plan", () => {
  it("are reported by name where this Reeve does not know them and they hold something", () => {
    expect(problemsOf({ stack_changes: [{}], Resource_Changes: [{ address: "a" }] }).map(({ message }) => /`(\w+)`/.exec(message)?.[1])).toEqual([
      "stack_changes",
      "Resource_Changes",
    ]);
    expect(codesOf({ new_list: [], new_map: {}, new_flag: true })).toEqual([]);
  });

  it("say nothing of what changes where they are drift, what it concerned, and checks", () => {
    const parts = {
      resource_drift: [{ address: "a" }],
      relevant_attributes: [{ resource: "a", attribute: ["b"] }],
      checks: [{ status: "fail" }],
      applyable: true,
    };
    expect(codesOf(parts)).toEqual([]);
  });
});
