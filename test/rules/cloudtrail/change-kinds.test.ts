import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../../collectors/index.ts";
import { completeDocument } from "../../../engine/author/testing/complete.ts";
import { judged, packRules, told } from "./pack.ts";

const rules = packRules();
const POLICY = "arn:aws:iam::111122223333:policy/guardrails/DenyLeaving";
const DOCUMENT = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}';

/** Calls that change a restriction, with the resource that AWS's message of a refusal names, and the rule that tells a success. */
const CALLS: [call: string, parameters: Record<string, unknown> | null, resource: string, tells: string][] = [
  ["DetachUserPolicy", { userName: "bob", policyArn: POLICY }, "user bob", "unexpected-detach"],
  ["DetachGroupPolicy", { groupName: "people", policyArn: POLICY }, "group people", "unexpected-detach"],
  ["DetachRolePolicy", { roleName: "reporting", policyArn: POLICY }, "role reporting", "unexpected-detach"],
  ["DeleteUserPolicy", { userName: "bob", policyName: "deny" }, "user bob", "unexpected-detach"],
  ["DeleteGroupPolicy", { groupName: "people", policyName: "deny" }, "group people", "unexpected-detach"],
  ["DeleteRolePolicy", { roleName: "reporting", policyName: "deny" }, "role reporting", "unexpected-detach"],
  ["PutUserPolicy", { userName: "bob", policyName: "deny", policyDocument: DOCUMENT }, "user bob", "policy-content-weakened"],
  ["PutGroupPolicy", { groupName: "people", policyName: "deny", policyDocument: DOCUMENT }, "group people", "policy-content-weakened"],
  ["PutRolePolicy", { roleName: "reporting", policyName: "deny", policyDocument: DOCUMENT }, "role reporting", "policy-content-weakened"],
  ["CreatePolicyVersion", { policyArn: POLICY, policyDocument: DOCUMENT, setAsDefault: true }, `policy ${POLICY}`, "policy-content-weakened"],
  ["SetDefaultPolicyVersion", { policyArn: POLICY, versionId: "v1" }, `policy ${POLICY} version v1`, "policy-content-weakened"],
  ["DeletePolicy", { policyArn: POLICY }, `policy ${POLICY}`, "guardrail-weakened"],
  ["DeletePolicyVersion", { policyArn: POLICY, versionId: "v1" }, `policy ${POLICY}`, "guardrail-weakened"],
  ["DeleteUserPermissionsBoundary", { userName: "bob" }, "user bob", "boundary-removed"],
  ["DeleteRolePermissionsBoundary", { roleName: "reporting" }, "role reporting", "boundary-removed"],
  ["PutUserPermissionsBoundary", { userName: "bob", permissionsBoundary: POLICY }, "user bob", "boundary-removed"],
  ["PutRolePermissionsBoundary", { roleName: "reporting", permissionsBoundary: POLICY }, "role reporting", "boundary-removed"],
  ["RemoveUserFromGroup", { userName: "bob", groupName: "people" }, "group people", "group-protection-lost"],
  ["DeleteGroup", { groupName: "people" }, "group people", "group-protection-lost"],
  ["UpdateUser", { userName: "bob", newPath: "/free/" }, "user bob", "principal-identity-escaped"],
  ["UpdateGroup", { groupName: "people", newGroupName: "others" }, "group people", "principal-identity-escaped"],
  ["TagUser", { userName: "bob", tags: [{ key: "team", value: "x" }] }, "user bob", "principal-identity-escaped"],
  ["UntagRole", { roleName: "reporting", tagKeys: ["team"] }, "role reporting", "principal-identity-escaped"],
  ["UpdateAssumeRolePolicy", { roleName: "reporting", policyDocument: DOCUMENT }, "role reporting", "principal-identity-escaped"],
  ["UpdateAccountPasswordPolicy", { minimumPasswordLength: 6 }, "*", "password-policy-weakened"],
  ["DeleteAccountPasswordPolicy", null, "*", "password-policy-deleted"],
];

const CALLER = {
  type: "IAMUser",
  principalId: "AIDAEXAMPLE0000000001",
  arn: "arn:aws:iam::111122223333:user/mallory",
  accountId: "111122223333",
  userName: "mallory",
  accessKeyId: "AKIAEXAMPLE000000001",
};

function outcomes(eventName: string, rest: Record<string, unknown>): string[] {
  const record = {
    eventVersion: "1.10",
    userIdentity: CALLER,
    eventTime: "2026-01-15T11:00:00Z",
    eventSource: "iam.amazonaws.com",
    eventName,
    awsRegion: "us-east-1",
    sourceIPAddress: "192.0.2.10",
    userAgent: "aws-cli/2.22.0",
    responseElements: null,
    eventID: eventName,
    readOnly: false,
    eventType: "AwsApiCall",
    recipientAccountId: "111122223333",
    ...rest,
  };
  const { document } = completeDocument({ events: [record] }, normalizeRecords);
  return told(judged(document, rules, { guardrailPolicies: ["arn:*:iam::*:policy/guardrails/*"], breakGlass: ["arn:*:iam::*:role/break-glass/*"] }));
}

describe.each(CALLS)("%s", (call, parameters, resource, tells) => {
  it("is told when it succeeds", () => {
    const lines = outcomes(call, { requestParameters: parameters });
    expect(lines.filter((line) => line.startsWith(`${call} ${tells}:`))).toHaveLength(1);
    expect(lines.filter((line) => line.includes("guardrail-change-"))).toEqual([]);
  });

  it("is told as an attempt alone when it is refused and its parameters are null", () => {
    const errorMessage = `User: ${CALLER.arn} is not authorized to perform: iam:${call} on resource: ${resource} because no identity-based policy allows the iam:${call} action`;
    const lines = outcomes(call, { requestParameters: null, errorCode: "AccessDenied", errorMessage });
    expect(lines.map((line) => line.replace(/: (low|medium)/, ""))).toEqual([`${call} guardrail-change-attempted finding`]);
  });

  it("cannot hide behind parameters that are too large to be recorded", () => {
    const lines = outcomes(call, { requestParameters: { reason: "requestParameters too large", originalSize: 131072, omitted: true } });
    expect(lines).toContain(`${call} guardrail-change-unreadable: high unexcused`);
  });
});
