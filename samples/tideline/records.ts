import { createHash } from "node:crypto";
import { ACCOUNT, COLLECTED_AT, iamArn } from "../clock.ts";
import { PEOPLE } from "./people.ts";
import { GUARDRAIL_MFA, GUARDRAIL_REGION } from "./policies.ts";

type Json = Record<string, unknown>;

interface Who {
  userIdentity: Json;
  ip: string;
  agent: string;
}

const OFFICE = "203.0.113.24";
const ELSEWHERE = "198.51.100.77";
const CONSOLE = "AWS Internal";

/** An instant so many minutes after the snapshot, to the second, as CloudTrail writes it. */
const minutes = (after: number): string => new Date(Date.parse(COLLECTED_AT) + after * 60_000).toISOString().replace(".000Z", "Z");

function person(name: string, ip: string, mfa: boolean): Who {
  const index = PEOPLE.findIndex((candidate) => candidate.name === name);
  return {
    userIdentity: {
      type: "IAMUser",
      principalId: `AIDATIDELINE${String(index + 1).padStart(2, "0")}EXAMPLE`,
      arn: iamArn("user", PEOPLE[index]?.path ?? "/", name),
      accountId: ACCOUNT,
      accessKeyId: `ASIATIDE${String(index + 1).padStart(5, "0")}EXAMPLE`,
      userName: name,
      sessionContext: { attributes: { creationDate: minutes(0), mfaAuthenticated: String(mfa) } },
    },
    ip,
    agent: CONSOLE,
  };
}

function role(path: string, name: string, id: string, session: string): Who {
  return {
    userIdentity: {
      type: "AssumedRole",
      principalId: `${id}:${session}`,
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/${session}`,
      accountId: ACCOUNT,
      accessKeyId: `ASIA${id.slice(4)}`,
      sessionContext: {
        sessionIssuer: { type: "Role", principalId: id, arn: iamArn("role", path, name), accountId: ACCOUNT, userName: name },
        attributes: { creationDate: minutes(0), mfaAuthenticated: "false" },
      },
    },
    ip: ELSEWHERE,
    agent: "Boto3/1.43 md/Botocore#1.43",
  };
}

const root: Who = {
  userIdentity: { type: "Root", principalId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT, accessKeyId: "" },
  ip: OFFICE,
  agent: "Mozilla/5.0",
};

const ivan = person("ivan.petrov", ELSEWHERE, false);
const ana = person("ana.ferreira", OFFICE, true);
const deploy = role("/platform/", "PlatformDeploy", "AROATIDELINE01EXAMPLE", "pipeline-812");
const vendor = role("/", "vendor-analytics", "AROATIDELINE10EXAMPLE", "pipeline-812");

function record(after: number, who: Who, service: string, eventName: string, rest: Json = {}): Json {
  const eventTime = minutes(after);
  const id = createHash("sha256")
    .update(`${eventTime} ${service} ${eventName} ${JSON.stringify(rest)}`)
    .digest("hex");
  const readOnly = /^(Get|List|Describe|Lookup)/.test(eventName);
  const global = /^(iam|sts|signin|organizations)$/.test(service);
  return {
    eventVersion: "1.11",
    userIdentity: who.userIdentity,
    eventTime,
    eventSource: `${service}.amazonaws.com`,
    eventName,
    awsRegion: global ? "us-east-1" : "eu-west-1",
    sourceIPAddress: who.ip,
    userAgent: who.agent,
    requestParameters: null,
    responseElements: null,
    requestID: `${id.slice(0, 8)}-${id.slice(8, 12)}-4${id.slice(13, 16)}-8${id.slice(17, 20)}-${id.slice(20, 32)}`,
    eventID: `${id.slice(32, 40)}-${id.slice(40, 44)}-4${id.slice(45, 48)}-9${id.slice(49, 52)}-${id.slice(52, 64)}`,
    readOnly,
    eventType: service === "signin" ? "AwsConsoleSignIn" : "AwsApiCall",
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: "Management",
    ...rest,
  };
}

const signIn = (after: number, who: Who, MFAUsed: "Yes" | "No"): Json =>
  record(after, who, "signin", "ConsoleLogin", {
    responseElements: { ConsoleLogin: "Success" },
    additionalEventData: { LoginTo: "https://console.aws.amazon.com/console/home", MobileVersion: "No", MFAUsed },
  });

const refused = (action: string, on: string): Json => ({
  errorCode: "AccessDenied",
  errorMessage: `User: arn:aws:sts::${ACCOUNT}:assumed-role/vendor-analytics/pipeline-812 is not authorized to perform: ${action} on resource: ${on} because no identity-based policy allows the ${action} action`,
});

/** The working day: a little ordinary traffic between the calls that matter. */
function ordinary(): Json[] {
  const calls = ["DescribeInstances", "DescribeTasks", "ListFunctions", "DescribeLogGroups", "GetMetricData"];
  const services = ["ec2", "ecs", "lambda", "logs", "monitoring"];
  return Array.from({ length: 45 }, (_, index) => {
    const which = index % calls.length;
    return record(7 + index * 11.5, index % 3 === 0 ? ana : deploy, services[which] ?? "ec2", calls[which] ?? "DescribeInstances", {
      requestParameters: { page: index },
    });
  });
}

/** Morning: sign-ins, the pipeline at work, the owner's visit. */
export const morning = (): Json[] => [
  signIn(4, ana, "Yes"),
  record(31, deploy, "iam", "DetachRolePolicy", { requestParameters: { roleName: "app-search", policyArn: iamArn("policy", "/", "tideline-developer") } }),
  record(33, deploy, "iam", "AttachRolePolicy", { requestParameters: { roleName: "app-search", policyArn: iamArn("policy", "/", "search-index") } }),
  signIn(52, root, "Yes"),
  record(55, root, "iam", "GetAccountSummary"),
  ...ordinary().filter((_, index) => index < 20),
];

/** Afternoon: a contractor's session from an unknown network takes the guardrails off. */
export const afternoon = (): Json[] => [
  signIn(301, ivan, "No"),
  record(304, ivan, "iam", "ListGroups"),
  record(306, ivan, "iam", "DetachGroupPolicy", { requestParameters: { groupName: "developers", policyArn: GUARDRAIL_MFA } }),
  record(307, ivan, "iam", "DetachGroupPolicy", { requestParameters: { groupName: "developers", policyArn: GUARDRAIL_REGION } }),
  record(311, ivan, "iam", "CreateAccessKey", {
    requestParameters: { userName: "dmitri.volkov" },
    responseElements: {
      accessKey: { userName: "dmitri.volkov", accessKeyId: "AKIATIDE00599EXAMPLE", status: "Active", createDate: "Nov 16, 2026 11:11:00 AM" },
    },
  }),
  record(314, ivan, "iam", "DeactivateMFADevice", { requestParameters: { userName: "elif.kaya", serialNumber: iamArn("mfa", "/", "elif.kaya") } }),
  record(317, ivan, "cloudtrail", "StopLogging", { requestParameters: { name: `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/tideline-main` } }),
  record(322, vendor, "iam", "DetachRolePolicy", refused("iam:DetachRolePolicy", `role app-checkout`)),
  record(323, vendor, "iam", "PutRolePolicy", refused("iam:PutRolePolicy", `role app-checkout`)),
  record(331, ivan, "iam", "UpdateAccountPasswordPolicy", { requestParameters: { minimumPasswordLength: 6, requireSymbols: false, requireNumbers: false } }),
  ...ordinary().filter((_, index) => index >= 20),
];
