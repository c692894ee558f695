/**
 * Which service a call belongs to and what its request names, by the call's own name: enough for an example record.
 * Source: AWS API references of IAM, STS, CloudTrail and Sign-In; CloudTrail writes parameters with the initial in lower case.
 */

const SOURCES: readonly [RegExp, string][] = [
  [/^(ConsoleLogin|CheckMfa|SwitchRole|CredentialChallenge|CredentialVerification)$/, "signin.amazonaws.com"],
  [/^(AssumeR|GetCallerIdentity|GetSessionToken|GetFederationToken)/, "sts.amazonaws.com"],
  [/(Trail|Logging|EventSelectors|InsightSelectors|EventDataStore)s?$/, "cloudtrail.amazonaws.com"],
  [/^(ScheduleKeyDeletion|DisableKey|PutKeyPolicy)$/, "kms.amazonaws.com"],
];

/** The eventSource of a call; IAM's where the name does not tell. */
export const sourceOf = (eventName: string): string => SOURCES.find(([pattern]) => pattern.test(eventName))?.[1] ?? "iam.amazonaws.com";

const POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}';

/** Parameters of a call, as its name suggests them; null where nothing is known of it. */
export function parametersOf(eventSource: string, eventName: string): Record<string, unknown> | null {
  if (eventSource === "sts.amazonaws.com") return { roleArn: "arn:aws:iam::111122223333:role/example", roleSessionName: "run-4711" };
  if (eventSource === "cloudtrail.amazonaws.com") return { name: "audit" };
  if (eventSource !== "iam.amazonaws.com") return null;
  const has = (word: string): boolean => eventName.includes(word);
  const parameters: Record<string, unknown> = {};
  if (has("User") || has("AccessKey") || has("LoginProfile") || (has("MFADevice") && !has("Virtual"))) parameters.userName = "ana";
  if (has("Group")) parameters.groupName = "developers";
  if (has("Role") || has("AssumeRolePolicy")) parameters.roleName = "deploy";
  if (/^(Update|Delete)AccessKey$/.test(eventName)) parameters.accessKeyId = "AKIAEXAMPLE000000001";
  const inline = /^(Put|Delete|Get)(User|Group|Role)Policy$/.test(eventName);
  if (inline) parameters.policyName = "guardrail";
  else if (has("Boundary")) {
    if (has("Put")) parameters.permissionsBoundary = "arn:aws:iam::111122223333:policy/example";
  } else if (has("Policy") && !has("AssumeRolePolicy") && !has("PasswordPolicy") && eventName !== "CreatePolicy")
    parameters.policyArn = "arn:aws:iam::111122223333:policy/example";
  if (/^Put(User|Group|Role)Policy$/.test(eventName) || eventName === "UpdateAssumeRolePolicy" || /^CreatePolicy/.test(eventName))
    parameters.policyDocument = POLICY;
  if (eventName === "CreatePolicy") parameters.policyName = "example";
  return Object.keys(parameters).length === 0 ? null : parameters;
}
