import { member, textOf } from "../../document/index.ts";
import { type document, isUnknown, type Unknown } from "../../schemas/index.ts";
import { summaryFlag } from "./account.ts";
import { isInstant, type ReportRow } from "./credential-report.ts";
import { timeOr } from "./user.ts";

type Root = document.Root;

/** An answer, or the mark of why there is none. */
export type ReadOrMark<T> = { value: T } | { mark: Unknown };

export interface RootFacts {
  /** Root's row of the credential report. */
  row: ReadOrMark<ReportRow>;
  /** Answer of iam:GetAccountSummary. */
  summary: ReadOrMark<unknown>;
  /** Entries of iam:ListVirtualMFADevices, and the mark of a page that failed. */
  virtualDevices: { items: unknown[]; mark: Unknown | null };
  /** Told a column or count that the answer does not hold. */
  notReported: (source: "iam:GetCredentialReport" | "iam:GetAccountSummary", name: string) => Unknown;
}

/** The root user, from the credential report, the account summary and the list of virtual MFA devices. */
export function normalizeRoot(arn: string, facts: RootFacts): Root {
  const { row, summary, virtualDevices, notReported } = facts;
  const flag = (name: string): boolean | Unknown => {
    if ("mark" in summary) return summary.mark;
    return summaryFlag(summary.value, name) ?? notReported("iam:GetAccountSummary", name);
  };
  const cell = <T>(read: (row: ReportRow) => T): T | Unknown => ("mark" in row ? row.mark : read(row.value));
  const column = (name: string) => () => notReported("iam:GetCredentialReport", name);
  const accessKeysPresent = flag("AccountAccessKeysPresent");
  return {
    arn,
    passwordPresent: flag("AccountPasswordPresent"),
    passwordLastUsedAt: cell((read) => timeOr(read.passwordLastUsedAt, column("password_last_used"))),
    passwordLastChangedAt: cell((read) =>
      read.passwordLastChangedAt === "not-supported" ? null : timeOr(read.passwordLastChangedAt, column("password_last_changed")),
    ),
    mfaActive: flag("AccountMFAEnabled"),
    virtualMfaActive: virtualDevices.items.some(isRootDevice) || (virtualDevices.mark ?? false),
    accessKeysPresent,
    accessKeys: cell((read) => rootKeys(read, accessKeysPresent, notReported)),
    signingCertificatesPresent: flag("AccountSigningCertificatesPresent"),
    lastUsedAt: cell((read) => lastUse(read, notReported)),
  };
}

/** Whether a virtual device is root's: its owner's ARN ends in :root. Root may have several devices, of any name. */
const isRootDevice = (device: unknown): boolean => textOf(member(device, "User"), "Arn")?.endsWith(":root") ?? false;

/** Root's key slots; open where the summary knows of a key that the report does not show, or where the summary could not be asked. */
function rootKeys(row: ReportRow, present: boolean | Unknown, notReported: RootFacts["notReported"]): Root["accessKeys"] {
  if (!row.keys) return notReported("iam:GetCredentialReport", "access_key_1_active");
  const keys: document.RootAccessKey[] = [];
  for (const { slot, active, lastRotatedAt, lastUsedAt } of row.keys) {
    if (lastUsedAt !== null && !isInstant(lastUsedAt)) return notReported("iam:GetCredentialReport", `access_key_${slot}_last_used_date`);
    keys.push({ slot, active, lastRotatedAt, lastUsedAt });
  }
  if (isUnknown(present)) return [...keys, present];
  return present && keys.length === 0 ? [notReported("iam:GetCredentialReport", "root's inactive access key")] : keys;
}

/** Latest use of the password or of a key; unknown where the report does not tell one of them. */
function lastUse(row: ReportRow, notReported: RootFacts["notReported"]): string | null | Unknown {
  const cells = [row.passwordLastUsedAt, ...(row.keys ?? [{ lastUsedAt: undefined }]).map((key) => key.lastUsedAt)];
  if (cells.some((cell) => cell !== null && !isInstant(cell))) return notReported("iam:GetCredentialReport", "password_last_used, access_key_N_last_used_date");
  return cells.filter(isInstant).sort().at(-1) ?? null;
}
