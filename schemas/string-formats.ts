/**
 * Forms of the document's texts, by the name that `x-format` of document.schema.json gives. Data for whoever reads what authors write (literals,
 * parameters, fixtures) and for normalizers. Collected data is never refused for its form.
 */
export interface StringFormat {
  /** What such a text is, for messages. */
  description: string;
  /** ECMAScript regular expression of the whole text, Unicode mode; null when any text is possible. */
  pattern: string | null;
  /** Whether AWS compares two such texts with regard to letter case. */
  compared: "exactly" | "without-case";
  /** Case in which the document holds them; null for as AWS writes them. */
  storedIn: "lower-case" | null;
  /** A text of this form; for fixtures. */
  example: string;
  /** Page that says so. */
  source: string;
}

const QUOTAS = "IAM User Guide, IAM and AWS STS quotas, IAM name requirements";
const ARNS = "IAM User Guide, Identify AWS resources with Amazon Resource Names (ARNs)";

export const STRING_FORMATS = {
  text: { description: "any text", pattern: null, compared: "exactly", storedIn: null, example: "text", source: "" },
  arn: {
    description: "an ARN",
    pattern: "^arn:[^:]+:[^:]*:[^:]*:[^:]*:.+$",
    compared: "exactly",
    storedIn: null,
    example: "arn:aws:iam::111122223333:user/ann",
    source: ARNS,
  },
  "account-id": {
    description: "an account id of twelve digits",
    pattern: "^[0-9]{12}$",
    compared: "exactly",
    storedIn: null,
    example: "111122223333",
    source: "AWS Account Management Reference Guide, View AWS account identifiers",
  },
  region: {
    description: "a Region code such as eu-central-1",
    pattern: "^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$",
    compared: "exactly",
    storedIn: "lower-case",
    example: "eu-central-1",
    source: "AWS General Reference, AWS service endpoints, Regional endpoints",
  },
  partition: {
    description: "a partition such as aws-cn",
    pattern: "^aws(-[a-z]+)*$",
    compared: "exactly",
    storedIn: "lower-case",
    example: "aws",
    source: ARNS,
  },
  "iam-name": {
    description: "a name of a user, group or role",
    pattern: "^[A-Za-z0-9+=,.@_-]{1,128}$",
    compared: "without-case",
    storedIn: null,
    example: "ann",
    source: QUOTAS,
  },
  "iam-resource-name": {
    description: "a name of an IAM provider or server certificate",
    pattern: "^[A-Za-z0-9+=,.@_-]{1,128}$",
    compared: "exactly",
    storedIn: null,
    example: "directory",
    source: QUOTAS,
  },
  "policy-name": {
    description: "a name of a managed policy",
    pattern: "^[A-Za-z0-9+=,.@_-]{1,128}$",
    compared: "exactly",
    storedIn: null,
    example: "RequireMfa",
    source: QUOTAS,
  },
  "inline-policy-name": {
    description: "a name of an inline policy",
    pattern: "^[\\x21-\\x7e]{1,128}$",
    compared: "exactly",
    storedIn: null,
    example: "inline",
    source: QUOTAS,
  },
  "iam-path": {
    description: "an IAM path, which begins and ends with a slash",
    pattern: "^/([\\x21-\\x7e]+/)?$",
    compared: "exactly",
    storedIn: null,
    example: "/",
    source: "IAM API Reference, User, Path",
  },
  "unique-id": {
    description: "a unique id such as AIDA… or AKIA…",
    pattern: "^[A-Za-z0-9_]{16,128}$",
    compared: "exactly",
    storedIn: null,
    example: "AIDACKCEVSQ6C2EXAMPLE",
    source: "IAM API Reference, User, UserId: length and pattern",
  },
  "organization-id": {
    description: "an organization id such as o-exampleorgid",
    pattern: "^o-[a-z0-9]{10,32}$",
    compared: "exactly",
    storedIn: null,
    example: "o-exampleorgid",
    source: "AWS Organizations API Reference, Organization, Id",
  },
  "organizational-unit-path": {
    description: "an organization path such as o-exampleorgid/r-ab12/ou-ab12-11111111",
    pattern: "^o-[a-z0-9]{10,32}(/r-[0-9a-z]{4,32}(/ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})*)?/?$",
    compared: "exactly",
    storedIn: null,
    example: "o-exampleorgid/r-ab12",
    source: "IAM User Guide, AWS global condition context keys, aws:PrincipalOrgPaths",
  },
  "account-alias": {
    description: "an account alias in lower case",
    pattern: "^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$",
    compared: "exactly",
    storedIn: "lower-case",
    example: "example-corp",
    source: "IAM API Reference, CreateAccountAlias, AccountAlias",
  },
  "trail-name": {
    description: "a name of a trail",
    pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{1,126}[A-Za-z0-9]$",
    compared: "exactly",
    storedIn: null,
    example: "management-events",
    source: "AWS CloudTrail API Reference, CreateTrail, Name",
  },
  "analyzer-name": {
    description: "a name of an analyzer",
    pattern: "^[A-Za-z][A-Za-z0-9_.-]{0,254}$",
    compared: "exactly",
    storedIn: null,
    example: "account-analyzer",
    source: "IAM Access Analyzer API Reference, CreateAnalyzer, analyzerName",
  },
  "bucket-name": {
    description: "a name of a bucket",
    pattern: "^[A-Za-z0-9._-]{3,255}$",
    compared: "exactly",
    storedIn: null,
    example: "example-trail-logs",
    source: "Amazon S3 User Guide, Bucket naming rules; buckets of us-east-1 from before March 2018 may have up to 255 characters and capitals",
  },
  "policy-version-id": {
    description: "a policy version such as v3",
    pattern: "^v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?$",
    compared: "exactly",
    storedIn: null,
    example: "v1",
    source: "IAM API Reference, PolicyVersion, VersionId",
  },
  "action-pattern": {
    description: "an action pattern in lower case, such as iam:attach*",
    pattern: "^[^A-Z]*$",
    compared: "without-case",
    storedIn: "lower-case",
    example: "iam:passrole",
    source: "IAM User Guide, IAM JSON policy elements: Action",
  },
  "resource-pattern": {
    description: "a resource pattern",
    pattern: null,
    compared: "exactly",
    storedIn: null,
    example: "*",
    source: "IAM User Guide, IAM JSON policy elements: Resource",
  },
  "condition-key": {
    description: "a condition key in lower case, such as aws:multifactorauthpresent",
    pattern: "^[^A-Z]*$",
    compared: "without-case",
    storedIn: "lower-case",
    example: "aws:multifactorauthpresent",
    source: "IAM User Guide, IAM JSON policy elements: Condition",
  },
  "condition-operator": {
    description: "a condition operator such as StringEquals",
    pattern: "^((ForAllValues|ForAnyValue):)?[A-Za-z]+$",
    compared: "exactly",
    storedIn: null,
    example: "StringEquals",
    source: "IAM User Guide, IAM JSON policy elements: Condition operators",
  },
  sha256: { description: "a SHA-256 in hex", pattern: "^[0-9a-f]{64}$", compared: "exactly", storedIn: "lower-case", example: "0".repeat(64), source: "" },
  "service-host": {
    description: "an event source such as kms.amazonaws.com",
    pattern: "^[a-z0-9.-]+\\.amazonaws\\.com(\\.cn)?$",
    compared: "exactly",
    storedIn: "lower-case",
    example: "kms.amazonaws.com",
    source: "AWS CloudTrail API Reference, EventSelector, ExcludeManagementEventSources",
  },
  "api-call": {
    description: "an API call such as iam:ListUsers",
    pattern: "^[a-z0-9-]+:[A-Z][A-Za-z0-9]*$",
    compared: "exactly",
    storedIn: null,
    example: "iam:ListUsers",
    source: "Service Authorization Reference",
  },
  "resource-type": {
    description: "a resource type such as AWS::S3::Object",
    pattern: "^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$",
    compared: "exactly",
    storedIn: null,
    example: "AWS::S3::Object",
    source: "AWS CloudTrail API Reference, AdvancedFieldSelector, resources.type",
  },
} as const satisfies Record<string, StringFormat>;

export type StringFormatName = keyof typeof STRING_FORMATS;
