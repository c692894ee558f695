import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../../collectors/index.ts";
import { apiOperations, callRow, isReadCall } from "../../../document/index.ts";
import { loadRules } from "../../../engine/index.ts";
import type { ReeveDocument } from "../../../schemas/index.ts";
import { evaluate } from "../../judged.ts";

/**
 * What calls between the snapshot and an event make unknown, by the table of API calls. Each case: calls, and a condition that holds of the snapshot.
 * The rule matches where the condition holds, so a snapshot that still counts gives a finding, and one that a call made stale an unknown result.
 */
const SNAPSHOT = JSON.parse(gunzipSync(readFileSync("samples/tideline.snapshot.json.gz")).toString("utf8")) as ReeveDocument;
const ACCOUNT = "444455556666";
const iam = (path: string): string => `arn:aws:iam::${ACCOUNT}:${path}`;
const ANA = { type: "IAMUser", userName: "ana.ferreira", arn: iam("user/ana.ferreira"), accountId: ACCOUNT };
const ROOT = { type: "Root", arn: iam("root"), accountId: ACCOUNT };
const SESSION = { type: "AssumedRole", arn: `arn:aws:sts::${ACCOUNT}:assumed-role/PlatformDeploy/x`, accountId: ACCOUNT };

type Json = Record<string, unknown>;

/** One call at noon, six hours after the snapshot. `call`: service and name. */
function call(name: string, requestParameters: unknown = null, parts: Json = {}): Json {
  const [service = "", eventName = ""] = name.split(":");
  return {
    eventVersion: "1.11",
    eventTime: "2026-11-16T12:00:00Z",
    eventSource: `${service}.amazonaws.com`,
    eventName,
    awsRegion: "eu-west-1",
    eventID: name,
    recipientAccountId: ACCOUNT,
    userIdentity: SESSION,
    requestParameters,
    responseElements: null,
    ...parts,
  };
}

const byAna = (name: string, parameters: unknown = null, parts: Json = {}): Json => call(name, parameters, { userIdentity: ANA, ...parts });
const byRoot = (name: string, parameters: unknown = null, parts: Json = {}): Json => call(name, parameters, { userIdentity: ROOT, ...parts });

const OTHER = "999988887777";
const byManagement = (name: string, parameters: Json): Json => call(name, parameters, { recipientAccountId: "111122223333" });

const PROBE = { ...call("iam:GetUser"), eventTime: "2026-11-16T12:01:00Z", eventID: "probe" };

/** unknown, fail (the condition holds of the snapshot) or none. */
function verdict(calls: readonly Json[], condition: string, change: (document: ReeveDocument) => void = () => {}): string {
  const text = `id: probe\ntitle: Probe\nseverity: low\nresource: event\nrationale: Probes.\nmatch:\n  event.eventID: probe\n  ${condition}
let:
  ana: { lookup: [user, ana.ferreira] }
  bruno: { lookup: [user, bruno.costa] }
  team: { lookup: [group, administrators] }
  support: { lookup: [policy, "arn:aws:iam::aws:policy/AWSSupportAccess"] }
  vendor: { lookup: [role, vendor-analytics] }
  sso: { lookup: [role, AWSReservedSSO_AdministratorAccess_0f1e2d3c4b5a6978] }
  key: { lookup: [accessKey, AKIATIDE00301EXAMPLE] }
  guard: { lookup: [policy, "${iam("policy/guardrails/RequireMfa")}"] }
  regions: { lookup: [policy, "${iam("policy/guardrails/DenyOutsideRegions")}"] }
  trail: { lookup: [trail, "arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/tideline-main"] }
message: Probe\n`;
  const { rules, diagnostics } = loadRules([{ file: "probe.yaml", text }]);
  if (rules.length === 0) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const { events, gaps } = normalizeRecords([...calls, PROBE]);
  const document = structuredClone({ ...SNAPSHOT, events, gaps: { ...SNAPSHOT.gaps, ...gaps } });
  change(document);
  const outcome = evaluate(document, rules);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
  return outcome.results.results.find(({ occurrence }) => occurrence === "probe")?.status ?? "none";
}

/** Gives the vendor's role a trust policy that names Ana. */
function trustAna(document: ReeveDocument): void {
  const role = (document.roles as Extract<ReeveDocument["roles"], readonly unknown[]>).find((each) => "name" in each && each.name === "vendor-analytics");
  const statements = (role as unknown as { trustPolicy: { statements: { principals: Json[] }[] } }).trustPolicy.statements;
  for (const statement of statements) statement.principals = [{ type: "AWS", value: iam("user/ana.ferreira") }];
}

