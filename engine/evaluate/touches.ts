import {
  type CallEffect,
  type CallRow,
  callRow,
  everythingOf,
  isAwsManaged,
  isReadCall,
  type Selector,
  serviceOf,
  staysInAccount,
} from "../../document/index.ts";
import { type document, type ResourceKind, STRING_FORMATS } from "../../schemas/index.ts";
import type { Resource } from "../language/index.ts";
import { type RecordParts, recordParts } from "./record-parts.ts";
import { ALL, AWS_MANAGED, keyOf, listKey, namingKey, PRESENCE, regionKey, underKey } from "./touch-keys.ts";
import type { Trace } from "./trace-values.ts";
import { tracesOf } from "./traces.ts";

interface Touch {
  key: string;
  fields: readonly string[] | null;
}

/** What a call may have changed: resources by a key of `keysOf`, or a kind's list by `listKey`, and which fields; null for all. */
export interface StateChange extends Touch {
  /** What the call leaves in one of the fields; null where that is not exactly known. */
  tracesIn: (field: string) => Trace[] | null;
}

/**
 * What a call may have changed, by the table of API calls: too much rather than too little. What its record does not name may be any.
 *
 * @param accountId the account judged: calls of some services in others change nothing of it.
 */
export function changesMadeBy(event: document.Event, accountId: string): StateChange[] {
  const record = event.record as Resource;
  if (event.outcome === "denied" || event.outcome === "error") return [];
  const [source, name] = [String(record.eventSource), String(record.eventName)];
  if (event.accountId !== null && event.accountId !== accountId && staysInAccount(source)) return [];
  const row = callRow(source, name);
  // Of a call that the table has, it says what the call may change, whatever the record says of it.
  if (!row && (record.readOnly === true || isReadCall(name))) return [];
  const parts = recordParts(event);
  if (row?.about && isAboutAnother(row.about, accountId, parts)) return [];
  const changes = (row?.mayChange ?? everythingOf(source)).filter(({ restricting }) => !restricting || event.change?.kind !== "none");
  return changes.flatMap(({ kind, existence, ...effect }) =>
    touched({ kind, existence, ...effect }, row?.impliedCaller ?? false, event, parts).map(
      ({ key, fields }): StateChange => ({ key, fields, tracesIn: (field) => tracesOf({ event, row, parts, kind, existence, key }, field) }),
    ),
  );
}

function isAboutAnother({ parameter, services }: NonNullable<CallRow["about"]>, accountId: string, parts: RecordParts): boolean {
  const name = parts.requested(parameter);
  return typeof name === "string" && !(services.length === 0 ? [accountId] : services).includes(serviceOf(name));
}

function touched({ kind, which, fields, existence }: CallEffect, impliedCaller: boolean, event: document.Event, parts: RecordParts): Touch[] {
  const keys = keysOfSelector(kind, which, impliedCaller, event, parts);
  if (existence === "used") return [...keys.map((key) => ({ key, fields })), ...presenceOfUsed(kind, which, keys, parts)];
  const list = existence === null ? [] : [{ key: listKey(kind), fields: null }];
  // What is made is no resource that was there before, whatever its name.
  const named = existence === "created" ? keys.filter((key) => key !== keyOf(kind, ALL)) : keys;
  return [...list, ...named.map((key) => ({ key, fields }))];
}

/** Which policies of AWS may have come into use or out of it: the one that the call names, any where it names none; none of the account's own. */
function presenceOfUsed(kind: ResourceKind, which: Selector, keys: readonly string[], parts: RecordParts): Touch[] {
  if (keys.length === 0) return [];
  const name = which.by === "parameter" ? parts.requested(which.parameter) : undefined;
  if (typeof name === "string" && !isAwsManaged(name)) return [];
  const key = typeof name === "string" ? keyOf(kind, name) : AWS_MANAGED;
  return [
    { key: listKey(kind), fields: null },
    { key, fields: [PRESENCE] },
  ];
}

function keysOfSelector(kind: ResourceKind, which: Selector, impliedCaller: boolean, event: document.Event, parts: RecordParts): string[] {
  const all = [keyOf(kind, ALL)];
  switch (which.by) {
    case "all":
      return all;
    case "under":
      return [underKey(kind, which.path)];
    case "region": {
      const region = parts.requested(which.parameter);
      return typeof region === "string" ? [regionKey(kind, region)] : all;
    }
    case "caller":
      return kind === "root" ? rootCaller(event, parts) : userCaller(event);
    case "naming": {
      const name = parts.requested(which.parameter);
      return typeof name === "string" ? [namingKey(kind, name)] : all;
    }
    case "response": {
      const name = parts.answered(which.path);
      return typeof name === "string" ? [keyOf(kind, name)] : all;
    }
    case "parameter": {
      const name = parts.requested(which.parameter);
      if (typeof name === "string") return [keyOf(kind, name)];
      if (name === undefined) return all;
      if (impliedCaller && kind === "user") return impliedUser(event);
      return which.optional && !impliedCaller ? [] : all;
    }
  }
}

/** Types of callers that CloudTrail documents; of `Unknown` it says nothing. */
const CALLERS = (STRING_FORMATS["caller-type"].known ?? []).filter((type) => type !== "none" && type !== "Unknown");

/** Whether the caller is of another type than this one; not so, where the record leaves the type open or it is none that AWS documents. */
const isOther = ({ actor }: document.Event, type: "IAMUser" | "Root"): boolean =>
  typeof actor?.type === "string" && actor.type !== type && CALLERS.includes(actor.type);

/** The calling user; none, where another than a user calls. */
function userCaller(event: document.Event): string[] {
  const { actor } = event;
  if (isOther(event, "IAMUser")) return [];
  const names = [actor?.name, actor?.arn].filter((text) => typeof text === "string");
  return actor?.type === "IAMUser" && names.length > 0 ? names.map((text) => keyOf("user", text)) : [keyOf("user", ALL)];
}

/** The user that a call without a name means. Root's call means root; a role's session has no user, so the record leaves out which one is meant. */
const impliedUser = (event: document.Event): string[] =>
  event.actor?.type === "IAMUser" || event.actor?.type === "Root" ? userCaller(event) : [keyOf("user", ALL)];

/** A user's name, and not root's own: root's calls in the console may name a user that can be none. Source: IAM User Guide, "IAM and AWS STS quotas". */
const USER_NAME = /^(?!root$)[\w+=,.@-]{1,64}$/i;

/** Root, where it calls and names no user. */
function rootCaller(event: document.Event, parts: RecordParts): string[] {
  if (isOther(event, "Root")) return [];
  const name = parts.requested("userName");
  return typeof name === "string" && USER_NAME.test(name) ? [] : [keyOf("root", ALL)];
}
