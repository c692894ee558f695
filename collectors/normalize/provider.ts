import { instantIn, listIn, textOf } from "../../document/index.ts";
import type { document, Named, Unknown } from "../../schemas/index.ts";
import { unique } from "./principal.ts";

/** iam:GetOpenIDConnectProvider of an ARN; with the mark in place of what could not be read. */
export function normalizeOidcProvider(arn: string, detail: { raw: unknown } | { mark: Unknown }): Named<document.OidcProvider> {
  const name = afterSlash(arn);
  if ("mark" in detail) return { arn, name, createdAt: detail.mark, clientIds: detail.mark, thumbprints: detail.mark };
  const texts = (list: string): string[] => unique(listIn(detail.raw, list).map((value) => (typeof value === "string" ? value : null)));
  return { arn, name, createdAt: instantIn(detail.raw, "CreateDate"), clientIds: texts("ClientIDList"), thumbprints: texts("ThumbprintList") };
}

/** An entry of access-analyzer:ListAnalyzers; null when it cannot be named. */
export function normalizeAnalyzer(raw: unknown, region: string): Named<document.Analyzer> | null {
  const arn = textOf(raw, "arn");
  const name = textOf(raw, "name");
  const type = textOf(raw, "type");
  const status = textOf(raw, "status");
  const createdAt = instantIn(raw, "createdAt");
  if (arn === null || name === null || type === null || status === null || createdAt === null) return null;
  return { arn, name, region, type, status, createdAt, lastResourceAnalyzedAt: instantIn(raw, "lastResourceAnalyzedAt") };
}

/** The last part of an ARN: the name. */
export const afterSlash = (arn: string): string => arn.slice(arn.indexOf("/") + 1);
