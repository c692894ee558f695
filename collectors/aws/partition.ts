/**
 * Region that answers for a partition's global services (IAM, Organizations, Account Management).
 * Source: AWS General Reference, "AWS Identity and Access Management endpoints and quotas".
 */
const GLOBAL_REGIONS = new Map([
  ["aws", "us-east-1"],
  ["aws-cn", "cn-north-1"],
  ["aws-us-gov", "us-gov-west-1"],
  ["aws-eusc", "eusc-de-east-1"],
  ["aws-iso", "us-iso-east-1"],
  ["aws-iso-b", "us-isob-east-1"],
  ["aws-iso-e", "eu-isoe-west-1"],
  ["aws-iso-f", "us-isof-south-1"],
]);

/** The global region of a partition; the caller's own for a partition unknown to Reeve. */
export const globalRegion = (partition: string, callerRegion: string): string => GLOBAL_REGIONS.get(partition) ?? callerRegion;
