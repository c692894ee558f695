import { describe, expect, it } from "vitest";
import { eventOf, fixtureRecords, record } from "./records.ts";

const sessions = fixtureRecords("sessions");
const signIns = fixtureRecords("console-sign-in");
const actor = (value: Record<string, unknown> | undefined) => eventOf(value ?? {}).actor;

describe("the actor of a record", () => {
  it("of a role is the session, with the whole ARN of the role that issued it", () => {
    expect(actor(record("DeleteGroup", { groupName: "g" }))).toMatchObject({
      type: "AssumedRole",
      arn: "arn:aws:sts::111122223333:assumed-role/PlatformDeploy/deploy-42",
      name: "PlatformDeploy",
      roleArn: "arn:aws:iam::111122223333:role/platform/PlatformDeploy",
      sessionName: "deploy-42",
      permissionSet: null,
      isRoot: false,
      assumedRoot: false,
      mfa: false,
      viaService: null,
    });
  });

  it("tells a role from one of the same name in another path", () => {
    const [ours, , theirs] = fixtureRecords("detach-group-policy").map((value) => actor(value));
    expect(ours?.name).toBe(theirs?.name);
    expect(ours?.roleArn).not.toBe(theirs?.roleArn);
  });

  it("names the permission set of an Identity Center role, whatever region its path holds", () => {
    expect(actor(sessions[0])).toMatchObject({ permissionSet: "Platform_Admin", sessionName: "jane@example.com" });
  });

  it.each([
    ["outside of the reserved path", "arn:aws:iam::111122223333:role/AWSReservedSSO_Platform_0123456789abcdef"],
    ["in a path that only resembles it", "arn:aws:iam::111122223333:role/x/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Platform_0123456789abcdef"],
    ["without the suffix", "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Platform"],
  ])("has no permission set for a role %s", (_, arn) => {
    const value = record(
      "DeleteGroup",
      { groupName: "g" },
      { userIdentity: { type: "AssumedRole", sessionContext: { sessionIssuer: { type: "Role", arn } } } },
    );
    expect(actor(value)).toMatchObject({ roleArn: arn, permissionSet: null });
  });

  it("does not know the role of a session whose issuer is left out", () => {
    expect(actor(sessions[6])).toMatchObject({
      roleArn: "unknown: NotInRecord",
      permissionSet: "unknown: NotInRecord",
      name: "PlatformDeploy",
      sourceIdentity: "jane",
      mfa: true,
    });
  });

  it.each([
    ["a long-term key", "AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE"],
    ["no key of a session", "ASIAIOSFODNN7EXAMPLE", null],
    ["no id of another kind", "LKIAIOSFODNN7EXAMPLE", null],
    ["no key where none signed", undefined, null],
    ["no key that is no text", { omitted: true }, "unknown: Truncated"],
  ])("names %s as one that can be made inactive", (_, accessKeyId, longTermKeyId) => {
    expect(actor(record("X", null, { userIdentity: { type: "IAMUser", userName: "ana", accessKeyId } }))).toMatchObject({ longTermKeyId });
  });

  it("is root, with MFA told by the sign-in", () => {
    expect(actor(signIns[0])).toMatchObject({ type: "Root", isRoot: true, assumedRoot: false, mfa: true, accessKeyId: null });
    expect(actor(signIns[3])).toMatchObject({ type: "IAMUser", name: "anaya", isRoot: false, mfa: false });
  });

  it("is an assumed root", () => {
    expect(actor(sessions[1])).toMatchObject({ isRoot: true, assumedRoot: true, mfa: false });
  });

  it("keeps the caller of a call that a service made for it", () => {
    expect(actor(sessions[2])).toMatchObject({
      viaService: "cloudformation.amazonaws.com",
      roleArn: "arn:aws:iam::111122223333:role/CfnService",
      ip: "cloudformation.amazonaws.com",
    });
  });

  it("is a service, which has neither ARN nor role", () => {
    expect(actor(sessions[3])).toMatchObject({ type: "AWSService", arn: null, roleArn: null, viaService: "ec2.amazonaws.com", mfa: null });
  });

  it("of a federated user is named after the user who vouched, who is no role", () => {
    expect(actor(sessions[4])).toMatchObject({ type: "FederatedUser", name: "broker", roleArn: null, sessionName: "ops", mfa: true });
  });

  it("is none where the record names nobody, and unknown where that was truncated", () => {
    expect(actor(record("X", null, { userIdentity: undefined }))).toMatchObject({ type: "none", arn: null, isRoot: false });
    expect(actor(record("X", null, { userIdentity: { omitted: true } }))).toMatchObject({
      type: "unknown: Truncated",
      arn: "unknown: Truncated",
      isRoot: "unknown: Truncated",
      mfa: "unknown: Truncated",
    });
  });

  it("reads an identity that an export wrote as text", () => {
    expect(actor(record("X", null, { userIdentity: JSON.stringify({ type: "Root", accountId: "111122223333" }) }))).toMatchObject({ isRoot: true });
  });
});
