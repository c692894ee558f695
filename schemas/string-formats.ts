import { notBeginning, notBeginningWith, PRINCIPAL_ARN, SOUND_ARN } from "./arn.ts";
import { CALLER_TYPES } from "./generated/caller-types.ts";
import { PARTITIONS, REGIONS } from "./generated/partitions.ts";

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
  /** Regular expression of the texts that AWS gives out, where the documented pattern allows more: what a rule matches must meet one. */
  inUse?: string;
  /** Regular expression of how a part begins, where AWS makes up the rest: a word without it is a name that someone gave. */
  begins?: string;
  /** Regular expression of those that AWS documents today: a rule that meets none of them draws a warning. */
  usual?: string;
  /** What to say beside a message on a text that `of` takes: the field where such texts stand. */
  elsewhere?: { of: string; says: string };
  /** The texts that AWS documents today, to which it may add others of the pattern. */
  known?: readonly string[];
  /** A text of this form; for fixtures. */
  example: string;
  /** Page that says so. */
  source: string;
}

const QUOTAS = "IAM User Guide, IAM and AWS STS quotas, IAM name requirements";
const ARNS = "IAM User Guide, Identify AWS resources with Amazon Resource Names (ARNs)";

/** ARNs of one type of resource. `rest`: what follows the service, as a regular expression. */
const arnsOf = <Example extends string>(description: string, rest: string, example: Example) =>
  ({ description, pattern: `^arn:[a-z0-9-]+:${rest}$`, compared: "exactly", storedIn: null, example, source: ARNS }) as const;

/** What an ARN of IAM ends in: a path that may be left out, and a name. */
const PATH_AND_NAME = "([\\x21-\\x39\\x3b-\\x7e]*/)?[A-Za-z0-9+=,.@_-]+";

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

/** What a policy may name as a principal, with ARNs of this form. */
const principals = (arn: string): string => `^(\\*|${arn}|[0-9]{12}|[A-Z]{4}[A-Z0-9]{12,124}|[0-9a-f]{64}|[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+([/:].*)?)$`;

/** ARNs of callers as records have them: of the root user, a user, or a session. The path of a role stands in none of its sessions'. */
const CALLER_ARN = "arn:[a-z0-9-]+:(iam::[0-9]+:(root|user/[^:]+)|sts::[0-9]+:(assumed-role/[^/:]+/[^/:]+|assumed-root(/[^:]+)?|federated-user/[^/:]+))";

/** ARNs of what calls are made on, by the kinds of `target`. */
const TARGET_ARN = `arn:[a-z0-9-]+:(iam::([0-9]{12}|aws):(root|(user|group|role|policy|mfa|sms-mfa|u2f)/[^:*?\\s]+)|cloudtrail:[a-z0-9-]+:[0-9]{12}:trail/[^:]+)`;

/** Names of sessions, and source identities. */
const sessionNamesOf = <Example extends string>(description: string, example: Example, source: string) =>
  ({ description, pattern: "^[^]*$", inUse: "^[A-Za-z0-9_+=,.@-]{1,64}$", compared: "exactly", storedIn: null, example, source }) as const;

/** Four numbers up to 255; public records that were made anonymous have some that begin with a zero. */
const IPV4 = "(25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])(\\.(25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])){3}";

