/**
 * Every kind of caller, as CloudTrail writes it in userIdentity.
 * Source: CloudTrail User Guide, "CloudTrail userIdentity element"; for AssumeRoot, IAM User Guide, "Track privileged tasks in CloudTrail".
 */
const HOME = "111122223333";
const OTHER = "444455556666";

const issued = (type: string, name: string | undefined, arn: string) => ({
  sessionContext: {
    sessionIssuer: { type, principalId: "AROAEXAMPLE0000000001", arn, accountId: arn.split(":")[4], ...(name === undefined ? {} : { userName: name }) },
    attributes: { creationDate: "2026-01-15T10:30:00Z", mfaAuthenticated: "false" },
  },
});

const session = (role: string, path = "", account = HOME) => ({
  type: "AssumedRole",
  principalId: "AROAEXAMPLE0000000001:run-1",
  arn: `arn:aws:sts::${account}:assumed-role/${role}/run-1`,
  accountId: account,
  accessKeyId: "ASIAEXAMPLE000000001",
  ...issued("Role", role, `arn:aws:iam::${account}:role/${path}${role}`),
});

const user = { type: "IAMUser", principalId: "AIDAEXAMPLE", arn: `arn:aws:iam::${HOME}:user/carol`, accountId: HOME, userName: "carol" };

/** By what it is. */
export const CALLERS: Readonly<Record<string, object | null>> = {
  root: { type: "Root", principalId: HOME, arn: `arn:aws:iam::${HOME}:root`, accountId: HOME },
  "AssumeRoot session": {
    type: "Root",
    principalId: HOME,
    arn: `arn:aws:sts::${HOME}:assumed-root`,
    accountId: HOME,
    sessionContext: { assumedRoot: "true", attributes: { mfaAuthenticated: "false" } },
  },
  "IAM user with a key": { ...user, accessKeyId: "AKIAIOSFODNN7EXAMPLE" },
  "IAM user in the console": { ...user, accessKeyId: "ASIAEXAMPLE000000002", invokedBy: "signin.amazonaws.com" },
  "role session": session("Developer", "teams/"),
  "role session without its issuer": { type: "AssumedRole", arn: `arn:aws:sts::${HOME}:assumed-role/Developer/run-1`, accountId: HOME },
  "role session of another account": session("Elsewhere", "", OTHER),
  "Identity Center role": session("AWSReservedSSO_Admin_0123456789abcdef", "aws-reserved/sso.amazonaws.com/eu-west-1/"),
  "service-linked role": session("AWSServiceRoleForSupport", "aws-service-role/support.amazonaws.com/"),
  "federated user of a user": {
    type: "FederatedUser",
    arn: `arn:aws:sts::${HOME}:federated-user/temp`,
    accountId: HOME,
    ...issued("IAMUser", "carol", `arn:aws:iam::${HOME}:user/carol`),
  },
  "federated user of root": {
    type: "FederatedUser",
    arn: `arn:aws:sts::${HOME}:federated-user/temp`,
    accountId: HOME,
    ...issued("Root", undefined, `arn:aws:iam::${HOME}:root`),
  },
  "AWS service": { type: "AWSService", invokedBy: "config.amazonaws.com" },
  "Identity Center user": {
    type: "IdentityCenterUser",
    accountId: HOME,
    onBehalfOf: { userId: "54482468-1111-2222-3333-444455556666", identityStoreArn: `arn:aws:identitystore::${HOME}:identitystore/d-1` },
    credentialId: "0b1",
  },
  "principal of another account": { type: "AWSAccount", principalId: "AIDAOTHER", accountId: OTHER },
  "SAML user": { type: "SAMLUser", principalId: "abc:dora", userName: "dora", identityProvider: `arn:aws:iam::${HOME}:saml-provider/corp` },
  "web identity user": { type: "WebIdentityUser", principalId: "accounts.example:1", userName: "1", identityProvider: "accounts.example" },
  "unknown type": { type: "Unknown" },
  "no caller in the record": {},
  "left out of the record": null,
};