const LOGGING = "trail.isLogging: { exists: true, is: true }";
const SSO = "sso.attachedPolicyArns: { exists: true, count: { gt: 0 } }";
const RAM = { servicePrincipal: "ram.amazonaws.com" };
const KEYS = "ana.accessKeyIds: { exists: true, count: 0 }";
const MFA = "ana.mfaActive: { exists: true, is: true }";
const PASSWORD = "ana.passwordEnabled: { exists: true, is: true }";
const CHANGED = 'ana.passwordLastChangedAt: { exists: true, lt: "2026-10-01T00:00:00Z" }';
const CERTIFICATES = "ana.signingCertificates: { exists: true, count: 0 }";
const DEVICE = { serialNumber: iam("u2f/ana.ferreira") };
const ROOT_DEVICE = { serialNumber: iam("mfa/root-account-mfa-device") };
const KEY = { accessKeyId: "AKIATIDE00301EXAMPLE", status: "Inactive" };
const CERTIFICATE = { certificateId: "C1", status: "Inactive" };

/** Every write call of IAM that means its caller where it names no user, with a field of a user and of root that it may change; null: none. */
const OF_THE_CALLER: Record<string, { parameters: unknown; user: string | null; root: string | null }> = {
  CreateAccessKey: { parameters: null, user: KEYS, root: "root.accessKeysPresent: false" },
  UpdateAccessKey: { parameters: KEY, user: KEYS, root: "root.accessKeys: { count: 0 }" },
  DeleteAccessKey: { parameters: KEY, user: KEYS, root: "root.accessKeysPresent: false" },
  CreateLoginProfile: { parameters: { passwordResetRequired: true }, user: PASSWORD, root: "root.passwordPresent: true" },
  DeleteLoginProfile: { parameters: null, user: PASSWORD, root: "root.passwordPresent: true" },
  DeactivateMFADevice: { parameters: DEVICE, user: MFA, root: "root.mfaActive: true" },
  UploadSigningCertificate: { parameters: { certificateBody: "x" }, user: CERTIFICATES, root: "root.signingCertificatesPresent: false" },
  UpdateSigningCertificate: { parameters: CERTIFICATE, user: CERTIFICATES, root: "root.signingCertificatesPresent: false" },
  DeleteSigningCertificate: { parameters: CERTIFICATE, user: CERTIFICATES, root: "root.signingCertificatesPresent: false" },
  UpdateServiceSpecificCredential: { parameters: { serviceSpecificCredentialId: "x", status: "Inactive" }, user: null, root: null },
  ResetServiceSpecificCredential: { parameters: { serviceSpecificCredentialId: "x" }, user: null, root: null },
  DeleteServiceSpecificCredential: { parameters: { serviceSpecificCredentialId: "x" }, user: null, root: null },
};

describe("a call that names no user", () => {
  it("is each that AWS's models let leave the user out", () => {
    const optional = apiOperations().filter(
      ({ service, name, input, required }) => service === "iam" && !isReadCall(name) && input.includes("userName") && !required.includes("userName"),
    );
    expect(Object.keys(OF_THE_CALLER).sort()).toEqual(optional.map(({ name }) => name));
  });

  const cases = Object.entries(OF_THE_CALLER).flatMap(([name, { parameters, user, root }]) => [
    ...(user ? [[name, parameters, user, root ?? ""] as const] : []),
  ]);

  it.each(cases)("%s changes its caller", (name, parameters, user, root) => {
    expect(verdict([], user)).toBe("fail");
    expect(verdict([byAna(`iam:${name}`, parameters)], user)).toBe("unknown");
    expect(verdict([byRoot(`iam:${name}`, parameters)], user)).toBe("fail");
    expect(verdict([], root)).toBe("fail");
    expect(verdict([byRoot(`iam:${name}`, parameters)], root)).toBe("unknown");
    expect(verdict([byAna(`iam:${name}`, parameters)], root)).toBe("fail");
  });

  it("and comes as JSON text changes its caller all the same", () => {
    expect(verdict([byAna("iam:DeactivateMFADevice", JSON.stringify(DEVICE))], MFA)).toBe("unknown");
    expect(verdict([byAna("iam:DeactivateMFADevice", JSON.stringify({ ...DEVICE, userName: "bruno.costa" }))], MFA)).toBe("fail");
  });

  it("changes the password of its caller by ChangePassword", () => {
    expect(verdict([byAna("iam:ChangePassword")], CHANGED)).toBe("unknown");
    expect(verdict([byAna("iam:ChangePassword")], MFA)).toBe("fail");
  });

  it("changes any user, where the caller is none that the record names", () => {
    expect(verdict([call("iam:DeactivateMFADevice", DEVICE)], MFA)).toBe("unknown");
  });
});

