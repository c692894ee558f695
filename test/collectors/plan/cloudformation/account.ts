import { policyContent } from "../../../../document/policy/content.ts";
import type { document, ReeveDocument } from "../../../../schemas/index.ts";
import { emptyDocument } from "../../empty-document.ts";
import { ACCOUNT } from "./change-set.ts";

const AT = "2025-01-01T00:00:00.000Z";

export const iam = (kind: string, name: string): string => `arn:aws:iam::${ACCOUNT}:${kind}/${name}`;

export const statement = (effect: "Allow" | "Deny", action: unknown, resource: unknown = "*") => ({
  Version: "2012-10-17",
  Statement: [{ Effect: effect, Action: action, Resource: resource }],
});

const content = (text: unknown): document.PolicyContent => policyContent(text, "json", { $unknown: "g1" });

const user = (name: string, more: Partial<document.User> = {}): document.User => ({
  arn: iam("user", name),
  id: `AIDA${name.toUpperCase()}`,
  name,
  path: "/",
  createdAt: AT,
  tags: [],
  permissionsBoundaryArn: null,
  groupArns: [],
  attachedPolicyArns: [],
  inlinePolicies: [],
  passwordEnabled: false,
  passwordLastUsedAt: null,
  passwordLastChangedAt: null,
  passwordNextRotationAt: null,
  mfaActive: false,
  mfaDeviceIds: [],
  accessKeyIds: [],
  signingCertificates: [],
  ...more,
});

const policy = (name: string, text: unknown, attachedTo: document.Attachment[] = []): document.Policy => ({
  arn: iam("policy", name),
  id: `ANPA${name.toUpperCase()}`,
  name,
  path: "/",
  createdAt: AT,
  updatedAt: AT,
  awsManaged: false,
  defaultVersionId: "v1",
  versionCount: 1,
  attachmentCount: attachedTo.length,
  permissionsBoundaryUsageCount: 0,
  attachedTo,
  ...content(text),
});

const holder = (kind: "user" | "group" | "role", name: string): document.Attachment => ({ kind, arn: iam(kind, name), name });

/**
 * An account of a stack and of others: ann and bob in the group staff; the stack's policies Guard (a Deny) and Extra on staff, `Drift` on staff by
 * hand; the role deploy with the inline policies `own` (the stack's) and `drift`; a trail of the stack.
 */
export function account(): ReeveDocument {
  const base = emptyDocument();
  const staff = iam("group", "staff");
  const held = [holder("group", "staff")];
  return {
    ...base,
    account: {
      id: ACCOUNT,
      arn: `arn:aws:iam::${ACCOUNT}:root`,
      partition: "aws",
      name: null,
      aliases: [],
      organizationId: null,
      managementAccountId: null,
      ouPath: null,
      tags: [],
      passwordPolicy: null,
      summary: { $unknown: "g1" },
      alternateContacts: { security: null, billing: null, operations: null },
      organizationFeatures: [],
      regions: ["eu-west-1"],
      externalAnalyzerRegions: [],
    },
    users: [user("ann", { groupArns: [staff] }), user("bob", { groupArns: [staff] })],
    groups: [
      {
        arn: staff,
        id: "AGPASTAFF",
        name: "staff",
        path: "/",
        createdAt: AT,
        memberArns: [iam("user", "ann"), iam("user", "bob")],
        attachedPolicyArns: [iam("policy", "Drift"), iam("policy", "Extra"), iam("policy", "Guard")],
        inlinePolicies: [],
      },
    ],
    roles: [
      {
        arn: iam("role", "deploy"),
        id: "AROADEPLOY",
        name: "deploy",
        path: "/",
        createdAt: AT,
        tags: [],
        permissionsBoundaryArn: null,
        trustPolicy: content({ Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }] }),
        attachedPolicyArns: [],
        inlinePolicies: [
          { name: "drift", ...content(statement("Allow", "s3:GetObject")) },
          { name: "own", ...content(statement("Allow", "s3:PutObject")) },
        ],
        instanceProfileArns: [],
        serviceLinked: false,
        lastUsedAt: null,
        lastUsedRegion: null,
      },
    ],
    policies: [
      policy("Drift", statement("Allow", "s3:ListBucket"), held),
      policy("Extra", statement("Allow", "s3:GetObject"), held),
      policy("Guard", statement("Deny", "iam:*"), held),
    ],
    trails: [
      {
        arn: `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/audit`,
        name: "audit",
        homeRegion: "eu-west-1",
        isMultiRegion: true,
        isOrganization: false,
        ownedByAccount: true,
        includeGlobalServiceEvents: true,
        logFileValidationEnabled: true,
        s3BucketName: "logs",
        s3KeyPrefix: null,
        snsTopicArn: null,
        kmsKeyId: null,
        cloudWatchLogsLogGroupArn: null,
        cloudWatchLogsRoleArn: null,
        isLogging: true,
        startLoggingAt: AT,
        stopLoggingAt: null,
        latestDeliveryAt: null,
        latestDeliveryError: null,
        latestDigestDeliveryAt: null,
        latestDigestDeliveryError: null,
        latestCloudWatchLogsDeliveryAt: null,
        latestCloudWatchLogsDeliveryError: null,
        managementEvents: { reads: true, writes: true, excludedSources: [], narrowed: false },
        allManagementEvents: true,
        dataEvents: [],
      },
    ],
  };
}
