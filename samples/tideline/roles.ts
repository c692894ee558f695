import type { document } from "../../schemas/index.ts";
import { ACCOUNT, awsPolicyArn, daysAgo, iamArn, uniqueId } from "../clock.ts";
import { content } from "./policies.ts";

interface RoleSource {
  name: string;
  path?: string;
  made: number;
  used: number | null;
  policies?: string[];
  trusts: Record<string, unknown>;
}

const own = (name: string): string => iamArn("policy", "/", name);
const service = (name: string): Record<string, unknown> => ({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: `${name}.amazonaws.com` } });
const account = (id: string, condition?: Record<string, unknown>): Record<string, unknown> => ({
  Effect: "Allow",
  Action: "sts:AssumeRole",
  Principal: { AWS: `arn:aws:iam::${id}:root` },
  ...(condition ? { Condition: condition } : {}),
});

const SOURCES: RoleSource[] = [
  {
    name: "PlatformDeploy",
    path: "/platform/",
    made: 410,
    used: 0.1,
    policies: [own("platform-deploy")],
    trusts: account(ACCOUNT, { StringEquals: { "aws:PrincipalTag/team": "platform" } }),
  },
  {
    name: "ci-github",
    path: "/platform/",
    made: 380,
    used: 0.1,
    policies: [own("platform-deploy")],
    trusts: {
      Effect: "Allow",
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: iamArn("oidc-provider", "/", "token.actions.githubusercontent.com") },
      Condition: {
        StringEquals: {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
          "token.actions.githubusercontent.com:sub": "repo:tideline/platform:ref:refs/heads/main",
        },
      },
    },
  },
  {
    name: "AWSReservedSSO_AdministratorAccess_0f1e2d3c4b5a6978",
    path: "/aws-reserved/sso.amazonaws.com/eu-west-1/",
    made: 600,
    used: 2,
    policies: [awsPolicyArn("AdministratorAccess")],
    trusts: {
      Effect: "Allow",
      Action: ["sts:AssumeRoleWithSAML", "sts:TagSession"],
      Principal: { Federated: iamArn("saml-provider", "/", "AWSSSO_0a1b2c3d4e5f6071_DO_NOT_DELETE") },
    },
  },
  { name: "AWSServiceRoleForSupport", path: "/aws-service-role/support.amazonaws.com/", made: 1400, used: null, trusts: service("support") },
  { name: "AWSServiceRoleForTrustedAdvisor", path: "/aws-service-role/trustedadvisor.amazonaws.com/", made: 1400, used: 1, trusts: service("trustedadvisor") },
  { name: "app-checkout", made: 700, used: 0.01, policies: [awsPolicyArn("service-role/AWSLambdaBasicExecutionRole")], trusts: service("ecs-tasks") },
  { name: "app-search", made: 300, used: 0.01, policies: [own("search-index")], trusts: service("ecs-tasks") },
  { name: "lambda-resize", made: 520, used: 280, policies: [awsPolicyArn("service-role/AWSLambdaBasicExecutionRole")], trusts: service("lambda") },
  { name: "trail-to-logs", made: 900, used: null, trusts: service("cloudtrail") },
  { name: "vendor-analytics", made: 260, used: 3, policies: [own("tideline-everything")], trusts: account("777788889999") },
  { name: "open-door", made: 91, used: 12, policies: [own("etl-reader")], trusts: { Effect: "Allow", Action: "sts:AssumeRole", Principal: "*" } },
  {
    name: "emergency",
    path: "/break-glass/",
    made: 700,
    used: null,
    policies: [awsPolicyArn("AdministratorAccess")],
    trusts: account(ACCOUNT, { Bool: { "aws:MultiFactorAuthPresent": "true" } }),
  },
];

export const roles = (): document.Role[] =>
  SOURCES.map(({ name, path = "/", made, used, policies = [], trusts }, index) => ({
    arn: iamArn("role", path, name),
    id: uniqueId("AROA", index + 1),
    name,
    path,
    createdAt: daysAgo(made),
    tags: [],
    permissionsBoundaryArn: null,
    trustPolicy: content(trusts),
    attachedPolicyArns: [...policies].sort(),
    inlinePolicies: [],
    instanceProfileArns: [],
    serviceLinked: path.startsWith("/aws-service-role/"),
    lastUsedAt: used === null ? null : daysAgo(used),
    lastUsedRegion: used === null ? null : "eu-west-1",
  }));
