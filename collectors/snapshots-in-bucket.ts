import { errorNames, messageOf } from "./aws/failure.ts";
import { limitReached } from "./aws/limits.ts";
import type { Session } from "./aws/session.ts";
import { textOfBytes } from "./files/index.ts";

/** Keys of a bucket, and which of them are snapshots. */
export interface BucketPattern {
  bucket: string;
  /** What the keys begin with. */
  prefix: string;
  /** The account whose snapshot a key is of; null for other keys. */
  accountOf: (key: string) => string | null;
}

/** A snapshot as it lies in the bucket. */
export interface BucketSnapshot {
  account: string;
  /** s3://bucket/key */
  name: string;
  text: string;
}

export type BucketProblem = { sentence: string; nextStep: string };

/** Keys that are looked at, at most: a prefix that holds more is not one of snapshots. */
const MOST_KEYS = 100_000;

/**
 * Reads the snapshots that a pattern names, in the order of their keys; `take` is given one after the other, so that one text is held at a time. A problem
 * where the bucket, or any of its snapshots, cannot be read; never rejects for what AWS answers.
 */
export async function readBucket(
  { clients, limits }: Pick<Session, "clients" | "limits">,
  pattern: BucketPattern,
  take: (snapshot: BucketSnapshot) => Promise<void>,
): Promise<BucketProblem | null> {
  const { bucket, prefix, accountOf } = pattern;
  const s3 = await clients.s3();
  const found: { account: string; key: string }[] = [];
  let keys = 0;
  let pages = 0;
  let token: string | undefined;
  try {
    do {
      const page = await s3.listObjectsV2({ Bucket: bucket, Prefix: prefix, ...(token === undefined ? {} : { ContinuationToken: token }) });
      for (const { Key } of page.Contents ?? []) {
        keys += 1;
        const account = Key === undefined ? null : accountOf(Key);
        if (account !== null && Key !== undefined) found.push({ account, key: Key });
      }
      if (keys > MOST_KEYS)
        return { sentence: `s3://${bucket}/${prefix} holds more than ${MOST_KEYS} keys.`, nextStep: "Give snapshots a prefix of their own." };
      token = page.IsTruncated ? page.NextContinuationToken : undefined;
      pages += 1;
      // Pages without keys would never reach the limit of keys.
      if (token !== undefined && pages >= limits.pages) throw limitReached("pages", limits, "ListObjectsV2");
    } while (token !== undefined);
  } catch (error) {
    return problemOf(error, `s3://${bucket}/${prefix}`, "s3:ListBucket");
  }
  for (const { account, key } of found) {
    const name = `s3://${bucket}/${key}`;
    let bytes: Uint8Array | undefined;
    try {
      const { Body } = await s3.getObject({ Bucket: bucket, Key: key });
      bytes = await Body?.transformToByteArray();
    } catch (error) {
      return problemOf(error, name, "s3:GetObject");
    }
    const read = textOfBytes(bytes ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : Buffer.alloc(0), { name, isJson: true });
    if (!read.ok) return { sentence: read.problem.message, nextStep: "Collect the account again: reeve collect --out FILE." };
    await take({ account, name, text: read.text });
  }
  return null;
}

/** Error codes: Amazon S3 API Reference, "Error responses". */
function problemOf(error: unknown, name: string, permission: string): BucketProblem {
  const names = errorNames(error);
  if (names.includes("NoSuchBucket")) return { sentence: `${name} cannot be read: there is no such bucket.`, nextStep: "Check its name." };
  if (names.some((each) => /^(AccessDenied|Forbidden|AllAccessDisabled|403)$/.test(each))) {
    return {
      sentence: `${name} cannot be read: ${permission} is denied.`,
      nextStep: `Grant ${permission} on the bucket, and kms:Decrypt where it is encrypted with a key of your own.`,
    };
  }
  return { sentence: `${name} cannot be read: ${messageOf(error)}.`, nextStep: "Check the bucket, the network and the credentials." };
}
