import { toInstant } from "../../document/index.ts";
import { csvRows } from "./csv.ts";

/**
 * One cell of the credential report: an instant, true or false; null for N/A and no_information; "not-supported" where AWS says so;
 * undefined where the column is missing or the text is none of these.
 * Source: IAM User Guide, "Get credential reports": format of the report.
 */
export type Cell<T> = T | null | "not-supported" | undefined;

export interface KeySlot {
  slot: 1 | 2;
  active: boolean;
  /** When the key was made or its status last changed. */
  lastRotatedAt: string | null;
  lastUsedAt: Cell<string>;
  lastUsedRegion: string | null | undefined;
  lastUsedService: string | null | undefined;
}

export interface CertificateSlot {
  slot: 1 | 2;
  active: boolean;
  lastRotatedAt: string | null;
}

export interface ReportRow {
  user: string;
  arn: string;
  createdAt: Cell<string>;
  passwordEnabled: Cell<boolean>;
  passwordLastUsedAt: Cell<string>;
  passwordLastChangedAt: Cell<string>;
  passwordNextRotationAt: Cell<string>;
  mfaActive: Cell<boolean>;
  /** Slots that show a key; undefined when the columns cannot be read. */
  keys: KeySlot[] | undefined;
  /** Slots that show a signing certificate; undefined when the columns cannot be read. */
  certificates: CertificateSlot[] | undefined;
}

export interface CredentialReport {
  /** The row of the root user, which names itself <root_account>. */
  root: ReportRow | null;
  /** Rows of IAM users by ARN. */
  users: Map<string, ReportRow>;
}

/** Reads a credential report by the names in its header; null when it is not one. Never throws. */
export function parseCredentialReport(csv: string): CredentialReport | null {
  const [header, ...lines] = csvRows(csv.replace(/^\uFEFF/, ""));
  if (!header?.includes("user") || !header.includes("arn")) return null;
  const columns = new Map(header.map((name, index) => [name.trim().toLowerCase(), index]));
  const report: CredentialReport = { root: null, users: new Map() };
  for (const line of lines) {
    const row = readRow((name) => line[columns.get(name) ?? -1]?.trim());
    if (!row) continue;
    if (row.user === "<root_account>") report.root = row;
    else report.users.set(row.arn, row);
  }
  return report;
}

function readRow(cell: (name: string) => string | undefined): ReportRow | null {
  const user = cell("user");
  const arn = cell("arn");
  if (!user || !arn) return null;
  return {
    user,
    arn,
    createdAt: timeCell(cell("user_creation_time")),
    passwordEnabled: booleanCell(cell("password_enabled")),
    passwordLastUsedAt: timeCell(cell("password_last_used")),
    passwordLastChangedAt: timeCell(cell("password_last_changed")),
    passwordNextRotationAt: timeCell(cell("password_next_rotation")),
    mfaActive: booleanCell(cell("mfa_active")),
    keys: keySlots(cell),
    certificates: certificateSlots(cell),
  };
}

function keySlots(cell: (name: string) => string | undefined): KeySlot[] | undefined {
  const slots: KeySlot[] = [];
  for (const slot of [1, 2] as const) {
    const active = booleanCell(cell(`access_key_${slot}_active`));
    const lastRotatedAt = timeCell(cell(`access_key_${slot}_last_rotated`));
    const lastUsedAt = timeCell(cell(`access_key_${slot}_last_used_date`));
    if (typeof active !== "boolean" || lastRotatedAt === undefined) return undefined;
    if (!active && !isInstant(lastRotatedAt) && !isInstant(lastUsedAt)) continue;
    slots.push({
      slot,
      active,
      lastRotatedAt: isInstant(lastRotatedAt) ? lastRotatedAt : null,
      lastUsedAt,
      lastUsedRegion: nameCell(cell(`access_key_${slot}_last_used_region`)),
      lastUsedService: nameCell(cell(`access_key_${slot}_last_used_service`)),
    });
  }
  return slots;
}

function certificateSlots(cell: (name: string) => string | undefined): CertificateSlot[] | undefined {
  const slots: CertificateSlot[] = [];
  for (const slot of [1, 2] as const) {
    const active = booleanCell(cell(`cert_${slot}_active`));
    const lastRotatedAt = timeCell(cell(`cert_${slot}_last_rotated`));
    if (typeof active !== "boolean" || lastRotatedAt === undefined) return undefined;
    if (active || isInstant(lastRotatedAt)) slots.push({ slot, active, lastRotatedAt: isInstant(lastRotatedAt) ? lastRotatedAt : null });
  }
  return slots;
}

/** Whether a cell holds an instant. */
export const isInstant = (cell: Cell<string>): cell is string => typeof cell === "string" && cell !== "not-supported";

const ABSENT = new Set(["", "n/a", "no_information"]);

function timeCell(text: string | undefined): Cell<string> {
  const sentinel = sentinelCell(text);
  return sentinel === "other" ? (toInstant(text) ?? undefined) : sentinel;
}

function booleanCell(text: string | undefined): Cell<boolean> {
  const sentinel = sentinelCell(text);
  if (sentinel !== "other") return sentinel;
  const lower = text?.toLowerCase();
  return lower === "true" ? true : lower === "false" ? false : undefined;
}

function nameCell(text: string | undefined): string | null | undefined {
  const sentinel = sentinelCell(text);
  return sentinel === "other" ? text : sentinel === undefined ? undefined : null;
}

function sentinelCell(text: string | undefined): null | undefined | "not-supported" | "other" {
  if (text === undefined) return undefined;
  const lower = text.toLowerCase();
  if (ABSENT.has(lower)) return null;
  return lower === "not_supported" ? "not-supported" : "other";
}
