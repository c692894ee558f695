import { arnParts } from "../../schemas/index.ts";
/** The services that remediations may call: how each tool names them, and where a service without regions is called. */

export interface Service {
  /** `aws <cli> …` and boto3.client(<cli>) share one name for these services. */
  cli: string;
  /** npm package of the SDK client. */
  package: string;
  /** Client class of the package. */
  client: string;
  /** Region of the service's only endpoint, by partition; null: the service has regions. Source: botocore endpoints.json, partitionEndpoint credentialScope. */
  globalRegion: Readonly<Record<string, string>> | null;
}

const IAM_REGIONS = {
  aws: "us-east-1",
  "aws-cn": "cn-north-1",
  "aws-us-gov": "us-gov-west-1",
  "aws-iso": "us-iso-east-1",
  "aws-iso-b": "us-isob-east-1",
  "aws-iso-f": "us-isof-south-1",
};

const ORGANIZATIONS_REGIONS = { ...IAM_REGIONS, "aws-cn": "cn-northwest-1", "aws-iso-e": "eu-isoe-west-1" };

const ACCESS_ANALYZER: Service = { cli: "accessanalyzer", package: "@aws-sdk/client-accessanalyzer", client: "AccessAnalyzerClient", globalRegion: null };

/** By the prefix of a step's `call`. */
const SERVICES: ReadonlyMap<string, Service> = new Map<string, Service>([
  ["iam", { cli: "iam", package: "@aws-sdk/client-iam", client: "IAMClient", globalRegion: IAM_REGIONS }],
  ["sts", { cli: "sts", package: "@aws-sdk/client-sts", client: "STSClient", globalRegion: null }],
  ["cloudtrail", { cli: "cloudtrail", package: "@aws-sdk/client-cloudtrail", client: "CloudTrailClient", globalRegion: null }],
  ["account", { cli: "account", package: "@aws-sdk/client-account", client: "AccountClient", globalRegion: { aws: "us-east-1", "aws-cn": "cn-northwest-1" } }],
  ["access-analyzer", ACCESS_ANALYZER],
  ["accessanalyzer", ACCESS_ANALYZER],
  ["organizations", { cli: "organizations", package: "@aws-sdk/client-organizations", client: "OrganizationsClient", globalRegion: ORGANIZATIONS_REGIONS }],
]);

/** A step's call in two; null when the service is not one of SERVICES. */
export function splitCall(call: string): { service: Service; operation: string } | null {
  const colon = call.indexOf(":");
  const service = SERVICES.get(call.slice(0, colon));
  return service ? { service, operation: call.slice(colon + 1) } : null;
}

/** Region of a partition that answers for the whole of it, sts:GetCallerIdentity included; null for a partition not known. */
export function homeRegion(partition: string | null): string | null {
  return new Map(Object.entries(IAM_REGIONS)).get(partition ?? "aws") ?? null;
}

/** A value that stands for itself in the region's place of an ARN. */
const REGION = /^[a-z0-9-]+$/;

/**
 * Region that a call goes to; null: unknown, the caller's configuration decides.
 * A service with one endpoint is called there; else the region stands in the first ARN among `values`; else it is `fallback`.
 */
export function regionOf(service: Service, partition: string | null, values: readonly string[], fallback: string | null): string | null {
  if (service.globalRegion) return service.globalRegion[partition ?? "aws"] ?? null;
  for (const value of values) {
    const region = arnParts(value)?.region ?? "";
    if (REGION.test(region)) return region;
  }
  return fallback;
}