describe("a caller of a type that AWS does not document", () => {
  const by = (type: string, name: string, parameters: unknown): Json => call(name, parameters, { userIdentity: { type, accountId: ACCOUNT } });

  it.each(["Unknown", "Ruler"])("may be root or any user: %s", (type) => {
    expect(verdict([by(type, "iam:DeleteLoginProfile", null)], "root.passwordPresent: true")).toBe("unknown");
    expect(verdict([by(type, "iam:DeleteLoginProfile", null)], PASSWORD)).toBe("unknown");
    expect(verdict([by(type, "iam:DeactivateMFADevice", ROOT_DEVICE)], "root.mfaActive: true")).toBe("unknown");
    expect(verdict([by(type, "iam:ChangePassword", null)], CHANGED)).toBe("unknown");
  });

  it("is not each that is neither root nor a user", () => {
    expect(verdict([by("AssumedRole", "iam:DeleteLoginProfile", null)], "root.passwordPresent: true")).toBe("fail");
    expect(verdict([by("AWSService", "iam:ChangePassword", null)], CHANGED)).toBe("fail");
  });
});

/** Calls, and what of the snapshot no longer counts after them. */
const STALE: [what: string, calls: Json[], condition: string, change?: (document: ReeveDocument) => void][] = [
  [
    "root's MFA, by root for the user that the console names",
    [byRoot("iam:EnableMFADevice", { userName: "AWS ROOT USER", ...ROOT_DEVICE })],
    "root.mfaActive: true",
  ],
  [
    "root's password, set at sign-in",
    [byRoot("signin:PasswordUpdated", null, { responseElements: { PasswordUpdated: "Success" } })],
    "root.passwordPresent: true",
  ],
  ["root's last use, with its keys", [byRoot("iam:CreateAccessKey")], 'root.lastUsedAt: { exists: true, lt: "2026-11-01T00:00:00Z" }'],

  ["the account's alias", [call("iam:DeleteAccountAlias", { accountAlias: "tideline" })], "account.aliases: { contains: tideline }"],
  ["the account's password policy", [call("iam:DeleteAccountPasswordPolicy")], "account.passwordPolicy.minimumPasswordLength: { exists: true, is: 8 }"],
  ["when passwords expire", [call("iam:UpdateAccountPasswordPolicy", { maxPasswordAge: 30 })], "ana.passwordNextRotationAt: { exists: false }"],
  ["the account's name", [call("account:PutAccountName", { accountName: "x" })], "account.name: tideline-production"],
  [
    "the account's contacts",
    [call("account:PutAlternateContact", { alternateContactType: "SECURITY" })],
    "account.alternateContacts.security: { exists: false }",
  ],
  [
    "the account's contacts, named by its id",
    [call("account:DeleteAlternateContact", { accountId: ACCOUNT })],
    "account.alternateContacts.security: { exists: false }",
  ],
  ["the account's regions", [call("account:EnableRegion", { regionName: "ap-east-1" })], "account.regions: { contains: eu-west-1 }"],
  ["the account's organization", [call("organizations:LeaveOrganization")], "account.organizationId: o-tideline01"],
  [
    "the account's organization, removed by the management account",
    [call("organizations:RemoveAccountFromOrganization", { accountId: ACCOUNT }, { recipientAccountId: "111122223333" })],
    "account.organizationId: o-tideline01",
  ],
  ["the account's tags", [call("organizations:TagResource", { resourceId: ACCOUNT })], "account.tags: { count: 0 }"],

  [
    "where analyzers are, one deleted",
    [call("access-analyzer:DeleteAnalyzer", { analyzerName: "external" })],
    "account.externalAnalyzerRegions: { contains: eu-west-1 }",
  ],
  [
    "where analyzers are, one made",
    [call("access-analyzer:CreateAnalyzer", { analyzerName: "new" })],
    "account.externalAnalyzerRegions: { contains: eu-west-1 }",
  ],
  [
    "where analyzers are, one updated",
    [call("access-analyzer:UpdateAnalyzer", { analyzerName: "external" })],
    "account.externalAnalyzerRegions: { contains: eu-west-1 }",
  ],
  ["which analyzers there are", [call("access-analyzer:DeleteAnalyzer", { analyzerName: "external" })], "analyzers: { any: { name: external } }"],
  [
    "where analyzers are, of a region disabled",
    [call("account:DisableRegion", { regionName: "eu-west-1" })],
    "account.externalAnalyzerRegions: { contains: eu-west-1 }",
  ],

  ["how many users there are, one made", [call("iam:CreateUser", { userName: "new" })], "account.summary.userCount: 22"],
  ["how many users there are, one deleted", [call("iam:DeleteUser", { userName: "gone" })], "account.summary.userCount: 22"],
  ["which users there are, one made", [call("iam:CreateUser", { userName: "new" })], "users: { none: { name: new } }"],
  ["which users there are, one deleted", [call("iam:DeleteUser", { userName: "ana.ferreira" })], "users: { any: { name: ana.ferreira } }"],
  ["how many groups there are", [call("iam:CreateGroup", { groupName: "new" })], "account.summary.groupCount: 6"],
  ["how many roles there are", [call("iam:CreateServiceLinkedRole", { aWSServiceName: "x" })], "account.summary.roleCount: 12"],
  ["how many roles there are, by a template", [call("iam:AcquireRole", { templateArn: "x" })], "account.summary.roleCount: 12"],
  ["how many policies there are", [call("iam:CreatePolicy", { policyName: "new" })], "account.summary.policyCount: 8"],
  ["how many devices there are", [call("iam:CreateVirtualMFADevice", { virtualMFADeviceName: "new" })], "account.summary.mfaDeviceCount: 15"],
  ["how many devices are in use", [byAna("iam:DeactivateMFADevice", DEVICE)], "account.summary.mfaDeviceInUseCount: 15"],
  [
    "how many server certificates there are",
    [call("iam:DeleteServerCertificate", { serverCertificateName: "x" })],
    "account.summary.serverCertificateCount: 1",
  ],
  ["how many providers there are", [call("iam:CreateSAMLProvider", { name: "x" })], "account.summary.providerCount: 2"],

  [
    "whom a policy bounds, a user freed of it",
    [call("iam:DeleteUserPermissionsBoundary", { userName: "someone" })],
    "guard.permissionsBoundaryUsageCount: { exists: true, is: 0 }",
  ],
  [
    "whom a policy bounds, a role freed of it",
    [call("iam:DeleteRolePermissionsBoundary", { roleName: "some" })],
    "guard.permissionsBoundaryUsageCount: { exists: true, is: 0 }",
  ],
  [
    "whom a policy bounds, another put in its place",
    [call("iam:PutRolePermissionsBoundary", { roleName: "some", permissionsBoundary: iam("policy/other") })],
    "guard.permissionsBoundaryUsageCount: { exists: true, is: 0 }",
  ],
  [
    "whom a policy bounds, the principal deleted",
    [call("iam:DeleteRole", { roleName: "some" })],
    "guard.permissionsBoundaryUsageCount: { exists: true, is: 0 }",
  ],
  [
    "whom a policy bounds, a principal made with it",
    [call("iam:CreateUser", { userName: "new", permissionsBoundary: iam("policy/guardrails/RequireMfa") })],
    "guard.permissionsBoundaryUsageCount: { exists: true, is: 0 }",
  ],

  [
    "what a policy is attached to",
    [call("iam:AttachGroupPolicy", { groupName: "auditors", policyArn: iam("policy/guardrails/RequireMfa") })],
    "guard.attachmentCount: { exists: true, is: 3 }",
  ],
  ["who is in a group", [call("iam:AddUserToGroup", { userName: "bruno.costa", groupName: "administrators" })], "team.memberArns: { exists: true, count: 2 }"],
  [
    "who is in a group, a user renamed",
    [call("iam:UpdateUser", { userName: "bruno.costa", newUserName: "bruno" })],
    "team.memberArns: { exists: true, count: 2 }",
  ],
  ["all of a user renamed", [call("iam:UpdateUser", { userName: "ana.ferreira", newUserName: "ana" })], MFA],
  [
    "whom a role trusts, a user deleted whom it names",
    [call("iam:DeleteUser", { userName: "ana.ferreira" })],
    "vendor.trustPolicy.statements: { exists: true, any: { effect: Allow } }",
    trustAna,
  ],
  ["a key", [call("iam:UpdateAccessKey", { userName: "bruno.costa", ...KEY })], "key.active: { exists: true, is: true }"],
  [
    "a trail by its ARN",
    [call("cloudtrail:StopLogging", { name: `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/tideline-main` })],
    "trail.isLogging: { exists: true, is: true }",
  ],
  ["a trail by its name", [call("cloudtrail:PutEventSelectors", { trailName: "tideline-main" })], "trail.allManagementEvents: { exists: true, is: true }"],
  ["the role of a permission set", [call("sso:CreateAccountAssignment", { targetId: ACCOUNT })], "sso.attachedPolicyArns: { exists: true, count: { gt: 0 } }"],

  ["the role of any permission set, of all accounts", [byManagement("sso:ProvisionPermissionSet", { targetType: "ALL_PROVISIONED_ACCOUNTS" })], SSO],
  ["trails, of an account removed from its organization", [byManagement("organizations:RemoveAccountFromOrganization", { accountId: ACCOUNT })], LOGGING],
  [
    "trails, by CloudTrail's trusted access withdrawn",
    [byManagement("organizations:DisableAWSServiceAccess", { servicePrincipal: "cloudtrail.amazonaws.com" })],
    LOGGING,
  ],
  ["trails, of a region disabled", [call("account:DisableRegion", { regionName: "eu-west-1" })], LOGGING],
  ["trails, of a region that the record leaves out", [call("account:DisableRegion", { omitted: true })], LOGGING],

  ["all of IAM, by a call that nothing is known of", [call("iam:RearrangeEverything", { userName: "someone" })], MFA],
  ["the account's fields of IAM, by such a call", [call("iam:RearrangeEverything")], "account.summary.userCount: 22"],
  ["root's fields of IAM, by such a call", [call("iam:RearrangeEverything")], "root.mfaActive: true"],
  ["all trails, by such a call of CloudTrail", [call("cloudtrail:RearrangeEverything")], "trail.isLogging: { exists: true, is: true }"],
  ["what a call may change whose parameters the record leaves out", [call("iam:DeactivateMFADevice", { omitted: true })], MFA],
  ["what a call may change whose end is unknown", [call("iam:DeleteUser", { userName: "ana.ferreira" }, { errorCode: 7 })], MFA],
];

