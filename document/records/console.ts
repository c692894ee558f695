import type { Unknown } from "../../schemas/index.ts";
import type { RecordReader } from "./reader.ts";

/**
 * Names of the console in records where other callers have a service's: what a user does there is the user's own call.
 * Source: CloudTrail User Guide, "CloudTrail record contents", userAgent: "signin.amazonaws.com – The request was made by an IAM user with the AWS Management
 * Console", "console.amazonaws.com – The request was made by a root user with the AWS Management Console"; its examples of calls by IAM users have the first
 * as invokedBy. Sign-in has a host in each Region too, `us-east-1.signin.aws.amazon.com`. Source: AWS
 * General Reference, "AWS Sign-In endpoints and quotas".
 */
const CONSOLE = /^([a-z]{2}(-[a-z]+)+-\d+\.)?(signin|console)\.(amazonaws|aws\.amazon)\.com(\.cn)?$/i;

/** AWS without saying which service. Source: as above, "For events originated by AWS, this field is usually AWS Internal/#". */
const INTERNAL = /^AWS Internal\b/i;

const IP_ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f:.]+)$/i;

/**
 * The service that made the call for the caller. Not the console; nor AWS itself where the record has the caller's own address, as consoles leave it behind
 * (AWS Health User Guide, "Logging AWS Health API calls with AWS CloudTrail").
 */
export function viaServiceOf(reader: RecordReader): string | null | Unknown {
  const name = reader.text("userIdentity.invokedBy");
  if (typeof name !== "string") return name;
  if (CONSOLE.test(name)) return null;
  const ip = reader.text("sourceIPAddress");
  return INTERNAL.test(name) && typeof ip === "string" && IP_ADDRESS.test(ip) ? null : name;
}
