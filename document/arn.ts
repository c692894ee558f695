import { ARN_TYPES, type Arn, arnParts } from "../schemas/index.ts";

/** The parts of a whole ARN: with partition and resource, without blanks. Null for anything else. */
export function parseArn(text: string): Arn | null {
  const arn = /\s/.test(text) ? null : arnParts(text);
  return arn && arn.partition !== "" && arn.resource !== "" ? arn : null;
}

/** Name at the end of a resource, its path left out: role/path/Name → Name. */
export const nameOf = (arn: Arn): string => arn.resource.slice(arn.resource.lastIndexOf("/") + 1);

/**
 * Partition of a region by its prefix.
 * Source: AWS General Reference and the SDKs' partitions metadata (regionRegex of each partition).
 */
export function partitionOf(region: string | null): string {
  const prefixes: [string, string][] = [
    ["cn-", "aws-cn"],
    ["us-gov-", "aws-us-gov"],
    ["us-isob-", "aws-iso-b"],
    ["us-isof-", "aws-iso-f"],
    ["eu-isoe-", "aws-iso-e"],
    ["us-iso-", "aws-iso"],
    ["eusc-", "aws-eusc"],
  ];
  return prefixes.find(([prefix]) => region?.startsWith(prefix))?.[1] ?? "aws";
}

/** Whether AWS maintains a policy: its ARN's account is `aws`, in every partition. */
export const isAwsManaged = (arn: string): boolean => arnParts(arn)?.accountId === "aws";

/** Whether a role's path is that of the roles that AWS services make for themselves. Source: IAM User Guide, Create a service-linked role. */
export const isServiceLinkedPath = (path: string): boolean => path.startsWith("/aws-service-role/");

/** An ARN, or a glob of some, whose type of resource stands in other letters than AWS writes, as AWS writes it: `assumed-role` for `AssumedRole`. Null for any other. */
export function typeRespelt(text: string): string | null {
  const [, before = "", service = "", after = "", type] = /^(arn:[^:]*:)(iam|sts)(:[^:]*:[^:]*:)([A-Za-z_-]+)(?=[/*?])/.exec(text) ?? [];
  if (type === undefined) return null;
  const known = service === "iam" || service === "sts" ? ARN_TYPES[service] : [];
  const meant = known.find((one) => onlyLetters(one) === onlyLetters(type));
  if (meant === undefined || known.includes(type)) return null;
  const from = before.length + service.length + after.length;
  return text.slice(0, from) + meant + text.slice(from + type.length);
}

const onlyLetters = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, "");
