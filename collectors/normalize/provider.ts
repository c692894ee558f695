import { type document, isUnknown, type ReeveDocument, type Unknown } from "../../schemas/index.ts";
import { compareText } from "./canonical.ts";
import { unique } from "./principal.ts";
import { instantOf, listIn, textOf } from "./raw.ts";

/** An entry of iam:ListSAMLProviders; null without an ARN. */
export function normalizeSamlProvider(raw: unknown): document.SamlProvider | null {
  const arn = textOf(raw, "Arn");
  return arn === null ? null : { arn, name: afterSlash(arn), createdAt: instantOf(raw, "CreateDate"), expiresAt: instantOf(raw, "ValidUntil") };
}

/** iam:GetOpenIDConnectProvider of an ARN; with the mark in place of what could not be read. */
export function normalizeOidcProvider(arn: string, detail: { raw: unknown } | { mark: Unknown }): document.OidcProvider {
  const name = afterSlash(arn);
  if ("mark" in detail) return { arn, name, createdAt: detail.mark, clientIds: detail.mark, thumbprints: detail.mark };
  const texts = (list: string): string[] => unique(listIn(detail.raw, list).map((value) => (typeof value === "string" ? value : null)));
  return { arn, name, createdAt: instantOf(detail.raw, "CreateDate"), clientIds: texts("ClientIDList"), thumbprints: texts("ThumbprintList") };
}

/** An entry of iam:ListServerCertificates; null when it cannot be named. */
export function normalizeServerCertificate(raw: unknown): document.ServerCertificate | null {
  const arn = textOf(raw, "Arn");
  const id = textOf(raw, "ServerCertificateId");
  const name = textOf(raw, "ServerCertificateName");
  if (arn === null || id === null || name === null) return null;
  return { arn, id, name, path: textOf(raw, "Path") ?? "/", uploadedAt: instantOf(raw, "UploadDate"), expiresAt: instantOf(raw, "Expiration") };
}

/** An entry of access-analyzer:ListAnalyzers; null when it cannot be named. */
export function normalizeAnalyzer(raw: unknown, region: string): document.Analyzer | null {
  const arn = textOf(raw, "arn");
  const name = textOf(raw, "name");
  const type = textOf(raw, "type");
  const status = textOf(raw, "status");
  const createdAt = instantOf(raw, "createdAt");
  if (arn === null || name === null || type === null || status === null || createdAt === null) return null;
  return { arn, name, region, type, status, createdAt, lastResourceAnalyzedAt: instantOf(raw, "lastResourceAnalyzedAt") };
}

/**
 * Types of analyzers that look for access from outside the zone of trust; those of unused and internal access do not.
 * Source: IAM Access Analyzer API Reference, AnalyzerSummary, type.
 */
const EXTERNAL_ACCESS = new Set(["ACCOUNT", "ORGANIZATION"]);

/** Regions in which an analyzer of external access is active; open or unknown as the list it is derived from. */
export function externalAnalyzerRegions(analyzers: ReeveDocument["analyzers"]): document.Account["externalAnalyzerRegions"] {
  if (isUnknown(analyzers)) return analyzers;
  const active = analyzers.flatMap((one) => (!isUnknown(one) && EXTERNAL_ACCESS.has(one.type) && one.status === "ACTIVE" ? [one.region] : []));
  return [...[...new Set(active)].sort(compareText), ...analyzers.filter(isUnknown)];
}

const afterSlash = (arn: string): string => arn.slice(arn.indexOf("/") + 1);
