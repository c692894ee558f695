import { describe, expect, it } from "vitest";
import { normalizeContact, normalizePasswordPolicy, normalizeSummary, summaryFlag } from "../../../collectors/normalize/account.ts";
import { mfaType, normalizeAccessKey, normalizeLastUse, normalizeMfaDevice } from "../../../collectors/normalize/credential.ts";
import { normalizeGroup } from "../../../collectors/normalize/group.ts";
import { isInUse, normalizePolicy } from "../../../collectors/normalize/managed-policy.ts";
import { normalizeAnalyzer, normalizeOidcProvider } from "../../../collectors/normalize/provider.ts";
import { normalizeRole } from "../../../collectors/normalize/role.ts";
import { normalizeSamlProvider } from "../../../collectors/normalize/saml-provider.ts";
import { normalizeServerCertificate } from "../../../collectors/normalize/server-certificate.ts";
import { normalizeUser } from "../../../collectors/normalize/user.ts";
import { policyContent } from "../../../document/index.ts";

/** Members of answers as the API references of IAM, AWS Account Management and IAM Access Analyzer name them. */
type Answer = Record<string, unknown>;

const ACCOUNT = "arn:aws:iam::123456789012";
const DAY = new Date("2024-03-01T10:00:00Z");
const LATER = "2025-04-02T11:30:00Z";
const [AT, LATER_AT] = ["2024-03-01T10:00:00.000Z", "2025-04-02T11:30:00.000Z"];

const POLICY = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] });
const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const CONTENT = policyContent(POLICY, "json", { $unknown: "none" });

/** Marks that say what could not be read. */
const marks = (scope: string) => ({ $unknown: scope });
const unread = (scope: string) => policyContent(undefined, "url", marks(scope));

const facts = {
  groupArns: [`${ACCOUNT}:group/staff`],
  mfaDeviceIds: ["device"],
  accessKeyIds: ["AKIA1"],
  credentials: {
    passwordEnabled: true,
    passwordLastUsedAt: AT,
    passwordLastChangedAt: AT,
    passwordNextRotationAt: null,
    mfaActive: true,
    signingCertificates: [],
  },
};

const attached = [
  { PolicyName: "b", PolicyArn: `${ACCOUNT}:policy/b` },
  { PolicyName: "a", PolicyArn: `${ACCOUNT}:policy/a` },
  { PolicyName: "b", PolicyArn: `${ACCOUNT}:policy/b` },
];
const tags = [{ Key: "team", Value: "blue" }, { Key: "empty" }, { Value: "nameless" }, { Key: "owner", Value: "" }];
const inline = [
  { PolicyName: "z", PolicyDocument: encodeURIComponent(POLICY) },
  { PolicyName: "a", PolicyDocument: "%7Bbroken" },
];
const USER: Answer = {
  ...{ Arn: `${ACCOUNT}:user/it/ana`, UserId: "AIDAANA", UserName: "ana", Path: "/it/", CreateDate: DAY, Tags: tags, UserPolicyList: inline },
  ...{ AttachedManagedPolicies: attached, PermissionsBoundary: { PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: `${ACCOUNT}:policy/limit` } },
};
const GROUP: Answer = {
  Arn: `${ACCOUNT}:group/staff`,
  GroupId: "AGPASTAFF",
  GroupName: "staff",
  Path: "/",
  CreateDate: DAY,
  GroupPolicyList: inline,
  AttachedManagedPolicies: attached,
};
const ROLE: Answer = {
  ...{ Arn: `${ACCOUNT}:role/app`, RoleId: "AROAAPP", RoleName: "app", Path: "/", CreateDate: DAY, AssumeRolePolicyDocument: encodeURIComponent(TRUST) },
  ...{ RolePolicyList: inline, AttachedManagedPolicies: attached, Tags: tags, RoleLastUsed: { LastUsedDate: LATER, Region: "eu-west-1" } },
  ...{ InstanceProfileList: [{ Arn: `${ACCOUNT}:instance-profile/p` }, {}], PermissionsBoundary: { PermissionsBoundaryArn: `${ACCOUNT}:policy/limit` } },
};
const MANAGED: Answer = {
  ...{ Arn: `${ACCOUNT}:policy/p`, PolicyId: "ANPAP", PolicyName: "p", Path: "/", CreateDate: DAY, UpdateDate: LATER, DefaultVersionId: "v2" },
  ...{ AttachmentCount: 3, PermissionsBoundaryUsageCount: 1 },
  PolicyVersionList: [
    { VersionId: "v1", Document: "%7Bbroken" },
    { VersionId: "v2", Document: encodeURIComponent(POLICY), IsDefaultVersion: true },
  ],
};

