import { arnParts, type document, isUnknown, type Unknown } from "../../schemas/index.ts";
import { nameOf, parseArn } from "../arn.ts";
import { actorLabel } from "./actor-label.ts";
import { viaServiceOf } from "./console.ts";
import { mfaOf } from "./mfa.ts";
import type { RecordReader } from "./reader.ts";

type Text = string | null | Unknown;

const PERMISSION_SET = /^role\/aws-reserved\/sso\.amazonaws\.com\/(?:[^/]+\/)?AWSReservedSSO_(.+)_[0-9a-f]{16}$/;

/**
 * Ids of long-term keys begin with AKIA, of temporary ones with ASIA.
 * Source: AWS STS API Reference, GetAccessKeyInfo.
 */
const LONG_TERM = "AKIA";

/**
 * Who made a call.
 * Source: CloudTrail User Guide, "CloudTrail userIdentity element".
 */
export function actorOf(reader: RecordReader): document.Actor {
  const identity = (name: string): Text => reader.text(`userIdentity.${name}`);
  const session = (name: string): Text => reader.text(`userIdentity.sessionContext.${name}`);
  const mark = reader.unknownAt("userIdentity");
  const type = identity("type");
  const arn = identity("arn");
  const accessKeyId = identity("accessKeyId");
  const roleArn = roleOf(reader, type);
  const actor = {
    type: type ?? "none",
    arn,
    name: nameOfActor(reader, type, roleArn),
    principalId: identity("principalId"),
    roleArn,
    permissionSet: known(roleArn, permissionSetOf),
    sessionName: known(arn, sessionNameOf),
    sourceIdentity: session("sourceIdentity"),
    accountId: identity("accountId"),
    isRoot: isUnknown(type) ? type : type === "Root",
    assumedRoot: mark ?? orFalse(reader.flag("userIdentity.sessionContext.assumedRoot")),
    mfa: mfaOf(reader),
    viaService: viaServiceOf(reader),
    onBehalfOf: onBehalfOf(reader),
    accessKeyId,
    longTermKeyId: known(accessKeyId, (text) => (text.startsWith(LONG_TERM) ? text : null)),
    ip: reader.text("sourceIPAddress"),
  };
  return { ...actor, label: actorLabel(actor, reader.text("userIdentity.invokedBy")) };
}

/** The Identity Center user on whose behalf the call was made, or who signs in. */
function onBehalfOf(reader: RecordReader): document.Actor["onBehalfOf"] {
  const path = "userIdentity.onBehalfOf";
  const mark = reader.unknownAt(path);
  if (mark) return mark;
  const [userId, identityStoreArn] = [reader.text(`${path}.userId`), reader.text(`${path}.identityStoreArn`)];
  return userId === null && identityStoreArn === null ? null : { userId, identityStoreArn };
}

/** The issuer of a session, where it is a role. Its path stands nowhere else: the session's own ARN leaves it out. */
function roleOf(reader: RecordReader, type: Text): Text {
  if (isUnknown(type)) return type;
  const path = "userIdentity.sessionContext.sessionIssuer";
  const issuer = reader.text(`${path}.arn`);
  if (type === "AssumedRole") return issuer ?? reader.notInRecord("arn");
  if (typeof issuer !== "string") return issuer;
  return parseArn(issuer)?.resource.startsWith("role/") ? issuer : null;
}

/**
 * The user's name, or the name of the session's issuer. Sign-ins of Identity Center users have the name that was entered beside the identity.
 * Source: IAM Identity Center User Guide, "Username in sign-in CloudTrail events".
 */
function nameOfActor(reader: RecordReader, type: Text, roleArn: Text): Text {
  const entered = reader.call.startsWith("signin:") ? reader.text("additionalEventData.UserName") : null;
  const own = entered ?? reader.text("userIdentity.userName");
  if (type !== "AssumedRole" && type !== "FederatedUser") return own;
  const issuer = reader.text("userIdentity.sessionContext.sessionIssuer.userName");
  if (issuer !== null) return issuer;
  const role = typeof roleArn === "string" ? parseArn(roleArn) : null;
  if (role) return nameOf(role);
  const arn = reader.text("userIdentity.arn");
  return typeof arn === "string" ? (/:assumed-role\/([^/]+)\//.exec(arn)?.[1] ?? own) : own;
}

const permissionSetOf = (arn: string): string | null => PERMISSION_SET.exec(arnParts(arn)?.resource ?? "")?.[1] ?? null;

const sessionNameOf = (arn: string): string | null => /^(?:assumed-role\/[^/]+|federated-user)\/(.+)$/.exec(arnParts(arn)?.resource ?? "")?.[1] ?? null;

const orFalse = (flag: boolean | null | Unknown): boolean | Unknown => flag ?? false;

/** A derivation of a text: what is unknown stays so, what is absent stays so. */
const known = (value: Text, derive: (text: string) => string | null): Text => (typeof value === "string" ? derive(value) : value);
