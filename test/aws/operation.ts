import type { IncomingMessage } from "node:http";

/** An AWS request seen from outside: which call it is and what it asks. */
export interface RequestedOperation {
  /** service:Operation, as Reeve's table of sources names it. */
  api: string;
  region: string;
  /** Query parameters of IAM and STS calls. */
  form: URLSearchParams;
  /** What was sent. */
  body: string;
}

const SERVICES = new Map([
  ["iam", "iam"],
  ["sts", "sts"],
  ["account", "account"],
  ["organizations", "organizations"],
  ["access-analyzer", "access-analyzer"],
  ["cloudtrail", "cloudtrail"],
]);

/** Tells the operation of a signed request from its credential scope, its form, its target header or its path. */
export function operationOf(request: IncomingMessage, body: Buffer): RequestedOperation {
  const scope = /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\/aws4_request/.exec(request.headers.authorization ?? "");
  const service = SERVICES.get(scope?.[2] ?? "") ?? scope?.[2] ?? "unsigned";
  const region = scope?.[1] ?? "";
  const text = body.toString("utf8");
  const form = new URLSearchParams(text);
  const target = request.headers["x-amz-target"];
  const name = form.get("Action") ?? (typeof target === "string" ? target.split(".").at(-1) : undefined) ?? restName(request.url ?? "/");
  return { api: `${service}:${name}`, region, form, body: text };
}

/** account: POST /listRegions; access-analyzer: GET /analyzer. */
function restName(url: string): string {
  const path = url.split("?")[0]?.slice(1) ?? "";
  return path === "analyzer" ? "ListAnalyzers" : path.charAt(0).toUpperCase() + path.slice(1);
}
