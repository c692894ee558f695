import type { TrailDestination } from "../../schemas/index.ts";

interface DestinationTypes {
  kind: TrailDestination["kind"];
  /** By whole names: it itself; a new one changes nothing that is there. */
  itself: readonly string[];
  /** By the beginnings of their names: its settings. */
  parts: readonly string[];
  /** By the beginnings of their names: settings that change nothing of what is delivered and kept. */
  except?: readonly string[];
}

/** Filters of a log group: a new one takes nothing away. */
const FILTERS = ["aws_cloudwatch_log_metric_filter", "aws_cloudwatch_log_subscription_filter", "AWS::Logs::MetricFilter", "AWS::Logs::SubscriptionFilter"];

/** What a trail delivers to and is encrypted with. Source: CloudTrail API Reference, Trail; documentation of the providers' resources. */
const DESTINATIONS: readonly DestinationTypes[] = [
  {
    kind: "bucket",
    itself: ["aws_s3_bucket", "awscc_s3_bucket", "AWS::S3::Bucket"],
    parts: ["aws_s3_bucket_", "aws_s3_object", "awscc_s3_bucket_", "AWS::S3::BucketPolicy"],
    except: ["accelerate", "analytics", "cors", "intelligent_tiering", "inventory", "logging", "metric", "metadata", "notification", "request", "website"].map(
      (setting) => `aws_s3_bucket_${setting}`,
    ),
  },
  {
    kind: "key",
    itself: [
      "aws_kms_key",
      "aws_kms_external_key",
      "aws_kms_replica_key",
      "aws_kms_replica_external_key",
      "awscc_kms_key",
      "AWS::KMS::Key",
      "AWS::KMS::ReplicaKey",
    ],
    parts: ["aws_kms_key_", "aws_kms_grant", "awscc_kms_replica_key"],
  },
  {
    kind: "topic",
    itself: ["aws_sns_topic", "awscc_sns_topic", "AWS::SNS::Topic"],
    parts: ["aws_sns_topic_policy", "aws_sns_topic_data_protection_policy", "awscc_sns_topic_", "AWS::SNS::TopicPolicy", "AWS::SNS::TopicInlinePolicy"],
  },
  {
    kind: "log-group",
    itself: ["aws_cloudwatch_log_group", "awscc_logs_log_group", "AWS::Logs::LogGroup", ...FILTERS],
    parts: ["aws_cloudwatch_log_stream", "aws_cloudwatch_log_data_protection_policy", "AWS::Logs::LogStream"],
  },
];

/** Types of the same services that no trail delivers to. */
const NO_DESTINATIONS: readonly string[] = [
  "AWS::Logs::",
  "awscc_logs_",
  "AWS::SNS::Subscription",
  "AWS::KMS::Alias",
  "AWS::S3::AccessPoint",
  "AWS::S3::StorageLens",
];

/** What of a trail's a type may be, and whether it is that itself; null where it is nothing of the kind. */
export function destinationKind(type: string): { kind: TrailDestination["kind"]; isItself: boolean } | null {
  for (const { kind, itself, parts, except = [] } of DESTINATIONS) {
    if (itself.includes(type)) return { kind, isItself: true };
    if (parts.some((beginning) => type.startsWith(beginning)) && !except.some((beginning) => type.startsWith(beginning))) return { kind, isItself: false };
  }
  return null;
}

/** Whether a type is of a service that trails deliver to, and none of what they deliver to. */
export const isNoDestination = (type: string): boolean =>
  destinationKind(type) === null &&
  (NO_DESTINATIONS.some((beginning) => type.startsWith(beginning)) || DESTINATIONS.some(({ except = [] }) => except.some((each) => type.startsWith(each))));

/** Attributes and properties that name the bucket, key, topic or log group. */
export const DESTINATION_IDS: Readonly<Record<TrailDestination["kind"], readonly string[]>> = {
  bucket: ["bucket", "bucket_name", "Bucket", "BucketName"],
  key: ["key_id", "arn", "KeyId"],
  topic: ["arn", "topic_arn", "TopicArn", "Topics"],
  "log-group": ["log_group_name", "name", "LogGroupName"],
};

/** Attributes that are no part of what is delivered or kept. */
export const NOT_DELIVERED: ReadonlySet<string> = new Set(["tags", "tags_all", "force_destroy", "Tags"]);
