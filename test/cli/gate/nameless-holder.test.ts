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

const EVERYTHING = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });
const PUT = {
  ...PLAN,
  resource_changes: [
    {
      address: "aws_iam_role_policy.p",
      mode: "managed",
      type: "aws_iam_role_policy",
      name: "p",
      change: { actions: ["create"], before: null, after: { name: "p", policy: EVERYTHING }, after_unknown: { role: true, id: true } },
    },
  ],
  configuration: {},
};

it.each([
  ["with a snapshot", ["--snapshot", "samples/tideline.snapshot.json.gz"]],
  ["without one", []],
])("a finding at a holder that no one names is explained, and what fixes it is said, %s", async (_, snapshot) => {
  const plan = join(folder, "put.json");
  writeFileSync(plan, JSON.stringify(PUT));
  const args = ["gate", ...snapshot, "--plan", plan, "--rule", "role-inline-policy-no-admin", "--now", "2026-11-16"];
  const { results } = JSON.parse((await inProcess([...args, "--format", "json"])).out) as ReeveResults;
  const [found] = results.filter(({ resource }) => resource.id === "planned:aws_iam_role_policy.p");
  const why = await inProcess(["explain", found?.fingerprint ?? ""]);
  expect(why.out).toContain("yes role.inlinePolicies[p].admin is true");
  expect(why.out).not.toContain("not about one resource");
  const fix = await inProcess(["remediate", found?.fingerprint ?? ""]);
  expect(fix.out).toContain("An inline policy of role aws_iam_role_policy.p gives administrator permissions");
  expect(fix.out).toContain("Open inline policy p, and keep a copy of its document");
});

it("a part of a plan that could not be judged is named once in a comment, and what was decided is of the plan", async () => {
  const plan = join(folder, "guard.json");
  const before = { name: "g", path: "/", arn: "arn:aws:iam::444455556666:policy/g", policy: EVERYTHING.replace("Allow", "Deny") };
  const change = { actions: ["update"], before, after: { ...before, policy: EVERYTHING }, after_unknown: {} };
  const resource = { address: "aws_iam_policy.g", mode: "managed", type: "aws_iam_policy", name: "g", change };
  writeFileSync(plan, JSON.stringify({ ...PLAN, resource_changes: [resource], configuration: {} }));
  const { out } = await inProcess(["gate", "--plan", plan, "--pack", "iam-baseline", "--now", "2026-11-16", "--format", "github-comment"]);
  expect(out).toContain("- `aws_iam_policy.g`: takes away Deny statements of a policy");
  expect(out).toMatch(/Decided of what the plan makes: \d+ of \d+\./);
});
