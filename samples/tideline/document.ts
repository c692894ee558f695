import { type document, everyList, type Gap, type ReeveDocument, type Unknown } from "../../schemas/index.ts";
import { ACCOUNT, COLLECTED_AT, daysAgo, iamArn, uniqueId } from "../clock.ts";
import { GROUPS, PEOPLE, type Person } from "./people.ts";
import { content, policies } from "./policies.ts";
import { roles } from "./roles.ts";

/** The one call that this account's auditors may not make. */
const DENIED: Gap = {
  source: "iam:ListVirtualMFADevices",
  reason: "AccessDenied",
  deniedBy: "identity",
  permission: "iam:ListVirtualMFADevices",
  scope: "account",
  message: `User: arn:aws:sts::${ACCOUNT}:assumed-role/reeve-audit/nightly is not authorized to perform: iam:ListVirtualMFADevices on resource: arn:aws:iam::${ACCOUNT}:mfa/* because no identity-based policy allows the iam:ListVirtualMFADevices action`,
};
const MEMBER_ONLY: Gap = {
  source: "iam:ListOrganizationsFeatures",
  reason: "NotVisible",
  deniedBy: null,
  permission: null,
  scope: "account",
  message: "Only the organization's management account and the delegated administrator of IAM can read this.",
};
const denied: Unknown = { $unknown: "g2" };
const memberOnly: Unknown = { $unknown: "g1" };

const userArn = (person: Person): string => iamArn("user", person.path ?? "/", person.name);
const groupArn = (name: string): string => iamArn("group", "/", name);
const age = (days: number | null | undefined): string | null => (days === null || days === undefined ? null : daysAgo(days));
const byArn = <T extends { arn: unknown }>(list: T[]): T[] => list.sort((a, b) => (String(a.arn) < String(b.arn) ? -1 : 1));
const byId = <T extends { id: string }>(list: T[]): T[] => list.sort((a, b) => (a.id < b.id ? -1 : 1));

const keyId = (person: number, key: number): string => `AKIATIDE${String(person).padStart(3, "0")}${String(key).padStart(2, "0")}EXAMPLE`;
const deviceId = (person: Person): string => {
  if (person.mfa === "hardware-totp") return `GAHT${String(PEOPLE.indexOf(person)).padStart(8, "0")}`;
  const kind = person.mfa === "virtual" ? "mfa" : "u2f";
  return iamArn(kind, "/", person.name);
};

const users = (): document.User[] =>
  PEOPLE.map((person, index) => ({
    arn: userArn(person),
    id: uniqueId("AIDA", index + 1),
    name: person.name,
    path: person.path ?? "/",
    createdAt: daysAgo(person.made),
    tags: [],
    permissionsBoundaryArn: null,
    groupArns: (person.groups ?? []).map(groupArn).sort(),
    attachedPolicyArns: [...(person.policies ?? [])].sort(),
    inlinePolicies: person.inlineAdmin ? [{ name: "emergency-access", ...content({ Effect: "Allow", Action: "*", Resource: "*" }) }] : [],
    passwordEnabled: person.signedIn !== undefined,
    passwordLastUsedAt: age(person.signedIn),
    passwordLastChangedAt: age(person.passwordChanged),
    passwordNextRotationAt: null,
    mfaActive: person.mfa !== undefined,
    mfaDeviceIds: person.mfa ? [deviceId(person)] : [],
    accessKeyIds: (person.keys ?? []).map((_, key) => keyId(index + 1, key + 1)),
    signingCertificates: [],
  }));

const accessKeys = (): document.AccessKey[] =>
  PEOPLE.flatMap((person, index) =>
    (person.keys ?? []).map((key, number) => ({
      id: keyId(index + 1, number + 1),
      userArn: userArn(person),
      userName: person.name,
      active: key.active !== false,
      createdAt: daysAgo(key.made),
      lastUsedAt: age(key.used),
      lastUsedService: key.service ?? null,
      lastUsedRegion: key.used === null ? null : "eu-west-1",
    })),
  );

