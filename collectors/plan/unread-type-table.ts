/** Types of resources that affect IAM, CloudTrail, the organization or who gets a role, and that no reader predicts. */
export interface UnreadTypes {
  /** Beginnings of CloudFormation's names. The types of the provider awscc are made from these, and go by them too. */
  cloudformation: readonly string[];
  /** Beginnings of the AWS provider's names. */
  terraform: readonly string[];
  /** What they do, after the name of the type. */
  why: string;
  /** What to do about it; to judge the change by hand where it is left out. */
  next?: string;
  /** Only with this attribute or property. */
  with?: string;
}

/** The first row that fits a type holds. */
export const UNREAD: readonly UnreadTypes[] = [
  {
    cloudformation: ["AWS::CloudFormation::StackSet"],
    terraform: ["aws_cloudformation_stack_set", "aws_cloudformation_stack_instances"],
    why: "may make any IAM resource in any account",
  },
  {
    cloudformation: [],
    terraform: ["aws_cloudformation_stack", "awscc_cloudformation_stack"],
    why: "may make any IAM resource, and its resources are not in the plan",
    next: "Give the change set of the stack: --change-set.",
  },
  {
    cloudformation: ["AWS::CloudFormation::Stack"],
    terraform: [],
    why: "is a stack of its own, whose resources are not in the change set",
    next: "Make the change set with --include-nested-stacks and give the nested stack's own: aws cloudformation describe-change-set --include-property-values.",
  },
  {
    cloudformation: ["AWS::ServiceCatalog::CloudFormationProvisionedProduct", "AWS::Serverless::Application"],
    terraform: ["aws_servicecatalog_provisioned_product", "aws_serverlessapplicationrepository_cloudformation_stack"],
    why: "makes a stack, which may hold any IAM resource and whose resources are not in the change",
  },
  {
    cloudformation: ["AWS::Proton::", "AWS::SageMaker::Project", "AWS::DataZone::Environment", "AWS::SSMQuickSetup::", "AWS::ElasticBeanstalk::Environment"],
    terraform: ["aws_proton_", "aws_sagemaker_project", "aws_datazone_environment", "aws_ssmquicksetup_", "aws_elastic_beanstalk_environment"],
    why: "makes stacks, which may hold any IAM resource and whose resources are not in the change",
  },
  {
    cloudformation: ["AWS::CloudFormation::CustomResource", "Custom::"],
    terraform: ["aws_lambda_invocation", "tfe_workspace_run"],
    why: "runs code, which may change anything",
  },
  { cloudformation: ["AWS::SSM::Association"], terraform: ["aws_ssm_association"], why: "runs commands or an automation, which may change anything" },
  {
    cloudformation: ["AWS::Config::RemediationConfiguration", "AWS::Config::ConformancePack", "AWS::Config::OrganizationConformancePack"],
    terraform: ["aws_config_remediation_configuration", "aws_config_conformance_pack", "aws_config_organization_conformance_pack"],
    why: "may run automations on what it finds, with a role of its own",
  },
  {
    cloudformation: ["AWS::CloudFormation::Macro"],
    terraform: [],
    why: "rewrites templates: what it writes in this stack is in the change set, and what it writes in others is not",
  },
  { cloudformation: ["AWS::IAM::"], terraform: ["aws_iam_"], why: "changes IAM" },
  { cloudformation: ["AWS::CloudTrail::"], terraform: ["aws_cloudtrail"], why: "changes what CloudTrail records or keeps" },
  { cloudformation: ["AWS::AccessAnalyzer::"], terraform: ["aws_accessanalyzer_"], why: "changes access analyzers" },
  {
    cloudformation: ["AWS::Organizations::"],
    terraform: ["aws_organizations_", "aws_ram_sharing_with_organization"],
    why: "changes the organization that the account belongs to, or the policies that bound it",
  },
  {
    cloudformation: ["AWS::SecurityHub::DelegatedAdmin", "AWS::Detective::OrganizationAdmin"],
    terraform: [
      "aws_fms_admin_account",
      "aws_inspector2_delegated_admin_account",
      "aws_auditmanager_organization_admin_account_registration",
      ...["guardduty", "securityhub", "macie2", "detective", "vpc_ipam"].map((service) => `aws_${service}_organization_admin_account`),
    ],
    why: "gives an account the administration of a service in the organization",
  },
  { cloudformation: ["AWS::SSO::"], terraform: ["aws_ssoadmin_"], why: "makes or changes roles through IAM Identity Center" },
  { cloudformation: ["AWS::IdentityStore::"], terraform: ["aws_identitystore_"], why: "changes who gets roles through IAM Identity Center" },
  { cloudformation: ["AWS::RolesAnywhere::"], terraform: ["aws_rolesanywhere_"], why: "changes which certificates get roles through IAM Roles Anywhere" },
  { cloudformation: ["AWS::EKS::PodIdentityAssociation"], terraform: ["aws_eks_pod_identity_association"], why: "changes which pods get a role" },
  { cloudformation: ["AWS::EKS::Addon"], terraform: [], why: "changes which pods get a role", with: "PodIdentityAssociations" },
  { cloudformation: [], terraform: ["aws_eks_addon"], why: "changes which pods get a role", with: "pod_identity_association" },
  {
    cloudformation: ["AWS::Cognito::IdentityPoolRoleAttachment"],
    terraform: ["aws_cognito_identity_pool_roles_attachment"],
    why: "changes which roles the users of an identity pool get",
  },
  {
    cloudformation: ["AWS::Cognito::IdentityPool"],
    terraform: ["aws_cognito_identity_pool"],
    why: "changes who gets the roles of an identity pool",
  },
  { cloudformation: [], terraform: ["aws_cognito_user_group"], why: "changes which role the users of a group get", with: "role_arn" },
  { cloudformation: ["AWS::Cognito::UserPoolGroup"], terraform: [], why: "changes which role the users of a group get", with: "RoleArn" },
  {
    cloudformation: ["AWS::Cognito::UserPoolUserToGroupAttachment"],
    terraform: ["aws_cognito_user_in_group"],
    why: "changes which users get the role of a group",
  },
  { cloudformation: ["AWS::IoT::RoleAlias"], terraform: ["aws_iot_role_alias"], why: "changes which role the certificates of devices get" },
  {
    cloudformation: ["AWS::IoT::ProvisioningTemplate", "AWS::IoT::Policy"],
    terraform: ["aws_iot_provisioning_template", "aws_iot_policy"],
    why: "changes which devices get a role",
  },
  { cloudformation: [], terraform: ["aws_ssm_activation"], why: "gives a role to machines outside AWS" },
  { cloudformation: [], terraform: ["aws_ssm_service_setting"], why: "may change which role machines get" },
  {
    cloudformation: ["AWS::Transfer::User"],
    terraform: ["aws_transfer_user", "aws_transfer_access"],
    why: "changes which role the users of a file server get",
  },
  { cloudformation: ["AWS::Chatbot::"], terraform: ["aws_chatbot_"], why: "changes which role the members of a chat get" },
  { cloudformation: [], terraform: ["aws_quicksight_iam_policy_assignment"], why: "gives policies of IAM to users of QuickSight" },
  { cloudformation: ["AWS::Budgets::BudgetsAction"], terraform: ["aws_budgets_budget_action"], why: "may attach policies once a budget is exceeded" },
  { cloudformation: [], terraform: ["vault_aws_"], why: "lets Vault make users and sessions of IAM" },
  {
    cloudformation: [],
    terraform: ["github_actions_organization_oidc_subject_claim", "github_actions_repository_oidc_subject_claim"],
    why: "changes the subject by which trust policies know a repository",
  },
  {
    cloudformation: [
      "AWS::ServiceCatalog::LaunchRoleConstraint",
      "AWS::ServiceCatalog::StackSetConstraint",
      "AWS::ServiceCatalog::PortfolioPrincipalAssociation",
    ],
    terraform: ["aws_servicecatalog_constraint", "aws_servicecatalog_principal_portfolio_association", "aws_servicecatalog_organizations_access"],
    why: "changes who may make stacks, and with which role",
  },
  {
    cloudformation: ["AWS::SecurityLake::Subscriber"],
    terraform: ["aws_securitylake_subscriber"],
    why: "makes a role for who reads the data lake",
  },
  { cloudformation: ["AWS::ControlTower::"], terraform: ["aws_controltower_"], why: "enforces controls that may change trails and roles" },
  { cloudformation: [], terraform: ["aws_account_"], why: "changes settings of the account" },
];
