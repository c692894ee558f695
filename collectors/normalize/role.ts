import { instantIn, isServiceLinkedPath, listIn, member, textOf } from "../../document/index.ts";
import type { document, Unknown } from "../../schemas/index.ts";
import { attachedPolicyArns, boundaryArn, inlinePolicies, named, readableContent, tagsOf, unique } from "./principal.ts";

/**
 * A RoleDetail of iam:GetAccountAuthorizationDetails; null when it cannot be named.
 * RoleLastUsed without a date means no use in the trailing 400 days (IAM API reference, RoleLastUsed).
 */
export function normalizeRole(raw: unknown, unreadable: (scope: string) => Unknown): document.Role | null {
  const role = named(raw, "Role");
  if (!role) return null;
  const lastUsed = member(raw, "RoleLastUsed");
  return {
    ...role,
    tags: tagsOf(raw),
    permissionsBoundaryArn: boundaryArn(raw),
    trustPolicy: readableContent(member(raw, "AssumeRolePolicyDocument"), () => unreadable(`${role.arn} trust policy`)),
    attachedPolicyArns: attachedPolicyArns(raw),
    inlinePolicies: inlinePolicies(raw, "RolePolicyList", (name) => unreadable(name === null ? role.arn : `${role.arn} inline policy ${name}`)),
    instanceProfileArns: unique(listIn(raw, "InstanceProfileList").map((profile) => textOf(profile, "Arn"))),
    serviceLinked: isServiceLinkedPath(role.path),
    lastUsedAt: instantIn(lastUsed, "LastUsedDate"),
    lastUsedRegion: textOf(lastUsed, "Region"),
  };
}
