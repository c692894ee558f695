import type { TypeReader } from "./type-reader.ts";
import { exclusiveAttachments, exclusiveInlinePolicies, groupMembership, policyAttachment, userGroupMembership } from "./types/exclusive.ts";
import { inlinePolicy, policy, policyOfPrincipal } from "./types/policies.ts";
import { group, role, user } from "./types/principals.ts";

/** Types of the AWS provider that are worked into the document. */
export const READERS: Readonly<Record<string, TypeReader>> = {
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
};
