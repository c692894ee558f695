import { describe, expect, it } from "vitest";
import { readySteps } from "../../../engine/remediate/outline.ts";
import { remediate } from "../../../engine/remediate/remediate.ts";
import type { document, ReeveDocument } from "../../../schemas/index.ts";
import { type Finding, findingsOf } from "./findings.ts";
import { plain } from "./samples.ts";
import { shippedRules } from "./shipped.ts";

const RULES = shippedRules();
const RULE = RULES.find(({ id }) => id === "guardrail-absent")!;
const LIMITS = "arn:aws:iam::111122223333:policy/guardrails/limits";
const MORE = "arn:aws:iam::111122223333:policy/guardrails/more";

/** The role b holds no guardrail, and the account has one: limits. */
const FOUND: Finding = findingsOf(RULE).find(({ document }) => JSON.stringify(document.roles).includes("/app/"))!;

/** The step that attaches a guardrail to the role, with other policies in the account. */
function attaching(change: (policies: document.Policy[]) => unknown[], params: Record<string, unknown> = {}) {
  const { document: from, result, results } = FOUND;
  const changed = { ...from, policies: change(structuredClone(from.policies) as document.Policy[]) } as ReeveDocument;
  const given = { ...FOUND.params, ...params } as typeof FOUND.params;
  const plan = remediate(RULE, result, changed, { rules: RULES, results, params: given });
  const step = readySteps(plan.parts).find(({ call }) => call === "iam:AttachRolePolicy");
  return { with: step && plain(step.with), supply: step?.supply, explained: step?.explained?.["guardrail-arn"] ?? Object.values(step?.explained ?? {})[0] };
}

const named = (policies: document.Policy[], arn: string): document.Policy => ({ ...policies[0]!, arn, name: arn.split("/").at(-1)!, id: "ANPAMORE" });

describe("the guardrail to attach", () => {
  it("is filled in where the account has one", () => {
    const { with: parameters, supply } = attaching((policies) => policies);
    expect(parameters).toEqual({ RoleName: "b", PolicyArn: LIMITS });
    expect(supply).toEqual([]);
  });

  it("is asked for where the account has several, and they are named", () => {
    const { supply, explained } = attaching((policies) => [...policies, named(policies, MORE)]);
    expect(supply?.length).toBe(1);
    expect(explained).toContain(LIMITS);
    expect(explained).toContain(MORE);
  });

  it("is asked for where there may be others", () => {
    const { supply, explained } = attaching((policies) => [...policies, { $unknown: "g1" }]);
    expect(supply?.length).toBe(1);
    expect(explained).toContain(LIMITS);
  });

  it("is asked for where the account has none that the parameters name", () => {
    const { supply, explained } = attaching((policies) => [named(policies, "arn:aws:iam::111122223333:policy/other")]);
    expect(supply?.length).toBe(1);
    expect(explained).not.toContain("policy/other");
  });
});
