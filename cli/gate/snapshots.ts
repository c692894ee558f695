import { documentOfEvents, type EventsRead, parseSnapshot, readSnapshot, type SnapshotResult, withEvents } from "../../collectors/index.ts";
import { accountOf } from "../../engine/index.ts";
import { visible } from "../../reporters/index.ts";
import { isUnknown, type ReeveDocument, type Unread } from "../../schemas/index.ts";
import { cacheFolder, version } from "../folders.ts";
import type { Io } from "../io.ts";
import { documentIn } from "../load-document.ts";
import { readEvents } from "../read-events.ts";
import { UsageError } from "../usage-error.ts";
import { accountFiles } from "./account-files.ts";
import type { GateInput } from "./input.ts";

/** A saved account. */
export interface Snapshot {
  /** Account id; null where the snapshot does not know it. */
  account: string | null;
  document: ReeveDocument;
  /** The file that holds the document as it is, where it is one of this machine. */
  file: string | null;
}

/** Saved accounts, and what became of the event files that were given. */
export interface ReadAccounts {
  accounts: Snapshot[];
  ledger: EventsRead["ledger"] | null;
  /** What lies where snapshots were looked for, looks like one and is not read. */
  unread: Unread[];
}

/** Reads the snapshots and records that are named, by account; null after saying why a bucket could not be read. */
export async function readAccounts(input: Pick<GateInput, "snapshots" | "events" | "aws" | "formats">, io: Io): Promise<ReadAccounts | null> {
  const unread: Unread[] = [];
  const accounts = await readSnapshots(input, io, unread);
  if (!accounts || !input.events) return accounts && { accounts, ledger: null, unread };
  const outputs = [cacheFolder(), ...input.formats.flatMap(({ file }) => file ?? [])];
  const read = await readEvents(input.events, outputs, io);
  return { accounts: withRecords(read, accounts), ledger: read.ledger, unread };
}

async function readSnapshots(
  { snapshots: { files, pattern, trust }, aws }: Pick<GateInput, "snapshots" | "aws">,
  io: Io,
  unread: Unread[],
): Promise<Snapshot[] | null> {
  const found: Snapshot[] = [];
  for (const file of files) found.push(await snapshotOf(await readSnapshot(file, trust), file, null, file, io));
  if (pattern?.startsWith("s3://")) {
    const { snapshotsInBucket } = await import("./snapshots-in-bucket.ts");
    const whole = await snapshotsInBucket(pattern, aws, io, {
      take: async ({ account, name, text }) => {
        found.push(await snapshotOf(await parseSnapshot(text, name, trust), name, account, null, io));
      },
      leave: (path) => unread.push({ path, of: "snapshots" }),
    });
    if (!whole) return null;
  } else if (pattern !== null) {
    const inFolder = accountFiles(pattern);
    for (const { account, name } of inFolder.files) found.push(await snapshotOf(await readSnapshot(name, trust), name, account, name, io));
    unread.push(...inFolder.unread.map((path) => ({ path, of: "snapshots" as const })));
  }
  const seen = new Set<string>();
  for (const { account } of found) {
    if (account !== null && seen.has(account)) throw new UsageError(`two snapshots are of account ${account}: give one.`);
    if (account !== null) seen.add(account);
  }
  return found;
}

async function snapshotOf(read: SnapshotResult, name: string, expected: string | null, file: string | null, io: Io): Promise<Snapshot> {
  const document = await documentIn(read, name, io);
  const account = accountOf(document);
  if (expected !== null && account !== null && account !== expected)
    throw new UsageError(`the snapshot ${name} is of account ${visible(account)}, and not of ${expected}.`);
  return { account: account ?? expected, document, file };
}

/** The snapshots with CloudTrail records, each with those of its own account; without a snapshot the records by themselves. */
function withRecords(read: EventsRead, snapshots: readonly Snapshot[]): Snapshot[] {
  const [only] = snapshots;
  if (!only) return [{ account: null, document: documentOfEvents(read, `reeve ${version()}`), file: null }];
  if (snapshots.length === 1) return [{ ...only, document: withEvents(only.document, read), file: null }];
  // A record is judged once: with the account that received it, those of accounts without a snapshot with the first.
  const accounts = new Set(snapshots.map(({ account }) => account));
  return snapshots.map((snapshot, at) => {
    const events = read.events.filter((event) => isUnknown(event) || event.accountId === snapshot.account || (at === 0 && !accounts.has(event.accountId)));
    return { ...snapshot, document: withEvents(snapshot.document, { ...read, events }), file: null };
  });
}
