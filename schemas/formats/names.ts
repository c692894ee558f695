import { PARTITIONS, REGIONS } from "../generated/partitions.ts";
import { ARNS, type StringFormat } from "./format.ts";
import { SHARED_ISSUERS } from "./shared-issuers.ts";

const QUOTAS = "IAM User Guide, IAM and AWS STS quotas, IAM name requirements";

/**
 * Unique ids of one type of resource, or of access keys. The documented patterns allow small letters, and emulators make such ids; AWS's own begin with a
 * prefix in capitals, which the guide says may differ for old ones.
 */
const idsOf = <Example extends string>(description: string, prefix: string, example: Example, pattern = "^[A-Za-z0-9_]{16,128}$") =>
  ({
    description: `${description} such as ${example.slice(0, 4)}…`,
    pattern,
    inUse: "^[A-Z0-9_]{16,128}$",
    usual: `^${prefix}[A-Z0-9]{12,124}$`,
    compared: "exactly",
    storedIn: null,
    example,
    source:
      "IAM API Reference, User, UserId, and AccessKey, AccessKeyId: length and pattern; IAM User Guide, IAM identifiers, Understanding unique ID prefixes",
  }) as const;

/** The same of access keys, whose first four letters are capitals in every record and answer known. */
const accessKeyIdsOf = <Example extends string>(description: string, prefix: string, example: Example) =>
  idsOf(description, prefix, example, "^[A-Z]{4}[A-Za-z0-9_]{12,124}$");

/** Those that a trust policy does not name and may let in. */
const OUTSIDERS: readonly string[] = ["aws", ...SHARED_ISSUERS];

/** Names, ids and paths of accounts, organizations and resources. */
export const NAME_FORMATS = {
  "account-id": {
    description: "an account id of twelve digits",
    pattern: "^[0-9]{12}$",
    compared: "exactly",
    storedIn: null,
    example: "111122223333",
    source: "AWS Account Management Reference Guide, View AWS account identifiers",
  },
  "caller-account-id": {
    description: "an account id of twelve digits, or ANONYMOUS_PRINCIPAL",
    pattern: "^([0-9]{12}|ANONYMOUS_PRINCIPAL|anonymous)$",
    compared: "exactly",
    storedIn: null,
    example: "111122223333",
    source: "AWS CloudTrail User Guide, CloudTrail userIdentity element; record.schema.json says where the words come from",
  },
  "trusted-id": {
    description: "an account id of twelve digits, an organization id, a service such as ec2.amazonaws.com, or the unique id of a user or role",
    pattern: "^([0-9]{12}|o-[a-z0-9]{10,32}|[a-z0-9_.-]+\\.amazonaws\\.com(\\.cn)?|(AIDA|AROA)[A-Z0-9]+)$",
    compared: "exactly",
    storedIn: null,
    example: "111122223333",
    source:
      "AWS Account Management Reference Guide, View AWS account identifiers; AWS Organizations API Reference, Organization, Id; IAM User Guide, IAM identifiers",
  },
  outsider: {
    description: "aws, or the issuer of an identity provider that all its customers share, such as gitlab.com",
    pattern: `^(${OUTSIDERS.map((one) => one.replaceAll(".", "\\.")).join("|")})$`,
    compared: "exactly",
    storedIn: "lower-case",
    known: OUTSIDERS,
    example: "aws",
    source: "IAM User Guide, Identity-provider controls for shared OIDC providers",
  },
  region: {
    description: "a Region code such as eu-central-1",
    pattern: "^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$",
    compared: "exactly",
    storedIn: "lower-case",
    known: REGIONS,
    example: "eu-central-1",
    source: "AWS General Reference, AWS service endpoints, Regional endpoints",
  },
  partition: {
    description: "a partition such as aws-cn",
    pattern: "^aws(-[a-z]+)*$",
    compared: "exactly",
    storedIn: "lower-case",
    known: PARTITIONS,
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
    inUse: "^[A-Za-z0-9+=,.@_-]{1,128}$",
    compared: "exactly",
    storedIn: null,
    example: "inline",
    source: `${QUOTAS}; IAM API Reference, PutUserPolicy, PolicyName: pattern`,
  },
  "iam-path": {
    description: "an IAM path, which begins and ends with a slash",
    pattern: "^/([\\x21-\\x7e]+/)?$",
    compared: "exactly",
    storedIn: null,
    example: "/",
    source: "IAM API Reference, User, Path",
  },
  "user-id": idsOf("a unique id of a user", "AIDA", "AIDACKCEVSQ6C2EXAMPLE"),
  "group-id": idsOf("a unique id of a group", "AGPA", "AGPACKCEVSQ6C2EXAMPLE"),
  "role-id": idsOf("a unique id of a role", "AROA", "AROACKCEVSQ6C2EXAMPLE"),
  "policy-id": idsOf("a unique id of a managed policy", "ANPA", "ANPACKCEVSQ6C2EXAMPLE"),
  "server-certificate-id": idsOf("a unique id of a server certificate", "ASCA", "ASCACKCEVSQ6C2EXAMPLE"),
  "access-key-id": accessKeyIdsOf("an id of a user's access key", "AKIA", "AKIAIOSFODNN7EXAMPLE"),
  // What the record has and is no such key's id is left out: an id of a session is never there.
  "long-term-key-id": { ...accessKeyIdsOf("an id of a user's access key", "AKIA", "AKIAIOSFODNN7EXAMPLE"), inUse: "^AKIA[A-Z0-9_]{12,124}$" },
  "caller-access-key-id": accessKeyIdsOf("an id of an access key", "(AKIA|ASIA|ABIA|ACCA)", "ASIAIOSFODNN7EXAMPLE"),
  "organization-id": {
    description: "an organization id such as o-exampleorgid",
    pattern: "^o-[a-z0-9]{10,32}$",
    begins: "^[*/]*o-",
    compared: "exactly",
    storedIn: null,
    example: "o-exampleorgid",
    source: "AWS Organizations API Reference, Organization, Id",
  },
  "organizational-unit-path": {
    description: "an organization path such as o-exampleorgid/r-ab12/ou-ab12-11111111",
    pattern: "^o-[a-z0-9]{10,32}(/r-[0-9a-z]{4,32}(/ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})*)?/?$",
    begins: "^[*/]*(o|r|ou)-",
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
} as const satisfies Record<string, StringFormat>;
