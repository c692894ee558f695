import type { document, ReeveDocument } from "../../schemas/index.ts";
import { ACCOUNT, snapshot } from "../cli/gate/world.ts";

const CREATED = "2025-01-01T00:00:00.000Z";
const DELIVERED = "2026-03-01T05:55:00.000Z";
const SUPPORT = "arn:aws:iam::aws:policy/AWSSupportAccess";
const LOG_GROUP = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:trail:*`;

/** An account without a finding under the shipped rules: a trail of all regions, an analyzer, a strict password policy, a role for support. */
export function cleanAccount(): ReeveDocument {
  const responders = { type: "AWS", value: `arn:aws:iam::${ACCOUNT}:role/responders` } as const;
  const roles = [
    role("audit-trail-logs", { type: "Service", value: "cloudtrail.amazonaws.com" }),
    { ...role("support", responders), attachedPolicyArns: [SUPPORT] },
  ];
  return {
    ...snapshot({ roles, policies: [supportAccess], trails: [trail] }, ACCOUNT, SETTINGS),
    analyzers: [analyzer],
  };
}

const SETTINGS: Partial<document.Account> = {
  organizationId: "o-exampleorg",
  managementAccountId: "999988887777",
  regions: ["us-east-1"],
  alternateContacts: {
    security: { name: "Security", title: "Team", emailAddress: "security@example.com", phoneNumber: "+49 30 555 0100" },
    billing: null,
    operations: null,
  },
  passwordPolicy: {
    minimumPasswordLength: 14,
    requireSymbols: true,
    requireNumbers: true,
    requireUppercaseCharacters: true,
    requireLowercaseCharacters: true,
    allowUsersToChangePassword: true,
    expirePasswords: true,
    maxPasswordAge: 90,
    passwordReusePrevention: 24,
    hardExpiry: null,
  },
};

const analyzer: document.Analyzer = {
  arn: `arn:aws:access-analyzer:us-east-1:${ACCOUNT}:analyzer/external`,
  name: "external",
  region: "us-east-1",
  type: "ACCOUNT",
  status: "ACTIVE",
  createdAt: CREATED,
  lastResourceAnalyzedAt: DELIVERED,
};

const trail: document.Trail = {
  arn: `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/main`,
  name: "main",
  homeRegion: "us-east-1",
  isMultiRegion: true,
  isOrganization: false,
  ownedByAccount: true,
  includeGlobalServiceEvents: true,
  logFileValidationEnabled: true,
  s3BucketName: "example-audit",
  s3KeyPrefix: null,
  snsTopicArn: null,
  kmsKeyId: `arn:aws:kms:us-east-1:${ACCOUNT}:key/11111111-2222-4333-8444-555555555555`,
  cloudWatchLogsLogGroupArn: LOG_GROUP,
  cloudWatchLogsRoleArn: `arn:aws:iam::${ACCOUNT}:role/audit-trail-logs`,
  isLogging: true,
  startLoggingAt: CREATED,
  stopLoggingAt: null,
  latestDeliveryAt: DELIVERED,
  latestDeliveryError: null,
  latestDigestDeliveryAt: DELIVERED,
  latestDigestDeliveryError: null,
  latestCloudWatchLogsDeliveryAt: DELIVERED,
  latestCloudWatchLogsDeliveryError: null,
  managementEvents: { reads: true, writes: true, excludedSources: [], narrowed: false },
  allManagementEvents: true,
  dataEvents: [],
};

type Principal = Extract<document.PolicyStatement["principals"], readonly unknown[]>[number];

const statement = (parts: Partial<document.PolicyStatement>): document.PolicyStatement => ({
  sid: null,
  effect: "Allow",
  actions: [],
  notActions: [],
  resources: [],
  notResources: [],
  principals: [],
  notPrincipals: [],
  conditions: [],
  ...parts,
});

const role = (name: string, principal: Principal): document.Role => ({
  arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
  id: `AROA${name.replaceAll("-", "").toUpperCase()}`,
  name,
  path: "/",
  createdAt: CREATED,
  tags: [],
  permissionsBoundaryArn: null,
  trustPolicy: {
    statements: [statement({ actions: ["sts:assumerole"], principals: [principal] })],
    documentSha256: "0".repeat(64),
    languageVersion: "2012-10-17",
    documentId: null,
  },
  attachedPolicyArns: [],
  inlinePolicies: [],
  instanceProfileArns: [],
  serviceLinked: false,
  lastUsedAt: DELIVERED,
  lastUsedRegion: "us-east-1",
});

const supportAccess: document.Policy = {
  arn: SUPPORT,
  id: "ANPAEXAMPLESUPPORT",
  name: "AWSSupportAccess",
  path: "/",
  createdAt: CREATED,
  updatedAt: CREATED,
  awsManaged: true,
  defaultVersionId: "v1",
  versionCount: 1,
  attachmentCount: 1,
  permissionsBoundaryUsageCount: 0,
  attachedTo: [{ kind: "role", arn: `arn:aws:iam::${ACCOUNT}:role/support`, name: "support" }],
  statements: [statement({ actions: ["support:*"], resources: ["*"] })],
  documentSha256: "0".repeat(64),
  languageVersion: "2012-10-17",
  documentId: null,
};
