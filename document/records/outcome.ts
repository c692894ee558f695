import { type document, isUnknown } from "../../schemas/index.ts";
import type { RecordReader } from "./reader.ts";

export type CallOutcome = NonNullable<document.Event["outcome"]>;

/**
 * Codes that say: not permitted, or not authenticated. Services spell them with and without a prefix and a suffix.
 * Sources: "Common Errors" of the IAM, EC2 and S3 API references; CloudTrail User Guide, VpceAccessDenied of network activity events.
 */
const DENIED = new Set([
  "accessdenied",
  "vpceaccessdenied",
  "allaccessdisabled",
  "authorization",
  "authorizationerror",
  "authfailure",
  "expiredtoken",
  "forbidden",
  "incompletesignature",
  "invalidaccesskeyid",
  "invalidclienttokenid",
  "invalidsignature",
  "missingauthenticationtoken",
  "notauthorized",
  "signaturedoesnotmatch",
  "unauthorized",
  "unauthorizedaccess",
  "unauthorizedoperation",
  "unrecognizedclient",
]);

/** How a call ended. Sign-in tells its failure in responseElements, as some services do an error. */
export function outcomeOf(reader: RecordReader, eventName: string): CallOutcome {
  const code = reader.text("errorCode");
  if (isUnknown(code)) return code;
  if (code !== null) return isDenied(code) ? "denied" : "error";
  if (reader.call.startsWith("signin:")) return signInOutcome(reader, eventName);
  if (reader.text("errorMessage") !== null) return "error";
  const inside = reader.unknownAt("responseElements") ? null : reader.value("responseElements.errorCode");
  if (typeof inside === "string" && inside !== "") return isDenied(inside) ? "denied" : "error";
  return "success";
}

function signInOutcome(reader: RecordReader, eventName: string): CallOutcome {
  const answer = reader.text(`responseElements.${eventName}`);
  if (answer === "Failure") return "denied";
  if (answer === "Success") return "success";
  if (reader.text("errorMessage") !== null) return "denied";
  return isUnknown(answer) ? answer : "success";
}

function isDenied(code: string): boolean {
  const bare = code
    .slice(code.lastIndexOf(".") + 1)
    .replace(/(Exception|Fault)$/i, "")
    .toLowerCase();
  return DENIED.has(bare);
}
