import type { document, ResourceKind } from "../../schemas/index.ts";
import { isMark } from "../logic/mark.ts";
import type { Resource } from "../logic/world.ts";

/** Touches everything that IAM holds, or all trails. */
export const ALL_OF_IAM = "iam:*";
export const ALL_TRAILS = "trail:*";

const READS = /^(Get|List|Describe|Generate|Simulate|Lookup)/;
/** Calls that mean the caller's own user when they name none. Source: IAM API Reference, UserName of CreateAccessKey and its siblings. */
const OF_THE_CALLER = new Set(["ChangePassword", "CreateAccessKey", "DeleteAccessKey", "UpdateAccessKey"]);
const NAMES: readonly [string, ResourceKind][] = [
  ["userName", "user"],
  ["groupName", "group"],
  ["roleName", "role"],
  ["policyArn", "policy"],
  ["permissionsBoundary", "policy"],
  ["accessKeyId", "accessKey"],
  ["serialNumber", "mfaDevice"],
];

/** Keys of what a call may have changed, as `keysOf` spells them: too many rather than too few. */
export function touchesOf(event: document.Event): string[] {
  const record = event.record as Resource;
  if (record.readOnly === true || event.outcome === "denied" || event.outcome === "error") return [];
  const name = String(record.eventName);
  if (READS.test(name)) return [];
  switch (record.eventSource) {
    case "cloudtrail.amazonaws.com":
      return [ALL_TRAILS];
    case "organizations.amazonaws.com":
    case "account.amazonaws.com":
      return ["account"];
    case "iam.amazonaws.com":
      return touchesOfIam(event, name, record.requestParameters);
    default:
      return [];
  }
}

function touchesOfIam(event: document.Event, name: string, parameters: unknown): string[] {
  if (/AccountPasswordPolicy|AccountAlias/.test(name)) return ["account"];
  const named = typeof parameters === "object" && parameters !== null && event.unknownPaths.length === 0 ? (parameters as Resource) : {};
  if (["newUserName", "newGroupName", "newPath"].some((field) => Object.hasOwn(named, field))) return [ALL_OF_IAM];
  const keys = NAMES.flatMap(([field, kind]) => (Object.hasOwn(named, field) && typeof named[field] === "string" ? [keyOf(kind, named[field])] : []));
  const { actor } = event;
  if (OF_THE_CALLER.has(name) && !Object.hasOwn(named, "userName") && actor.type === "IAMUser" && typeof actor.name === "string") {
    keys.push(keyOf("user", actor.name));
  }
  return keys.length > 0 ? keys : [ALL_OF_IAM];
}

const keyOf = (kind: ResourceKind, text: string): string => `${kind}:${text.toLowerCase()}`;

/** The keys under which a touch of this resource may be found. */
export function keysOf(kind: ResourceKind, resource: Resource): string[] {
  if (kind === "account") return ["account"];
  if (kind === "trail") return [ALL_TRAILS];
  const texts = [resource.name, resource.arn, resource.id].filter((text) => typeof text === "string" && !isMark(text));
  return [ALL_OF_IAM, ...texts.map((text) => keyOf(kind, String(text)))];
}