const mfaDevices = (): document.MfaDevice[] =>
  PEOPLE.flatMap((person) =>
    person.mfa ? [{ id: deviceId(person), type: person.mfa, userArn: userArn(person), enabledAt: daysAgo(Math.max(person.made - 1, 0)) }] : [],
  );

const groups = (): document.Group[] =>
  GROUPS.map((group, index) => ({
    arn: groupArn(group.name),
    id: uniqueId("AGPA", index + 1),
    name: group.name,
    path: "/",
    createdAt: daysAgo(group.made),
    memberArns: PEOPLE.filter((person) => person.groups?.includes(group.name))
      .map(userArn)
      .sort(),
    attachedPolicyArns: [...group.policies].sort(),
    inlinePolicies: [],
  }));

const trail = (part: Partial<document.Trail> & { name: string }): document.Trail => ({
  arn: `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/${part.name}`,
  homeRegion: "eu-west-1",
  isMultiRegion: true,
  isOrganization: false,
  ownedByAccount: true,
  includeGlobalServiceEvents: true,
  logFileValidationEnabled: false,
  s3BucketName: "tideline-audit",
  s3KeyPrefix: null,
  snsTopicArn: null,
  kmsKeyId: null,
  cloudWatchLogsLogGroupArn: `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:trail:*`,
  cloudWatchLogsRoleArn: iamArn("role", "/", "trail-to-logs"),
  isLogging: true,
  startLoggingAt: daysAgo(900),
  stopLoggingAt: null,
  latestDeliveryAt: daysAgo(0.004),
  latestDeliveryError: null,
  latestDigestDeliveryAt: null,
  latestDigestDeliveryError: null,
  latestCloudWatchLogsDeliveryAt: daysAgo(0.003),
  latestCloudWatchLogsDeliveryError: null,
  managementEvents: { reads: true, writes: true, excludedSources: [], narrowed: false },
  allManagementEvents: true,
  dataEvents: [],
  ...part,
});

