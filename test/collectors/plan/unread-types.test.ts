import { describe, expect, it } from "vitest";
import { readPlan } from "../../../collectors/index.ts";
import { changeSet } from "./cloudformation/change-set.ts";
import { planText, type TerraformChange } from "./plan-text.ts";

function problemsOf(text: string) {
  const read = readPlan(text, "plan.json");
  if (!read.ok) throw new Error(read.problem.message);
  return read.plan.problems.map(({ code, address }) => `${code} ${address}`);
}

const terraform = (change: Omit<TerraformChange, "address">, type: string) => problemsOf(planText([{ ...change, address: `${type}.x` }]));

/** Types of the AWS provider and of Cloud Control, whose changes no reader predicts. */
const MATTER = [
  "aws_iam_new_thing",
  "aws_iam_service_specific_credential",
  "aws_iam_user_ssh_key",
  "aws_iam_security_token_service_preferences",
  "awscc_cloudtrail_resource_policy",
  "aws_cloudtrail_event_data_store_policy",
  "aws_accessanalyzer_archive_rule_of_another_kind",
  "aws_iam_outbound_web_identity_federation",
  "aws_cloudtrail_organization_delegated_admin_account",
  "aws_organizations_policy",
  "aws_organizations_policy_attachment",
  "aws_organizations_account",
  "aws_organizations_delegated_administrator",
  "aws_ram_sharing_with_organization",
  "aws_ssoadmin_permission_set",
  "aws_ssoadmin_account_assignment",
  "aws_ssoadmin_application_assignment",
  "aws_identitystore_user",
  "aws_identitystore_group_membership",
  "aws_rolesanywhere_trust_anchor",
  "aws_rolesanywhere_profile",
  "aws_eks_pod_identity_association",
  "aws_cognito_identity_pool_roles_attachment",
  "aws_iot_role_alias",
  "aws_ssm_activation",
  "aws_controltower_control",
  "aws_controltower_landing_zone",
  "aws_account_region",
  "aws_cloudformation_stack",
  "aws_cloudformation_stack_set",
  "aws_cloudformation_stack_set_instance",
  "aws_cloudformation_stack_instances",
  "aws_cloudcontrolapi_resource",
  "aws_serverlessapplicationrepository_cloudformation_stack",
  "aws_servicecatalog_provisioned_product",
  "aws_lambda_invocation",
  "awscc_iam_role",
  "awscc_iam_oidc_provider",
  "awscc_cloudtrail_trail",
  "awscc_accessanalyzer_analyzer",
  "awscc_organizations_policy",
  "awscc_organizations_organizational_unit",
  "awscc_sso_permission_set",
  "awscc_sso_instance_access_control_attribute_configuration",
  "awscc_identitystore_group_membership",
  "awscc_rolesanywhere_trust_anchor",
  "awscc_eks_pod_identity_association",
  "awscc_controltower_enabled_baseline",
  "awscc_cloudformation_stack",
  "awscc_cloudformation_stack_set",
  "awscc_servicecatalog_cloudformation_provisioned_product",
  "awscc_cognito_identity_pool_role_attachment",
  "awscc_iot_role_alias",
];

const HARMLESS = [
  "aws_s3_bucket",
  "aws_eks_cluster",
  "aws_eks_addon",
  "aws_cognito_user_pool",
  "aws_servicecatalog_portfolio",
  "aws_cloudtrail_event_data_store",
  "aws_cognito_identity_pool",
  "awscc_cognito_identity_pool",
  "aws_accessanalyzer_archive_rule",
  "awscc_s3_bucket",
  "awscc_eks_addon",
  "awscc_cloudtrail_event_data_store",
  "awscc_cloudtrail_channel",
  "awscc_cloudtrail_dashboard",
  "awscc_servicecatalog_cloudformation_product",
];

