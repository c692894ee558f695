import { describe, expect, it } from "vitest";
import { eventOf, type JsonRecord, record } from "./records.ts";

/** A sign-in of an Identity Center user. Source: IAM Identity Center User Guide, "Understanding IAM Identity Center sign-in events". */
const center = (eventName: string, parts: JsonRecord): JsonRecord =>
  record(eventName, null, {
    eventSource: "signin.amazonaws.com",
    eventType: "AwsServiceEvent",
    userIdentity: { type: "IdentityCenterUser", accountId: "111122223333", onBehalfOf: { userId: "9448-1", identityStoreArn: "arn:a" } },
    responseElements: null,
    ...parts,
  });

const consoleSignIn = (userIdentity: JsonRecord, MFAUsed: unknown, mfaAuthenticated?: unknown): JsonRecord =>
  record("ConsoleLogin", null, {
    eventSource: "signin.amazonaws.com",
    responseElements: { ConsoleLogin: "Success" },
    additionalEventData: MFAUsed === undefined ? null : { MFAUsed },
    userIdentity: { ...userIdentity, ...(mfaAuthenticated === undefined ? {} : { sessionContext: { attributes: { mfaAuthenticated } } }) },
  });

describe("a sign-in of Identity Center", () => {
  it.each<[eventName: string, details: unknown, outcome: string]>([
    ["CredentialVerification", { CredentialVerification: "Failure" }, "denied"],
    ["CredentialVerification", { CredentialVerification: "Success" }, "success"],
    ["CredentialVerification", '{"CredentialVerification": "Failure"}', "denied"],
    ["CredentialChallenge", { CredentialChallenge: "Success" }, "success"],
    ["CredentialChallenge", { CredentialChallenge: "Failure" }, "denied"],
    ["UserAuthentication", { UserAuthentication: "Failure" }, "denied"],
    ["UserAuthentication", { UserAuthentication: "Success" }, "success"],
    ["CredentialVerification", null, "unknown: NotInRecord"],
    ["UserAuthentication", null, "unknown: NotInRecord"],
    ["CredentialChallenge", "", "unknown: NotInRecord"],
    ["UserAuthentication", {}, "unknown: Unparseable"],
    ["UserAuthentication", { UserAuthentication: "Pending" }, "unknown: Unparseable"],
    ["UserAuthentication", { CredentialVerification: "Success" }, "unknown: Unparseable"],
    ["CredentialVerification", { omitted: true }, "unknown: Truncated"],
    ["CredentialVerification", "{CredentialVerification=Failure}", "unknown: Unparseable"],
  ])("%s with details %j ended as %s", (eventName, serviceEventDetails, outcome) => {
    expect(eventOf(center(eventName, { serviceEventDetails })).outcome).toBe(outcome);
  });

  it("names who entered the name, else the user of the identity store", () => {
    const named = eventOf(center("CredentialVerification", { additionalEventData: { UserName: "rosa" } })).actor;
    expect(named).toMatchObject({ name: "rosa", label: "rosa", onBehalfOf: { userId: "9448-1" } });
    expect(eventOf(center("CredentialVerification", {})).actor).toMatchObject({ name: null, label: "Identity Center user 9448-1" });
  });

  it.each([
    ["PASSWORD,TOTP", true],
    ["PASSWORD, WEBAUTHN", true],
    ["password,totp", true],
    ["Password , Totp", true],
    ["PASSWORD", false],
    ["password", false],
    ["EXTERNAL_IDP", null],
    ["external_idp", null],
    ["PASSWORD,RESYNC_TOTP", "unknown: Unparseable"],
    ["PASSWORD,", "unknown: Unparseable"],
    ["PASSKEY", "unknown: Unparseable"],
    [undefined, "unknown: NotInRecord"],
  ])("with credentials %s has MFA %s", (CredentialType, mfa) => {
    expect(eventOf(center("UserAuthentication", { additionalEventData: { CredentialType } })).actor.mfa).toBe(mfa);
  });
});

