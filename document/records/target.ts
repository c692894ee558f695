import { type document, isUnknown, type Unknown } from "../../schemas/index.ts";
import { nameOf, parseArn, partitionOf } from "../arn.ts";
import { type CallRow, serviceOf } from "../calls/index.ts";
import { sameName } from "../names.ts";
import type { DeniedResource } from "./denied-resource.ts";
import type { RecordReader } from "./reader.ts";

type Target = document.Target;
/** What a call was made on, whoever calls. */
type Named = Omit<Target, "isActor">;
type Kind = Exclude<Target["kind"], Unknown>;
type Text = string | null | Unknown;

/** What the derivations of one record share. */
export interface CallContext {
  reader: RecordReader;
  eventSource: string;
  /** The call's row in the table of API calls; null where it has none, as reads have. */
  row: CallRow | null;
  accountId: string | null;
  region: string | null;
  /** What the message of a denied call names. */
  denied: DeniedResource | null;
}

export const NO_TARGET: Target = { kind: "none", isActor: false, name: null, arn: null };

/** What a call was made on; unknown where the parameters that name it were left out of the record. */
export function targetOf(context: CallContext): Target {
  const kind = targetKind(context);
  return isUnknown(kind) ? { kind, isActor: kind, name: kind, arn: kind } : targetOfKind(context, kind);
}

/** The same, where the kind is known from elsewhere. */
export function targetOfKind(context: CallContext, kind: Kind): Target {
  const target = namedOfKind(context, kind);
  const owner = target.kind === "accessKey" ? userTarget(context) : target;
  return { ...target, isActor: isUnknown(owner.kind) ? owner.kind : !isOfAnotherAccount(context) && isActor(context.reader, owner.kind, owner.name) };
}

/** Whether the caller is of another account than the one that the record was delivered to, where the target is: names there are of others. */
function isOfAnotherAccount({ reader, accountId }: CallContext): boolean {
  const arn = reader.text("userIdentity.arn");
  const caller = reader.text("userIdentity.accountId") ?? (typeof arn === "string" ? (parseArn(arn)?.accountId ?? null) : null);
  return typeof caller === "string" && /^\d{12}$/.test(caller) && accountId !== null && caller !== accountId;
}

/** Whether the target is the caller itself: a user or a session's role by its name, the account where root calls. */
function isActor(reader: RecordReader, kind: Kind, name: Text): boolean | Unknown {
  const own = OWN[kind];
  if (own === undefined) return false;
  const type = reader.text("userIdentity.type");
  if (isUnknown(type)) return type;
  if (type !== own.type) return false;
  if (own.path === null) return true;
  const caller = reader.text(own.path) ?? callerName(reader.text("userIdentity.arn"), own.type);
  for (const text of [caller, name]) if (isUnknown(text)) return text;
  return typeof caller === "string" && typeof name === "string" ? sameName(caller, name) : reader.notInRecord("parameters");
}

/** Kinds that can be a caller: its type, and where its record names it. */
const OWN: Partial<Record<Kind, { type: string; path: string | null }>> = {
  user: { type: "IAMUser", path: "userIdentity.userName" },
  role: { type: "AssumedRole", path: "userIdentity.sessionContext.sessionIssuer.userName" },
  account: { type: "Root", path: null },
};

/** The name in an ARN: the last part of a user's, the second of a session's. */
function callerName(arn: Text, type: string): Text {
  if (typeof arn !== "string") return arn;
  const parts = parseArn(arn)?.resource.split("/") ?? [];
  return (type === "IAMUser" ? parts.at(-1) : parts[1]) ?? null;
}

function namedOfKind(context: CallContext, kind: Kind): Named {
  const { reader } = context;
  switch (kind) {
    case "user":
      return userTarget(context);
    case "group":
    case "role":
      return principal(context, kind);
    case "policy":
      return policyTarget(context);
    case "accessKey":
      return keyTarget(context);
    case "mfaDevice":
      return byArn(kind, reader.required(pathOf(context)));
    case "trail":
      return trailTarget(context);
    case "account":
      return accountTarget(context);
    case "none":
      return NO_TARGET;
  }
}

/** Parameters that name what a call of IAM without a row is made on, as reads have them. */
const NAMED_BY: readonly (readonly [string, Kind])[] = [
  ["groupName", "group"],
  ["roleName", "role"],
  ["userName", "user"],
  ["policyArn", "policy"],
];
const NAMES: ReadonlySet<string | null> = new Set(NAMED_BY.map(([name]) => name));

/**
 * By the call's row. What a call of IAM needs to have named, its record has to name: a denied one does so in its message, and one whose parameters were
 * left out says neither what nor of which kind.
 */
