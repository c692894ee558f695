import { booleanOf, member, numberOf, textOf } from "../../document/index.ts";
import type { document } from "../../schemas/index.ts";

/**
 * iam:GetAccountPasswordPolicy. Members that the answer leaves out are off: MaxPasswordAge, PasswordReusePrevention and HardExpiry
 * may be absent, the others have AWS's documented defaults (IAM API reference, PasswordPolicy). Null when the answer holds no policy.
 */
export function normalizePasswordPolicy(raw: unknown): document.PasswordPolicy | null {
  const policy = member(raw, "PasswordPolicy");
  const minimumPasswordLength = numberOf(policy, "MinimumPasswordLength");
  if (minimumPasswordLength === null) return null;
  const age = numberOf(policy, "MaxPasswordAge");
  const maxPasswordAge = age === 0 ? null : age;
  const reuse = numberOf(policy, "PasswordReusePrevention");
  return {
    minimumPasswordLength,
    requireSymbols: booleanOf(policy, "RequireSymbols") ?? false,
    requireNumbers: booleanOf(policy, "RequireNumbers") ?? false,
    requireUppercaseCharacters: booleanOf(policy, "RequireUppercaseCharacters") ?? false,
    requireLowercaseCharacters: booleanOf(policy, "RequireLowercaseCharacters") ?? false,
    allowUsersToChangePassword: booleanOf(policy, "AllowUsersToChangePassword") ?? false,
    expirePasswords: maxPasswordAge !== null,
    maxPasswordAge,
    passwordReusePrevention: reuse === 0 ? null : reuse,
    hardExpiry: booleanOf(policy, "HardExpiry"),
  };
}

/** iam:GetAccountSummary; null when a count is missing. */
export function normalizeSummary(raw: unknown): document.AccountSummary | null {
  const map = member(raw, "SummaryMap");
  const counts = {
    userCount: numberOf(map, "Users"),
    groupCount: numberOf(map, "Groups"),
    roleCount: numberOf(map, "Roles"),
    policyCount: numberOf(map, "Policies"),
    mfaDeviceCount: numberOf(map, "MFADevices"),
    mfaDeviceInUseCount: numberOf(map, "MFADevicesInUse"),
    serverCertificateCount: numberOf(map, "ServerCertificates"),
    providerCount: numberOf(map, "Providers"),
  };
  if (!isComplete(counts)) return null;
  return { ...counts, accessKeysPerUserQuota: numberOf(map, "AccessKeysPerUserQuota") };
}

/** A 0/1 flag of iam:GetAccountSummary, such as AccountMFAEnabled; null when it is missing. */
export function summaryFlag(raw: unknown, name: string): boolean | null {
  const value = numberOf(member(raw, "SummaryMap"), name);
  return value === null ? null : value > 0;
}

/** account:GetAlternateContact; null when the answer holds no contact. */
export function normalizeContact(raw: unknown): document.AlternateContact | null {
  const contact = member(raw, "AlternateContact");
  const name = textOf(contact, "Name");
  if (name === null) return null;
  return { name, title: textOf(contact, "Title"), emailAddress: textOf(contact, "EmailAddress"), phoneNumber: textOf(contact, "PhoneNumber") };
}

const isComplete = <T extends Record<string, number | null>>(counts: T): counts is T & Record<keyof T, number> =>
  Object.values(counts).every((count) => count !== null);
