import type { ReeveDocument, Result } from "../../schemas/index.ts";
import type { CheckedRule } from "../language/index.ts";
import type { RemediationContext } from "./context.ts";
import { remediate } from "./remediate.ts";

/**
 * For a finding the first step of its remediation, filled in; null where there is none. The rest, and what other findings need of the same call, is for
 * `remediate`.
 */
export function firstStepBy(
  document: ReeveDocument,
  { rules, params }: Required<Pick<RemediationContext, "rules" | "params">>,
): (result: Result) => string | null {
  const byId = new Map<string, CheckedRule>(rules.map((rule) => [rule.id, rule]));
  return (result) => {
    const rule = byId.get(result.rule);
    if (!rule?.remediation) return null;
    const { parts } = remediate(rule, result, document, { rules: [], results: [], params });
    for (const part of parts) {
      const [first] = part.console;
      if (first !== undefined) return part.console.length > 1 ? `${first} …` : first;
      const step = part.steps.find(({ status }) => status === "ready");
      if (step) return step.human ?? step.call;
    }
    return null;
  };
}