describe("a call since the snapshot makes unknown", () => {
  it.each(STALE)("%s", (_, calls, condition, change) => {
    expect(verdict([], condition, change)).toBe("fail");
    expect(verdict(calls, condition, change)).toBe("unknown");
  });
});

/** Calls, and what of the snapshot counts all the same. */
const GUARD = { policyArn: iam("policy/guardrails/RequireMfa") };
const ALLOWS_ALL = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';

const KNOWN: [what: string, calls: Json[], condition: string, change?: (document: ReeveDocument) => void][] = [
  ["what it names another of", [call("iam:DeactivateMFADevice", { userName: "bruno.costa", ...DEVICE })], MFA],
  ...[false, undefined, null, "false"].map((setAsDefault): [string, Json[], string] => [
    `what a policy says, with a version made that is no default: ${setAsDefault}`,
    [call("iam:CreatePolicyVersion", { ...GUARD, policyDocument: ALLOWS_ALL, setAsDefault })],
    "guard.statements: { exists: true, any: { effect: Deny } }",
  ]),
  ["fields that it cannot change", [call("iam:DetachUserPolicy", { userName: "ana.ferreira", policyArn: "arn:x" })], MFA],
  ["other counts than its own", [call("iam:CreateUser", { userName: "new" })], "account.summary.groupCount: 6"],
  ["root's keys, made by root for a user", [byRoot("iam:CreateAccessKey", { userName: "bruno.costa" })], "root.accessKeysPresent: false"],
  ["root's MFA, for a user's device", [byAna("iam:DeactivateMFADevice", { userName: "ana.ferreira", ...DEVICE })], "root.mfaActive: true"],
  [
    "a trust policy that does not name whom it deletes",
    [call("iam:DeleteUser", { userName: "bruno.costa" })],
    "vendor.trustPolicy.statements: { exists: true, any: { effect: Allow } }",
    trustAna,
  ],
  [
    "roles that are no permission set's",
    [call("sso:CreateAccountAssignment", { targetId: ACCOUNT })],
    "vendor.attachedPolicyArns: { exists: true, count: { gt: 0 } }",
  ],
  ["another account's place", [call("organizations:MoveAccount", { accountId: "999988887777" })], "account.organizationId: o-tideline01"],
  ["trails, by another account removed from the organization", [byManagement("organizations:RemoveAccountFromOrganization", { accountId: OTHER })], LOGGING],
  ["trails, by trusted access of a service that makes none", [byManagement("organizations:DisableAWSServiceAccess", RAM)], LOGGING],
  ["trails, by a region disabled that has none", [call("account:DisableRegion", { regionName: "ap-east-1" })], LOGGING],
  ["analyzers, by a region disabled that has none", [call("account:DisableRegion", { regionName: "ap-east-1" })], "analyzers: { any: { name: external } }"],
  ["roles of permission sets, by an assignment in another account", [byManagement("sso:CreateAccountAssignment", { targetId: OTHER })], SSO],
  ["how many roles there are, by such a one", [byManagement("sso:ProvisionPermissionSet", { targetId: OTHER })], "account.summary.roleCount: 12"],
  [
    "members of a list whose other fields it changed",
    [call("iam:TagUser", { userName: "ana.ferreira" })],
    "users: { any: { name: ana.ferreira, mfaActive: true } }",
  ],
  ["analyzers, by an unknown call of IAM", [call("iam:RearrangeEverything")], "account.externalAnalyzerRegions: { contains: eu-west-1 }"],
  ["what a denied call would have changed", [call("iam:DeleteUser", { userName: "ana.ferreira" }, { errorCode: "AccessDenied", errorMessage: "no" })], MFA],
  ["what a read names", [call("iam:GetLoginProfile", { userName: "ana.ferreira" })], PASSWORD],
  [
    "IAM of this account, by a call in another",
    [call("iam:CreateUser", { userName: "new" }, { recipientAccountId: "999988887777" })],
    "account.summary.userCount: 22",
  ],
  [
    "what it changed before the snapshot, and the credential report in it",
    [byAna("iam:DeactivateMFADevice", DEVICE, { eventTime: "2026-11-16T02:58:59Z" })],
    MFA,
  ],
  ["what it changes after the event", [byAna("iam:DeactivateMFADevice", DEVICE, { eventTime: "2026-11-16T12:02:00Z" })], MFA],
];

