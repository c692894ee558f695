import { compareText, instantOf, plainGap } from "../../document/index.ts";
import { type document, isUnknown, type Unknown } from "../../schemas/index.ts";
import type { CollectContext, Pages } from "../context.ts";
import { type ListedKey, normalizeAccessKey, normalizeMfaDevice } from "../normalize/credential.ts";
import type { ReportRow } from "../normalize/credential-report.ts";
import { showsHiding, slotOfOnlyKey, useFromSlot } from "../normalize/key-use.ts";
import { type CredentialFacts, credentialsFromReport, credentialsLive, credentialsUnknown } from "../normalize/user.ts";
import type { ReadReport } from "./credential-report.ts";
import type { Owner, UserReads } from "./user-reads.ts";

type User = document.User;

const msOf = (instant: string): number => instantOf(instant) ?? Number.NaN;

/** All that is known of one user's credentials. */
export interface UserCredentials {
  facts: CredentialFacts;
  mfaDeviceIds: User["mfaDeviceIds"];
  accessKeyIds: User["accessKeyIds"];
  devices: document.MfaDevice[];
  keys: document.AccessKey[];
  /** Mark of devices, and of keys, that may be missing. */
  devicesMark: Unknown | null;
  keysMark: Unknown | null;
}

/** Users made within so long before the report may be missing from it, for writes take a while to be seen. */
const SETTLING_MS = 15 * 60_000;

/** A row with another creation time than the user's is of an earlier user of that name. */
const SAME_CREATION_MS = 60_000;

type Basis = { kind: "unknown"; mark: Unknown } | { kind: "row"; row: ReportRow } | { kind: "live" };

