import { type document, isUnknown } from "../../schemas/index.ts";
import { namesNothing } from "./placeholder.ts";

type Named = Omit<document.Actor, "label">;

/**
 * Who called, in words that are never empty: the ARN, else the next member of the record that names something. Unknown where the record's identity cannot be
 * read. Source: CloudTrail User Guide, "CloudTrail userIdentity element", which members each type has.
 *
 * @param invokedBy as the record has it.
 */
export function actorLabel(actor: Named, invokedBy: unknown): document.Actor["label"] {
  const { type } = actor;
  const arn = text(actor.arn);
  if (arn !== null) return arn;
  if (isUnknown(type)) return type;
  const account = text(actor.accountId);
  const name = text(actor.name);
  switch (type) {
    case "Root":
      return account === null ? "root user" : `root user of account ${account}`;
    case "AssumedRole":
    case "Role":
      return sessionLabel(actor) ?? fallback(actor, invokedBy);
    case "IdentityCenterUser":
      return name ?? identityCenterUser(actor) ?? fallback(actor, invokedBy);
    case "AWSAccount":
      return accountLabel(account, text(actor.principalId)) ?? name ?? fallback(actor, invokedBy);
    default:
      return name ?? identityCenterUser(actor) ?? text(actor.viaService) ?? fallback(actor, invokedBy);
  }
}

function sessionLabel({ roleArn, name, principalId }: Named): string | null {
  const role = text(roleArn) ?? text(name);
  const session = /^[^:]+:(.+)$/.exec(text(principalId) ?? "")?.[1] ?? null;
  if (role === null) return null;
  return session === null ? `role ${role}` : `role ${role}, session ${session}`;
}

function identityCenterUser({ onBehalfOf }: Named): string | null {
  const id = onBehalfOf === null || isUnknown(onBehalfOf) ? null : text(onBehalfOf.userId);
  return id === null ? null : `Identity Center user ${id}`;
}

/** A caller of another account, of which the record gives account and unique id only. */
function accountLabel(account: string | null, principalId: string | null): string | null {
  if (account === null) return null;
  return principalId === null || principalId === account ? `account ${account}` : `account ${account}, principal ${principalId}`;
}

/** What names a caller of any type that has none of its own names. */
function fallback({ type, principalId, accessKeyId, viaService, accountId }: Named, invokedBy: unknown): string {
  const service = text(viaService);
  const principal = text(principalId);
  const key = text(accessKeyId);
  if (service !== null) return service;
  if (principal !== null && principal !== text(accountId)) return `principal ${principal}`;
  if (key !== null) return `access key ${key}`;
  const account = text(accountId);
  if (account !== null) return `account ${account}`;
  const invoker = text(invokedBy);
  if (invoker !== null) return invoker;
  const known = text(type);
  return known === null || known === "none" ? "a caller that the record does not name" : `${known} without a name`;
}

const text = (value: unknown): string | null => (typeof value === "string" && !namesNothing(value) ? value : null);
