import { describe, expect, it } from "vitest";
import { readPlan } from "../../collectors/index.ts";
import { predict } from "../../engine/index.ts";
import { ACCOUNT } from "../cli/gate/world.ts";
import { changeSet, ACCOUNT as SET_ACCOUNT, STACK } from "../collectors/plan/cloudformation/change-set.ts";
import { planText, type TerraformChange } from "../collectors/plan/plan-text.ts";
import { cleanAccount } from "./clean-account.ts";
import { gated } from "./gated.ts";

const KEY = "11111111-2222-4333-8444-555555555555";
const NOTHING_NEW = { actions: ["update"], before: { name: "a" }, after: { name: "b" } };
const change = (type: string, rest: Partial<TerraformChange>): TerraformChange => ({ address: `${type}.x`, ...rest });
const outcome = async (...changes: TerraformChange[]) => {
  const { code, gate } = await gated(cleanAccount(), planText(changes));
  return { code, problems: gate.problems.map(({ code: of, address }) => `${of} ${address}`) };
};
const PASSED = { code: 0, problems: [] };

/** Types in no list, or that affect who gets a role or what runs, which passed where a snapshot was given. */
const NEVER_PASS: [type: string, code: string][] = [
  ["example_thing", "type-not-reviewed"],
  ["aws_brand_new_service", "type-not-reviewed"],
  ["aws_cloudformation_type", "type-not-reviewed"],
  ["awscc_new_thing", "type-not-reviewed"],
  ["kubernetes_manifest", "type-not-reviewed"],
  ["shell_script", "type-not-reviewed"],
  ["aws_ssm_association", "unsupported-type"],
  ["aws_config_remediation_configuration", "unsupported-type"],
  ["aws_config_organization_conformance_pack", "unsupported-type"],
  ["aws_proton_environment_template", "unsupported-type"],
  ["aws_fms_admin_account", "unsupported-type"],
  ["aws_guardduty_organization_admin_account", "unsupported-type"],
  ["aws_securityhub_organization_admin_account", "unsupported-type"],
  ["aws_vpc_ipam_organization_admin_account", "unsupported-type"],
  ["aws_iot_provisioning_template", "unsupported-type"],
  ["aws_transfer_user", "unsupported-type"],
  ["aws_budgets_budget_action", "unsupported-type"],
  ["aws_cognito_user_in_group", "unsupported-type"],
  ["aws_cognito_identity_pool", "unsupported-type"],
  ["aws_ssm_service_setting", "unsupported-type"],
  ["awscc_ssm_association", "unsupported-type"],
  ["github_actions_repository_oidc_subject_claim_customization_template", "unsupported-type"],
  ["vault_aws_secret_backend_role", "unsupported-type"],
];

/** What ordinary plans hold. */
const ORDINARY = [
  "aws_instance",
  "aws_lambda_function",
  "aws_lambda_permission",
  "aws_lambda_function_url",
  "aws_cloudwatch_event_rule",
  "aws_cloudwatch_event_target",
  "aws_cloudwatch_metric_alarm",
  "aws_cognito_user_pool",
  "aws_ecs_service",
  "aws_ecr_repository_policy",
  "aws_eks_access_entry",
  "aws_rds_cluster",
  "aws_route53_record",
  "aws_secretsmanager_secret_policy",
  "aws_sqs_queue_policy",
  "aws_ssm_parameter",
  "aws_vpc_security_group_ingress_rule",
  "aws_wafv2_web_acl",
  "aws_s3_bucket_notification",
  "aws_sns_topic_subscription",
  "aws_config_config_rule",
  "aws_guardduty_detector",
  "awscc_ec2_vpc",
  "random_password",
  "helm_release",
  "kubernetes_namespace",
  "github_repository",
];

const ON_TRAIL: { what: string; type: string; values: Record<string, unknown> }[] = [
  { what: "bucket", type: "aws_s3_bucket", values: { bucket: "example-audit" } },
  { what: "bucket's policy", type: "aws_s3_bucket_policy", values: { bucket: "example-audit", policy: "{}" } },
  { what: "bucket's lifecycle", type: "aws_s3_bucket_lifecycle_configuration", values: { bucket: "example-audit" } },
  { what: "bucket's objects", type: "aws_s3_object", values: { bucket: "example-audit", key: "a" } },
  { what: "key", type: "aws_kms_key", values: { key_id: KEY, arn: `arn:aws:kms:us-east-1:${ACCOUNT}:key/${KEY}` } },
  { what: "key's policy", type: "aws_kms_key_policy", values: { key_id: `arn:aws:kms:us-east-1:${ACCOUNT}:key/${KEY}` } },
  { what: "log group", type: "aws_cloudwatch_log_group", values: { name: "trail" } },
  { what: "log group's filter", type: "aws_cloudwatch_log_metric_filter", values: { name: "f", log_group_name: "trail" } },
];

