import { describe, expect, it } from "vitest";
import { planText, type TerraformChange } from "../collectors/plan/plan-text.ts";
import { cleanAccount } from "./clean-account.ts";
import { gated } from "./gated.ts";

const attach = (policy_arn: string): TerraformChange => ({
  address: "aws_iam_role_policy_attachment.a",
  after: { role: "support", policy_arn },
  unknown: { id: true },
});
const PACK = ["--pack", "iam-baseline"];

describe("a gate that is incomplete", () => {
  it("says of a policy of another account that the plan names it, and not to collect again", async () => {
    const { code, gate } = await gated(cleanAccount(), planText([attach("arn:aws:iam::777788889999:policy/x")]), PACK);
    expect(code).toBe(3);
    expect(gate.problems.map(({ message }) => message)).toEqual([expect.stringContaining("which is of account 777788889999")]);
    expect(gate.problems[0]?.message).not.toContain("Collect");
  });

  it("says of a policy of AWS that no table holds to correct its name, and offers no accepted gap", async () => {
    const { code, out } = await gated(cleanAccount(), planText([attach("arn:aws:iam::aws:policy/NoSuchPolicyAtAll")]), PACK);
    expect(code).toBe(3);
    expect(out).toContain("Correct the name");
    expect(out).toContain("Next: make known what is missing, or accept it with --allow-unknown");
    expect(out).not.toContain("after apply");
  });

  it("names what each unknown is about, also those of resources that were not read", async () => {
    const { out } = await gated(null, planText([attach("arn:aws:iam::111122223333:policy/not-read")]), PACK);
    const lines = out.split("\n").filter((line) => /· policy-no-admin-(attached|aws-managed)/.test(line));
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toMatch(/\d {2}policies not read: /);
  });
});
