import { describe, expect, it } from "vitest";
import type { ReeveDocument } from "../../schemas/index.ts";
import { planText, type TerraformChange } from "../collectors/plan/plan-text.ts";
import { cleanAccount } from "./clean-account.ts";
import { gated } from "./gated.ts";

const SUPPORT = "arn:aws:iam::aws:policy/AWSSupportAccess";
const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

/** A role of the plan, to which a policy is attached that only the apply will name. */
const OPEN_ATTACHMENT: TerraformChange[] = [
  {
    address: "aws_iam_role.app",
    after: { name: "app", path: "/", assume_role_policy: TRUST, tags_all: {} },
    unknown: { arn: true, id: true, unique_id: true },
  },
  { address: "aws_iam_role_policy_attachment.app", after: { role: "app" }, unknown: { policy_arn: true, id: true } },
];

/** The clean account, in which no role holds AWSSupportAccess. */
const withoutSupport = (): ReeveDocument => JSON.parse(JSON.stringify(cleanAccount()).replaceAll(SUPPORT, "arn:aws:iam::aws:policy/ReadOnlyAccess"));

const only = (...rules: string[]): string[] => rules.flatMap((rule) => ["--rule", rule]);

describe("a finding that something is missing, and that a plan makes unknown", () => {
  it("can only stay or be fixed: it does not keep the gate from a decision", async () => {
    const ran = await gated(withoutSupport(), planText(OPEN_ATTACHMENT), only("support-role-exists"));
    expect(ran.results).toMatchObject([{ status: "unknown", delta: "unchanged", cannotWorsen: true }]);
    expect([ran.code, ran.gate.decision]).toEqual([0, "pass"]);
  });

  it("is newly unknown where it was none before", async () => {
    const detach: TerraformChange = {
      address: "aws_iam_role_policy_attachment.support",
      actions: ["delete"],
      before: { role: supportRole(), policy_arn: SUPPORT, id: "x" },
      after: null,
      unknown: {},
    };
    const ran = await gated(cleanAccount(), planText([...OPEN_ATTACHMENT, detach]), only("support-role-exists"));
    expect(ran.results.filter(({ cannotWorsen }) => cannotWorsen)).toEqual([]);
    expect(ran.code).toBe(3);
  });

  it("is newly unknown of a rule whose findings can grow", async () => {
    const ran = await gated(withoutSupport(), planText(OPEN_ATTACHMENT), only("policy-no-admin-aws-managed", "support-role-exists"));
    expect(ran.results.filter(({ cannotWorsen }) => cannotWorsen).map(({ rule }) => rule)).toEqual(["support-role-exists"]);
  });
});

/** The role that holds AWSSupportAccess in the clean account. */
function supportRole(): string {
  const { roles } = cleanAccount();
  const held = (Array.isArray(roles) ? roles : []).find((role) => JSON.stringify(role).includes(SUPPORT));
  if (!held || !("name" in held)) throw new Error("the clean account has no support role");
  return String(held.name);
}
