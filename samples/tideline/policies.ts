import { policyContent } from "../../document/policy/content.ts";
import type { document } from "../../schemas/index.ts";
import { awsPolicyArn, daysAgo, iamArn, uniqueId } from "../clock.ts";

type Statement = Record<string, unknown>;

/** Documents of the sample's policies, as AWS would keep them. */
export const content = (...statements: Statement[]): document.PolicyContent =>
  policyContent({ Version: "2012-10-17", Statement: statements }, "json", { $unknown: "never" });

export const GUARDRAIL_REGION = iamArn("policy", "/guardrails/", "DenyOutsideRegions");
export const GUARDRAIL_MFA = iamArn("policy", "/guardrails/", "RequireMfa");
const allow = (Action: string | string[], Resource: string | string[] = "*"): Statement => ({ Effect: "Allow", Action, Resource });

interface Source {
  arn: string;
  made: number;
  changed?: number;
  statements: Statement[];
}

const AWS_MADE_DAYS = 3900;
const own = (path: string, name: string): string => iamArn("policy", path, name);

const SOURCES: Source[] = [
  {
    arn: GUARDRAIL_REGION,
    made: 620,
    statements: [
      {
        Sid: "OnlyOurRegions",
        Effect: "Deny",
        NotAction: ["iam:*", "sts:*", "organizations:*", "support:*"],
        Resource: "*",
        Condition: { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1", "eu-central-1"] } },
      },
    ],
  },
  {
    arn: GUARDRAIL_MFA,
    made: 620,
    statements: [
      {
        Sid: "NothingWithoutMfa",
        Effect: "Deny",
        NotAction: ["iam:ChangePassword", "iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:ListMFADevices", "sts:GetSessionToken"],
        Resource: "*",
        Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
      },
    ],
  },
  {
    arn: own("/", "tideline-developer"),
    made: 500,
    changed: 40,
    statements: [allow(["ec2:*", "ecs:*", "lambda:*", "logs:*", "s3:GetObject", "s3:PutObject"])],
  },
  { arn: own("/", "tideline-everything"), made: 1310, statements: [allow("*")] },
  {
    arn: own("/", "backup-writer"),
    made: 720,
    statements: [allow(["s3:PutObject", "s3:ListBucket"], ["arn:aws:s3:::tideline-backup", "arn:aws:s3:::tideline-backup/*"])],
  },
  { arn: own("/", "etl-reader"), made: 800, statements: [allow("s3:GetObject", "arn:aws:s3:::tideline-lake/*")] },
  { arn: own("/", "platform-deploy"), made: 410, changed: 12, statements: [allow(["cloudformation:*", "iam:*", "ecs:*", "lambda:*"])] },
  { arn: own("/", "search-index"), made: 300, statements: [allow("es:ESHttp*", "arn:aws:es:eu-west-1:444455556666:domain/search/*")] },
  { arn: awsPolicyArn("AdministratorAccess"), made: AWS_MADE_DAYS, statements: [allow("*")] },
  {
    arn: awsPolicyArn("SecurityAudit"),
    made: AWS_MADE_DAYS,
    changed: 9,
    statements: [allow(["iam:Get*", "iam:List*", "cloudtrail:Describe*", "cloudtrail:Get*"])],
  },
  { arn: awsPolicyArn("AWSSupportAccess"), made: AWS_MADE_DAYS, statements: [allow("support:*")] },
  { arn: awsPolicyArn("job-function/Billing"), made: AWS_MADE_DAYS, changed: 80, statements: [allow(["billing:*", "budgets:*", "ce:*"])] },
  { arn: awsPolicyArn("AWSCloudShellFullAccess"), made: 2100, statements: [allow("cloudshell:*")] },
  {
    arn: awsPolicyArn("service-role/AWSLambdaBasicExecutionRole"),
    made: AWS_MADE_DAYS,
    statements: [allow(["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"])],
  },
];

/** The managed policies, without the principals that they are attached to. */
export function policies(attachedTo: (arn: string) => document.Attachment[]): document.Policy[] {
  return SOURCES.map(({ arn, made, changed, statements }, index) => {
    const [, path = "/", name = ""] = /policy(\/.*?)([^/]+)$/.exec(arn) ?? [];
    const attachments = attachedTo(arn);
    return {
      arn,
      id: uniqueId("ANPA", index + 1),
      name,
      path,
      createdAt: daysAgo(made),
      updatedAt: daysAgo(changed ?? made),
      awsManaged: arn.startsWith("arn:aws:iam::aws:"),
      defaultVersionId: changed ? "v3" : "v1",
      versionCount: changed ? 3 : 1,
      attachmentCount: attachments.length,
      permissionsBoundaryUsageCount: 0,
      attachedTo: attachments,
      ...content(...statements),
    };
  });
}
