import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { S3 } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useEndpoint } from "../../aws/environment.ts";
import { type Moto, startMoto } from "../../aws/moto.ts";
import { hasExtra } from "../../extras.ts";
import { run, summaryOf } from "./run.ts";
import { ACCOUNT, OTHER, snapshot, user } from "./world.ts";

const found = hasExtra("moto_server", "snapshots in a bucket");

describe.runIf(found)("snapshots in a bucket", () => {
  let moto: Moto;
  let restore: () => void;
  let cache = "";
  beforeAll(async () => {
    moto = await startMoto();
    restore = useEndpoint(moto.url);
    cache = mkdtempSync(join(tmpdir(), "reeve-bucket-"));
    process.env.REEVE_CACHE_DIR = cache;
    const s3 = new S3({ endpoint: moto.url, forcePathStyle: true });
    await s3.createBucket({ Bucket: "snapshots" });
    const put = (Key: string, document: unknown): Promise<unknown> => s3.putObject({ Bucket: "snapshots", Key, Body: gzipSync(JSON.stringify(document)) });
    await put(`daily/${ACCOUNT}.json.gz`, snapshot({ users: [user("ann")] }));
    await put(`daily/${OTHER}.json.gz`, snapshot({ users: [user("bob", { mfaActive: false }, OTHER)] }, OTHER));
    await put("daily/readme.json.gz", { hello: 1 });
    await put(`daily/older/${OTHER}.json.gz`, { hello: 1 });
    await put(`wrong/${OTHER}.json.gz`, snapshot({ users: [user("ann")] }));
    await s3.putObject({ Bucket: "snapshots", Key: `plain/${ACCOUNT}.json`, Body: JSON.stringify(snapshot({ users: [user("ann")] })) });
  }, 120_000);
  afterAll(async () => {
    restore?.();
    delete process.env.REEVE_CACHE_DIR;
    rmSync(cache, { recursive: true, force: true });
    await moto?.stop();
  });

  const gate = (pattern: string, ...more: string[]) =>
    run({ name: "", files: {}, code: 0, summary: "", args: ["--snapshots", pattern, "--pack", "people", ...more] });

  it.each<[string, string, number, string]>([
    ["of several accounts are one gate", "s3://snapshots/daily/{account}.json.gz", 1, "BLOCKED: 1 finding (1 high)"],
    ["need not be packed", "s3://snapshots/plain/{account}.json", 0, "PASSED: no finding blocks"],
  ])("%s", async (_name, pattern, code, summary) => {
    const ran = await gate(pattern);
    expect({ code: ran.code, summary: summaryOf(ran) }, ran.err).toEqual({ code, summary });
    expect(ran.err).toContain("Account 123456789012, as arn:aws:");
  });

  it.each<[string, string, string]>([
    [
      "of which none fits are a mistake",
      "s3://snapshots/weekly/{account}.json.gz",
      "--snapshots s3://snapshots/weekly/{account}.json.gz: no key of the bucket fits: nothing would be judged.",
    ],
    [
      "under another account's name are a mistake",
      "s3://snapshots/wrong/{account}.json.gz",
      `the snapshot s3://snapshots/wrong/${OTHER}.json.gz is of account ${ACCOUNT}, and not of ${OTHER}.`,
    ],
    ["without a bucket are a mistake", "s3:///{account}.json.gz", "--snapshots s3:///{account}.json.gz: write it as 's3://bucket/prefix/{account}.json.gz'"],
  ])("%s", async (_name, pattern, said) => {
    const { code, err } = await gate(pattern);
    expect(code).toBe(2);
    expect(err).toContain(said);
  });

  it("that cannot be read are incomplete evidence, and say what is missing", async () => {
    const { code, err, out } = await gate("s3://nowhere-to-be-found/{account}.json.gz");
    expect(code).toBe(3);
    expect(out).toBe("");
    expect(err).toContain("there is no such bucket");
  });

  it("of credentials of another account are not read", async () => {
    const { code, err } = await gate("s3://snapshots/daily/{account}.json.gz", "--expect-account", OTHER);
    expect(code).toBe(3);
    expect(err).toContain(OTHER);
  });
});
