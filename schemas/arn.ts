/** The parts of an ARN: arn:partition:service:region:account:resource. Source: IAM User Guide, "Amazon Resource Names (ARNs)". */
export interface Arn {
  partition: string;
  service: string;
  region: string;
  accountId: string;
  /** What follows the account, such as role/path/Name. */
  resource: string;
}

/**
 * The parts of an ARN, or of a pattern of ARNs; parts that are missing are empty. Null for text that does not begin with `arn:`. It lies with the contracts
 * because reporters, which import nothing else of ours, read ARNs too.
 */
export function arnParts(text: string): Arn | null {
  const [arn, partition = "", service = "", region = "", accountId = "", ...resource] = text.split(":");
  return arn === "arn" && text.length > 3 ? { partition, service, region, accountId, resource: resource.join(":") } : null;
}