/** Every call that may bring a policy of AWS into use or out of it. The document holds those in use. */
const AWS_POLICY = "arn:aws:iam::aws:policy/PowerUserAccess";
const OWN_POLICY = iam("policy/guardrails/RequireMfa");
const USES: [name: string, parameters: Json][] = [
  ["iam:AttachUserPolicy", { userName: "ana.ferreira", policyArn: AWS_POLICY }],
  ["iam:AttachGroupPolicy", { groupName: "auditors", policyArn: AWS_POLICY }],
  ["iam:AttachRolePolicy", { roleName: "some", policyArn: AWS_POLICY }],
  ["iam:DetachUserPolicy", { userName: "ana.ferreira", policyArn: AWS_POLICY }],
  ["iam:DetachGroupPolicy", { groupName: "auditors", policyArn: AWS_POLICY }],
  ["iam:DetachRolePolicy", { roleName: "some", policyArn: AWS_POLICY }],
  ["iam:PutUserPermissionsBoundary", { userName: "ana.ferreira", permissionsBoundary: AWS_POLICY }],
  ["iam:PutRolePermissionsBoundary", { roleName: "some", permissionsBoundary: AWS_POLICY }],
  ["iam:DeleteUserPermissionsBoundary", { userName: "ana.ferreira" }],
  ["iam:DeleteRolePermissionsBoundary", { roleName: "some" }],
  ["iam:CreateUser", { userName: "new", permissionsBoundary: AWS_POLICY }],
  ["iam:CreateRole", { roleName: "new", permissionsBoundary: AWS_POLICY }],
  ["iam:DeleteUser", { userName: "gone" }],
  ["iam:DeleteRole", { roleName: "gone" }],
  ["iam:AcquireRole", { templateArn: "x" }],
  ["iam:CreateServiceLinkedRole", { aWSServiceName: "x" }],
  ["iam:DeleteServiceLinkedRole", { roleName: "gone" }],
  ["sso:CreateAccountAssignment", { targetId: ACCOUNT }],
  ["sso:DeleteAccountAssignment", { targetId: ACCOUNT }],
  ["sso:ProvisionPermissionSet", { targetId: ACCOUNT }],
  ["sso:UpdateInstance", { instanceArn: "x" }],
  ["sso:DeleteInstance", { instanceArn: "x" }],
  ["sso:RearrangeEverything", {}],
];

