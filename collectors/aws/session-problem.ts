import { errorNames, messageOf } from "./failure.ts";
import { LimitReached } from "./limits.ts";

export type ProblemCode =
  | "no-credentials"
  | "no-such-profile"
  | "not-signed-in"
  | "no-mfa-code"
  | "expired-credentials"
  | "refused-credentials"
  | "role-not-assumed"
  | "no-network"
  | "wrong-region"
  | "wrong-account"
  | "wrong-clock"
  | "no-identity";

/** Why nothing could be collected at all: one plain sentence and what to do about it. */
export interface SessionProblem {
  code: ProblemCode;
  sentence: string;
  nextStep: string;
}

/** What the session was being opened with, as far as it helps to say what to do. */
export interface SessionAttempt {
  profile: string | undefined;
  /** Whether the credentials are keys in environment variables. */
  fromEnvironment: boolean;
  region: string;
  assumeRole: string | undefined;
  /** Whether names outside the failing one can be resolved: tells a wrong region from a missing network. */
  networkWorks: boolean;
}

const OFFLINE = /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|TimeoutError|NetworkingError)$/;

/** What regions look like: only to word a problem by, never to refuse one. */
const REGION = /^[a-z]{2,5}(-[a-z]+)+-\d+$/;

/** Puts an error of the first call into words. */
export function sessionProblem(error: unknown, attempt: SessionAttempt): SessionProblem {
  const names = errorNames(error);
  const message = messageOf(error);
  const has = (...wanted: string[]): boolean => names.some((name) => wanted.includes(name));
  const login = attempt.profile ? `aws sso login --profile ${attempt.profile}` : "aws sso login";

  if (/region/i.test(message) && /not accepted|not a valid hostname|invalid|scoped to a valid region/i.test(message)) return wrongRegion(attempt.region);
  if (has("ENOTFOUND", "EAI_AGAIN") && (attempt.networkWorks || !REGION.test(attempt.region))) return wrongRegion(attempt.region);
  if (error instanceof LimitReached || names.some((name) => OFFLINE.test(name)) || /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT)\b/.test(message)) {
    return {
      code: "no-network",
      sentence: `AWS did not answer: ${message}.`,
      nextStep: "Check the network, the proxy settings and AWS_ENDPOINT_URL, then run the command again.",
    };
  }
  if (/SSO session/i.test(message) && !/expired/i.test(message)) {
    return {
      code: "not-signed-in",
      sentence: attempt.profile ? `There is no valid SSO sign-in for the profile ${attempt.profile}.` : "There is no valid SSO sign-in.",
      nextStep: `Sign in with: ${login}, then run the command again.`,
    };
  }
  if (has("MfaCodeMissing")) {
    return {
      code: "no-mfa-code",
      sentence: `There is nobody to ask for an MFA code: ${message}.`,
      nextStep: "Run the command in a terminal, or use credentials that were got with MFA before.",
    };
  }
  if (has("ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenProviderError") || /\bexpired\b|refresh/i.test(message)) {
    return {
      code: "expired-credentials",
      sentence: "The AWS credentials have expired.",
      nextStep: attempt.fromEnvironment
        ? "Renew AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, then run the command again."
        : `Sign in again (${login}, or renew the session), then run the command again.`,
    };
  }
  if (has("RequestTimeTooSkewed") || /signature not yet current/i.test(message)) {
    return {
      code: "wrong-clock",
      sentence: "AWS refused the request because this machine's clock is wrong.",
      nextStep: "Set the clock, then run the command again.",
    };
  }
  if (has("AccessDenied") && (attempt.assumeRole || /sts:AssumeRole/.test(message))) {
    const role = attempt.assumeRole ? `The role ${attempt.assumeRole}` : attempt.profile ? `The role of the profile ${attempt.profile}` : "The role";
    return {
      code: "role-not-assumed",
      sentence: `${role} could not be assumed: ${message}.`,
      nextStep: "Check that the caller may call sts:AssumeRole on it and that the role's trust policy names the caller.",
    };
  }
  if (has("CredentialsProviderError") || /could not load credentials|could not resolve credentials/i.test(message)) {
    return {
      code: "no-credentials",
      sentence: attempt.profile ? `The profile ${attempt.profile} gives no AWS credentials.` : "There are no AWS credentials.",
      nextStep: attempt.profile
        ? `Check the profile with: aws configure list --profile ${attempt.profile}; for SSO sign in with: ${login}`
        : "Set AWS_PROFILE or pass --profile, sign in with: aws sso login, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
    };
  }
  if (
    has(
      "InvalidClientTokenId",
      "UnrecognizedClient",
      "SignatureDoesNotMatch",
      "InvalidSignature",
      "AuthFailure",
      "MissingAuthenticationToken",
      "IncompleteSignature",
    )
  ) {
    return {
      code: "refused-credentials",
      sentence: `AWS in ${attempt.region} does not accept these credentials: the key was deleted or deactivated, the secret is wrong, or they belong to another partition.`,
      nextStep: "Check them with: aws sts get-caller-identity; in China or GovCloud set AWS_REGION to a region of that partition.",
    };
  }
  return { code: "no-identity", sentence: `AWS did not say whose credentials these are: ${message}.`, nextStep: "Check with: aws sts get-caller-identity" };
}

const wrongRegion = (region: string): SessionProblem => ({
  code: "wrong-region",
  sentence: `${region} is not an AWS region that can be reached from here.`,
  nextStep: "Set AWS_REGION, or the profile's region, to one that exists, such as us-east-1.",
});

/** The profile asked for, by flag or by AWS_PROFILE, is in no file. */
export const noSuchProfile = (profile: string, names: readonly string[]): SessionProblem => ({
  code: "no-such-profile",
  sentence: `There is no AWS profile ${profile} in the config or credentials file.`,
  nextStep: names.length === 0 ? "There is no profile at all; make one with: aws configure sso" : `Profiles: ${listed(names)}.`,
});

const listed = (names: readonly string[]): string => (names.length > 12 ? `${names.slice(0, 12).join(", ")}, …` : names.join(", "));

/** The account is not the one that was asked for. */
export const wrongAccount = (expected: string, found: string, callerArn: string): SessionProblem => ({
  code: "wrong-account",
  sentence: `These credentials belong to account ${found} (${callerArn}), not to ${expected}.`,
  nextStep: "Choose another --profile or --assume-role, or correct --expect-account.",
});
