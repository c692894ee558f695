import { higher } from "../../evaluate/index.ts";
import { type CheckedRule, type ExplainContext, type TruthName, walkCondition } from "../../language/index.ts";

/**
 * What a rule makes of the resource or record that the walk stands at, in one word; with its severity where that was asked for and there is one.
 * The tables of the language: `applies` before `require`, `match` before `unless`, the highest `raise` that holds or could hold.
 */
export function outcomeOf(walk: ExplainContext, rule: CheckedRule, withSeverity: boolean): string {
  const status = statusOf(walk, rule);
  const isOpen = status === "fail" || status === "finding" || status === "unknown";
  return withSeverity && isOpen ? `${status} ${severityOf(walk, rule)}` : status;
}

function statusOf(walk: ExplainContext, { body }: CheckedRule): string {
  const truth = (condition: Parameters<typeof walkCondition>[1] | null, none: TruthName): TruthName =>
    condition ? walkCondition(walk, condition).truth : none;
  if (body.kind === "event") {
    const matched = truth(body.match, "false");
    if (matched === "false") return "no-match";
    const excused = truth(body.unless, "false");
    if (excused === "true") return "excused";
    return matched === "true" && excused === "false" ? "finding" : "unknown";
  }
  const applied = truth(body.applies, "true");
  if (applied === "false") return "not-applicable";
  const held = body.kind === "state" ? truth(body.require, "true") : "unknown";
  return applied === "unknown" || held === "unknown" ? "unknown" : held === "true" ? "pass" : "fail";
}

function severityOf(walk: ExplainContext, rule: CheckedRule): string {
  let { severity } = rule;
  for (const { when, to } of rule.raise) if (walkCondition(walk, when).truth !== "false") severity = higher(severity, to);
  return severity;
}
