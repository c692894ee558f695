import { instantIn, member, textOf } from "../../document/index.ts";
import { arnParts, type document } from "../../schemas/index.ts";

/**
 * Kind of an MFA device by its serial number: arn:…:mfa/ is virtual, arn:…:u2f/ a passkey or security key, arn:…:sms-mfa/ the retired SMS kind;
 * anything else is the serial of a hardware TOTP token (IAM User Guide, "MFADevice"; a synced passkey is FIDO and not hardware).
 */
export function mfaType(serial: string): document.MfaDevice["type"] {
  const resource = arnParts(serial)?.resource;
  if (resource === undefined) return "hardware-totp";
  if (resource.startsWith("u2f/")) return "passkey-or-security-key";
  if (resource.startsWith("sms-mfa/")) return "sms";
  return "virtual";
}

/** An entry of iam:ListMFADevices or iam:ListVirtualMFADevices; null when it has no serial number. */
export function normalizeMfaDevice(raw: unknown, userArn: string | null): document.MfaDevice | null {
  const id = textOf(raw, "SerialNumber");
  return id === null ? null : { id, type: mfaType(id), userArn, enabledAt: instantIn(raw, "EnableDate") };
}

/** A key as iam:ListAccessKeys tells it. */
export interface ListedKey extends Omit<document.AccessKey, "lastUsedAt" | "lastUsedService" | "lastUsedRegion" | "active"> {
  active: boolean;
}

/** An entry of iam:ListAccessKeys, without what is known of its use; null when it cannot be named. */
export function normalizeAccessKey(raw: unknown, owner: { arn: string; name: string }): ListedKey | null {
  const id = textOf(raw, "AccessKeyId");
  const status = textOf(raw, "Status");
  const createdAt = instantIn(raw, "CreateDate");
  if (id === null || status === null || createdAt === null) return null;
  return { id, userArn: owner.arn, userName: owner.name, active: status === "Active", createdAt };
}

/** iam:GetAccessKeyLastUsed: a key never used has no date, and N/A for service and region. Null when the answer tells nothing. */
export function normalizeLastUse(raw: unknown): Pick<document.AccessKey, "lastUsedAt" | "lastUsedService" | "lastUsedRegion"> | null {
  const use = member(raw, "AccessKeyLastUsed");
  if (use === undefined) return null;
  return { lastUsedAt: instantIn(use, "LastUsedDate"), lastUsedService: applicable(use, "ServiceName"), lastUsedRegion: applicable(use, "Region") };
}

function applicable(raw: unknown, name: string): string | null {
  const text = textOf(raw, name);
  return text === "N/A" ? null : text;
}
