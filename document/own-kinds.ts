import { arnParts, type ResourceKind } from "../schemas/index.ts";

/** Kinds of which an account holds only its own; a trail may be the organization's. */
const OWN_KINDS: ReadonlySet<string> = new Set<ResourceKind>([
  "account",
  "root",
  "user",
  "group",
  "role",
  "policy",
  "mfaDevice",
  "serverCertificate",
  "samlProvider",
  "oidcProvider",
  "analyzer",
]);

/** Whether resources of a kind are of the account and the partition that they are found in. */
export const isOwnKind = (kind: ResourceKind): boolean => OWN_KINDS.has(kind);

/**
 * Which part of an ARN is not that of an account and its partition, and what the ARN has there; null where both are, and for an ARN without an account. A policy
 * of AWS is of the partition only.
 */
export function foreignPart(arn: string, own: { accountId: string; partition: string }): { part: "accountId" | "partition"; value: string } | null {
  const parts = arnParts(arn);
  if (!parts) return null;
  const isOfAws = parts.accountId === "aws" && arn.includes(":policy/");
  if (!isOfAws && parts.accountId !== "" && parts.accountId !== own.accountId) return { part: "accountId", value: parts.accountId };
  return parts.partition !== "" && parts.partition !== own.partition ? { part: "partition", value: parts.partition } : null;
}
