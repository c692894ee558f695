import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ReeveResults } from "../../../schemas/index.ts";
import { inProcess } from "./run.ts";

const TRUST = JSON.stringify({ Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }] });
const PLAN = {
  format_version: "1.2",
  terraform_version: "1.11.4",
  complete: true,
  errored: false,
  resource_changes: [
    {
      address: "aws_iam_role.app",
      mode: "managed",
      type: "aws_iam_role",
      name: "app",
      change: {
        actions: ["create"],
        before: null,
        after: { name_prefix: "app-", path: "/", assume_role_policy: TRUST },
        after_unknown: { name: true, arn: true, id: true },
      },
    },
    {
      address: "aws_iam_role_policy_attachment.a",
      mode: "managed",
      type: "aws_iam_role_policy_attachment",
      name: "a",
      change: {
        actions: ["create"],
        before: null,
        after: { policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" },
        after_unknown: { role: true, id: true },
      },
    },
  ],
  configuration: {
    root_module: {
      resources: [
        {
          address: "aws_iam_role_policy_attachment.a",
          mode: "managed",
          type: "aws_iam_role_policy_attachment",
          name: "a",
          expressions: { role: { references: ["aws_iam_role.app.name", "aws_iam_role.app"] } },
        },
      ],
    },
  },
};

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "reeve-nameless-"));
  process.env.REEVE_CACHE_DIR = folder;
  writeFileSync(join(folder, "plan.json"), JSON.stringify(PLAN));
});
afterAll(() => {
  delete process.env.REEVE_CACHE_DIR;
  rmSync(folder, { recursive: true, force: true });
});

it("a new holder whose name only the apply shows is named by its address", async () => {
  const args = ["gate", "--snapshot", "samples/tideline.snapshot.json.gz", "--config", "samples/reeve.yaml", "--now", "2026-11-16"];
  const { out, code } = await inProcess([...args, "--plan", join(folder, "plan.json")]);
  expect(code).toBe(1);
  expect(out).toContain("now   worse than before: aws_iam_role.app\n");
  const { results } = JSON.parse((await inProcess([...args, "--plan", join(folder, "plan.json"), "--format", "json"])).out) as ReeveResults;
  expect(results.flatMap(({ compared }) => compared?.facts ?? []).map(({ name }) => name)).toEqual(["aws_iam_role.app"]);
});
