import type { CheckedRule, ParamValue } from "../rule.ts";
import type { Condition } from "./ast.ts";
import { lower } from "./lower.ts";
import type { Scope } from "./scope.ts";

/** The JsonLogic that each condition of a rule lowers to, its parameters inlined (defaults where `values` has none). */
export function ruleLogic(rule: CheckedRule, values: Readonly<Record<string, ParamValue>> = {}): Record<string, unknown> {
  const params = Object.fromEntries(rule.params.map((spec) => [spec.name, Object.hasOwn(values, spec.name) ? values[spec.name] : spec.default]));
  const scope: Scope = { params, lets: rule.lets };
  const logic = (condition: Condition): unknown => lower(scope, rule.resource, condition).logic;
  const { body } = rule;
  const named: [string, Condition | null][] =
    body.kind === "event"
      ? [
          ["match", body.match],
          ["unless", body.unless],
        ]
      : [
          ["applies", body.applies],
          ["require", body.kind === "state" ? body.require : null],
        ];
  const conditions = named.flatMap(([name, condition]) => (condition ? [[name, logic(condition)]] : []));
  const raise = rule.raise.map(({ when, to }) => ({ when: logic(when), to }));
  return { ...Object.fromEntries(conditions), ...(raise.length > 0 ? { raise } : {}) };
}