describe("changes that no reader predicts, with a snapshot", () => {
  it.each(NEVER_PASS)("do not pass where they are of %s", async (type, code) => {
    expect(await outcome(change(type, NOTHING_NEW))).toEqual({ code: 3, problems: [`${code} ${type}.x`] });
    expect(await outcome(change(type, { ...NOTHING_NEW, actions: ["no-op"] }))).toEqual(PASSED);
  });

  it("pass where they are of types that ordinary plans hold, made, changed or deleted", async () => {
    for (const actions of [["create"], ["update"], ["delete"], ["delete", "create"]])
      expect(await outcome(...ORDINARY.map((type) => change(type, { ...NOTHING_NEW, actions })))).toEqual(PASSED);
  });

  it.each(ON_TRAIL)("do not pass where they change or delete a trail's $what, and pass where it is another's", async ({ type, values }) => {
    const other = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, `other-${value}`]));
    for (const actions of [["update"], ["delete"]]) {
      expect(await outcome(change(type, { actions, before: values, after: { ...values, changed: 1 } }))).toEqual({
        code: 3,
        problems: [`type-not-reviewed ${type}.x`],
      });
      expect(await outcome(change(type, { actions, before: other, after: { ...other, changed: 1 } }))).toEqual(PASSED);
    }
    expect(await outcome(change(type, { actions: ["update"], before: values, after: { ...values, tags: { a: "b" } } }))).toEqual(PASSED);
  });

  it("do not pass where they give a trail's bucket a policy, or one that only the apply will show", async () => {
    const policy = (rest: Partial<TerraformChange>) => change("aws_s3_bucket_policy", rest);
    const blocked = { code: 3, problems: ["type-not-reviewed aws_s3_bucket_policy.x"] };
    expect(await outcome(policy({ after: { bucket: "example-audit", policy: "{}" } }))).toEqual(blocked);
    expect(await outcome(policy({ after: { policy: "{}" }, unknown: { bucket: true } }))).toEqual(blocked);
    const bucket = change("aws_s3_bucket", { after: {}, unknown: { bucket: true, id: true } });
    const refers = { bucket: { references: ["aws_s3_bucket.x.id", "aws_s3_bucket.x"] } };
    expect(await outcome(bucket, policy({ after: { policy: "{}" }, unknown: { bucket: true }, refers }))).toEqual(PASSED);
    expect(await outcome(change("aws_s3_bucket", { after: { bucket: "example-audit" } }))).toEqual({
      code: 3,
      problems: ["type-not-reviewed aws_s3_bucket.x"],
    });
  });

  it("do not pass where the snapshot does not hold the trails", async () => {
    const blind = { ...cleanAccount(), trails: { $unknown: "g1" }, gaps: { g1: GAP } };
    const { gate } = await gated(blind, planText([change("aws_s3_bucket", { actions: ["delete"], before: { bucket: "b" } })]));
    expect(gate.problems.map(({ code }) => code)).toEqual(["type-not-reviewed"]);
  });

  it("do not pass where a program runs while they are applied, whatever they are of", async () => {
    for (const type of ["null_resource", "aws_instance", "aws_iam_group"]) {
      const runs = async (actions: string[], address = `${type}.x`) => {
        const plan = JSON.parse(planText([change(type, { actions, before: NAMED, after: NAMED })]));
        plan.configuration.root_module.resources[0].provisioners = [{ type: "local-exec", expressions: { command: { constant_value: "true" } } }];
        const { gate } = await gated(cleanAccount(), JSON.stringify(plan));
        return gate.problems.filter((problem) => problem.address === address).map(({ code }) => code);
      };
      expect(await runs(["create"])).toEqual(["type-not-reviewed"]);
      expect(await runs(["delete"])).toContain("type-not-reviewed");
      // Provisioners run where a resource is made or destroyed only.
      expect(await runs(["update"])).not.toContain("type-not-reviewed");
      expect(await runs(["no-op"])).toEqual([]);
    }
  });

  it("do not pass where they are of a provider by another publisher, whatever it calls its types", async () => {
    const of = async (type: string, provider: string, rest: Partial<TerraformChange> = {}) => {
      const plan = JSON.parse(planText([change(type, { ...NOTHING_NEW, ...rest })]));
      plan.resource_changes[0].provider_name = provider;
      return (await gated(cleanAccount(), JSON.stringify(plan))).gate.problems.map(({ code }) => code);
    };
    const here = "registry.terraform.io";
    for (const provider of [`${here}/example/aws`, `${here}/datadog/datadog`]) expect(await of("aws_instance", provider)).toEqual(["type-not-reviewed"]);
    expect(await of("random_password", `${here}/example/random`)).toEqual(["type-not-reviewed"]);
    expect(await of("aws_iam_group", "registry.example.com/example/aws", { actions: ["create"], before: null, after: NAMED })).toEqual(["type-not-reviewed"]);
    for (const provider of [`${here}/hashicorp/aws`, "registry.opentofu.org/hashicorp/aws", "mirror.example.com/hashicorp/aws"])
      expect(await of("aws_instance", provider)).toEqual([]);
    expect(await of("datadog_monitor", `${here}/DataDog/datadog`)).toEqual([]);
    expect(await of("terraform_data", "terraform.io/builtin/terraform")).toEqual([]);
  });

  it("do not pass where a data source does more than read at the apply", async () => {
    const read = (type: string) => outcome({ address: `data.${type}.x`, mode: "data", actions: ["read"], after: {} });
    for (const type of ["external", "aws_lambda_invocation", "shell_script", "vault_aws_access_credentials"])
      expect(await read(type)).toEqual({ code: 3, problems: [`type-not-reviewed data.${type}.x`] });
    for (const type of ["aws_iam_role", "aws_caller_identity", "http", "tls_certificate", "kubernetes_secret"]) expect(await read(type)).toEqual(PASSED);
  });

  it("name type and address in the decision, and no setting accepts them", async () => {
    const plan = planText([change("example_thing", NOTHING_NEW)]);
    const { code, out } = await gated(cleanAccount(), plan, ["--allow-unknown"]);
    expect(code).toBe(3);
    expect(out).toContain("the plan changes 1 type in no list of those that cannot affect IAM or CloudTrail: example_thing");
    expect(out).toContain("example_thing.x: example_thing is in no list");
  });

  it("are said without a snapshot to be in no list, with what they may give access to", () => {
    const read = readPlan(planText([change("aws_cognito_user_pool", NOTHING_NEW)]), "plan.json");
    const [problem] = read.ok ? predict(null, [read.plan]).problems : [];
    expect(problem?.message).toContain("aws_cognito_user_pool is in no list of types that cannot affect IAM or CloudTrail: it gives access by a policy");
  });

  it("are the same in a change set", async () => {
    const stack = { StackId: STACK.replace(SET_ACCOUNT, ACCOUNT) };
    const problems = async (...changes: Parameters<typeof changeSet>[0]) =>
      (await gated(cleanAccount(), changeSet(changes, stack))).gate.problems.map(({ code, address }) => `${code} ${address}`);
    expect(await problems({ id: "A", type: "AWS::New::Thing", after: {} })).toEqual(["type-not-reviewed A"]);
    expect(await problems({ id: "A", type: "AWS::SSM::Association", after: {} })).toEqual(["unsupported-type A"]);
    expect(await problems({ id: "A", type: "AWS::Lambda::Permission", after: {} }, { id: "B", type: "AWS::SNS::Subscription", after: {} })).toEqual([]);
    expect(await problems({ id: "A", type: "AWS::S3::Bucket", physicalId: "example-audit", before: {} })).toEqual(["type-not-reviewed A"]);
    expect(await problems({ id: "A", type: "AWS::S3::Bucket", physicalId: "other", before: {} })).toEqual([]);
    expect(await problems({ id: "A", type: "AWS::S3::BucketPolicy", after: { Bucket: "example-audit" } })).toEqual(["type-not-reviewed A"]);
    expect(await problems({ id: "A", type: "AWS::S3::BucketPolicy", after: { Bucket: "{{resolve:ssm:bucket}}" } })).toEqual(["type-not-reviewed A"]);
    expect(await problems({ id: "A", type: "AWS::S3::BucketPolicy", after: { Bucket: "{{changeSet:KNOWN_AFTER_APPLY}}" } })).toEqual([]);
  });
});

const NAMED = { name: "b", path: "/" };
const GAP = { source: "cloudtrail:DescribeTrails", reason: "AccessDenied" as const, deniedBy: null, permission: "x:Y", scope: "account", message: "denied" };
