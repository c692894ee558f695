import { parseSnapshot, readSnapshot, type SnapshotResult } from "../../collectors/index.ts";
import { accountOf } from "../../engine/index.ts";
import { short, visible } from "../../reporters/index.ts";
import type { ReeveDocument } from "../../schemas/index.ts";
import type { GateFlags } from "../flags.ts";
import type { Io } from "../io.ts";
import { UsageError } from "../usage-error.ts";
import { accountFiles } from "./account-files.ts";

/** A saved account. */
export interface Snapshot {
  /** Account id; null where the snapshot does not know it. */
  account: string | null;
  document: ReeveDocument;
  /** The file, where it is one of this machine. */
  file: string | null;
}

/** The snapshots that the flags name, by account; null after saying why a bucket could not be read. */
export async function snapshotsOf(
  flags: Pick<GateFlags, "snapshot" | "snapshots" | "profile" | "assumeRole" | "expectAccount">,
  io: Io,
): Promise<Snapshot[] | null> {
  const found: Snapshot[] = [];
  for (const file of flags.snapshot) found.push(snapshotOf(await readSnapshot(file), file, null, file));
  if (flags.snapshots?.startsWith("s3://")) {
    const { snapshotsInBucket } = await import("./snapshots-in-bucket.ts");
    const whole = await snapshotsInBucket(flags.snapshots, flags, io, async ({ account, name, text }) => {
      found.push(snapshotOf(await parseSnapshot(text, name), name, account, null));
    });
    if (!whole) return null;
  } else if (flags.snapshots !== undefined) {
    for (const { account, name } of accountFiles(flags.snapshots)) found.push(snapshotOf(await readSnapshot(name), name, account, name));
  }
  const seen = new Set<string>();
  for (const { account } of found) {
    if (account !== null && seen.has(account)) throw new UsageError(`two snapshots are of account ${account}: give one.`);
    if (account !== null) seen.add(account);
  }
  return found;
}

function snapshotOf(read: SnapshotResult, name: string, expected: string | null, file: string | null): Snapshot {
  if (!read.ok) {
    const { sentence, details } = read.problem;
    throw new UsageError([visible(sentence), ...details.map((detail) => `  ${short(detail, 300)}`)].join("\n"));
  }
  const account = accountOf(read.document);
  if (expected !== null && account !== null && account !== expected)
    throw new UsageError(`the snapshot ${name} is of account ${visible(account)}, and not of ${expected}.`);
  return { account: account ?? expected, document: read.document, file };
}