/** Reads the credentials of all users; `users` sorted. Where the report is missing nothing is read one by one: what it tells is unknown. */
export async function readCredentials(
  context: CollectContext,
  reads: UserReads,
  read: ReadReport,
  users: readonly (Owner & { createdAt: string })[],
): Promise<Map<string, UserCredentials>> {
  if ("mark" in read) return new Map(users.map((user) => [user.arn, allUnknown(read.mark)]));
  const { report, generatedAt } = read;
  const notInReport = (column: string): Unknown =>
    context.gaps.mark(plainGap("iam:GetCredentialReport", "NotVisible", `column ${column}`, "The credential report does not tell this of every user."));
  const untilReport = (): Unknown =>
    context.gaps.mark(plainGap("iam:GetCredentialReport", "NotReady", "users newer than the credential report", "Only the next credential report tells this."));
  const all = await Promise.all(users.map((user) => readOne(user)));
  const hidden = hiddenKeys(all);
  return new Map(all.map((entry) => [entry.user.arn, finish(entry, hidden)]));

  function basisOf(user: Owner & { createdAt: string }): Basis {
    const row = report.users.get(user.arn);
    if (row && (typeof row.createdAt !== "string" || Math.abs(msOf(row.createdAt) - msOf(user.createdAt)) <= SAME_CREATION_MS)) {
      return { kind: "row", row };
    }
    if (msOf(user.createdAt) >= msOf(generatedAt) - SETTLING_MS) return { kind: "live" };
    const message = "The credential report holds no row of this user, which is older than the report.";
    return { kind: "unknown", mark: context.gaps.mark(plainGap("iam:GetCredentialReport", "Inconsistent", user.arn, message)) };
  }

  async function readOne(user: Owner & { createdAt: string }) {
    const basis = basisOf(user);
    const row = basis.kind === "row" ? basis.row : undefined;
    const nothing: Pages<unknown> = { items: [], mark: basis.kind === "unknown" ? basis.mark : null, begun: basis.kind !== "unknown" };
    const unreadKeys = row && !row.keys ? { ...nothing, mark: notInReport("access_key_N"), begun: false } : nothing;
    const unreadDevices = row && typeof row.mfaActive !== "boolean" ? { ...nothing, mark: notInReport("mfa_active"), begun: false } : nothing;
    const live = basis.kind === "live";
    const [keyPages, devicePages, passwordEnabled, passwordLastUsedAt] = await Promise.all([
      live || (row?.keys?.length ?? 0) > 0 ? reads.accessKeys(user) : unreadKeys,
      live || row?.mfaActive === true ? reads.mfaDevices(user) : unreadDevices,
      live ? reads.passwordEnabled(user) : false,
      live ? reads.passwordLastUsedAt(user) : null,
    ]);
    const keys = listed(keyPages, "iam:ListAccessKeys", user, (raw) => normalizeAccessKey(raw, user));
    const devices = listed(devicePages, "iam:ListMFADevices", user, (raw) => normalizeMfaDevice(raw, user.arn));
    const slot = slotOfOnlyKey(keys.items, row, generatedAt);
    const used = await Promise.all(keys.items.map(async (key) => ({ ...key, ...(slot ? useFromSlot(slot, notInReport) : await reads.lastUse(key.id, user)) })));
    const mfaDeviceIds = idsOf(devices);
    let facts: CredentialFacts;
    if (basis.kind === "unknown") facts = credentialsUnknown(basis.mark);
    else if (basis.kind === "row") facts = credentialsFromReport(basis.row, notInReport);
    else facts = credentialsLive({ passwordEnabled, passwordLastUsedAt, mfaDeviceIds, untilReport: untilReport() });
    return { user, basis, row, facts, mfaDeviceIds, keys: { ...keys, items: used }, devices };
  }

  /**
   * Whether this account's report hides inactive keys: AWS documents that it may, live reports show them.
   * The keys of users whose slots are visible prove it either way; a listing that failed leaves it open.
   */
  function hiddenKeys(entries: Awaited<ReturnType<typeof readOne>>[]): Unknown | null {
    for (const { keys, row } of entries) if (keys.mark && row?.keys?.length === 1) return keys.mark;
    const proof = entries.find(({ keys, row }) => showsHiding(keys.items, row, generatedAt));
    if (!proof) return null;
    const message = "The credential report shows no slot for an inactive key, so that others may be hidden too.";
    return context.gaps.mark(plainGap("iam:GetCredentialReport", "NotVisible", "inactive access keys", message));
  }

  function finish(entry: Awaited<ReturnType<typeof readOne>>, hidden: Unknown | null): UserCredentials {
    const { facts, mfaDeviceIds, keys, devices, row } = entry;
    const keysMark = keys.mark ?? (row?.keys?.length === 0 ? hidden : null);
    const accessKeyIds = idsOf({ ...keys, mark: keysMark });
    return { facts, mfaDeviceIds, accessKeyIds, devices: devices.items, keys: keys.items, devicesMark: devices.mark, keysMark };
  }

  function listed<T extends ListedKey | document.MfaDevice>(pages: Pages<unknown>, api: string, user: Owner, normalize: (raw: unknown) => T | null): Pages<T> {
    const items: T[] = [];
    let { mark } = pages;
    for (const raw of pages.items) {
      const item = normalize(raw);
      if (item) items.push(item);
      else mark ??= context.gaps.mark(plainGap(api, "Unparseable", user.arn, "An entry lacks its id, status or creation time."));
    }
    return { items: items.sort((a, b) => compareText(a.id, b.id)), mark, begun: pages.begun };
  }
}

const idsOf = (list: Pages<{ id: string }>): User["mfaDeviceIds"] => {
  const ids = list.items.map((item) => item.id);
  if (!list.mark) return ids;
  return list.begun ? [...ids, list.mark] : list.mark;
};

const allUnknown = (mark: Unknown): UserCredentials => ({
  facts: credentialsUnknown(mark),
  mfaDeviceIds: mark,
  accessKeyIds: mark,
  devices: [],
  keys: [],
  devicesMark: mark,
  keysMark: mark,
});

export const firstMark = (marks: Iterable<Unknown | null>): Unknown | null => {
  for (const mark of marks) if (mark && isUnknown(mark)) return mark;
  return null;
};
