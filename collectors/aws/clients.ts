import type { AccessAnalyzer } from "@aws-sdk/client-accessanalyzer";
import type { Account } from "@aws-sdk/client-account";
import type { CloudTrail } from "@aws-sdk/client-cloudtrail";
import type { IAM } from "@aws-sdk/client-iam";
import type { Organizations } from "@aws-sdk/client-organizations";
import type { S3 } from "@aws-sdk/client-s3";
import type { AwsCredentialIdentityProvider } from "@aws-sdk/types";
import { bounded, requestHandlerOf } from "./bounded.ts";
import { type AwsLimits, bucketLimits } from "./limits.ts";

/** The AWS clients that collectors read with; each package is loaded when first asked for, each client made once a region. */
export interface Clients {
  iam(): Promise<IAM>;
  account(): Promise<Account>;
  organizations(): Promise<Organizations>;
  accessAnalyzer(region: string): Promise<AccessAnalyzer>;
  cloudTrail(region: string): Promise<CloudTrail>;
  /** Of snapshots in a bucket, in whichever region it is. */
  s3(): Promise<S3>;
}

export interface ClientSettings {
  credentials: AwsCredentialIdentityProvider;
  /** Region of the partition's global services. */
  globalRegion: string;
  profile: string | undefined;
  /** Attempts a call at most, the first included. */
  maxAttempts: number;
  limits: AwsLimits;
}

export function awsClients(settings: ClientSettings): Clients {
  const made = new Map<string, Promise<unknown>>();
  const once = <T>(key: string, make: () => Promise<T>): Promise<T> => {
    const found = made.get(key) as Promise<T> | undefined;
    if (found) return found;
    const client = make();
    made.set(key, client);
    return client;
  };
  const { globalRegion, limits } = settings;
  const common = (region: string) => ({
    region,
    credentials: settings.credentials,
    maxAttempts: settings.maxAttempts,
    retryMode: "standard",
    ...requestHandlerOf(limits),
    ...(settings.profile === undefined ? {} : { profile: settings.profile }),
  });
  return {
    iam: () => once("iam", async () => bounded(new (await import("@aws-sdk/client-iam")).IAM(common(globalRegion)), limits)),
    account: () => once("account", async () => bounded(new (await import("@aws-sdk/client-account")).Account(common(globalRegion)), limits)),
    organizations: () =>
      once("organizations", async () => bounded(new (await import("@aws-sdk/client-organizations")).Organizations(common(globalRegion)), limits)),
    accessAnalyzer: (region) =>
      once(`accessanalyzer ${region}`, async () => bounded(new (await import("@aws-sdk/client-accessanalyzer")).AccessAnalyzer(common(region)), limits)),
    cloudTrail: (region) =>
      once(`cloudtrail ${region}`, async () => bounded(new (await import("@aws-sdk/client-cloudtrail")).CloudTrail(common(region)), limits)),
    s3: () =>
      once("s3", async () => {
        const { S3 } = await import("@aws-sdk/client-s3");
        return bounded(new S3({ ...common(globalRegion), followRegionRedirects: true, forcePathStyle: ownEndpoint() }), bucketLimits(limits));
      }),
  };
}

/** Servers that stand for S3 at an endpoint of their own rarely answer to a name for each bucket. */
const ownEndpoint = (): boolean => Boolean(process.env.AWS_ENDPOINT_URL_S3 || process.env.AWS_ENDPOINT_URL);