describe("what a service did in the background", () => {
  it.each([
    ["SUCCEEDED", "success"],
    ["FAILED", "error"],
    ["IN_PROGRESS", "success"],
  ])("with the state %s ended as %s", (state, outcome) => {
    const value = record("CreateAccountResult", null, { eventSource: "organizations.amazonaws.com", serviceEventDetails: { createAccountStatus: { state } } });
    expect(eventOf(value).outcome).toBe(outcome);
  });
});

describe("the MFA of a console sign-in", () => {
  const user = { type: "IAMUser", userName: "ana" };
  const federated = { type: "AssumedRole" };

  it.each<[what: string, value: JsonRecord, mfa: unknown]>([
    ["its own", consoleSignIn(user, "Yes"), true],
    ["none", consoleSignIn(user, "No"), false],
    ["that of the session it is in", consoleSignIn(user, "No", "true"), true],
    ["none where the session has none", consoleSignIn(user, "No", "false"), false],
    ["its own in a session without", consoleSignIn(user, "Yes", "false"), true],
    ["unknown where the record does not say", consoleSignIn(user, undefined), "unknown: NotInRecord"],
    ["unknown where the record does not say, of root", consoleSignIn({ type: "Root" }, undefined), "unknown: NotInRecord"],
    [
      "unknown where other data is there",
      { ...consoleSignIn(user, "No"), additionalEventData: { LoginTo: "https://console.aws.amazon.com" } },
      "unknown: NotInRecord",
    ],
    ["unknown where it does not say itself and the session has none", consoleSignIn(user, undefined, "false"), "unknown: NotInRecord"],
    ["not known of a federated one that does not say", consoleSignIn(federated, undefined), null],
    ["that of the session where it does not say itself", consoleSignIn(user, undefined, "true"), true],
    ["not known of a federated one", consoleSignIn(federated, "No"), null],
    ["not known of a federated one in a session without", consoleSignIn(federated, "No", "false"), null],
    ["known of a federated one that has it", consoleSignIn(federated, "Yes"), true],
    ["root's own", consoleSignIn({ type: "Root" }, "No"), false],
    ["unknown where it was left out", { ...consoleSignIn(user, "No"), additionalEventData: { omitted: true } }, "unknown: Truncated"],
    ["the session's where its own was left out", { ...consoleSignIn(user, "No", "true"), additionalEventData: { omitted: true } }, true],
  ])("is %s", (_, value, mfa) => {
    expect(eventOf(value).actor.mfa).toBe(mfa);
  });
});

describe("the service that called for a caller", () => {
  it.each<[invokedBy: unknown, ip: string, viaService: unknown]>([
    ["cloudformation.amazonaws.com", "cloudformation.amazonaws.com", "cloudformation.amazonaws.com"],
    ["bedrock.amazonaws.com", "192.0.2.10", "bedrock.amazonaws.com"],
    ["signin.amazonaws.com", "192.0.2.10", null],
    ["signin.amazonaws.com", "signin.amazonaws.com", null],
    ["signin.amazonaws.com.cn", "192.0.2.10", null],
    ["console.amazonaws.com", "192.0.2.10", null],
    ["AWS Internal", "192.0.2.10", null],
    ["AWS Internal", "2001:db8::1", null],
    ["AWS Internal", "AWS Internal", "AWS Internal"],
    ["mysignin.amazonaws.com", "192.0.2.10", "mysignin.amazonaws.com"],
    [undefined, "192.0.2.10", null],
  ])("is, of invokedBy %j from %s, %j", (invokedBy, sourceIPAddress, viaService) => {
    expect(eventOf(record("X", null, { sourceIPAddress, userIdentity: { type: "Root", invokedBy } })).actor.viaService).toBe(viaService);
  });
});

