import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { inProcess } from "../cli/gate/run.ts";
import { cleanAccount } from "./clean-account.ts";

const FOLDER = fileURLToPath(new URL("../fixtures/clean-plans/", import.meta.url));
const ENDING = ".plan.json.gz";
const NAMES = readdirSync(FOLDER).filter((file) => file.endsWith(ENDING));

/** Plans that are not passed, each with what the gate says and why a reviewer accepts it. */
const NOT_PASSED: Readonly<Record<string, { code: 1 | 3; says: string }>> = {
  // Terraform computes the whole text at apply, and the plan does not hold the expression. A data source of the same statements passes (log-archive-trail).
  "policy-of-what-is-made": { code: 3, says: "Known only after apply: aws_iam_role_policy.flow\n" },
};

describe("plans of clean configurations onto a clean account", () => {
  const folder = mkdtempSync(join(tmpdir(), "reeve-clean-"));
  const snapshot = join(folder, "clean.json");
  writeFileSync(snapshot, JSON.stringify(cleanAccount()));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const gate = (plan: string, ...more: string[]) =>
    inProcess(["gate", "--snapshot", snapshot, "--plan", join(FOLDER, plan), "--now", "2026-03-01T12:00:00Z", ...more]);

  it("are at least 50", () => expect(NAMES.length).toBeGreaterThanOrEqual(50));

  it.each(NAMES)("%s", async (plan) => {
    const { code, out, err } = await gate(plan);
    const { code: expected, says } = NOT_PASSED[plan.slice(0, -ENDING.length)] ?? { code: 0, says: "PASSED" };
    expect({ code }, `${out}${err}`).toEqual({ code: expected });
    expect(out).toContain(says);
  });
});
