import { remediate } from "../engine/index.ts";
import type { ReeveDocument, Result } from "../schemas/index.ts";
import type { Chosen } from "./selection/choose.ts";

/** First step of a finding's cure, filled in; the rest, what other findings ask of the same call included, is for `reeve remediate`. */
export function cureOf(document: ReeveDocument, chosen: Pick<Chosen, "rules" | "params">): (result: Result) => string | null {
  const rules = new Map(chosen.rules.map((rule) => [rule.id, rule]));
  return (result) => {
    const rule = rules.get(result.rule);
    if (!rule?.remediation) return null;
    const { parts } = remediate(rule, result, document, { rules: [], results: [], params: chosen.params });
    for (const part of parts) {
      const [first] = part.console;
      if (first !== undefined) return part.console.length > 1 ? `${first} …` : first;
      const step = part.steps.find(({ status }) => status === "ready");
      if (step) return step.human ?? step.call;
    }
    return null;
  };
}
