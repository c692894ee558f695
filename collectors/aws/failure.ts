import { member, numberOf, textOf } from "../../document/index.ts";
import type { Gap } from "../../schemas/index.ts";
import { denial } from "./denied-by.ts";
import { LimitReached } from "./limits.ts";

/** Thrown inside a call when an answer lacks what it must hold. */
export class IncompleteAnswer extends Error {
  override name = "IncompleteAnswer";
}

/** What a failed call was for. */
export interface FailedCall {
  api: string;
  scope: string;
  /** Permission that the call needs. */
  permission: string;
  /** Whether the call went to a region that may be switched off for the account. */
  regional: boolean;
}

const DENIED = new Set(["AccessDenied", "AuthorizationError", "UnauthorizedOperation", "UnauthorizedAccess", "NotAuthorized"]);
const TOKEN_REFUSED = new Set(["UnrecognizedClient", "InvalidClientTokenId", "AuthFailure", "OptInRequired", "InvalidToken", "RegionDisabled"]);
const EXPIRED = new Set(["ExpiredToken", "ExpiredTokenException", "RequestExpired", "CredentialsProviderError", "TokenProviderError"]);
const THROTTLED =
  /^(Throttl\w*|TooManyRequests|RequestLimitExceeded|LimitExceeded|BandwidthLimitExceeded|SlowDown|PriorRequestNotComplete|RequestThrottled\w*|ReportGenerationLimitExceeded)$/;
const NOT_READY = /^(CredentialReportNotPresent|CredentialReportNotReady|CredentialReportExpired|ReportNotPresent|ReportInProgress|ReportExpired)$/;
const NOT_VISIBLE = /^(AccountNotManagementOrDelegatedAdministrator|CallerIsNotManagementAccount)$/;
const NETWORK =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|UND_ERR\w*|CERT_\w+|ERR_TLS\w*|TimeoutError|NetworkingError|socket hang up)$/;
const PARSING = /deserialization error|XML parse error|is not valid JSON|unexpected token|unexpected end of|is not expected|closing tag/i;

/** Names of an error by which AWS's documentation knows it, the suffix Exception left out. */
export function errorNames(error: unknown): string[] {
  const names = [textOf(error, "name"), textOf(error, "Code"), textOf(error, "code"), error instanceof Error ? error.name : null];
  return [...new Set(names.filter((name) => name !== null).map((name) => name.replace(/^.*#/, "").replace(/Exception$/, "")))];
}

/** Makes a gap of whatever a call threw. */
export function failureGap(error: unknown, call: FailedCall): Gap {
  const names = errorNames(error);
  const message = messageOf(error);
  const gap = { source: call.api, deniedBy: null, permission: null, scope: call.scope, message };
  if (error instanceof LimitReached) return { ...gap, reason: error.inTime ? "Unparseable" : "Unreachable" };
  const status = numberOf(member(error, "$metadata"), "httpStatusCode") ?? 0;
  if (names.some((name) => THROTTLED.test(name)) || /rate exceeded/i.test(message)) return { ...gap, reason: "Throttled" };
  if (names.some((name) => NOT_READY.test(name))) return { ...gap, reason: "NotReady" };
  if (names.some((name) => NOT_VISIBLE.test(name))) return { ...gap, reason: "NotVisible" };
  if (call.regional && names.some((name) => TOKEN_REFUSED.has(name))) return { ...gap, reason: "AccessDenied", deniedBy: "region-disabled" };
  if (names.some((name) => DENIED.has(name) || TOKEN_REFUSED.has(name) || EXPIRED.has(name))) {
    const { deniedBy, grantHelps } = denial(message);
    return { ...gap, reason: "AccessDenied", deniedBy, permission: grantHelps ? call.permission : null };
  }
  if (names.some((name) => name === "NoSuchEntity" || name === "NoSuchEntityException")) return { ...gap, reason: "Inconsistent" };
  if (names.some((name) => NETWORK.test(name)) || hasNetworkCause(error)) return { ...gap, reason: "Unreachable" };
  if (names.some((name) => name === "SyntaxError" || name === "IncompleteAnswer") || PARSING.test(message)) {
    return { ...gap, reason: "Unparseable", message: `The answer could not be read: ${message}` };
  }
  return { ...gap, reason: status >= 500 ? "Unreachable" : "Unparseable" };
}

function hasNetworkCause(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return errorNames(cause).some((name) => NETWORK.test(name));
}

const LONGEST_MESSAGE = 300;

/**
 * The message of an error on one line, without what differs from call to call (request and authorization ids)
 * and without the credentials or signed text that some messages quote.
 */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : typeof error === "string" ? error : "";
  const clean = text
    .replace(/Deserialization error: to see the raw response[\s\S]*$/i, "")
    .replace(/The Canonical String[\s\S]*$/i, "")
    .replace(/\bGo to https?:\S+[\s\S]*$/i, "")
    .replace(/\(?\b(?:request ?id|x-amzn-requestid|authorization id)\b\s*[:=]?\s*[\w-]+\)?/gi, "")
    .replace(/\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g, "(access key)")
    .replace(/\s+/g, " ")
    .trim();
  const named = clean === "" || clean === "UnknownError" ? (errorNames(error)[0] ?? "no message") : clean;
  return named.length > LONGEST_MESSAGE ? `${named.slice(0, LONGEST_MESSAGE)}…` : named;
}