describe("whether a call is made on its own caller", () => {
  const ana = { type: "IAMUser", userName: "ana", arn: "arn:aws:iam::111122223333:user/team/ana" };
  const ops = { type: "AssumedRole", sessionContext: { sessionIssuer: { type: "Role", userName: "Ops", arn: "arn:aws:iam::111122223333:role/Ops" } } };

  it.each<[what: string, eventName: string, parameters: unknown, identity: JsonRecord, isActor: unknown]>([
    ["the user who is named", "CreateAccessKey", { userName: "ana" }, ana, true],
    ["a user of that name of another account, by ARN", "CreateAccessKey", { userName: "ana" }, { ...ana, arn: "arn:aws:iam::999999999999:user/ana" }, false],
    ["a user of that name of another account", "CreateAccessKey", { userName: "ana" }, { type: "IAMUser", userName: "ana", accountId: "999999999999" }, false],
    ["the user who is named in other letters", "CreateAccessKey", { userName: "ANA" }, ana, true],
    ["another user", "CreateAccessKey", { userName: "anna" }, ana, false],
    ["the user whom the call implies", "CreateAccessKey", null, ana, true],
    ["the user whom only the ARN names", "CreateAccessKey", { userName: "ANA" }, { type: "IAMUser", arn: ana.arn }, true],
    ["a user, by a role of that name", "CreateAccessKey", { userName: "Ops" }, ops, false],
    ["the session's role", "AttachRolePolicy", { roleName: "OPS" }, ops, true],
    ["another role", "AttachRolePolicy", { roleName: "Dev" }, ops, false],
    ["a user, by root", "CreateAccessKey", { userName: "ana" }, { type: "Root" }, false],
    ["root itself", "CreateAccessKey", null, { type: "Root" }, true],
    ["the access key of the user who calls", "UpdateAccessKey", { userName: "ANA", accessKeyId: "AKIA1" }, ana, true],
    ["an access key of the user whom the call implies", "UpdateAccessKey", { accessKeyId: "AKIA1" }, ana, true],
    ["the access key of another user", "UpdateAccessKey", { userName: "bo", accessKeyId: "AKIA1" }, ana, false],
    ["the access key of a user, by a role", "UpdateAccessKey", { userName: "Ops", accessKeyId: "AKIA1" }, ops, false],
    ["root's access key, by root", "DeleteAccessKey", { accessKeyId: "AKIA1" }, { type: "Root" }, true],
    ["a group", "DeleteGroup", { groupName: "ana" }, ana, false],
    ["a user, by one whose name was left out", "CreateAccessKey", { userName: "ana" }, { omitted: true }, "unknown: Truncated"],
    ["one whose name was left out", "DeleteUser", { omitted: true }, ana, "unknown: Truncated"],
    ["a user, by one whose record has no name", "CreateAccessKey", { userName: "ana" }, { type: "IAMUser" }, "unknown: NotInRecord"],
  ])("is known of %s", (_, eventName, parameters, userIdentity, isActor) => {
    expect(eventOf(record(eventName, parameters, { userIdentity, responseElements: null })).target.isActor).toBe(isActor);
  });
});

describe("the console in a record", () => {
  const via = (invokedBy: string): unknown => eventOf(record("CreateAccessKey", null, { userIdentity: { type: "Root", invokedBy } })).actor.viaService;

  it.each(["us-east-1.signin.amazonaws.com", "eu-west-1.signin.aws.amazon.com", "US-GOV-WEST-1.signin.amazonaws.com", "cn-north-1.signin.amazonaws.com.cn"])(
    "is sign-in of a Region too: %s",
    (host) => {
      expect(via(host)).toBeNull();
    },
  );

  it.each(["config.amazonaws.com", "signin.example.com", "x.signin.amazonaws.com", "us-east-1.config.amazonaws.com"])("is no service: %s", (host) => {
    expect(via(host)).toBe(host);
  });
});