describe("a call that changes what is in use of AWS's policies", () => {
  const support = "arn:aws:iam::aws:policy/AWSSupportAccess";

  it.each(USES)("%s", (name, parameters) => {
    const coming = "policies: { none: { name: PowerUserAccess } }";
    expect(verdict([], coming)).toBe("fail");
    expect(verdict([call(name, parameters)], coming)).toBe("unknown");
    // Policies of the account's own stay, in use or not, and so does their number.
    expect(verdict([call(name, parameters)], "policies: { any: { name: RequireMfa } }")).toBe("fail");
    expect(verdict([call(name, parameters)], "account.summary.policyCount: 8")).toBe("fail");
    // So does another one of AWS's, where the call names which.
    const named = Object.values(parameters).includes(AWS_POLICY) && !name.startsWith("iam:Put");
    const going = "policies: { any: { name: AWSSupportAccess } }";
    expect(verdict([], going)).toBe("fail");
    expect(verdict([call(name, parameters)], going)).toBe(named ? "fail" : "unknown");
  });

  it("leaves the list as it was, where it names one of the account's own", () => {
    for (const [name, parameters] of USES.filter(([name, values]) => Object.values(values).includes(AWS_POLICY) && !name.startsWith("iam:Put"))) {
      const own = Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, value === AWS_POLICY ? OWN_POLICY : value]));
      expect(verdict([call(name, own)], "policies: { none: { name: PowerUserAccess } }"), name).toBe("fail");
    }
    expect(verdict([call("iam:CreateUser", { userName: "new" })], "policies: { none: { name: PowerUserAccess } }")).toBe("fail");
  });

  it("makes unknown whether one is there, and not what it says to those who hold it", () => {
    const detach = [call("iam:DetachGroupPolicy", { groupName: "some", policyArn: support })];
    expect(verdict([], "support.name: { exists: true }")).toBe("fail");
    expect(verdict(detach, "support.name: { exists: true }")).toBe("unknown");
    expect(verdict(detach, "policies: { any: { name: AWSSupportAccess } }")).toBe("unknown");
    const admin = "team.attachedPolicies: { exists: true, any: { admin: true } }";
    expect(verdict([], admin)).toBe("fail");
    expect(verdict([call("iam:DeleteUser", { userName: "gone" })], admin)).toBe("fail");
  });

  it("is no call that renames what uses them", () => {
    expect(verdict([call("iam:UpdateUser", { userName: "ana.ferreira", newUserName: "ana" })], "policies: { none: { name: PowerUserAccess } }")).toBe("fail");
  });
});

