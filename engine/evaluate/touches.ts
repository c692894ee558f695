import { isMark } from "../../document/index.ts";
import type { document, ResourceKind } from "../../schemas/index.ts";
import type { Resource } from "../language/index.ts";
import { fieldsChanged } from "./effects.ts";

/** What a call may have changed: a resource's key as `keysOf` spells it, and which of its fields; null for all. */
export interface Touched {
  key: string;
  fields: readonly string[] | null;
}

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

/** What a call may have changed: too much rather than too little. */
export function touchesOf(event: document.Event): Touched[] {
  const record = event.record as Resource;
  if (record.readOnly === true || event.outcome === "denied" || event.outcome === "error") return [];
  const name = String(record.eventName);
  if (READS.test(name)) return [];
  switch (record.eventSource) {
    case "cloudtrail.amazonaws.com":
      return [whole(ALL_TRAILS)];
    case "organizations.amazonaws.com":
    case "account.amazonaws.com":
      return [whole("account")];
    case "iam.amazonaws.com":
      return touchesOfIam(event, name, record.requestParameters);
    default:
      return [];
  }
}

function touchesOfIam(event: document.Event, name: string, parameters: unknown): Touched[] {
  if (/AccountPasswordPolicy|AccountAlias/.test(name)) return [whole("account")];
  const named = typeof parameters === "object" && parameters !== null && event.unknownPaths.length === 0 ? (parameters as Resource) : {};
  if (["newUserName", "newGroupName", "newPath"].some((field) => Object.hasOwn(named, field))) return [whole(ALL_OF_IAM)];
  const touched = (kind: ResourceKind, text: string): Touched => ({ key: keyOf(kind, text), fields: fieldsChanged(name, kind) });
  const touches = NAMES.flatMap(([field, kind]) => (Object.hasOwn(named, field) && typeof named[field] === "string" ? [touched(kind, named[field])] : []));
  const { actor } = event;
  if (OF_THE_CALLER.has(name) && !Object.hasOwn(named, "userName") && actor.type === "IAMUser" && typeof actor.name === "string") {
    touches.push(touched("user", actor.name));
  }
  return touches.length > 0 ? touches : [whole(ALL_OF_IAM)];
}

const whole = (key: string): Touched => ({ key, fields: null });

const keyOf = (kind: ResourceKind, text: string): string => `${kind}:${text.toLowerCase()}`;

/** The keys under which a touch of this resource may be found. */
export function keysOf(kind: ResourceKind, resource: Resource): string[] {
  if (kind === "account") return ["account"];
  if (kind === "trail") return [ALL_TRAILS];
  const texts = [resource.name, resource.arn, resource.id].filter((text) => typeof text === "string" && !isMark(text));
  return [ALL_OF_IAM, ...texts.map((text) => keyOf(kind, String(text)))];
}
