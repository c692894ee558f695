import { type document, isUnknown, type Unknown } from "../../schemas/index.ts";
import { type Cell, isInstant, type ReportRow } from "./credential-report.ts";
import { attachedPolicyArns, boundaryArn, inlinePolicies, named, tagsOf } from "./principal.ts";

type User = document.User;

/** What the credential report, or the calls that stand in for it, tell of a user. */
export type CredentialFacts = Pick<
  User,
  "passwordEnabled" | "passwordLastUsedAt" | "passwordLastChangedAt" | "passwordNextRotationAt" | "mfaActive" | "signingCertificates"
>;

/** What other answers than the bulk call's tell of a user. */
export interface UserFacts extends Pick<User, "groupArns" | "mfaDeviceIds" | "accessKeyIds"> {
  credentials: CredentialFacts;
}

/** A UserDetail of iam:GetAccountAuthorizationDetails with the facts of other reads; null when it cannot be named. */
export function normalizeUser(raw: unknown, facts: UserFacts, unreadable: (scope: string) => Unknown): User | null {
  const user = named(raw, "User");
  if (!user) return null;
  return {
    ...user,
    tags: tagsOf(raw),
    permissionsBoundaryArn: boundaryArn(raw),
    groupArns: facts.groupArns,
    attachedPolicyArns: attachedPolicyArns(raw),
    inlinePolicies: inlinePolicies(raw, "UserPolicyList", (name) => unreadable(name === null ? user.arn : `${user.arn} inline policy ${name}`)),
    ...facts.credentials,
    mfaDeviceIds: facts.mfaDeviceIds,
    accessKeyIds: facts.accessKeyIds,
  };
}

/** A user's facts from its row; `untold` is told a column that is missing, unreadable or not supported. */
export function credentialsFromReport(row: ReportRow, notReported: (column: string) => Unknown): CredentialFacts {
  const passwordEnabled = typeof row.passwordEnabled === "boolean" ? row.passwordEnabled : notReported("password_enabled");
  // Without a password there is nothing to tell, whatever the row says: it may keep the dates of one that was deleted.
  const time = (cell: Cell<string>, column: string): string | null | Unknown => (passwordEnabled === false ? null : timeOr(cell, () => notReported(column)));
  return {
    passwordEnabled,
    passwordLastUsedAt: time(row.passwordLastUsedAt, "password_last_used"),
    passwordLastChangedAt: time(row.passwordLastChangedAt, "password_last_changed"),
    passwordNextRotationAt: time(row.passwordNextRotationAt, "password_next_rotation"),
    mfaActive: typeof row.mfaActive === "boolean" ? row.mfaActive : notReported("mfa_active"),
    signingCertificates: row.certificates ?? notReported("cert_1_active"),
  };
}

/** A user's facts when the report could not be read: all unknown, whatever other calls might tell. */
export const credentialsUnknown = (mark: Unknown): CredentialFacts => ({
  passwordEnabled: mark,
  passwordLastUsedAt: mark,
  passwordLastChangedAt: mark,
  passwordNextRotationAt: mark,
  mfaActive: mark,
  signingCertificates: mark,
});

export interface LiveCredentials {
  /** Whether iam:GetLoginProfile found a password. */
  passwordEnabled: boolean | Unknown;
  /** iam:GetUser PasswordLastUsed. */
  passwordLastUsedAt: string | null | Unknown;
  mfaDeviceIds: User["mfaDeviceIds"];
  /** Mark for what only the next report will tell. */
  untilReport: Unknown;
}

/** Facts of a user that is newer than the report, read one by one. */
export function credentialsLive(live: LiveCredentials): CredentialFacts {
  const { passwordEnabled, untilReport } = live;
  const later = passwordEnabled === false ? null : isUnknown(passwordEnabled) ? passwordEnabled : untilReport;
  return {
    passwordEnabled,
    passwordLastUsedAt: passwordEnabled === false ? null : isUnknown(passwordEnabled) ? passwordEnabled : live.passwordLastUsedAt,
    passwordLastChangedAt: later,
    passwordNextRotationAt: later,
    mfaActive: holdsAny(live.mfaDeviceIds),
    signingCertificates: untilReport,
  };
}

/** Whether a list holds something: an open list does by one known member, and is unknown without. */
function holdsAny(list: User["mfaDeviceIds"]): boolean | Unknown {
  if (!Array.isArray(list)) return list;
  const last = list.at(-1);
  if (list.some((entry) => !isUnknown(entry))) return true;
  return isUnknown(last) ? last : false;
}

/** An instant or null of a cell; the mark where the report does not tell. */
export const timeOr = (cell: Cell<string>, notReported: () => Unknown): string | null | Unknown => (cell === null || isInstant(cell) ? cell : notReported());
