import { describe, expect, it } from "vitest";
import { eventOf, fixtureRecords, type JsonRecord, record } from "./records.ts";

const ct = { eventSource: "cloudtrail.amazonaws.com", awsRegion: "eu-west-1" };
const user = { userIdentity: { type: "IAMUser", userName: "anaya", arn: "arn:aws:iam::111122223333:user/team/anaya" } };
const root = { userIdentity: { type: "Root" } };

const CASES: [what: string, value: JsonRecord, target: JsonRecord][] = [
  [
    "a user by name, its path not told",
    record("AttachUserPolicy", { userName: "u", policyArn: "p" }),
    { kind: "user", name: "u", arn: "unknown: NotInRecord" },
  ],
  [
    "a user whose ARN the answer gives",
    record("CreateUser", { userName: "u" }, { responseElements: { user: { arn: "arn:aws:iam::1:user/a/u" } } }),
    { kind: "user", name: "u", arn: "arn:aws:iam::1:user/a/u" },
  ],
  [
    "the caller, where the call names no user",
    record("CreateAccessKey", null, user),
    { kind: "user", name: "anaya", arn: "arn:aws:iam::111122223333:user/team/anaya" },
  ],
  ["the account, where root makes a key for itself", record("CreateAccessKey", null, root), { kind: "account", name: "111122223333" }],
  [
    "an access key",
    record("DeleteAccessKey", { userName: "u", accessKeyId: "AKIAIOSFODNN7EXAMPLE" }),
    { kind: "accessKey", name: "AKIAIOSFODNN7EXAMPLE", arn: null },
  ],
  ["a user whose device is taken away", record("DeactivateMFADevice", { userName: "u", serialNumber: "arn:aws:iam::1:mfa/u" }), { kind: "user", name: "u" }],
  ["a device", record("DeleteVirtualMFADevice", { serialNumber: "arn:aws:iam::1:mfa/u" }), { kind: "mfaDevice", name: "u", arn: "arn:aws:iam::1:mfa/u" }],
  ["a policy by ARN", record("DeletePolicy", { policyArn: "arn:aws:iam::1:policy/x/P" }), { kind: "policy", name: "P", arn: "arn:aws:iam::1:policy/x/P" }],
  ["the role of a session", fixtureRecords("sessions")[3] ?? {}, { kind: "role", name: "Worker", arn: "arn:aws:iam::111122223333:role/service/Worker" }],
  [
    "a trail by name, in the region of the call",
    record("StopLogging", { name: "main" }, ct),
    { kind: "trail", name: "main", arn: "arn:aws:cloudtrail:eu-west-1:111122223333:trail/main" },
  ],
  [
    "a trail by ARN",
    record("PutEventSelectors", { trailName: "arn:aws:cloudtrail:us-east-1:999988887777:trail/org" }, ct),
    { kind: "trail", name: "org", arn: "arn:aws:cloudtrail:us-east-1:999988887777:trail/org" },
  ],
  [
    "a trail in China by name",
    record("DeleteTrail", { name: "main" }, { ...ct, awsRegion: "cn-north-1" }),
    { kind: "trail", arn: "arn:aws-cn:cloudtrail:cn-north-1:111122223333:trail/main" },
  ],
  [
    "unknown, where the record leaves out the parameters that would tell",
    record("AddClientIDToOpenIDConnectProvider", { omitted: true }),
    { kind: "unknown: Truncated", name: "unknown: Truncated", arn: "unknown: Truncated" },
  ],
  [
    "the role of a session by the call, where the record leaves out the parameters that would name it",
    record("AssumeRole", { omitted: true }, { eventSource: "sts.amazonaws.com" }),
    { kind: "role", name: "unknown: Truncated" },
  ],
  [
    "the caller, where a device is taken away and no user named",
    record("DeactivateMFADevice", { serialNumber: "arn:aws:iam::1:mfa/anaya" }, user),
    { kind: "user", name: "anaya" },
  ],
  [
    "the caller, where a certificate is deleted and no user named",
    record("DeleteSigningCertificate", { certificateId: "c" }, user),
    { kind: "user", name: "anaya" },
  ],
  ["the account, where root deletes a password and names none", record("DeleteLoginProfile", null, root), { kind: "account", name: "111122223333" }],
  ["nothing that Reeve knows", record("RunInstances", {}, { eventSource: "ec2.amazonaws.com" }), { kind: "none", name: null, arn: null }],
];

describe("the target of a call", () => {
  it.each(CASES)("is %s", (_, value, target) => {
    expect(eventOf(value).target).toMatchObject(target);
  });
});
