import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ReeveDocument } from "../../schemas/index.ts";
import { ACCOUNT } from "../cli/gate/world.ts";
import { planText, type TerraformChange } from "../collectors/plan/plan-text.ts";
import { cleanAccount } from "./clean-account.ts";
import { gated } from "./gated.ts";

const OTHER = "999988887777";

/** A plan that works in the snapshot's account and, by an alias, in another. */
function planOf(provider: "aws" | "aws.other", change: TerraformChange): string {
  const [type = "", name = ""] = change.address.split(".");
  const role = (account: string) => ({ name: "aws", expressions: { assume_role: [{ role_arn: { constant_value: `arn:aws:iam::${account}:role/deploy` } }] } });
  const configuration = {
    provider_config: { aws: role(ACCOUNT), "aws.other": { ...role(OTHER), alias: "other" } },
    root_module: {
      resources: [
        { type, name, mode: "managed", provider_config_key: provider, expressions: {} },
        { type: "aws_iam_group", name: "g", mode: "managed", provider_config_key: "aws", expressions: {} },
      ],
    },
  };
  return planText([change, { address: "aws_iam_group.g", after: { name: "g", path: "/" }, unknown: { arn: true } }], { configuration });
}

const update = (type: string, values: Record<string, unknown>): TerraformChange => ({
  address: `${type}.x`,
  actions: ["update"],
  before: values,
  after: { ...values, changed: 1 },
});

const CASES: [type: string, values: Record<string, unknown>, says: string][] = [
  ["aws_s3_bucket_policy", { bucket: "central-logs", policy: "{}" }, `may change the bucket of a trail of account ${OTHER}`],
  ["aws_s3_bucket", { bucket: "central-logs" }, `may change the bucket of a trail of account ${OTHER}`],
  ["aws_kms_key_policy", { key_id: "k" }, `may change the key of a trail of account ${OTHER}`],
  ["aws_cloudwatch_log_group", { name: "other-trail" }, `may change the log group of a trail of account ${OTHER}`],
  ["aws_lambda_permission", { function_name: "f" }, `gives access by a policy or permission of its own in account ${OTHER}`],
];

describe("a change in an account whose snapshot was not given", () => {
  it.each(CASES)("is not judged, and the account is named: %s", async (type, values, says) => {
    const ran = await gated(cleanAccount(), planOf("aws.other", update(type, values)), ["--allow-unknown"]);
    expect(ran.code).toBe(3);
    expect(ran.gate.problems).toMatchObject([{ code: "type-not-reviewed", address: `${type}.x`, message: expect.stringContaining(says) }]);
    expect((await gated(cleanAccount(), planOf("aws", update(type, values)))).gate.problems.filter(({ message }) => message.includes(OTHER))).toEqual([]);
  });

  it("passes where it is new, or of a type that affects no trail", async () => {
    for (const change of [
      { ...update("aws_s3_bucket", {}), actions: ["create"], before: null, after: { bucket: "brand-new" } },
      update("aws_instance", { ami: "a" }),
    ])
      expect((await gated(cleanAccount(), planOf("aws.other", change))).code).toBe(0);
  });

  it("is judged on that account's snapshot, where it is given too", async () => {
    const folder = mkdtempSync(join(tmpdir(), "reeve-other-"));
    try {
      const file = join(folder, "other.json");
      const other = JSON.parse(JSON.stringify(cleanAccount()).replaceAll(ACCOUNT, OTHER).replaceAll("example-audit", "central-logs")) as ReeveDocument;
      writeFileSync(file, JSON.stringify(other));
      const problems = async (bucket: string) =>
        (await gated(cleanAccount(), planOf("aws.other", update("aws_s3_bucket_policy", { bucket, policy: "{}" })), ["--snapshot", file])).gate.problems;
      expect(await problems("central-logs")).toMatchObject([{ message: expect.stringContaining("changes the bucket of the trail") }]);
      expect(await problems("assets")).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
