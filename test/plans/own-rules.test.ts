import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACCOUNT } from "../cli/gate/world.ts";
import { planText, type TerraformChange } from "../collectors/plan/plan-text.ts";
import { accountWith, gated } from "./gated.ts";

/** The rules that the page shows. */
const RULES = [...readFileSync("docs/gate.md", "utf8").matchAll(/```yaml\n# file: rules\/(\S+)\n([\s\S]*?)```/g)];

const EVERYTHING = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });

const account = accountWith([
  { address: "aws_iam_policy.all", after: { name: "all", path: "/", policy: EVERYTHING }, unknown: { arn: true, id: true } },
  { address: "aws_iam_group.admins", after: { name: "admins", path: "/" }, unknown: { arn: true } },
  { address: "aws_iam_group_policy_attachment.admins", after: { group: "admins", policy_arn: `arn:aws:iam::${ACCOUNT}:policy/all` } },
  ...["ana", "eve"].map((name): TerraformChange => ({ address: `aws_iam_user.${name}`, after: { name, path: "/", tags_all: {} }, unknown: { arn: true } })),
  { address: "aws_iam_user_group_membership.ana", after: { user: "ana", groups: ["admins"] } },
]);
const [trail] = Array.isArray(account.trails) ? account.trails : [];
const BUCKET = trail && "s3BucketName" in trail ? String(trail.s3BucketName) : "";
const TRAIL = { name: "all", arn: trail && "arn" in trail ? trail.arn : "", s3_bucket_name: BUCKET };

const joins: TerraformChange = { address: "aws_iam_user_group_membership.eve", after: { user: "eve", groups: ["admins"] } };
const move: TerraformChange = { address: "aws_cloudtrail.t", actions: ["update"], before: TRAIL, after: { ...TRAIL, s3_bucket_name: "another" } };

describe("the rules of one's own that the page on the gate shows", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "reeve-own-"));
    for (const [, name = "", text = ""] of RULES) writeFileSync(join(folder, name), text);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const deltas = async (change: TerraformChange, ...args: string[]) => {
    const given = ["--rules", folder, "--param", `trail-bucket-expected.logBuckets=${BUCKET}`, ...args];
    const { code, results } = await gated(account, planText([change]), given);
    return [code, ...results.flatMap(({ rule, delta }) => (delta === undefined || delta === "unchanged" ? [] : [`${rule} ${delta}`]))];
  };

  it("block a member more of a group of administrators, and another bucket of a trail", async () => {
    expect(await deltas(joins)).toEqual([1, "administrators-by-group worse"]);
    expect(await deltas(move)).toEqual([1, "trail-bucket-expected introduced"]);
  });

  it("pass what is expected", async () => {
    expect(await deltas(joins, "--param", `administrators-by-group.expectedMembers=arn:aws:iam::${ACCOUNT}:user/*`)).toEqual([0]);
    expect(await deltas({ ...move, after: TRAIL })).toEqual([0]);
  });
});
