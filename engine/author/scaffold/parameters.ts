/** Which service a call belongs to and what its request holds, by the table of API calls: enough for an example record. */
import { apiOperation, callRow, modelledServices, servicesWithRows } from "../../../document/index.ts";

const SUFFIX = ".amazonaws.com";

/** The eventSource of a call: the first service of the table that has it, else IAM. */
export function sourceOf(eventName: string): string {
  const has = (service: string): boolean => apiOperation(service, eventName) !== null || callRow(service, eventName) !== null;
  const service = [...new Set(["iam", "sts", "cloudtrail", "signin", ...modelledServices, ...servicesWithRows()])].find(has);
  return `${service ?? (KMS.has(eventName) ? "kms" : "iam")}${SUFFIX}`;
}

/** Calls of a service that is not in the table, which rules on audit trails name. Source: AWS KMS API Reference. */
const KMS = new Set(["ScheduleKeyDeletion", "DisableKey", "PutKeyPolicy"]);

const POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}';
const POLICY_ARN = "arn:aws:iam::111122223333:policy/example";

/** Examples of parameters, by name; others that AWS requires are an example of text. */
const EXAMPLES: Readonly<Record<string, unknown>> = {
  userName: "ana",
  groupName: "developers",
  roleName: "deploy",
  roleArn: "arn:aws:iam::111122223333:role/example",
  roleSessionName: "run-4711",
  accessKeyId: "AKIAEXAMPLE000000001",
  serialNumber: "arn:aws:iam::111122223333:mfa/ana",
  policyName: "guardrail",
  policyArn: POLICY_ARN,
  permissionsBoundary: POLICY_ARN,
  policyDocument: POLICY,
  assumeRolePolicyDocument: POLICY,
  name: "audit",
  trailName: "audit",
};

/** Parameters of a call: those that AWS requires and an example is known of, and what names its target; null where there are none. */
export function parametersOf(eventSource: string, eventName: string): Record<string, unknown> | null {
  const service = eventSource.replace(SUFFIX, "");
  const operation = apiOperation(service, eventName);
  const target = callRow(eventSource, eventName)?.target?.by;
  const wanted = operation?.input.filter((name) => operation.required.includes(name) || name === target) ?? [];
  const parameters = Object.fromEntries(wanted.flatMap((name) => (Object.hasOwn(EXAMPLES, name) ? [[name, EXAMPLES[name]]] : [])));
  return Object.keys(parameters).length === 0 ? null : parameters;
}