const shared = { attachedPolicyArns: [`${ACCOUNT}:policy/a`, `${ACCOUNT}:policy/b`] };
const sortedTags = [
  { key: "empty", value: "" },
  { key: "owner", value: "" },
  { key: "team", value: "blue" },
];
const inlineOf = (arn: string) => [
  { name: "a", ...unread(`${arn} inline policy a`) },
  { name: "z", ...CONTENT },
];
const PASSWORDS = {
  ...{ MinimumPasswordLength: 14, RequireSymbols: true, RequireNumbers: true, RequireUppercaseCharacters: true, RequireLowercaseCharacters: true },
  ...{ AllowUsersToChangePassword: true, MaxPasswordAge: 90, PasswordReusePrevention: 24, HardExpiry: true },
};
const passwords = {
  ...{ minimumPasswordLength: 14, requireSymbols: true, requireNumbers: true, requireUppercaseCharacters: true, requireLowercaseCharacters: true },
  ...{ allowUsersToChangePassword: true, expirePasswords: true, maxPasswordAge: 90, passwordReusePrevention: 24, hardExpiry: true },
};
const COUNTS = {
  Users: 1,
  Groups: 2,
  Roles: 3,
  Policies: 4,
  MFADevices: 5,
  MFADevicesInUse: 6,
  ServerCertificates: 7,
  Providers: 8,
  AccessKeysPerUserQuota: 2,
};
const counts = {
  userCount: 1,
  groupCount: 2,
  roleCount: 3,
  policyCount: 4,
  mfaDeviceCount: 5,
  mfaDeviceInUseCount: 6,
  serverCertificateCount: 7,
  providerCount: 8,
};
const CONTACT = { AlternateContactType: "SECURITY", Name: "Dana", Title: "CISO", EmailAddress: "security@example.com", PhoneNumber: "+1 555 0100" };
const contact = { name: "Dana", title: "CISO", emailAddress: "security@example.com", phoneNumber: "+1 555 0100" };

interface Normalizer {
  normalize: (raw: unknown) => unknown;
  answer: Answer;
  /** Where the members lie in the answer. */
  within?: string;
  gives: object;
  /** What comes where a member is left out: null for nothing at all, else the fields that differ. */
  without: Record<string, object | null>;
}

