import { describe, expect, it } from "vitest";
import { assumes, constant, providerPlan, refers } from "../collectors/plan/provider-plan.ts";
import { cleanAccount } from "./clean-account.ts";
import { gated } from "./gated.ts";

const OPEN = { role_arn: refers("local.role") };
const SAYS = "assumes a role whose account the plan does not show";

describe("a provider that assumes a role whose account the plan does not show", () => {
  it.each([
    ["a local value", assumes(refers("local.role"))],
    ["web identity", { assume_role_with_web_identity: [OPEN] }],
    ["an object", { assume_role: [OPEN] }],
  ])("is taken to be of the snapshot's account, and the output says so: %s", async (_, provider) => {
    const { code, out, gate } = await gated(cleanAccount(), providerPlan({ providers: { aws: provider }, roles: { x: "aws" } }));
    expect(code).toBe(0);
    expect(out.replace(/\s+/g, " ")).toContain(SAYS);
    expect(gate.assumptions).toEqual([{ code: "account-assumed", account: "111122223333", message: expect.stringContaining("(local.role)") }]);
  });

  it.each([
    ["it assumes none", {}],
    ["it allows one account", { ...assumes(refers("local.role")), allowed_account_ids: constant(["111122223333"]) }],
    ["the role is written", assumes(constant("arn:aws:iam::111122223333:role/deploy"))],
  ])("is not remarked on where %s", async (_, provider) => {
    const { out, gate } = await gated(cleanAccount(), providerPlan({ providers: { aws: provider }, roles: { x: "aws" } }));
    expect(gate.assumptions).toBeUndefined();
    expect(out).not.toContain("assumes a role");
  });
});
