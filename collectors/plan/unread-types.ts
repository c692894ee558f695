/** Types of resources that affect IAM, CloudTrail, the organization or who gets a role, and that no reader predicts. */
interface UnreadTypes {
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
const UNREAD: readonly UnreadTypes[] = [
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
    cloudformation: ["AWS::CloudFormation::CustomResource", "Custom::"],
    terraform: ["aws_lambda_invocation"],
    why: "runs code, which may change anything",
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
  { cloudformation: ["AWS::IoT::RoleAlias"], terraform: ["aws_iot_role_alias"], why: "changes which role the certificates of devices get" },
  { cloudformation: [], terraform: ["aws_ssm_activation"], why: "gives a role to machines outside AWS" },
  { cloudformation: ["AWS::ControlTower::"], terraform: ["aws_controltower_"], why: "enforces controls that may change trails and roles" },
  { cloudformation: [], terraform: ["aws_account_"], why: "changes settings of the account" },
];

/** Types that rows above would name and that change nothing of what they say; each with its reason. */
const HARMLESS: readonly { cloudformation: readonly string[]; terraform: readonly string[]; why: string; onlyNew?: true }[] = [
  { cloudformation: [], terraform: ["aws_iam_security_token_service_preferences"], why: "The version of session tokens is no part of the document." },
  { cloudformation: [], terraform: ["aws_iam_user_ssh_key"], why: "SSH keys open repositories of CodeCommit, and nothing of IAM." },
  { cloudformation: [], terraform: ["aws_accessanalyzer_archive_rule"], why: "It archives findings of an analyzer; the document holds the analyzers only." },
  {
    cloudformation: ["AWS::CloudTrail::EventDataStore"],
    terraform: ["aws_cloudtrail_event_data_store"],
    why: "A new event data store of CloudTrail Lake is no trail, and takes nothing away.",
    onlyNew: true,
  },
  {
    cloudformation: ["AWS::CloudTrail::Channel", "AWS::CloudTrail::Dashboard", "AWS::CloudTrail::ResourcePolicy"],
    terraform: [],
    why: "Channels and dashboards of CloudTrail Lake are no trails.",
  },
];

/** A change of a resource as far as its type goes. */
export interface TypedChange {
  tool: "terraform" | "cloudformation";
  type: string;
  /** The change makes it and touches nothing that exists. */
  isNew: boolean;
  /** Whether an attribute or property is set before or after, or may be. */
  has: (attribute: string) => boolean;
}

/** Whether a type of a service that matters changes nothing that does. */
export const isHarmless = (change: TypedChange): boolean => HARMLESS.some((row) => isAmong(change, row) && (change.isNew || row.onlyNew !== true));

/** Why a change of a type that no reader predicts matters, and what to do about it; null where it does not. */
export function unreadType(change: TypedChange): string | null {
  const { type, has } = change;
  if (isHarmless(change)) return null;
  const row = UNREAD.find((each) => isAmong(change, each) && (each.with === undefined || has(each.with)));
  return row ? `${type} ${row.why}. Reeve does not predict this. ${row.next ?? "Judge it by hand."}` : null;
}

function isAmong({ tool, type }: TypedChange, { cloudformation, terraform }: Pick<UnreadTypes, "cloudformation" | "terraform">): boolean {
  if (tool === "cloudformation") return cloudformation.some((beginning) => type.startsWith(beginning));
  return terraform.some((beginning) => type.startsWith(beginning)) || cloudformation.some((beginning) => isTwin(type, beginning));
}

/**
 * Whether a type of the provider awscc is made from CloudFormation's type that begins so: `AWS::SSO::PermissionSet` is `awscc_sso_permission_set`. Where
 * words are parted varies, and does not count. Source: hashicorp/terraform-provider-awscc, internal/naming/naming.go.
 */
function isTwin(type: string, beginning: string): boolean {
  const [, service = "", name = ""] = beginning.toLowerCase().split("::");
  const prefix = `awscc_${service}_`;
  return service !== "" && type.startsWith(prefix) && type.slice(prefix.length).replaceAll("_", "").startsWith(name);
}
