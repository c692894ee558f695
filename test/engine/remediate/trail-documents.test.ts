import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../../collectors/index.ts";
import { completeDocument } from "../../../engine/author/testing/complete.ts";
import { remediate } from "../../../engine/remediate/remediate.ts";
import { evaluate } from "../../judged.ts";
import { shippedRules } from "./shipped.ts";

const RULES = shippedRules();
const ACCOUNT = "111122223333";

/** The policies of a rule's finding, by the page that they are from. */
function documentsOf(id: string, given: Record<string, unknown>, status = "fail"): Map<string, unknown> {
  const rule = RULES.find((each) => each.id === id)!;
  const { document } = completeDocument(given, normalizeRecords);
  const judged = evaluate(document, [rule]);
  if (!judged.ok) throw new Error("refused");
  const { results } = judged.results;
  const { parts } = remediate(rule, results.find((result) => result.status === status)!, document, { rules: RULES, results });
  const documents = parts.flatMap((part) => part.documents ?? []);
  return new Map(documents.map(({ source, text }) => [source.split("/").at(-1)!, typeof text === "string" ? JSON.parse(text) : text]));
}

const BUCKET = "create-s3-bucket-policy-for-cloudtrail.html";
const KEY = "create-kms-key-policy-for-cloudtrail.html";
const TRUST = "send-cloudtrail-events-to-cloudwatch-logs.html";
const ROLE = "cloudtrail-required-policy-for-cloudwatch-logs.html";
const SERVICE = { Service: "cloudtrail.amazonaws.com" };

/** CloudTrail User Guide, "Amazon S3 bucket policy for CloudTrail": aws:SourceArn is the ARN of the trail, and both statements carry it. */
const bucketPolicy = (partition: string, bucket: string, trail: string) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "AWSCloudTrailAclCheck",
      Effect: "Allow",
      Principal: SERVICE,
      Action: "s3:GetBucketAcl",
      Resource: `arn:${partition}:s3:::${bucket}`,
      Condition: { StringEquals: { "aws:SourceArn": trail } },
    },
    {
      Sid: "AWSCloudTrailWrite",
      Effect: "Allow",
      Principal: SERVICE,
      Action: "s3:PutObject",
      Resource: `arn:${partition}:s3:::${bucket}/AWSLogs/${ACCOUNT}/*`,
      Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceArn": trail } },
    },
  ],
});

/** CloudTrail User Guide, "Configure AWS KMS key policies for CloudTrail": encrypt for the trail, describe, decrypt for readers of what CloudTrail encrypted. */
const keyStatements = (partition: string, trail: string) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "AllowCloudTrailToEncryptLogs",
      Effect: "Allow",
      Principal: SERVICE,
      Action: "kms:GenerateDataKey*",
      Resource: "*",
      Condition: {
        StringEquals: { "aws:SourceArn": trail },
        StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": `arn:${partition}:cloudtrail:*:${ACCOUNT}:trail/*` },
      },
    },
    {
      Sid: "AllowCloudTrailToDescribeKey",
      Effect: "Allow",
      Principal: SERVICE,
      Action: "kms:DescribeKey",
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceArn": trail } },
    },
    {
      Sid: "AllowReadersToDecryptLogs",
      Effect: "Allow",
      Principal: { AWS: "<log-reader-arn>" },
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { Null: { "kms:EncryptionContext:aws:cloudtrail:arn": "false" } },
    },
  ],
});

/** CloudTrail User Guide, "Role policy document for CloudTrail to use CloudWatch Logs for monitoring", which takes no aws:SourceArn. */
const rolePolicy = (partition: string, region: string) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: `arn:${partition}:logs:${region}:${ACCOUNT}:log-group:<log-group-name>:log-stream:${ACCOUNT}_CloudTrail_${region}*`,
    },
  ],
});

const trustPolicy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: SERVICE, Action: "sts:AssumeRole" }] };

const PLACES: [partition: string, region: string][] = [
  ["aws", "eu-west-1"],
  ["aws-cn", "cn-north-1"],
  ["aws-us-gov", "us-gov-west-1"],
];

describe.each(PLACES)("the policies that a trail in %s, %s, needs", (partition, region) => {
  const account = { id: ACCOUNT, arn: `arn:${partition}:iam::${ACCOUNT}:root`, partition };
  const newTrail = `arn:${partition}:cloudtrail:<region>:${ACCOUNT}:trail/<trail-name>`;
  const trail = `arn:${partition}:cloudtrail:${region}:${ACCOUNT}:trail/audit`;

  it.each(["cloudtrail-enabled", "cloudtrail-multi-region-management-events"])("are those of AWS's pages, for a new trail: %s", (id) => {
    const documents = documentsOf(id, { account, trails: [] });
    expect(Object.fromEntries(documents)).toEqual({
      [BUCKET]: bucketPolicy(partition, "<bucket-name>", newTrail),
      [KEY]: keyStatements(partition, newTrail),
      [TRUST]: trustPolicy,
      [ROLE]: rolePolicy(partition, "<region>"),
    });
  });

  it("name a trail that exists, its Region and its account", () => {
    const trails = [{ arn: trail, name: "audit", homeRegion: region, kmsKeyId: null, cloudWatchLogsLogGroupArn: null, isLogging: true }];
    expect(documentsOf("cloudtrail-kms-encryption", { account, trails }).get(KEY)).toEqual(keyStatements(partition, trail));
    expect(documentsOf("cloudtrail-cloudwatch-logs-integration", { account, trails }).get(ROLE)).toEqual(rolePolicy(partition, region));
  });

  it.each([
    ["with the account", { account }],
    ["with records alone", { account: { $unknown: "NotCollected" } }],
  ])("name the trail that was deleted, %s", (_, given) => {
    const record = {
      eventID: "deleted",
      eventTime: "2026-01-15T11:00:00Z",
      eventSource: "cloudtrail.amazonaws.com",
      eventName: "DeleteTrail",
      awsRegion: region,
      recipientAccountId: ACCOUNT,
      sourceIPAddress: "192.0.2.10",
      userIdentity: { type: "IAMUser", arn: `arn:${partition}:iam::${ACCOUNT}:user/carol`, accountId: ACCOUNT, userName: "carol" },
      requestParameters: { name: "audit" },
    };
    const documents = documentsOf("trail-deleted", { ...given, events: [record] });
    expect(Object.fromEntries(documents)).toEqual({
      [BUCKET]: bucketPolicy(partition, "<log-bucket>", trail),
      [KEY]: keyStatements(partition, trail),
      [TRUST]: trustPolicy,
      [ROLE]: rolePolicy(partition, region),
    });
  });
});

it("no policy of a new trail is printed where one that exists can do", () => {
  const trails = [
    { arn: `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/audit`, name: "audit", homeRegion: "eu-west-1", isLogging: false, ownedByAccount: true },
  ];
  expect(documentsOf("cloudtrail-enabled", { account: { id: ACCOUNT, partition: "aws" }, trails }).size).toBe(0);
});
