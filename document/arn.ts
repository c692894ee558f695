/** The parts of an ARN: arn:partition:service:region:account:resource. */
export interface Arn {
  partition: string;
  service: string;
  region: string;
  accountId: string;
  /** What follows the account, such as role/path/Name. */
  resource: string;
}

export function parseArn(text: string): Arn | null {
  const match = /^arn:([^:\s]+):([^:\s]*):([^:\s]*):([^:\s]*):(\S+)$/.exec(text);
  if (!match) return null;
  const [, partition = "", service = "", region = "", accountId = "", resource = ""] = match;
  return { partition, service, region, accountId, resource };
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
export const isAwsManaged = (arn: string): boolean => arn.split(":")[4] === "aws";
