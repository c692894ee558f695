import { describe, expect, it } from "vitest";
import type { RemediationStep } from "../../../engine/language/rule.ts";
import { shippedRules } from "./shipped.ts";

/** In every list of steps, the first call of a pair stands before the second: an account goes on working in between. */
const BEFORE: [earlier: string, later: string, why: string][] = [
  ["iam:CreateAccessKey", "iam:UpdateAccessKey", "the new key is made before the old one is switched off"],
  ["iam:UpdateAccessKey", "iam:DeleteAccessKey", "a key is deleted only after it was inactive: until then there is a way back"],
  ["iam:AddUserToGroup", "iam:DetachUserPolicy", "what is taken is granted elsewhere first"],
  ["iam:AddUserToGroup", "iam:DeleteUserPolicy", "what is taken is granted elsewhere first"],
  ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "a device exists before it is enabled"],
  ["cloudtrail:CreateTrail", "cloudtrail:StartLogging", "a trail exists before it records"],
  ["iam:CreateRole", "iam:AttachRolePolicy", "a role exists before it is granted anything"],
];

const LISTS = shippedRules().flatMap((rule) =>
  [rule.remediation, rule.remediation?.undo, rule.remediation?.contain].flatMap((remediation) =>
    remediation && remediation.steps.length > 0 ? [[rule.id, remediation.steps] as const] : [],
  ),
);

function disorder(steps: readonly RemediationStep[]): string[] {
  const calls = steps.map((step) => step.call);
  return BEFORE.flatMap(([earlier, later, why]) =>
    calls.includes(earlier) && calls.includes(later) && calls.lastIndexOf(earlier) > calls.indexOf(later) ? [why] : [],
  );
}

describe("the order of steps", () => {
  it.each(LISTS)("keeps the account working: %s", (_, steps) => {
    expect(disorder(steps)).toEqual([]);
  });

  it("lets no key be deleted that was never switched off, save where the rule judges inactive keys only", () => {
    const rash = LISTS.filter(
      ([, steps]) => steps.some((step) => step.call === "iam:DeleteAccessKey") && !steps.some((step) => step.call === "iam:UpdateAccessKey"),
    );
    expect(rash.map(([id]) => id)).toEqual(["user-access-key-inactive"]);
  });

  it("is noticed when it is wrong", () => {
    const step = (call: string): RemediationStep => ({ call, with: {}, human: [] });
    expect(disorder([step("iam:UpdateAccessKey"), step("iam:CreateAccessKey")])).toHaveLength(1);
  });
});