describe("a count of a derived list", () => {
  it("is of what the list is derived of", () => {
    expect(verdict([], "account.externalAnalyzerRegions: { count: 1 }")).toBe("fail");
    expect(verdict([], "account.externalAnalyzerRegions: { count: 0 }")).toBe("none");
  });
});

describe("a list to which calls added", () => {
  it("keeps the members that are known", () => {
    expect(verdict([call("cloudtrail:CreateTrail", { name: "x" })], "trails: { any: { isLogging: true } }")).toBe("fail");
    expect(verdict([call("cloudtrail:CreateTrail", { name: "x" })], "trails: { count: 2 }")).toBe("unknown");
    expect(verdict([call("iam:CreateAccessKey", { userName: "ana.ferreira" })], "accessKeys: { any: { active: true } }")).toBe("fail");
    expect(verdict([call("iam:CreateAccessKey", { userName: "ana.ferreira" })], "accessKeys: { count: 11 }")).toBe("unknown");
  });

  it("or from which they took another keeps them too", () => {
    const deleted = [call("cloudtrail:DeleteTrail", { name: "old-ireland" })];
    expect(verdict(deleted, "trails: { any: { name: tideline-main } }")).toBe("fail");
    expect(verdict(deleted, "trails: { any: { name: old-ireland } }")).toBe("unknown");
    expect(verdict(deleted, "trails: { count: 2 }")).toBe("unknown");
  });
});

