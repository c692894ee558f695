import type { Reply } from "./front.ts";
import type { RequestedOperation } from "./operation.ts";
import { endless } from "./paging.ts";

/** Ways in which a call can fail, each as AWS or a bad network would do it. */
export type Fault = "denied" | "throttled" | "html" | "truncated" | "hang" | "drip" | "endless-body" | "endless-pages" | "empty-lists";

export const FAULTS: readonly Fault[] = ["denied", "throttled", "html", "truncated", "hang", "drip", "endless-body", "endless-pages", "empty-lists"];

const XML_SERVICES = new Set(["iam", "sts"]);

/** The answer that stands for a fault. `whole` is the answer that would have come, for cutting it short. */
export function faultReply(fault: Fault, operation: RequestedOperation, whole: Reply): Reply {
  const { api } = operation;
  switch (fault) {
    case "denied":
      return errorReply(api, 403, "AccessDenied", deniedMessage(api));
    case "throttled":
      return errorReply(api, 400, "Throttling", "Rate exceeded");
    case "html":
      return { status: 200, contentType: "text/html", body: "<html><head><title>Sign in</title></head><body><p>Proxy sign-in</p></body></html>" };
    case "truncated":
      return { ...whole, body: whole.body.slice(0, Math.floor(whole.body.length / 2)) };
    case "hang":
    case "drip":
      return { ...whole, delivery: fault };
    case "endless-body":
      return { ...whole, delivery: "endless" };
    case "endless-pages":
      return endless(operation, whole);
    case "empty-lists":
      return endless(operation, whole, true);
  }
}

/** The answer to a call about a user who was deleted in the meantime. */
export const vanished = (api: string): Reply => errorReply(api, 404, "NoSuchEntity", "The user with name user-001 cannot be found.");

/** The text of IAM User Guide, "Troubleshoot access denied error messages". */
const deniedMessage = (api: string): string =>
  `User: arn:aws:iam::123456789012:user/auditor is not authorized to perform: ${api} on resource: * because no identity-based policy allows the ${api} action`;

function errorReply(api: string, status: number, code: string, message: string): Reply {
  const [service = ""] = api.split(":");
  if (XML_SERVICES.has(service)) {
    const body = `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>00000000-0000-4000-8000-000000000000</RequestId></ErrorResponse>`;
    return { status, contentType: "text/xml", body };
  }
  return { status, contentType: "application/x-amz-json-1.1", body: JSON.stringify({ __type: `${code}Exception`, message }) };
}
