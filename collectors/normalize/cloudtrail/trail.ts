import { booleanOf, instantIn, parseArn, type RecordedEvents, textOf } from "../../../document/index.ts";
import type { document, Named, Unknown } from "../../../schemas/index.ts";

type Trail = Named<document.Trail>;

/** What GetTrailStatus tells. */
export type TrailStatus = Pick<
  Trail,
  | "isLogging"
  | "startLoggingAt"
  | "stopLoggingAt"
  | "latestDeliveryAt"
  | "latestDeliveryError"
  | "latestDigestDeliveryAt"
  | "latestDigestDeliveryError"
  | "latestCloudWatchLogsDeliveryAt"
  | "latestCloudWatchLogsDeliveryError"
>;

/** A trail of DescribeTrails' answer. */
export type DescribedTrail = Omit<Trail, keyof TrailStatus | keyof RecordedEvents>;

/** A trail as DescribeTrails tells it; null when its ARN, name or home region is missing. Source: CloudTrail API Reference, Trail. */
export function describedTrail(raw: unknown, accountId: string): DescribedTrail | null {
  const arn = textOf(raw, "TrailARN");
  const name = textOf(raw, "Name");
  const homeRegion = textOf(raw, "HomeRegion");
  if (!arn || !name || !homeRegion) return null;
  return {
    arn,
    name,
    homeRegion,
    isMultiRegion: booleanOf(raw, "IsMultiRegionTrail") ?? false,
    isOrganization: booleanOf(raw, "IsOrganizationTrail") ?? false,
    ownedByAccount: parseArn(arn)?.accountId === accountId,
    includeGlobalServiceEvents: booleanOf(raw, "IncludeGlobalServiceEvents") ?? false,
    logFileValidationEnabled: booleanOf(raw, "LogFileValidationEnabled") ?? false,
    s3BucketName: textOf(raw, "S3BucketName"),
    s3KeyPrefix: textOf(raw, "S3KeyPrefix"),
    snsTopicArn: textOf(raw, "SnsTopicARN"),
    kmsKeyId: textOf(raw, "KmsKeyId"),
    cloudWatchLogsLogGroupArn: textOf(raw, "CloudWatchLogsLogGroupArn"),
    cloudWatchLogsRoleArn: textOf(raw, "CloudWatchLogsRoleArn"),
  };
}

/** Status of a trail; null when the answer does not say whether it is logging. Source: CloudTrail API Reference, GetTrailStatus. */
export function trailStatus(raw: unknown): TrailStatus | null {
  const isLogging = booleanOf(raw, "IsLogging");
  if (isLogging === null) return null;
  return {
    isLogging,
    startLoggingAt: instantIn(raw, "StartLoggingTime"),
    stopLoggingAt: instantIn(raw, "StopLoggingTime"),
    latestDeliveryAt: instantIn(raw, "LatestDeliveryTime"),
    latestDeliveryError: textOf(raw, "LatestDeliveryError"),
    latestDigestDeliveryAt: instantIn(raw, "LatestDigestDeliveryTime"),
    latestDigestDeliveryError: textOf(raw, "LatestDigestDeliveryError"),
    latestCloudWatchLogsDeliveryAt: instantIn(raw, "LatestCloudWatchLogsDeliveryTime"),
    latestCloudWatchLogsDeliveryError: textOf(raw, "LatestCloudWatchLogsDeliveryError"),
  };
}

export const unknownStatus = (mark: Unknown): TrailStatus => ({
  isLogging: mark,
  startLoggingAt: mark,
  stopLoggingAt: mark,
  latestDeliveryAt: mark,
  latestDeliveryError: mark,
  latestDigestDeliveryAt: mark,
  latestDigestDeliveryError: mark,
  latestCloudWatchLogsDeliveryAt: mark,
  latestCloudWatchLogsDeliveryError: mark,
});
