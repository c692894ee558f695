import { READERS } from "./readers.ts";

/** Types that bear on nothing that the document holds, though their names begin like those that do; each with its reason. */
const HARMLESS: Readonly<Record<string, string>> = {
  aws_iam_service_specific_credential: "Credentials of CodeCommit and Keyspaces are no part of the document.",
  aws_iam_user_ssh_key: "SSH keys of CodeCommit are no part of the document.",
  aws_iam_security_token_service_preferences: "The version of global session tokens is no part of the document.",
  aws_cloudtrail_event_data_store: "An event data store of CloudTrail Lake is no trail.",
  aws_accessanalyzer_archive_rule: "It archives findings of an analyzer; the document holds analyzers alone.",
  aws_organizations_delegated_administrator: "It concerns another account than the one that is judged.",
};

/** Beginnings of types that bear IAM or CloudTrail meaning, each with what it could change. */
const IDENTITY_TYPES: readonly { prefix: string; why: string }[] = [
  { prefix: "aws_iam_", why: "changes IAM" },
  { prefix: "aws_cloudtrail", why: "changes what CloudTrail records" },
  { prefix: "aws_accessanalyzer_", why: "changes access analyzers" },
  { prefix: "aws_organizations_", why: "changes the organization that the account belongs to, or the policies that bound it" },
  { prefix: "aws_ssoadmin_", why: "makes or changes roles through IAM Identity Center" },
  { prefix: "aws_identitystore_", why: "changes who gets roles through IAM Identity Center" },
  { prefix: "aws_account_", why: "changes settings of the account" },
  { prefix: "aws_controltower_", why: "enforces controls that may change trails and roles" },
  { prefix: "awscc_iam_", why: "changes IAM through Cloud Control" },
  { prefix: "awscc_cloudtrail_", why: "changes what CloudTrail records, through Cloud Control" },
  { prefix: "awscc_accessanalyzer_", why: "changes access analyzers, through Cloud Control" },
];

/** Types of any service that make IAM resources by themselves. */
const MAKERS: Readonly<Record<string, string>> = {
  aws_cloudformation_stack: "A stack may make any IAM resource. Give its change set: --change-set.",
  aws_cloudformation_stack_set: "A stack set may make any IAM resource in any account.",
  aws_cloudformation_stack_set_instance: "A stack set may make any IAM resource in any account.",
  aws_cloudformation_stack_instances: "A stack set may make any IAM resource in any account.",
  aws_cloudcontrolapi_resource: "Cloud Control may make any IAM resource.",
  aws_serverlessapplicationrepository_cloudformation_stack: "A stack may make any IAM resource.",
};

/** Why a change of a type that is not read matters; null where it does not. */
export function unsupported(type: string): string | null {
  if (Object.hasOwn(READERS, type) || Object.hasOwn(HARMLESS, type)) return null;
  if (Object.hasOwn(MAKERS, type)) return MAKERS[type] ?? null;
  const found = IDENTITY_TYPES.find(({ prefix }) => type.startsWith(prefix));
  return found ? `${type} ${found.why}, which this Reeve cannot predict yet.` : null;
}
