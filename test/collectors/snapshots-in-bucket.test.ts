import { expect, it } from "vitest";
import { AWS_LIMITS } from "../../collectors/aws/limits.ts";
import type { Session } from "../../collectors/index.ts";
import { readBucket } from "../../collectors/snapshots-in-bucket.ts";

it("ends a listing of a bucket whose pages are empty and never end", async () => {
  let sent = 0;
  const s3 = { listObjectsV2: async () => ({ IsTruncated: true, NextContinuationToken: `t${++sent}` }) };
  const clients = { s3: async () => s3 } as unknown as Session["clients"];
  const pattern = { bucket: "snapshots", prefix: "daily/", accountOf: () => null };
  const problem = await readBucket({ clients, limits: { ...AWS_LIMITS, pages: 3 } }, pattern, async () => {});
  expect(sent).toBe(3);
  expect(problem?.sentence).toBe("s3://snapshots/daily/ cannot be read: ListObjectsV2 gave 3 pages and more to come: 3 is the limit for one list.");
});