/** Operators as policies may write them. Source: IAM User Guide, IAM JSON policy elements: Condition operators. */
const OPERATORS = [
  ...["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike"],
  ...["Numeric", "Date"].flatMap((type) =>
    ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"].map((comparison) => `${type}${comparison}`),
  ),
  ...["Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
].flatMap((operator) => [operator, `${operator}IfExists`]);

const CONDITION_OPERATORS: readonly string[] = ["", "ForAllValues:", "ForAnyValue:"].flatMap((set) => [...OPERATORS, "Null"].map((one) => `${set}${one}`));

export const STRING_FORMATS = {
  text: { description: "any text", pattern: null, compared: "exactly", storedIn: null, example: "text", source: "" },
  arn: {
    description: "an ARN",
    pattern: "^arn:[a-z0-9-]+:[^:]*:[a-z0-9-]*:[a-z0-9-]*:.+$",
    inUse: `^${SOUND_ARN}$`,
    compared: "exactly",
    storedIn: null,
    example: "arn:aws:iam::111122223333:user/ann",
    source: ARNS,
  },
  "user-arn": arnsOf("an ARN of a user", `iam::[0-9]{12}:user/${PATH_AND_NAME}`, "arn:aws:iam::111122223333:user/ann"),
  "group-arn": arnsOf("an ARN of a group", `iam::[0-9]{12}:group/${PATH_AND_NAME}`, "arn:aws:iam::111122223333:group/admins"),
  "role-arn": arnsOf("an ARN of a role", `iam::[0-9]{12}:role/${PATH_AND_NAME}`, "arn:aws:iam::111122223333:role/deploy"),
  "policy-arn": arnsOf("an ARN of a managed policy", `iam::([0-9]{12}|aws):policy/${PATH_AND_NAME}`, "arn:aws:iam::aws:policy/AdministratorAccess"),
  // A path of a request may hold it as a URL has it: records of eks:DisassociateAccessPolicy.
  "any-policy-arn": {
    description: "an ARN of a policy",
    pattern: "^arn:[a-z0-9-]+:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9-]*:([a-z-]+-)?policy/[^:]+(:[0-9A-Z]+)?$|^arn%3A[^:/]+$",
    compared: "exactly",
    storedIn: null,
    example: "arn:aws:iam::aws:policy/AdministratorAccess",
    source: `${ARNS}; Amazon EKS API Reference, AssociateAccessPolicy, policyArn`,
  },
  "attached-to-arn": arnsOf("an ARN of a user, group or role", `iam::[0-9]{12}:(user|group|role)/${PATH_AND_NAME}`, "arn:aws:iam::111122223333:user/ann"),
  // Emulators and fixtures have serial numbers shorter than the nine characters that are documented.
  "mfa-device-id": {
    description: "a serial number of a hardware device, or an ARN of an MFA device",
    pattern: "^[A-Za-z0-9_+=/:,.@-]{1,256}$",
    inUse: `^(arn:[a-z0-9-]+:iam::[0-9]{12}:(mfa|sms-mfa|u2f)/[^:*?\\s]+|${notBeginning("arn:")})$`,
    compared: "exactly",
    storedIn: null,
    example: "arn:aws:iam::111122223333:mfa/ann",
    source:
      "IAM API Reference, MFADevice, SerialNumber: pattern; AWS STS API Reference, GetSessionToken, SerialNumber: a serial number such as GAHT12345678 or an ARN; Service Authorization Reference, IAM, resource types mfa, sms-mfa and u2f",
  },
  "instance-profile-arn": arnsOf(
    "an ARN of an instance profile",
    `iam::[0-9]{12}:instance-profile/${PATH_AND_NAME}`,
    "arn:aws:iam::111122223333:instance-profile/web",
  ),
  "root-arn": arnsOf("an ARN of an account's root user", "iam::[0-9]{12}:root", "arn:aws:iam::111122223333:root"),
  // Records say of a call by a role what session of it called. AWS documents a type Role of callers as well, and no record of one was seen.
  "caller-arn": {
    description: "an ARN of a caller: the root user, a user or a session",
    pattern: "^arn:[a-z0-9-]+:[^:]*:[a-z0-9-]*:[a-z0-9-]*:.+$",
    inUse: `^(${CALLER_ARN}|arn:[a-z0-9-]+:iam::[0-9]+:role/${PATH_AND_NAME})$`,
    usual: `^${CALLER_ARN}$`,
    elsewhere: {
      of: ":(assumed-)?role",
      says: "The ARN of a role that calls is in actor.roleArn; here stands that of its session, assumed-role/Name/Session, which has no path.",
    },
    compared: "exactly",
    storedIn: null,
    example: "arn:aws:sts::111122223333:assumed-role/deploy/build-17",
    source: "AWS CloudTrail User Guide, CloudTrail userIdentity element, type, arn and its examples; IAM User Guide, IAM identifiers, IAM ARNs",
  },
  "target-arn": {
    description: "an ARN of an account's root user, or of a user, group, role, policy, MFA device or trail",
    pattern: "^arn:[a-z0-9-]+:[^:]*:[a-z0-9-]*:[a-z0-9-]*:.+$",
    inUse: `^${TARGET_ARN}$`,
    compared: "exactly",
    storedIn: null,
    example: "arn:aws:iam::111122223333:user/ann",
    source: `${ARNS}; the kinds of target in document.schema.json`,
  },
  "bare-name": {
    description: "a name, not an ARN",
    pattern: "^[^]*$",
    inUse: `^${notBeginning("arn:")}$`,
    compared: "exactly",
    storedIn: null,
    example: "ann",
    source: "AWS CloudTrail User Guide, CloudTrail userIdentity element, userName",
  },
  "principal-id": {
    description: "a unique id of a caller such as AIDACKCEVSQ6C2EXAMPLE, of a session with its name behind a colon",
    pattern: "^[^]*$",
    inUse: `^(${notBeginningWith(["arn:", "user/", "group/", "role/", "policy/", "assumed-role/", "federated-user/"])}|arn:[a-z0-9-]+:iam::[0-9]+:(oidc|saml)-provider/.*)$`,
    usual: "^([A-Za-z0-9*_-]{12,128}|.*:.*)$",
    compared: "exactly",
    storedIn: null,
    example: "AIDACKCEVSQ6C2EXAMPLE",
    source: "AWS CloudTrail User Guide, CloudTrail userIdentity element, principalId; IAM User Guide, IAM identifiers, Understanding unique ID prefixes",
  },
  "session-name": sessionNamesOf("a name of a session", "build-17", "AWS STS API Reference, AssumeRole, RoleSessionName: 2 to 64 of [\\w+=,.@-]"),
  "source-identity": sessionNamesOf("a source identity", "ann", "AWS STS API Reference, AssumeRole, SourceIdentity: 2 to 64 of [\\w+=,.@-]"),
  // Account ids and names of public records have other characters where they were made anonymous.
  "session-issuer-arn": {
    ...arnsOf("an ARN of an account, user or role", "iam::[0-9]+:(root|(user|role)/[^:]+)", "arn:aws:iam::111122223333:role/deploy"),
    inUse: `^arn:[a-z0-9-]+:iam::[0-9]+:(root|(user|role)/${PATH_AND_NAME})$`,
  },
  "server-certificate-arn": arnsOf(
    "an ARN of a server certificate",
    `iam::[0-9]{12}:server-certificate/${PATH_AND_NAME}`,
    "arn:aws:iam::111122223333:server-certificate/site",
  ),
  "saml-provider-arn": arnsOf(
    "an ARN of a SAML provider",
    `iam::[0-9]{12}:saml-provider/${PATH_AND_NAME}`,
    "arn:aws:iam::111122223333:saml-provider/directory",
  ),
  "oidc-provider-arn": arnsOf(
    "an ARN of an OpenID Connect provider",
    "iam::[0-9]{12}:oidc-provider/[^:]+",
    "arn:aws:iam::111122223333:oidc-provider/id.example.com",
  ),
  "trail-arn": arnsOf(
    "an ARN of a trail",
    "cloudtrail:[a-z0-9-]+:[0-9]{12}:trail/[^:]+",
    "arn:aws:cloudtrail:eu-central-1:111122223333:trail/management-events",
  ),
  "analyzer-arn": arnsOf(
    "an ARN of an analyzer",
    "access-analyzer:[a-z0-9-]+:[0-9]{12}:analyzer/[^:]+",
    "arn:aws:access-analyzer:eu-central-1:111122223333:analyzer/account-analyzer",
  ),
  "topic-arn": arnsOf("an ARN of an SNS topic", "sns:[a-z0-9-]+:[0-9]{12}:[^:]+", "arn:aws:sns:eu-central-1:111122223333:trail-deliveries"),
  "key-arn": arnsOf(
    "an ARN of a KMS key",
    "kms:[a-z0-9-]+:[0-9]{12}:(key|alias)/[^:]+",
    "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  ),
  "log-group-arn": arnsOf("an ARN of a log group", "logs:[a-z0-9-]+:[0-9]{12}:log-group:.+", "arn:aws:logs:eu-central-1:111122223333:log-group:trail:*"),
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
  "action-pattern": {
    description: "an action pattern in lower case, such as iam:attach*",
    pattern: "^([^A-Z]*[:*][^A-Z]*)?$",
    inUse: "^(\\*.*|[a-z0-9-]+:.+|[a-z0-9-]+\\*.*)?$",
    compared: "without-case",
    storedIn: "lower-case",
    example: "iam:passrole",
    source: "IAM User Guide, IAM JSON policy elements: Action; all but * begin with the namespace of a service",
  },
  // A wildcard at the end of a part of an ARN reaches beyond its colon.
  "resource-pattern": {
    description: "an ARN or a pattern of ARNs, or *",
    pattern: "^[^]*$",
    inUse: "^(\\*.*|arn(:[^:]*){4}:.+|arn(:[^:/]*){0,3}:[^:/]*\\*.*|arn\\*.*)$",
    compared: "exactly",
    storedIn: null,
    example: "*",
    source:
      "IAM User Guide, IAM JSON policy elements: Resource, Using wildcards in resource ARNs; AWS's managed policy AWSCodePipeline_FullAccess: arn:aws:codepipeline:*",
  },
  "condition-key": {
    description: "a condition key in lower case, such as aws:multifactorauthpresent",
    pattern: "^([^A-Z]*:[^A-Z]*)?$",
    compared: "without-case",
    storedIn: "lower-case",
    example: "aws:multifactorauthpresent",
    source: "IAM User Guide, IAM JSON policy elements: Condition; a key is prefix:name",
  },
  "condition-operator": {
    description: "a condition operator such as StringEquals",
    pattern: "^((ForAllValues|ForAnyValue):)?[A-Za-z]+$",
    compared: "exactly",
    storedIn: null,
    known: CONDITION_OPERATORS,
    example: "StringEquals",
    source: "IAM User Guide, IAM JSON policy elements: Condition operators",
  },
  "principal-value": {
    description: "an ARN, an account id of twelve digits, the name of a service or provider, an id, or *",
    pattern: principals("arn:.+"),
    inUse: principals(PRINCIPAL_ARN),
    compared: "exactly",
    storedIn: null,
    example: "arn:aws:iam::111122223333:root",
    source: "IAM User Guide, AWS JSON policy elements: Principal",
  },
  action: {
    description: "an action in lower case, such as iam:passrole",
    pattern: "^[^A-Z]*$",
    compared: "without-case",
    storedIn: "lower-case",
    example: "iam:passrole",
    source: "IAM User Guide, IAM JSON policy elements: Action",
  },
  "principal-type": {
    description: "a type of principal such as AWS or Service",
    pattern: "^(\\*|[A-Za-z]+)$",
    compared: "exactly",
    storedIn: null,
    known: ["AWS", "Service", "Federated", "CanonicalUser", "*"],
    example: "AWS",
    source: "IAM User Guide, Grammar of the IAM JSON policy language, principal_map; * stands for a Principal that is * itself",
  },
  "caller-type": {
    description: "a type of userIdentity such as IAMUser, or none",
    pattern: "^[A-Za-z]+$",
    compared: "exactly",
    storedIn: null,
    known: ["none", ...CALLER_TYPES],
    example: "IAMUser",
    source: "AWS CloudTrail User Guide, CloudTrail userIdentity element",
  },
  "policy-language-version": {
    description: "a version of the policy language such as 2012-10-17",
    pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    compared: "exactly",
    storedIn: null,
    known: ["2012-10-17", "2008-10-17"],
    example: "2012-10-17",
    source: "IAM User Guide, IAM JSON policy elements: Version",
  },
  "analyzer-type": {
    description: "a type of analyzer such as ACCOUNT",
    pattern: "^[A-Z_]+$",
    compared: "exactly",
    storedIn: null,
    known: ["ACCOUNT", "ORGANIZATION", "ACCOUNT_UNUSED_ACCESS", "ORGANIZATION_UNUSED_ACCESS", "ACCOUNT_INTERNAL_ACCESS", "ORGANIZATION_INTERNAL_ACCESS"],
    example: "ACCOUNT",
    source: "IAM Access Analyzer API Reference, AnalyzerSummary, type",
  },
  "analyzer-status": {
    description: "a status of an analyzer such as ACTIVE",
    pattern: "^[A-Z_]+$",
    compared: "exactly",
    storedIn: null,
    known: ["ACTIVE", "CREATING", "DISABLED", "FAILED"],
    example: "ACTIVE",
    source: "IAM Access Analyzer API Reference, AnalyzerSummary, status",
  },
  "provider-url": {
    description: "a URL of a provider without https://",
    pattern: "^[^:/\\s][^:\\s]*(:[0-9]+)?[^:\\s]*$",
    compared: "exactly",
    storedIn: null,
    example: "token.actions.githubusercontent.com",
    source: "IAM API Reference, GetOpenIDConnectProvider, Url",
  },
  thumbprint: {
    description: "a thumbprint of 40 hexadecimal digits",
    pattern: "^[0-9A-Fa-f]{40}$",
    compared: "exactly",
    storedIn: null,
    example: "990f4193972f2becf12ddeda5237f9c952f20d9e",
    source: "IAM API Reference, CreateOpenIDConnectProvider, ThumbprintList",
  },
  "source-address": {
    description: "an IP address, or the name of a service",
    pattern: `^(AWS Internal|${IPV4}|[0-9A-Fa-f]*:[0-9A-Fa-f:]*(${IPV4})?|([0-9A-Za-z_-]+\\.)+[0-9_-]*[A-Za-z][0-9A-Za-z_-]*)$`,
    compared: "exactly",
    storedIn: null,
    example: "192.0.2.10",
    source: "AWS CloudTrail User Guide, CloudTrail record contents, sourceIPAddress",
  },
  "calling-service": {
    description: "the name of a service such as cloudformation.amazonaws.com, or AWS Internal",
    pattern: "^(AWS Internal|[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+)$",
    inUse: "^(AWS Internal|[a-z0-9_-]+(\\.[a-z0-9_-]+)+)$",
    compared: "exactly",
    storedIn: null,
    example: "cloudformation.amazonaws.com",
    source: "AWS CloudTrail User Guide, CloudTrail userIdentity element, invokedBy",
  },
  "caller-label": {
    description: "a label of a caller, which is never empty",
    pattern: "^[^]+$",
    compared: "exactly",
    storedIn: null,
    example: "arn:aws:iam::111122223333:user/ann",
    source: "AWS CloudTrail User Guide, CloudTrail userIdentity element: what names the caller, in the order of the field's description",
  },
  "via-service": {
    description: "the name of a service such as cloudformation.amazonaws.com, or AWS Internal, and never that of the console",
    pattern: "^(AWS Internal|(?!signin\\.amazonaws\\.com$)[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+)$",
    inUse: "^(AWS Internal|[a-z0-9_-]+(\\.[a-z0-9_-]+)+)$",
    compared: "exactly",
    storedIn: null,
    example: "cloudformation.amazonaws.com",
    source: "AWS CloudTrail User Guide, CloudTrail userIdentity element, invokedBy; records of the console name signin.amazonaws.com there",
  },
  "permission-set-name": {
    description: "the name of a permission set such as AdministratorAccess, which lacks the AWSReservedSSO_ of its role's name",
    pattern: "^[A-Za-z0-9_+=,.@-]{1,32}$",
    inUse: `^${notBeginning("AWSReservedSSO_")}$`,
    compared: "exactly",
    storedIn: null,
    example: "AdministratorAccess",
    source: "IAM Identity Center API Reference, CreatePermissionSet, Name; IAM Identity Center User Guide, Referencing permission sets in resource policies",
  },
  "record-version": {
    description: "a version of CloudTrail's records such as 1.08, of which the second number has two digits",
    pattern: "^[0-9]+\\.(0|[0-9]{2})$",
    compared: "exactly",
    storedIn: null,
    example: "1.08",
    source: "AWS CloudTrail User Guide, CloudTrail record contents, eventVersion: 1.08, 1.09, 1.10; the first was 1.0",
  },
  "record-time": {
    description: "a time in UTC such as 2026-01-31T22:15:00Z, which names no weekday",
    pattern: "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-6][0-9](\\.[0-9]+)?Z$",
    compared: "exactly",
    storedIn: null,
    example: "2026-01-31T22:15:00Z",
    source: "AWS CloudTrail User Guide, CloudTrail record contents, eventTime: in coordinated universal time (UTC)",
  },
  "vpc-endpoint-id": {
    description: "an id of a VPC endpoint such as vpce-1a2b3c4d",
    pattern: "^vpce-[0-9a-f]+$",
    begins: "^[*]*vpce",
    compared: "exactly",
    storedIn: "lower-case",
    example: "vpce-1a2b3c4d5e6f7a8b9",
    source: "AWS CloudTrail User Guide, CloudTrail record contents, vpcEndpointId; Amazon EC2 User Guide, Resource IDs: a type and 8 or 17 hexadecimal digits",
  },
  "service-namespace": {
    description: "a service namespace such as s3",
    pattern: "^[a-z0-9-]+$",
    compared: "exactly",
    storedIn: "lower-case",
    example: "s3",
    source: "IAM User Guide, Generate credential reports, access_key_1_last_used_service",
  },
  "email-address": {
    description: "an e-mail address",
    pattern: "^[^@]+@[^@]+$",
    compared: "exactly",
    storedIn: null,
    example: "security@example.com",
    source: "AWS Account Management API Reference, AlternateContact, EmailAddress",
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
  "event-name": {
    description: "a name of an event such as DeleteUser",
    pattern: "^[A-Za-z0-9][A-Za-z0-9_.-]*$",
    compared: "exactly",
    storedIn: null,
    example: "DeleteUser",
    source: "AWS CloudTrail User Guide, CloudTrail record contents, eventName: the action of the service's API; names of other events have no other signs",
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
