import { instantIn, isAwsManaged, listIn, member, numberOf, textOf } from "../../document/index.ts";
import type { document, Unknown } from "../../schemas/index.ts";
import { named, readableContent } from "./principal.ts";

type Policy = document.Policy;

/** A ManagedPolicyDetail of iam:GetAccountAuthorizationDetails; null when it cannot be named. */
export function normalizePolicy(raw: unknown, attachedTo: Policy["attachedTo"], unreadable: (scope: string) => Unknown): Policy | null {
  const policy = named(raw, "Policy");
  const defaultVersionId = textOf(raw, "DefaultVersionId");
  if (!policy || defaultVersionId === null) return null;
  const versions = listIn(raw, "PolicyVersionList");
  const inForce = versions.find((version) => textOf(version, "VersionId") === defaultVersionId);
  return {
    ...policy,
    updatedAt: instantIn(raw, "UpdateDate") ?? policy.createdAt,
    awsManaged: isAwsManaged(policy.arn),
    defaultVersionId,
    versionCount: versions.length,
    attachmentCount: numberOf(raw, "AttachmentCount") ?? unreadable("AttachmentCount of policies"),
    permissionsBoundaryUsageCount: numberOf(raw, "PermissionsBoundaryUsageCount") ?? unreadable("PermissionsBoundaryUsageCount of policies"),
    attachedTo,
    ...readableContent(member(inForce, "Document"), () => unreadable(`${policy.arn} ${defaultVersionId}`)),
  };
}

/** Whether a policy belongs in the document: customer managed, or an AWS managed one that something in the account uses. */
export function isInUse(raw: unknown, referenced: ReadonlySet<string>): boolean {
  const arn = textOf(raw, "Arn") ?? "";
  return !isAwsManaged(arn) || referenced.has(arn) || (numberOf(raw, "AttachmentCount") ?? 0) > 0 || (numberOf(raw, "PermissionsBoundaryUsageCount") ?? 0) > 0;
}