const NORMALIZERS: Record<string, Normalizer> = {
  "a user": {
    normalize: (raw) => normalizeUser(raw, facts, marks),
    answer: USER,
    gives: {
      ...shared,
      ...{
        arn: `${ACCOUNT}:user/it/ana`,
        id: "AIDAANA",
        name: "ana",
        path: "/it/",
        createdAt: AT,
        tags: sortedTags,
        permissionsBoundaryArn: `${ACCOUNT}:policy/limit`,
      },
      ...{ groupArns: facts.groupArns, mfaDeviceIds: facts.mfaDeviceIds, accessKeyIds: facts.accessKeyIds, ...facts.credentials },
      inlinePolicies: inlineOf(`${ACCOUNT}:user/it/ana`),
    },
    without: {
      ...{ Arn: null, UserId: null, CreateDate: null, UserName: {}, Path: { path: "/" }, Tags: { tags: [] }, UserPolicyList: { inlinePolicies: [] } },
      ...{ AttachedManagedPolicies: { attachedPolicyArns: [] }, PermissionsBoundary: { permissionsBoundaryArn: null } },
    },
  },
  "a group": {
    normalize: (raw) => normalizeGroup(raw, [USER.Arn as string], marks),
    answer: GROUP,
    gives: {
      ...shared,
      arn: `${ACCOUNT}:group/staff`,
      id: "AGPASTAFF",
      name: "staff",
      path: "/",
      createdAt: AT,
      memberArns: [USER.Arn],
      inlinePolicies: inlineOf(`${ACCOUNT}:group/staff`),
    },
    without: {
      ...{
        Arn: null,
        GroupId: null,
        CreateDate: null,
        GroupName: {},
        Path: {},
        GroupPolicyList: { inlinePolicies: [] },
        AttachedManagedPolicies: { attachedPolicyArns: [] },
      },
    },
  },
  "a role": {
    normalize: (raw) => normalizeRole(raw, marks),
    answer: ROLE,
    gives: {
      ...shared,
      ...{
        arn: `${ACCOUNT}:role/app`,
        id: "AROAAPP",
        name: "app",
        path: "/",
        createdAt: AT,
        tags: sortedTags,
        permissionsBoundaryArn: `${ACCOUNT}:policy/limit`,
      },
      ...{ trustPolicy: policyContent(TRUST, "json", marks("none")), inlinePolicies: inlineOf(`${ACCOUNT}:role/app`), serviceLinked: false },
      ...{ instanceProfileArns: [`${ACCOUNT}:instance-profile/p`], lastUsedAt: LATER_AT, lastUsedRegion: "eu-west-1" },
    },
    without: {
      ...{ Arn: null, RoleId: null, CreateDate: null, RoleName: {}, Path: {}, Tags: { tags: [] }, RolePolicyList: { inlinePolicies: [] } },
      ...{
        AttachedManagedPolicies: { attachedPolicyArns: [] },
        InstanceProfileList: { instanceProfileArns: [] },
        RoleLastUsed: { lastUsedAt: null, lastUsedRegion: null },
      },
      ...{ PermissionsBoundary: { permissionsBoundaryArn: null }, AssumeRolePolicyDocument: { trustPolicy: unread(`${ACCOUNT}:role/app trust policy`) } },
    },
  },
  "a managed policy": {
    normalize: (raw) => normalizePolicy(raw, [], marks),
    answer: MANAGED,
    gives: {
      ...CONTENT,
      ...{ arn: `${ACCOUNT}:policy/p`, id: "ANPAP", name: "p", path: "/", createdAt: AT, updatedAt: LATER_AT, awsManaged: false, defaultVersionId: "v2" },
      ...{ versionCount: 2, attachmentCount: 3, permissionsBoundaryUsageCount: 1, attachedTo: [] },
    },
    without: {
      ...{ Arn: null, PolicyId: null, CreateDate: null, DefaultVersionId: null, PolicyName: {}, Path: {}, UpdateDate: { updatedAt: AT } },
      ...{ AttachmentCount: { attachmentCount: marks("AttachmentCount of policies") } },
      ...{ PermissionsBoundaryUsageCount: { permissionsBoundaryUsageCount: marks("PermissionsBoundaryUsageCount of policies") } },
      PolicyVersionList: { versionCount: 0, ...unread(`${ACCOUNT}:policy/p v2`) },
    },
  },
  "a password policy": {
    normalize: normalizePasswordPolicy,
    answer: { PasswordPolicy: PASSWORDS },
    within: "PasswordPolicy",
    gives: passwords,
    without: {
      ...{ MinimumPasswordLength: null, RequireSymbols: { requireSymbols: false }, RequireNumbers: { requireNumbers: false } },
      ...{ RequireUppercaseCharacters: { requireUppercaseCharacters: false }, RequireLowercaseCharacters: { requireLowercaseCharacters: false } },
      ...{ AllowUsersToChangePassword: { allowUsersToChangePassword: false }, MaxPasswordAge: { maxPasswordAge: null, expirePasswords: false } },
      ...{ PasswordReusePrevention: { passwordReusePrevention: null }, HardExpiry: { hardExpiry: null } },
    },
  },
  "an account summary": {
    normalize: normalizeSummary,
    answer: { SummaryMap: COUNTS },
    within: "SummaryMap",
    gives: { ...counts, accessKeysPerUserQuota: 2 },
    without: { ...Object.fromEntries(Object.keys(COUNTS).map((name) => [name, null])), AccessKeysPerUserQuota: { accessKeysPerUserQuota: null } },
  },
  "a contact": {
    normalize: normalizeContact,
    answer: { AlternateContact: CONTACT },
    within: "AlternateContact",
    gives: contact,
    without: { AlternateContactType: {}, Name: null, Title: { title: null }, EmailAddress: { emailAddress: null }, PhoneNumber: { phoneNumber: null } },
  },
  "an MFA device": {
    normalize: (raw) => normalizeMfaDevice(raw, `${ACCOUNT}:user/ana`),
    answer: { SerialNumber: `${ACCOUNT}:mfa/ana`, EnableDate: DAY },
    gives: { id: `${ACCOUNT}:mfa/ana`, type: "virtual", userArn: `${ACCOUNT}:user/ana`, enabledAt: AT },
    without: { SerialNumber: null, EnableDate: { enabledAt: null } },
  },
  "an access key": {
    normalize: (raw) => normalizeAccessKey(raw, { arn: `${ACCOUNT}:user/ana`, name: "ana" }),
    answer: { AccessKeyId: "AKIA1", Status: "Active", CreateDate: DAY },
    gives: { id: "AKIA1", userArn: `${ACCOUNT}:user/ana`, userName: "ana", active: true, createdAt: AT },
    without: { AccessKeyId: null, Status: null, CreateDate: null },
  },
  "the last use of a key": {
    normalize: normalizeLastUse,
    answer: { AccessKeyLastUsed: { LastUsedDate: DAY, ServiceName: "s3", Region: "eu-west-1" } },
    within: "AccessKeyLastUsed",
    gives: { lastUsedAt: AT, lastUsedService: "s3", lastUsedRegion: "eu-west-1" },
    without: { LastUsedDate: { lastUsedAt: null }, ServiceName: { lastUsedService: null }, Region: { lastUsedRegion: null } },
  },
  "an OIDC provider": {
    normalize: (raw) => normalizeOidcProvider(`${ACCOUNT}:oidc-provider/idp.example.com/a`, { raw }),
    answer: { CreateDate: DAY, ClientIDList: ["b", "a", 5, "b"], ThumbprintList: ["f2", "f1"] },
    gives: { arn: `${ACCOUNT}:oidc-provider/idp.example.com/a`, name: "idp.example.com/a", createdAt: AT, clientIds: ["a", "b"], thumbprints: ["f1", "f2"] },
    without: { CreateDate: { createdAt: null }, ClientIDList: { clientIds: [] }, ThumbprintList: { thumbprints: [] } },
  },
  "a SAML provider": {
    normalize: normalizeSamlProvider,
    answer: { Arn: `${ACCOUNT}:saml-provider/okta`, CreateDate: DAY, ValidUntil: LATER },
    gives: { arn: `${ACCOUNT}:saml-provider/okta`, name: "okta", createdAt: AT, expiresAt: LATER_AT },
    without: { Arn: null, CreateDate: { createdAt: null }, ValidUntil: { expiresAt: null } },
  },
  "a server certificate": {
    normalize: normalizeServerCertificate,
    answer: {
      Arn: `${ACCOUNT}:server-certificate/web`,
      ServerCertificateId: "ASCAWEB",
      ServerCertificateName: "web",
      Path: "/web/",
      UploadDate: DAY,
      Expiration: LATER,
    },
    gives: { arn: `${ACCOUNT}:server-certificate/web`, id: "ASCAWEB", name: "web", path: "/web/", uploadedAt: AT, expiresAt: LATER_AT },
    without: {
      Arn: null,
      ServerCertificateId: null,
      ServerCertificateName: null,
      Path: { path: "/" },
      UploadDate: { uploadedAt: null },
      Expiration: { expiresAt: null },
    },
  },
  "an analyzer": {
    normalize: (raw) => normalizeAnalyzer(raw, "eu-west-1"),
    answer: { arn: "arn:a", name: "external", type: "ACCOUNT", status: "ACTIVE", createdAt: DAY, lastResourceAnalyzedAt: LATER },
    gives: { arn: "arn:a", name: "external", region: "eu-west-1", type: "ACCOUNT", status: "ACTIVE", createdAt: AT, lastResourceAnalyzedAt: LATER_AT },
    without: { arn: null, name: null, type: null, status: null, createdAt: null, lastResourceAnalyzedAt: { lastResourceAnalyzedAt: null } },
  },
};