describe("types of a plan that no reader predicts", () => {
  it.each(MATTER)("says of %s that it is not judged, made, changed or deleted", (type) => {
    for (const actions of [["create"], ["update"], ["delete"], ["delete", "create"]]) {
      expect(terraform({ actions, before: { name: "a" }, after: { name: "b" } }, type)).toEqual([`unsupported-type ${type}.x`]);
    }
  });

  it.each(MATTER)("says nothing of %s where the plan leaves it as it is", (type) => {
    expect(terraform({ actions: ["no-op"], before: { name: "a" }, after: { name: "a" } }, type)).toEqual([]);
  });

  it.each(HARMLESS)("says nothing of a new %s", (type) => {
    expect(terraform({ after: { name: "b" } }, type)).toEqual([]);
  });

  it("says of an identity pool that is changed or deleted that who gets its roles is not judged", () => {
    for (const type of ["aws_cognito_identity_pool", "awscc_cognito_identity_pool"])
      for (const actions of [["update"], ["delete"], ["delete", "create"]])
        expect(terraform({ actions, before: {}, after: {} }, type)).toEqual([`unsupported-type ${type}.x`]);
  });

  it("says of an event data store or a channel that is changed or deleted that it is not judged", () => {
    for (const type of ["aws_cloudtrail_event_data_store", "awscc_cloudtrail_event_data_store", "awscc_cloudtrail_channel"])
      for (const actions of [["update"], ["delete"]]) expect(terraform({ actions, before: {}, after: {} }, type)).toEqual([`unsupported-type ${type}.x`]);
  });

  it.each<[string, Omit<TerraformChange, "address">]>([
    ["names one", { after: { pod_identity_association: [{ role_arn: "arn:aws:iam::123456789012:role/cni", service_account: "aws-node" }] } }],
    ["may name one", { after: {}, unknown: { pod_identity_association: true } }],
    ["named one", { actions: ["update"], before: { pod_identity_association: [{}] }, after: { pod_identity_association: [] } }],
  ])("says of an add-on of EKS which %s that roles of pods are not judged", (_, change) => {
    expect(terraform(change, "aws_eks_addon")).toEqual(["unsupported-type aws_eks_addon.x"]);
  });

  it.each([
    ["AWS::IAM::Role", ["unsupported-type aws_cloudcontrolapi_resource.x"]],
    ["AWS::SSO::Assignment", ["unsupported-type aws_cloudcontrolapi_resource.x"]],
    ["AWS::S3::Bucket", []],
  ])("judges a resource of Cloud Control by its type %s", (type_name, problems) => {
    expect(terraform({ after: { type_name, desired_state: "{}" } }, "aws_cloudcontrolapi_resource")).toEqual(problems);
    expect(terraform({ actions: ["delete"], before: { type_name, desired_state: "{}" } }, "aws_cloudcontrolapi_resource")).toEqual(problems);
  });
});

const IN_CHANGE_SETS = [
  "AWS::IAM::NewThing",
  "AWS::CloudTrail::NewThing",
  "AWS::CloudTrail::ResourcePolicy",
  "AWS::CloudTrail::ChannelPolicy",
  "AWS::Organizations::Policy",
  "AWS::Organizations::Account",
  "AWS::SSO::PermissionSet",
  "AWS::SSO::Assignment",
  "AWS::IdentityStore::GroupMembership",
  "AWS::RolesAnywhere::TrustAnchor",
  "AWS::RolesAnywhere::Profile",
  "AWS::RolesAnywhere::CRL",
  "AWS::EKS::PodIdentityAssociation",
  "AWS::Cognito::IdentityPoolRoleAttachment",
  "AWS::IoT::RoleAlias",
  "AWS::ControlTower::EnabledControl",
  "AWS::ServiceCatalog::CloudFormationProvisionedProduct",
  "AWS::CloudFormation::Stack",
  "AWS::CloudFormation::StackSet",
  "AWS::CloudFormation::CustomResource",
  "Custom::MakesRoles",
];

describe("types of a change set that no reader predicts", () => {
  it.each(IN_CHANGE_SETS)("says of %s that it is not judged, made or removed", (type) => {
    expect(problemsOf(changeSet([{ id: "X", type, after: {} }]))).toEqual(["unsupported-type X"]);
    expect(problemsOf(changeSet([{ id: "X", type, action: "Remove", before: {} }]))).toEqual(["unsupported-type X"]);
  });

  it.each([
    "AWS::S3::Bucket",
    "AWS::EKS::Cluster",
    "AWS::EKS::Addon",
    "AWS::CloudTrail::EventDataStore",
    "AWS::CloudTrail::Channel",
    "AWS::CloudTrail::Dashboard",
  ])("says nothing of a new %s", (type) => {
    expect(problemsOf(changeSet([{ id: "X", type, after: {} }]))).toEqual([]);
  });

  it.each(["AWS::CloudTrail::EventDataStore", "AWS::CloudTrail::Channel"])("says of %s that it is not judged, changed or removed", (type) => {
    expect(problemsOf(changeSet([{ id: "X", type, action: "Remove", before: {} }]))).toEqual(["unsupported-type X"]);
    expect(problemsOf(changeSet([{ id: "X", type, action: "Modify", before: { Name: "a" }, after: { Name: "b" } }]))).toEqual(["unsupported-type X"]);
  });

  it("says nothing of a dashboard that is removed, because it records nothing", () => {
    expect(problemsOf(changeSet([{ id: "X", type: "AWS::CloudTrail::Dashboard", action: "Remove", before: {} }]))).toEqual([]);
  });

  it("says of an add-on of EKS that names a role of pods that it is not judged", () => {
    const after = { PodIdentityAssociations: [{ RoleArn: "arn:aws:iam::123456789012:role/cni", ServiceAccount: "aws-node" }] };
    expect(problemsOf(changeSet([{ id: "X", type: "AWS::EKS::Addon", after }]))).toEqual(["unsupported-type X"]);
  });
});