/** The snapshot of the account, as a collector would have written it. */
export function tideline(): ReeveDocument {
  const people = users();
  const groupList = groups();
  const roleList = roles();
  const attachedTo = (arn: string): document.Attachment[] =>
    byArn(
      [
        ...people.map((user) => ({ kind: "user" as const, holder: user })),
        ...groupList.map((group) => ({ kind: "group" as const, holder: group })),
        ...roleList.map((role) => ({ kind: "role" as const, holder: role })),
      ]
        .filter(({ holder }) => Array.isArray(holder.attachedPolicyArns) && holder.attachedPolicyArns.includes(arn))
        .map(({ kind, holder }) => ({ kind, arn: holder.arn, name: holder.name })),
    );
  const policyList = policies(attachedTo);
  const rootArn = `arn:aws:iam::${ACCOUNT}:root`;
  return {
    schema: "reeve/document@1",
    collectedAt: COLLECTED_AT,
    collection: {
      tool: "reeve sample",
      startedAt: COLLECTED_AT,
      durationMs: 9400,
      callerArn: `arn:aws:sts::${ACCOUNT}:assumed-role/reeve-audit/nightly`,
      calls: [],
      sources: [{ source: "iam:GetCredentialReport", at: daysAgo(0.125) }],
      eventSources: [],
      eventsFrom: null,
      eventsTo: null,
    },
    account: {
      id: ACCOUNT,
      arn: rootArn,
      partition: "aws",
      name: "tideline-production",
      aliases: ["tideline"],
      organizationId: "o-tideline01",
      managementAccountId: "111122223333",
      ouPath: null,
      tags: [],
      passwordPolicy: {
        minimumPasswordLength: 8,
        requireSymbols: true,
        requireNumbers: true,
        requireUppercaseCharacters: true,
        requireLowercaseCharacters: true,
        allowUsersToChangePassword: true,
        expirePasswords: false,
        maxPasswordAge: null,
        passwordReusePrevention: null,
        hardExpiry: null,
      },
      summary: {
        userCount: people.length,
        groupCount: groupList.length,
        roleCount: roleList.length,
        policyCount: policyList.filter((policy) => !policy.awsManaged).length,
        mfaDeviceCount: mfaDevices().length + 1,
        mfaDeviceInUseCount: mfaDevices().length + 1,
        serverCertificateCount: 1,
        providerCount: 2,
        accessKeysPerUserQuota: 2,
      },
      alternateContacts: {
        security: null,
        billing: { name: "Accounts payable", title: "Finance", emailAddress: "billing@tideline.example", phoneNumber: "+44 20 7946 0101" },
        operations: null,
      },
      organizationFeatures: memberOnly,
      regions: ["eu-central-1", "eu-west-1", "us-east-1"],
    },
    root: {
      arn: rootArn,
      passwordPresent: true,
      passwordLastUsedAt: daysAgo(20),
      passwordLastChangedAt: daysAgo(1390),
      mfaActive: true,
      virtualMfaActive: denied,
      accessKeysPresent: false,
      accessKeys: [],
      signingCertificatesPresent: false,
      lastUsedAt: daysAgo(20),
    },
    ...everyList([]),
    users: byArn(people),
    accessKeys: byId(accessKeys()),
    mfaDevices: [...byId(mfaDevices()), denied],
    groups: byArn(groupList),
    roles: byArn(roleList),
    policies: byArn(policyList),
    trails: byArn([
      trail({ name: "tideline-main" }),
      trail({
        name: "old-ireland",
        isMultiRegion: false,
        isLogging: false,
        stopLoggingAt: daysAgo(700),
        cloudWatchLogsLogGroupArn: null,
        cloudWatchLogsRoleArn: null,
        latestDeliveryAt: daysAgo(700),
        latestCloudWatchLogsDeliveryAt: null,
      }),
    ]),
    analyzers: [
      {
        arn: `arn:aws:access-analyzer:eu-west-1:${ACCOUNT}:analyzer/external`,
        name: "external",
        region: "eu-west-1",
        type: "ACCOUNT",
        status: "ACTIVE",
        createdAt: daysAgo(410),
        lastResourceAnalyzedAt: daysAgo(0.2),
      },
      {
        arn: `arn:aws:access-analyzer:eu-west-1:${ACCOUNT}:analyzer/unused`,
        name: "unused",
        region: "eu-west-1",
        type: "ACCOUNT_UNUSED_ACCESS",
        status: "ACTIVE",
        createdAt: daysAgo(200),
        lastResourceAnalyzedAt: daysAgo(0.5),
      },
    ],
    serverCertificates: [
      {
        arn: iamArn("server-certificate", "/", "tickets.tideline.example"),
        id: uniqueId("ASCA", 1),
        name: "tickets.tideline.example",
        path: "/",
        uploadedAt: daysAgo(500),
        expiresAt: daysAgo(135),
      },
    ],
    samlProviders: [
      {
        arn: iamArn("saml-provider", "/", "AWSSSO_0a1b2c3d4e5f6071_DO_NOT_DELETE"),
        name: "AWSSSO_0a1b2c3d4e5f6071_DO_NOT_DELETE",
        createdAt: daysAgo(600),
        expiresAt: daysAgo(-2000),
      },
    ],
    oidcProviders: [
      {
        arn: iamArn("oidc-provider", "/", "token.actions.githubusercontent.com"),
        name: "token.actions.githubusercontent.com",
        createdAt: daysAgo(380),
        clientIds: ["sts.amazonaws.com"],
        thumbprints: [],
      },
    ],
    events: [],
    gaps: { g1: MEMBER_ONLY, g2: DENIED },
  };
}
