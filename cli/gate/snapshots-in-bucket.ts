import { answeringSignals } from "../../collectors/files/index.ts";
import { type BucketSnapshot, readBucket } from "../../collectors/index.ts";
import type { AwsAccess } from "../input.ts";
import type { Io } from "../io.ts";
import { printProblem, session } from "../live.ts";
import { UsageError } from "../usage-error.ts";
import { accountIn, looksLikeSnapshot, partsOf } from "./account-files.ts";

/** A bucket's name. Source: Amazon S3 User Guide, "General purpose bucket naming rules". */
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** What is done with a snapshot, and with a key that does not fit the pattern and was perhaps meant to. */
interface Takes {
  take: (snapshot: BucketSnapshot) => Promise<void>;
  leave: (path: string) => void;
}

/** Reads the snapshots of `s3://bucket/…{account}…`, one at a time; false after saying why there are none to judge. */
export async function snapshotsInBucket(pattern: string, aws: AwsAccess, io: Io, { take, leave }: Takes): Promise<boolean> {
  const { before, after } = partsOf(pattern);
  const [, bucket = "", prefix = ""] = /^s3:\/\/([^/]*)\/(.*)$/s.exec(before) ?? [];
  if (!BUCKET.test(bucket)) throw new UsageError(`--snapshots ${pattern}: write it as 's3://bucket/prefix/{account}.json.gz'`);
  const opened = await session(aws, io);
  if (!opened) return false;
  let count = 0;
  const accountOf = (key: string): string | null => {
    const account = accountIn(key, prefix, after);
    if (account === null && looksLikeSnapshot(key, after)) leave(`s3://${bucket}/${key}`);
    return account;
  };
  const problem = await answeringSignals(() =>
    readBucket(opened, { bucket, prefix, accountOf }, async (snapshot) => {
      count += 1;
      await take(snapshot);
    }),
  );
  if (problem) {
    await printProblem(problem, io);
    return false;
  }
  if (count === 0) throw new UsageError(`--snapshots ${pattern}: no key of the bucket fits: nothing would be judged.`);
  return true;
}