function targetKind({ reader, eventSource, row, denied }: CallContext): Target["kind"] {
  const target = row?.target ?? null;
  if (target && (row?.impliedCaller || !NAMES.has(target.by))) return target.kind;
  if (serviceOf(eventSource) !== "iam") return "none";
  const names = row ? NAMED_BY.filter(([name]) => name === target?.by) : NAMED_BY;
  const leftOut = reader.unknownAt("requestParameters");
  const found = leftOut ? undefined : names.find(([name]) => reader.text(`requestParameters.${name}`) !== null);
  return found?.[1] ?? denied?.kind ?? leftOut ?? "none";
}

/** A user: the one named, or the caller where the call implies the caller. A call that failed for want of a name implies no one. */
function userTarget(context: CallContext): Named {
  const { reader, row, denied } = context;
  const named = reader.text("requestParameters.userName") !== null || denied !== null;
  const implied = row?.impliedCaller === true && (reader.text("errorCode") === null || row.target?.by === null);
  if (named || !implied) return principal(context, "user");
  const caller = reader.text("userIdentity.type");
  if (caller === "Root") return accountTarget(context);
  if (caller !== "IAMUser") return principal(context, "user");
  return { kind: "user", name: reader.required("userIdentity.userName"), arn: reader.required("userIdentity.arn") };
}

/** An access key; messages of denied calls name its user instead. */
function keyTarget(context: CallContext): Named {
  const id = context.reader.text("requestParameters.accessKeyId");
  if (id === null && context.denied?.kind === "user") return principal(context, "user");
  return { kind: "accessKey", name: id ?? context.reader.required("requestParameters.accessKeyId"), arn: null };
}

/** A user, group or role. Requests give its name; its path, and so its ARN, only answers and some messages give. */
function principal({ reader, denied }: CallContext, kind: "user" | "group" | "role"): Named {
  const byRequest = reader.text(`requestParameters.${kind}Name`);
  const deniedTarget = denied?.kind === kind ? denied : null;
  const assumed = kind === "role" ? reader.text("requestParameters.roleArn") : null;
  if (byRequest === null && typeof assumed === "string") return byArn(kind, assumed);
  const answered = reader.unknownAt("responseElements") ? null : reader.text(`responseElements.${kind}.arn`);
  const arn: Text = answered ?? deniedTarget?.arn ?? reader.notInRecord("arn");
  return { kind, name: byRequest ?? deniedTarget?.name ?? reader.required(`requestParameters.${kind}Name`), arn };
}

function policyTarget({ reader, denied }: CallContext): Named {
  const deniedTarget = denied?.kind === "policy" ? denied : null;
  const arn = reader.text("requestParameters.policyArn") ?? deniedTarget?.arn ?? null;
  if (arn !== null) return byArn("policy", arn);
  const answered = reader.unknownAt("responseElements") ? null : reader.text("responseElements.policy.arn");
  if (answered !== null) return byArn("policy", answered);
  const name = reader.text("requestParameters.policyName") ?? deniedTarget?.name ?? null;
  return { kind: "policy", name: name ?? reader.required("requestParameters.policyArn"), arn: reader.required("requestParameters.policyArn") };
}

/** A trail, named by ARN, or by name in its home region. Source: CloudTrail API Reference, StopLogging, Name. */
function trailTarget(context: CallContext): Named {
  const { reader, denied, region, accountId } = context;
  const path = pathOf(context);
  const named = reader.text(path);
  if (denied?.kind === "trail" && named === null) return { kind: "trail", name: denied.name, arn: denied.arn };
  if (named === null || isUnknown(named)) {
    const mark = named ?? reader.required(path);
    return { kind: "trail", name: mark, arn: mark };
  }
  if (named.startsWith("arn:")) return byArn("trail", named);
  if (region === null || accountId === null) return { kind: "trail", name: named, arn: reader.notInRecord("parameters") };
  return { kind: "trail", name: named, arn: `arn:${partitionOf(region)}:cloudtrail:${region}:${accountId}:trail/${named}` };
}

function accountTarget({ reader, accountId, region }: CallContext): Named {
  if (accountId === null) {
    const mark = reader.notInRecord("parameters");
    return { kind: "account", name: mark, arn: mark };
  }
  return { kind: "account", name: accountId, arn: `arn:${partitionOf(region)}:iam::${accountId}:root` };
}

/** Where the record names what the call is made on. */
function pathOf({ row }: CallContext): string {
  const by = row?.target?.by ?? "";
  return by.startsWith("response.") ? by.replace("response.", "responseElements.") : `requestParameters.${by}`;
}

function byArn(kind: Kind, arn: string | Unknown): Named {
  if (isUnknown(arn)) return { kind, name: arn, arn };
  const parsed = parseArn(arn);
  return { kind, name: parsed ? nameOf(parsed) : arn, arn };
}
