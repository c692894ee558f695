import { describe, expect, it } from "vitest";
import type { ReeveDocument } from "../../schemas/index.ts";
import { user } from "../cli/gate/world.ts";
import { planText } from "../collectors/plan/plan-text.ts";
import { cleanAccount } from "./clean-account.ts";
import { gated } from "./gated.ts";

const ID = "AKIAIOSFODNN7EXAMPLE";
const PASSED = 0;
const DAY_MS = 86_400_000;

const ago = (days: number): string => new Date(Date.parse(cleanAccount().collectedAt) - days * DAY_MS).toISOString();

/** The clean account with a user who has a key. */
function withKey(active: boolean, lastUsedAt: string | null): ReeveDocument {
  const owner = user("nina", { accessKeyIds: [ID] });
  const used = lastUsedAt === null ? null : "s3";
  const key = { id: ID, userArn: owner.arn, userName: owner.name, active, createdAt: ago(400), lastUsedAt, lastUsedService: used, lastUsedRegion: null };
  return { ...cleanAccount(), users: [owner], accessKeys: [key] };
}

const statusPlan = (before: string, after: string): string => {
  const values = { id: ID, user: "nina", status: before };
  return planText([{ address: "aws_iam_access_key.k", actions: ["update"], before: values, after: { ...values, status: after } }]);
};

describe("a plan that makes an access key inactive", () => {
  it.each([
    ["one that was never used", null],
    ["one that was used long ago", ago(200)],
    ["one that was used lately", ago(3)],
  ])("passes, and fixes what was found of the key: %s", async (_, lastUsedAt) => {
    const { code, results, gate } = await gated(withKey(true, lastUsedAt), statusPlan("Active", "Inactive"));
    expect(code).toBe(PASSED);
    expect(gate.fixed.map(({ rule }) => rule)).toContain("user-access-key-rotation");
    expect(results.find(({ rule }) => rule === "user-access-key-inactive")?.status).toBe("pass");
  });

  it("leaves the finding of a key that was inactive already", async () => {
    const { code, results } = await gated(withKey(false, null), statusPlan("Inactive", "Inactive"));
    expect(code).toBe(PASSED);
    expect(results.find(({ rule }) => rule === "user-access-key-inactive")).toMatchObject({ status: "fail", delta: "unchanged" });
  });
});

describe("a plan that makes an access key active again", () => {
  it("forgets when it was deactivated", async () => {
    const { results } = await gated(withKey(false, ago(3)), statusPlan("Inactive", "Active"));
    expect(results.find(({ rule }) => rule === "user-access-key-inactive")?.status ?? "not-applicable").toBe("not-applicable");
    expect(results.find(({ rule }) => rule === "user-access-key-rotation")).toMatchObject({ status: "fail", delta: "introduced" });
  });
});
