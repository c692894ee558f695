import { lookup } from "node:dns/promises";
import type { STSClientConfig } from "@aws-sdk/client-sts";
import type { AwsCredentialIdentityProvider } from "@aws-sdk/types";
import { arnParts } from "../../schemas/index.ts";
import type { Identity } from "../context.ts";
import { bounded, requestHandlerOf } from "./bounded.ts";
import { awsClients, type Clients } from "./clients.ts";
import { errorNames, IncompleteAnswer, messageOf } from "./failure.ts";
import { AWS_LIMITS, type AwsLimits } from "./limits.ts";
import { globalRegion } from "./partition.ts";
import { profileNames } from "./profiles.ts";
import { noSuchProfile, type SessionProblem, sessionProblem, wrongAccount } from "./session-problem.ts";

export interface SessionOptions {
  /** Profile of the shared config files; AWS_PROFILE where it is not given. */
  profile?: string | undefined;
  /** ARN of a role to assume with the credentials found. */
  assumeRole?: string | undefined;
  /** External id that the role's trust policy asks for. */
  externalId?: string | undefined;
  /** Account id that the credentials must belong to. */
  expectAccount?: string | undefined;
  /** Asks the user for a code of the MFA device that a profile names. */
  mfaCode?: ((serial: string) => Promise<string>) | undefined;
  /** Attempts a call at most, the first included; AWS_MAX_ATTEMPTS, else 8, where it is not given. */
  maxAttempts?: number | undefined;
  /** Bounds of what AWS may take; AWS_LIMITS where they are not given. */
  limits?: Partial<AwsLimits> | undefined;
}

/** Credentials that AWS knows, the account they belong to, and clients that use them. */
export interface Session {
  identity: Identity;
  clients: Clients;
  limits: AwsLimits;
}

export type SessionResult = { ok: true; session: Session } | { ok: false; problem: SessionProblem };

/**
 * Finds credentials by the SDK's default chain (environment, profile, SSO, web identity, container, instance), assumes a role where asked,
 * and asks AWS whose they are. Endpoints from AWS_ENDPOINT_URL, its service-specific forms and the config file are the SDK's own doing.
 * Never rejects: whatever goes wrong before the account is known is a SessionProblem.
 */
export async function openSession(options: SessionOptions = {}): Promise<SessionResult> {
  // The SDK's nine-line notice on Node 20 is not for the readers of a report.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const profile = options.profile || undefined;
  const fromEnvironment = profile === undefined && environmentHasKeys();
  const named = profile ?? (fromEnvironment ? undefined : process.env.AWS_PROFILE || undefined);
  if (named !== undefined && named !== "default") {
    const names = await profileNames();
    if (!names.includes(named)) return { ok: false, problem: noSuchProfile(named, names) };
  }
  let region = process.env.AWS_REGION || "us-east-1";
  try {
    const { STS } = await import("@aws-sdk/client-sts");
    const profileSetting = profile === undefined ? {} : { profile };
    region = await chosenRegion(new STS(profileSetting));
    const limits = { ...AWS_LIMITS, ...options.limits };
    // What the SDK asks for credentials (SSO, STS, web identity) is bounded as well: its clients take this handler.
    const { requestHandler } = bounded(new STS({ ...requestHandlerOf(limits), region }), limits).config;
    const clientConfig = { region, requestHandler };
    const credentials = remembered(await credentialProvider(options, clientConfig, fromEnvironment));
    const maxAttempts = options.maxAttempts ?? (Number(process.env.AWS_MAX_ATTEMPTS) || 8);
    const settings = { ...profileSetting, ...requestHandlerOf(limits), region, credentials, maxAttempts: Math.min(maxAttempts, 3) };
    const sts = bounded(new STS(settings), limits);
    const caller = await sts.getCallerIdentity({});
    const partition = arnParts(caller.Arn ?? "")?.partition;
    if (!caller.Account || !caller.Arn || !partition) throw new IncompleteAnswer("the answer to GetCallerIdentity holds no account");
    if (options.expectAccount !== undefined && options.expectAccount !== caller.Account) {
      return { ok: false, problem: wrongAccount(options.expectAccount, caller.Account, caller.Arn) };
    }
    const identity = { accountId: caller.Account, partition, callerArn: caller.Arn, globalRegion: globalRegion(partition, region), region };
    const clients = awsClients({ credentials, globalRegion: identity.globalRegion, profile, maxAttempts, limits });
    return { ok: true, session: { identity, clients, limits } };
  } catch (error) {
    const attempt = {
      profile: named,
      fromEnvironment,
      region,
      assumeRole: options.assumeRole,
      networkWorks: nameNotFound(error) && (await resolvesNames()),
    };
    return { ok: false, problem: sessionProblem(error, attempt) };
  }
}

