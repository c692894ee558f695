import { notBeginning, notBeginningWith, SOUND_ARN } from "../arn.ts";
import { ARNS, type StringFormat } from "./format.ts";

/** ARNs of one type of resource. `rest`: what follows the service, as a regular expression. */
const arnsOf = <Example extends string>(description: string, rest: string, example: Example) =>
  ({ description, pattern: `^arn:[a-z0-9-]+:${rest}$`, compared: "exactly", storedIn: null, example, source: ARNS }) as const;

/** What an ARN of IAM ends in: a path that may be left out, and a name. */
const PATH_AND_NAME = "([\\x21-\\x39\\x3b-\\x7e]*/)?[A-Za-z0-9+=,.@_-]+";

/** ARNs of callers as records have them: of the root user, a user, or a session. The path of a role stands in none of its sessions'. */
const CALLER_ARN = "arn:[a-z0-9-]+:(iam::[0-9]+:(root|user/[^:]+)|sts::[0-9]+:(assumed-role/[^/:]+/[^/:]+|assumed-root(/[^:]+)?|federated-user/[^/:]+))";

/** ARNs of what calls are made on, by the kinds of `target`. */
const TARGET_ARN = `arn:[a-z0-9-]+:(iam::([0-9]{12}|aws):(root|(user|group|role|policy|mfa|sms-mfa|u2f)/[^:*?\\s]+)|cloudtrail:[a-z0-9-]+:[0-9]{12}:trail/[^:]+)`;

/** Names of sessions, and source identities. */
const sessionNamesOf = <Example extends string>(description: string, example: Example, source: string) =>
  ({ description, pattern: "^[^]*$", inUse: "^[A-Za-z0-9_+=,.@-]{1,64}$", compared: "exactly", storedIn: null, example, source }) as const;

/** Any text, ARNs, and what stands in the place of one. */
export const ARN_FORMATS = {
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
  // Calls may name a key by an alias; what AWS answers and keeps is the key's own ARN.
  "key-arn": {
    ...arnsOf(
      "an ARN of a KMS key",
      "kms:[a-z0-9-]+:[0-9]{12}:(key|alias)/[^:]+",
      "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    ),
    inUse: "^arn:[a-z0-9-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[^:]+$",
    elsewhere: { of: "alias/", says: "An alias is not in it: AWS keeps the ARN of the key itself." },
    source: "AWS CloudTrail API Reference, Trail, KmsKeyId: a fully specified ARN of a KMS key, arn:aws:kms:…:key/…",
  },
  "log-group-arn": arnsOf("an ARN of a log group", "logs:[a-z0-9-]+:[0-9]{12}:log-group:.+", "arn:aws:logs:eu-central-1:111122223333:log-group:trail:*"),
} as const satisfies Record<string, StringFormat>;
