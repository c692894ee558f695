import { plural } from "../../../../schemas/index.ts";
import { scopeOf } from "../../../evaluate/index.ts";
import { type CheckedRule, type Demand, meetsDemand, type ParamValue, SEVERITIES, type Severity } from "../../../language/index.ts";
import type { Selection } from "../../selection.ts";
import { type Weakening, weakeningPrint } from "./weakening.ts";

/** A rule before and after an edit. */
export interface KeptRule {
  was: CheckedRule;
  is: CheckedRule;
  pack: string | null;
  severity: Severity;
}

interface ChangedParameter {
  rule: string;
  pack: string | null;
  severity: Severity;
  name: string;
  from: ParamValue;
  to: ParamValue | undefined;
  isWeaker: boolean;
}

/**
 * Parameters in force that an edit makes weaker, or other where no control of the rule says which way is weaker. What is stricter is not among them. One that
 * changes alike for several rules of a pack, as where the pack sets it, is one.
 */
export function changedParameters(rules: readonly KeptRule[], was: Selection, is: Selection): Weakening[] {
  const groups = new Map<string, ChangedParameter[]>();
  for (const changed of rules.flatMap((rule) => changesOf(rule, was, is))) {
    const key = JSON.stringify([changed.pack, changed.name, changed.from, changed.to ?? null, changed.isWeaker]);
    groups.set(key, [...(groups.get(key) ?? []), changed]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { pack, name, from, to, isWeaker } = first;
    const single = group.length === 1 ? first.rule : null;
    const whose = single === null ? `${plural(group.length, "rule")} of pack ${pack ?? "-"}` : `rule ${single}`;
    const text = `parameter ${name} of ${whose} is ${valueText(to)} in place of ${valueText(from)}${isWeaker ? ", which is weaker" : ""}`;
    const severity = SEVERITIES.find((each) => group.some((one) => one.severity === each)) ?? first.severity;
    const what = [name, from, to ?? null, group.map(({ rule }) => rule).sort()];
    return [{ code: "parameter", rule: single, pack, severity, text, file: null, fingerprint: weakeningPrint("parameter", single, what) }];
  });
}

function changesOf({ was: rule, is: later, pack, severity }: KeptRule, was: Selection, is: Selection): ChangedParameter[] {
  const [before, after] = [scopeOf(rule, { params: was.params }).params, scopeOf(later, { params: is.params }).params];
  return rule.params.flatMap(({ name }): ChangedParameter[] => {
    const [from, to] = [before[name], after[name]];
    if (from === undefined || from === null || JSON.stringify(from) === JSON.stringify(to)) return [];
    const ways = (rule.controlTerms ?? [])
      .flatMap(({ when }) => when.filter(({ param }) => param === name))
      .map((demand) => wayOf(demand, from, to ?? undefined));
    if (ways.length > 0 && ways.every((way) => way === "stricter")) return [];
    return [{ rule: rule.id, pack, severity, name, from, to: to ?? undefined, isWeaker: ways.length > 0 && ways.every((way) => way === "weaker") }];
  });
}

/** Which way a value moved by what a control demands: the old value stands for the demand. */
function wayOf({ param, operator }: Demand, from: ParamValue, to: ParamValue | undefined): "weaker" | "stricter" | "other" {
  if (operator === "is") return "other";
  const bound: Demand["operator"] = operator === "<" ? "<=" : operator === ">" ? ">=" : operator;
  if (meetsDemand({ param, operator: bound, value: from }, to)) return "stricter";
  return to !== undefined && !meetsDemand({ param, operator: bound, value: to }, from) ? "other" : "weaker";
}

const valueText = (value: ParamValue | undefined): string => (value === undefined ? "not set" : Array.isArray(value) ? `[${value.join(", ")}]` : String(value));