const lacking = ({ answer, within }: Normalizer, member: string): Answer => {
  const { [member]: _, ...rest } = (within === undefined ? answer : answer[within]) as Answer;
  return within === undefined ? rest : { [within]: rest };
};

describe.each(Object.entries(NORMALIZERS))("%s", (_, normalizer) => {
  it("has each field from its member of the answer", () => {
    expect(normalizer.normalize(normalizer.answer)).toEqual(normalizer.gives);
  });

  it.each(Object.entries(normalizer.without))("without %s", (member, differs) => {
    expect(normalizer.normalize(lacking(normalizer, member))).toEqual(differs === null ? null : { ...normalizer.gives, ...differs });
  });

  it("is none where the answer is empty, but for a provider of which the ARN is known", () => {
    const found = normalizer.normalize({});
    if ("clientIds" in normalizer.gives) expect(found).toMatchObject({ clientIds: [] });
    else expect(found).toBeNull();
  });
});

describe("what answers leave to be read closer", () => {
  it("the name of a user is the last part of its ARN", () => {
    expect(normalizeUser({ ...USER, UserName: undefined }, facts, marks)).toMatchObject({ name: "ana" });
  });

  it("an inline policy without a name, or with the name of another, leaves the list open", () => {
    const twice = [...inline, { PolicyDocument: encodeURIComponent(POLICY) }];
    const arn = `${ACCOUNT}:user/it/ana`;
    expect(normalizeUser({ ...USER, UserPolicyList: twice }, facts, marks)?.inlinePolicies).toEqual([...inlineOf(arn), marks(arn)]);
    const same = [...inline, { PolicyName: "z", PolicyDocument: encodeURIComponent(POLICY) }];
    expect(normalizeUser({ ...USER, UserPolicyList: same }, facts, marks)?.inlinePolicies).toEqual([...inlineOf(arn), marks(arn)]);
    expect(normalizeGroup({ ...GROUP, GroupPolicyList: same }, [], marks)?.inlinePolicies).toContainEqual(marks(`${ACCOUNT}:group/staff`));
    expect(normalizeRole({ ...ROLE, RolePolicyList: same }, marks)?.inlinePolicies).toContainEqual(marks(`${ACCOUNT}:role/app`));
  });

  it("a role is service-linked by its path", () => {
    expect(normalizeRole({ ...ROLE, Path: "/aws-service-role/ecs.amazonaws.com/" }, marks)?.serviceLinked).toBe(true);
  });

  it("a policy is AWS's by its ARN", () => {
    expect(normalizePolicy({ ...MANAGED, Arn: "arn:aws:iam::aws:policy/p" }, [], marks)?.awsManaged).toBe(true);
  });

  it("a managed policy is in use where it is the account's, named by someone, attached, or a boundary", () => {
    const aws = { Arn: "arn:aws:iam::aws:policy/p", AttachmentCount: 0, PermissionsBoundaryUsageCount: 0 };
    expect(isInUse({ Arn: `${ACCOUNT}:policy/p` }, new Set())).toBe(true);
    expect(isInUse(aws, new Set())).toBe(false);
    expect(isInUse({ Arn: aws.Arn }, new Set())).toBe(false);
    expect(isInUse(aws, new Set([aws.Arn]))).toBe(true);
    expect(isInUse({ ...aws, AttachmentCount: 1 }, new Set())).toBe(true);
    expect(isInUse({ ...aws, PermissionsBoundaryUsageCount: 1 }, new Set())).toBe(true);
    expect(isInUse({}, new Set(["Stryker was here!"]))).toBe(true);
  });

  it("numbers of 0 in a password policy are none", () => {
    expect(normalizePasswordPolicy({ PasswordPolicy: { ...PASSWORDS, MaxPasswordAge: 0, PasswordReusePrevention: 0 } })).toEqual({
      ...passwords,
      ...{ maxPasswordAge: null, expirePasswords: false, passwordReusePrevention: null },
    });
  });

  it("a flag of the summary is set above 0", () => {
    const flag = (value?: unknown): boolean | null => summaryFlag({ SummaryMap: value === undefined ? {} : { AccountMFAEnabled: value } }, "AccountMFAEnabled");
    expect([flag(1), flag(2), flag(0), flag(), flag("1")]).toEqual([true, true, false, null, null]);
    expect(summaryFlag({ AccountMFAEnabled: 1 }, "AccountMFAEnabled")).toBeNull();
  });

  it.each([
    [`${ACCOUNT}:mfa/ana`, "virtual"],
    [`${ACCOUNT}:u2f/user/ana/key-1`, "passkey-or-security-key"],
    [`${ACCOUNT}:sms-mfa/ana`, "sms"],
    ["GAHT12345678", "hardware-totp"],
    [`${ACCOUNT}:mfa/u2f/sms-mfa/x`, "virtual"],
  ])("the kind of MFA device %s is %s", (serial, type) => {
    expect(mfaType(serial)).toBe(type);
  });

  it("a key is active where its status is Active", () => {
    const key = (Status: string) => normalizeAccessKey({ AccessKeyId: "AKIA1", Status, CreateDate: DAY }, { arn: "a", name: "a" })?.active;
    expect([key("Active"), key("Inactive"), key("Expired")]).toEqual([true, false, false]);
  });

  it("a key that was never used has N/A for service and region", () => {
    expect(normalizeLastUse({ AccessKeyLastUsed: { ServiceName: "N/A", Region: "N/A" } })).toEqual({
      lastUsedAt: null,
      lastUsedService: null,
      lastUsedRegion: null,
    });
  });

  it("a provider whose details were not read keeps its name", () => {
    const mark = marks("denied");
    expect(normalizeOidcProvider(`${ACCOUNT}:oidc-provider/x`, { mark })).toEqual({
      ...{ arn: `${ACCOUNT}:oidc-provider/x`, name: "x", createdAt: mark, clientIds: mark, thumbprints: mark },
    });
  });
});