/** AWS_REGION, the profile's region, AWS_DEFAULT_REGION as the AWS CLI reads it, else us-east-1. */
async function chosenRegion(sts: { config: { region: () => Promise<string> } }): Promise<string> {
  try {
    return await sts.config.region();
  } catch (error) {
    if (!/region is missing/i.test(messageOf(error))) throw error;
    return process.env.AWS_DEFAULT_REGION || "us-east-1";
  }
}

const environmentHasKeys = (): boolean => Boolean(process.env.AWS_ACCESS_KEY_ID && process.env.AWS_SECRET_ACCESS_KEY);

/** The SDK's own notices, such as of keys beside a profile, are not for the readers of a report. */
const QUIET = { trace: () => {}, debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** How long an instance's metadata service, asked last of all, may take to answer; it is asked twice, and answers at once where there is one. */
const INSTANCE_METADATA_MS = 500;

/** Keys in the environment come before AWS_PROFILE, and after a profile that was asked for, as in the AWS CLI; the SDK alone has it otherwise. */
async function credentialProvider(
  options: SessionOptions,
  clientConfig: Pick<STSClientConfig, "region" | "requestHandler">,
  fromEnvironment: boolean,
): Promise<AwsCredentialIdentityProvider> {
  const { fromEnv, fromNodeProviderChain, fromTemporaryCredentials } = await import("@aws-sdk/credential-providers");
  const { AWS_CONTAINER_CREDENTIALS_FULL_URI, AWS_CONTAINER_CREDENTIALS_RELATIVE_URI } = process.env;
  const inContainer = Boolean(AWS_CONTAINER_CREDENTIALS_FULL_URI || AWS_CONTAINER_CREDENTIALS_RELATIVE_URI);
  const chain = fromEnvironment
    ? fromEnv()
    : fromNodeProviderChain({
        clientConfig,
        logger: QUIET,
        ...(inContainer ? {} : { timeout: INSTANCE_METADATA_MS }),
        ...(options.profile ? { profile: options.profile } : {}),
        ...(options.mfaCode ? { mfaCodeProvider: options.mfaCode } : {}),
      });
  if (options.assumeRole === undefined) return chain;
  return fromTemporaryCredentials({
    masterCredentials: chain,
    clientConfig,
    params: {
      RoleArn: options.assumeRole,
      RoleSessionName: "reeve",
      ...(options.externalId === undefined ? {} : { ExternalId: options.externalId }),
    },
  });
}

/** Credentials are got once and shared by all clients, until five minutes before they expire. */
function remembered(provider: AwsCredentialIdentityProvider): AwsCredentialIdentityProvider {
  let held: ReturnType<AwsCredentialIdentityProvider> | undefined;
  return async (...context) => {
    const current = await held?.catch(() => undefined);
    const fresh = current && (current.expiration === undefined || current.expiration.getTime() - Date.now() > 300_000);
    if (!fresh || !held) held = provider(...context);
    return held;
  };
}

const nameNotFound = (error: unknown): boolean => errorNames(error).some((name) => name === "ENOTFOUND" || name === "EAI_AGAIN");

/** Whether another of AWS's names is found: then it is the region that is wrong, and not the network. */
async function resolvesNames(): Promise<boolean> {
  try {
    await Promise.race([lookup("sts.amazonaws.com"), new Promise((_, reject) => setTimeout(reject, 2_000, new Error("no answer")).unref())]);
    return true;
  } catch {
    return false;
  }
}
