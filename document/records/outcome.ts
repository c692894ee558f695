import { type document, isUnknown } from "../../schemas/index.ts";
import { isRaw, member } from "../raw.ts";
import { namesNothing } from "./placeholder.ts";
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
  const ofService = serviceOutcome(reader);
  if (ofService !== null) return ofService;
  const message = reader.text("errorMessage");
  if (message !== null) return isUnknown(message) ? message : "error";
  const inside = reader.unknownAt("responseElements") ? null : reader.value("responseElements.errorCode");
  if (typeof inside === "string" && inside !== "")
    return namesNothing(inside) ? reader.unparseable("responseElements.errorCode") : isDenied(inside) ? "denied" : "error";
  return "success";
}

/**
 * The console's sign-in answers in responseElements; that of Identity Center and of WorkSpaces, in serviceEventDetails.
 * Sources: CloudTrail User Guide, "AWS Management Console sign-in events"; IAM Identity Center User Guide, "Understanding IAM Identity Center sign-in events"; WorkSpaces Administration Guide,
 * "Understanding AWS sign-in events".
 */
function signInOutcome(reader: RecordReader, eventName: string): CallOutcome {
  const answers = ANSWERED_IN.map((name) => reader.text(`${name}.${eventName}`));
  if (answers.some(isFailure)) return "denied";
  if (answers.some(isSuccess)) return "success";
  const message = reader.text("errorMessage");
  if (message !== null) return isUnknown(message) ? message : "denied";
  const unread = answers.find(isUnknown);
  if (unread) return unread;
  // An answer in other words, or details without one, say neither.
  const silent = ANSWERED_IN.find((name) => isRaw(reader.value(name)));
  if (silent !== undefined) return reader.unparseable(`${silent}.${eventName}`);
  const lost = ANSWERS.get(eventName);
  return lost === undefined ? "success" : reader.missing(`${lost}.${eventName}`);
}

/** Where the answer of a sign-in stands in every record of it: one without it lost it. Sources: as above. */
const ANSWERS: ReadonlyMap<string, (typeof ANSWERED_IN)[number]> = new Map([
  ["ConsoleLogin", "responseElements"],
  ["CredentialChallenge", "serviceEventDetails"],
  ["CredentialVerification", "serviceEventDetails"],
  ["UserAuthentication", "serviceEventDetails"],
]);

const ANSWERED_IN = ["responseElements", "serviceEventDetails"] as const;

const isFailure = (answer: unknown): boolean => typeof answer === "string" && /^fail(ure|ed)$/i.test(answer);
const isSuccess = (answer: unknown): boolean => typeof answer === "string" && /^success$/i.test(answer);

/**
 * How what a service did in the background ended, such as the creation of an account: the state that its details hold. Null where they hold none.
 * Sources: AWS Organizations User Guide, "Logging with CloudTrail", CreateAccountResult; AWS Control Tower User Guide, "Lifecycle events".
 */
function serviceOutcome(reader: RecordReader): CallOutcome | null {
  const details = reader.value("serviceEventDetails");
  if (!isRaw(details)) return null;
  const states = Object.values(details).map((detail) => member(detail, "state"));
  return states.some(isFailure) ? "error" : null;
}

/** Whether a code of an error says that the call was not permitted, or its caller not authenticated. */
export function isDenied(code: string): boolean {
  const bare = code
    .slice(code.lastIndexOf(".") + 1)
    .replace(/(Exception|Fault)$/i, "")
    .toLowerCase();
  return DENIED.has(bare);
}