describe("a sign-in", () => {
  const LAST = 'ana.passwordLastUsedAt: { exists: true, lt: "2026-11-16T00:00:00Z" }';
  const signIn = { responseElements: { ConsoleLogin: "Success" } };

  it("changes when its own password was last used", () => {
    expect(verdict([byAna("signin:ConsoleLogin", null, signIn)], LAST)).toBe("unknown");
    expect(verdict([byRoot("signin:ConsoleLogin", null, signIn)], LAST)).toBe("fail");
    expect(verdict([call("signin:ConsoleLogin", null, signIn)], LAST)).toBe("fail");
    expect(verdict([byAna("signin:ConsoleLogin", null, { responseElements: { ConsoleLogin: "Failure" } })], LAST)).toBe("fail");
  });
});

describe("a version of a policy", () => {
  const made = (setAsDefault: unknown): Json[] => [call("iam:CreatePolicyVersion", { ...GUARD, policyDocument: ALLOWS_ALL, setAsDefault })];

  it("that becomes the default changes what the policy says", () => {
    for (const setAsDefault of [true, "true"]) expect(verdict(made(setAsDefault), "guard.statements: { exists: true, any: { effect: Deny } }")).toBe("unknown");
  });

  it("that does not is one more all the same", () => {
    expect(verdict(made(false), "guard.versionCount: { exists: true, gte: 1 }")).toBe("unknown");
  });
});

describe("a call leaves known", () => {
  it.each(KNOWN)("%s", (_, calls, condition, change) => {
    expect(verdict([], condition, change)).toBe("fail");
    expect(verdict(calls, condition, change)).toBe("fail");
  });
});

describe("a history of calls to some services only", () => {
  const history =
    (...services: string[]) =>
    (document: ReeveDocument): void => {
      const covers = services.map((service) => `eventSource=${service}.amazonaws.com`);
      const gap = { source: "cloudtrail:LookupEvents", reason: "NotCollected", deniedBy: null, permission: null, scope: "", message: "", covers };
      Object.assign(document.gaps, { g90: gap });
      document.events = [...(document.events as Extract<ReeveDocument["events"], readonly unknown[]>), { $unknown: "g90" }];
    };
  const REGIONS = "account.externalAnalyzerRegions: { contains: eu-west-1 }";

  it("hides what calls to the others may have changed", () => {
    const some = history("iam", "cloudtrail", "account");
    expect(verdict([], MFA, some)).toBe("fail");
    expect(verdict([], "account.summary.userCount: 22", some)).toBe("fail");
    expect(verdict([], "account.name: tideline-production", some)).toBe("fail");
    expect(verdict([], REGIONS, some)).toBe("unknown");
    expect(verdict([], "analyzers: { any: { region: eu-west-1 } }", some)).toBe("unknown");
    expect(verdict([], "account.organizationId: o-tideline01", some)).toBe("unknown");
  });

  it("hides nothing of what it covers", () => {
    const all = history("iam", "cloudtrail", "account", "access-analyzer", "organizations");
    expect(verdict([], REGIONS, all)).toBe("fail");
    expect(verdict([], "analyzers: { any: { region: eu-west-1 } }", all)).toBe("fail");
  });

  it("hides all state, where it leaves out IAM", () => {
    expect(verdict([], MFA, history("cloudtrail", "account", "access-analyzer", "organizations"))).toBe("unknown");
  });
});

describe("an account whose name is unknown", () => {
  it("is known before an event in all else", () => {
    const unnamed = (document: ReeveDocument): void => {
      Object.assign(document.account, { name: { $unknown: "g9" } });
      document.gaps.g9 = { ...Object.values(SNAPSHOT.gaps)[0], source: "account:GetAccountInformation", reason: "AccessDenied" } as never;
    };
    expect(verdict([], "account.aliases: { count: { gte: 1 } }", unnamed)).toBe("fail");
  });
});

describe("an event", () => {
  it("does not hide the state before itself", () => {
    expect(callRow("iam", "DeactivateMFADevice")).not.toBeNull();
    const own = byAna("iam:DeactivateMFADevice", DEVICE, { eventID: "probe" });
    const { rules } = loadRules([
      {
        file: "probe.yaml",
        text: `id: probe\ntitle: Probe\nseverity: low\nresource: event\nrationale: Probes.\nmatch: { event.eventID: probe, ${MFA} }\nlet:\n  ana: { lookup: [user, ana.ferreira] }\nmessage: Probe\n`,
      },
    ]);
    const outcome = evaluate({ ...SNAPSHOT, ...normalizeRecords([own]), gaps: SNAPSHOT.gaps }, rules);
    expect(outcome.ok && outcome.results.results.map(({ status }) => status)).toEqual(["fail"]);
  });
});
