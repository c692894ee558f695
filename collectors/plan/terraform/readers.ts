import type { TerraformTypeReader } from "./type-reader.ts";
import { accountAlias, alternateContact, organizationsFeatures, passwordPolicy } from "./types/account.ts";
import { accessKey, loginProfile, signingCertificate, virtualMfaDevice } from "./types/credentials.ts";
import { exclusiveAttachments, exclusiveInlinePolicies, groupMembership, policyAttachment, userGroupMembership } from "./types/exclusive.ts";
import { inlinePolicy, policy, policyOfPrincipal } from "./types/policies.ts";
import { group, role, user } from "./types/principals.ts";
import { instanceProfile, oidcProvider, samlProvider, serverCertificate, serviceLinkedRole } from "./types/providers.ts";
import { analyzer, trail } from "./types/trails.ts";

/** Types of the AWS provider that are worked into the document. */
export const READERS: Readonly<Record<string, TerraformTypeReader>> = {
  aws_iam_user: user,
  aws_iam_group: group,
  aws_iam_role: role,
  aws_iam_policy: policy,
  aws_iam_user_policy: inlinePolicy("user"),
  aws_iam_group_policy: inlinePolicy("group"),
  aws_iam_role_policy: inlinePolicy("role"),
  aws_iam_user_policy_attachment: policyOfPrincipal("user"),
  aws_iam_group_policy_attachment: policyOfPrincipal("group"),
  aws_iam_role_policy_attachment: policyOfPrincipal("role"),
  aws_iam_policy_attachment: policyAttachment,
  aws_iam_user_policy_attachments_exclusive: exclusiveAttachments("user"),
  aws_iam_group_policy_attachments_exclusive: exclusiveAttachments("group"),
  aws_iam_role_policy_attachments_exclusive: exclusiveAttachments("role"),
  aws_iam_user_policies_exclusive: exclusiveInlinePolicies("user"),
  aws_iam_group_policies_exclusive: exclusiveInlinePolicies("group"),
  aws_iam_role_policies_exclusive: exclusiveInlinePolicies("role"),
  aws_iam_group_membership: groupMembership,
  aws_iam_user_group_membership: userGroupMembership,
  aws_iam_access_key: accessKey,
  aws_iam_user_login_profile: loginProfile,
  aws_iam_virtual_mfa_device: virtualMfaDevice,
  aws_iam_signing_certificate: signingCertificate,
  aws_iam_account_password_policy: passwordPolicy,
  aws_iam_account_alias: accountAlias,
  aws_account_alternate_contact: alternateContact,
  aws_iam_organizations_features: organizationsFeatures,
  aws_iam_instance_profile: instanceProfile,
  aws_iam_saml_provider: samlProvider,
  aws_iam_openid_connect_provider: oidcProvider,
  aws_iam_server_certificate: serverCertificate,
  aws_iam_service_linked_role: serviceLinkedRole,
  aws_cloudtrail: trail,
  aws_accessanalyzer_analyzer: analyzer,
};
