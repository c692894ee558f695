import { arnParts, type Result } from "../schemas/index.ts";

/** Partition of an ARN: aws, aws-cn, aws-us-gov or an isolated one. */
export const partitionOf = (arn: string): string => arnParts(arn)?.partition || "aws";

/** The names that AWS Security Hub gives resource types; Other where it has none. Source: Security Hub User Guide, "Resources object". */
const TYPES: Readonly<Partial<Record<Result["resource"]["kind"], string>>> = {
  account: "AwsAccount",
  root: "AwsAccount",
  user: "AwsIamUser",
  accessKey: "AwsIamAccessKey",
  group: "AwsIamGroup",
  role: "AwsIamRole",
  policy: "AwsIamPolicy",
  trail: "AwsCloudTrailTrail",
};

export const securityHubType = (kind: Result["resource"]["kind"]): string => TYPES[kind] ?? "Other";
