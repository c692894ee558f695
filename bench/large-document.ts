import { everyList, type ReeveDocument } from "../schemas/index.ts";

const ACCOUNT = "111122223333";
const NOW = Date.parse("2024-06-01T00:00:00.000Z");
const DAY_MS = 86_400_000;
const GROUPS = 200;
const POLICIES = 500;

const daysAgo = (days: number): string => new Date(NOW - days * DAY_MS).toISOString();
const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const padded = (at: number): string => String(at).padStart(6, "0");
const arn = (kind: string, at: number): string => `arn:aws:iam::${ACCOUNT}:${kind}/${kind}-${padded(at)}`;

const content = (at: number) => ({
  statements: [
    {
      sid: null,
      effect: "Allow" as const,
      actions: at % 50 === 0 ? ["*"] : ["s3:getobject"],
      notActions: [],
      resources: ["*"],
      notResources: [],
      principals: [],
      notPrincipals: [],
      conditions: [],
    },
  ],
  admin: at % 50 === 0,
  denies: at % 7 === 0,
  requiresMfa: false,
  grants: [],
  allowDigests: ["0".repeat(64)],
  denyDigests: [],
  documentSha256: "0".repeat(64),
});

/** A whole account without unknowns, a tenth of whose users break some rule: what a large organization's account looks like. */
export function largeDocument(userCount: number, roleCount: number): ReeveDocument {
  const users = times(userCount, (at) => ({
    arn: arn("user", at),
    id: `AIDA${padded(at)}`,
    name: `user-${padded(at)}`,
    path: at % 100 === 0 ? "/break-glass/" : "/people/",
    createdAt: daysAgo(400),
    tags: [{ key: "team", value: `team-${at % 40}` }],
    permissionsBoundaryArn: at % 3 === 0 ? arn("policy", at % POLICIES) : null,
    groupArns: [arn("group", at % GROUPS)],
    attachedPolicyArns: at % 20 === 0 ? [arn("policy", at % POLICIES)] : [],
    inlinePolicies: [],
    passwordEnabled: at % 2 === 0,
    passwordLastUsedAt: at % 2 === 0 ? daysAgo(at % 60) : null,
    passwordLastChangedAt: at % 2 === 0 ? daysAgo(100) : null,
    passwordNextRotationAt: null,
    mfaActive: at % 20 !== 0,
    mfaDeviceIds: at % 20 !== 0 ? [`arn:aws:iam::${ACCOUNT}:mfa/user-${padded(at)}`] : [],
    accessKeyIds: [`AKIA${padded(at)}1`, `AKIA${padded(at)}2`],
    signingCertificates: [],
  }));
  const accessKeys = users.flatMap((user, at) =>
    [1, 2].map((slot) => ({
      id: `AKIA${padded(at)}${slot}`,
      userArn: user.arn,
      userName: user.name,
      active: slot === 1,
      createdAt: daysAgo(at % 100),
      lastUsedAt: slot === 1 ? daysAgo(at % 50) : null,
      lastUsedService: slot === 1 ? "s3" : null,
      lastUsedRegion: slot === 1 ? "eu-central-1" : null,
    })),
  );
  const mfaDevices = users.flatMap((user) => user.mfaDeviceIds.map((id) => ({ id, type: "virtual" as const, userArn: user.arn, enabledAt: daysAgo(300) })));
  const groups = times(GROUPS, (at) => ({
    arn: arn("group", at),
    id: `AGPA${padded(at)}`,
    name: `group-${padded(at)}`,
    path: "/",
    createdAt: daysAgo(500),
    memberArns: users.filter((_, user) => user % GROUPS === at).map((user) => user.arn),
    attachedPolicyArns: [arn("policy", at % POLICIES)],
    inlinePolicies: [],
  }));
  const roles = times(roleCount, (at) => ({
    arn: arn("role", at),
    id: `AROA${padded(at)}`,
    name: `role-${padded(at)}`,
    path: "/",
    createdAt: daysAgo(500),
    tags: [],
    permissionsBoundaryArn: null,
    trustPolicy: {
      ...content(1),
      statements: content(1).statements.map((statement) => ({ ...statement, principals: [{ type: "Service", value: "ec2.amazonaws.com" }] })),
    },
    attachedPolicyArns: [arn("policy", at % POLICIES)],
    inlinePolicies: [{ name: "inline", ...content(at) }],
    instanceProfileArns: [],
    serviceLinked: false,
    lastUsedAt: daysAgo(at % 90),
    lastUsedRegion: null,
  }));
  const policies = times(POLICIES, (at) => ({
    arn: arn("policy", at),
    id: `ANPA${padded(at)}`,
    name: `policy-${padded(at)}`,
    path: "/",
    createdAt: daysAgo(500),
    updatedAt: daysAgo(50),
    awsManaged: false,
    defaultVersionId: "v1",
    versionCount: 1,
    attachmentCount: 1,
    permissionsBoundaryUsageCount: 0,
    attachedTo: roles.filter((_, role) => role % POLICIES === at).map((role) => ({ kind: "role" as const, arn: role.arn, name: role.name })),
    ...content(at),
  }));
  return {
    schema: "reeve/document@1",
    collectedAt: new Date(NOW).toISOString(),
    collection: {
      tool: "bench",
      startedAt: null,
      durationMs: null,
      callerArn: null,
      calls: [],
      sources: [],
      eventSources: [],
      eventsFrom: null,
      eventsTo: null,
    },
    account: {
      id: ACCOUNT,
      arn: `arn:aws:iam::${ACCOUNT}:root`,
      partition: "aws",
      name: "large",
      aliases: [],
      organizationId: null,
      managementAccountId: null,
      ouPath: null,
      tags: [],
      passwordPolicy: null,
      summary: {
        userCount,
        groupCount: GROUPS,
        roleCount,
        policyCount: POLICIES,
        mfaDeviceCount: mfaDevices.length,
        mfaDeviceInUseCount: mfaDevices.length,
        serverCertificateCount: 0,
        providerCount: 0,
        accessKeysPerUserQuota: 2,
      },
      alternateContacts: { security: null, billing: null, operations: null },
      organizationFeatures: [],
      regions: ["eu-central-1"],
    },
    root: {
      arn: `arn:aws:iam::${ACCOUNT}:root`,
      passwordPresent: true,
      passwordLastUsedAt: null,
      passwordLastChangedAt: null,
      mfaActive: true,
      virtualMfaActive: false,
      accessKeysPresent: false,
      accessKeys: [],
      signingCertificatesPresent: false,
      lastUsedAt: null,
    },
    ...everyList([]),
    users,
    accessKeys,
    mfaDevices,
    groups,
    roles,
    policies,
    gaps: {},
  };
}
