import type { Condition } from "../condition/ast.ts";
import type { CheckedRule, ParamValue } from "../rule.ts";
import { lower } from "./lower.ts";
import type { Scope } from "./scope.ts";

type Values = Readonly<Record<string, ParamValue>>;

/** The JsonLogic that each condition of a rule lowers to, its parameters inlined (defaults where `values` has none). */
export function ruleLogic(rule: CheckedRule, values: Values = {}): Record<string, unknown> {
  const scope = scopeOf(rule, values);
  const logic = (condition: Condition): unknown => lower(scope, rule.resource, condition).logic;
  const conditions = conditionsOf(rule).map(([name, condition]) => [name, logic(condition)]);
  const raise = rule.raise.map(({ when, to }) => ({ when: logic(when), to }));
  return { ...Object.fromEntries(conditions), ...(raise.length > 0 ? { raise } : {}) };
}

/** What keeps the logic of a rule from meaning elsewhere what it means here. */
export interface LogicLimits {
  /** Conditions that read what json-logic-js cannot: a lookup, the state before an event, a path from an element outward. It would read null. */
  outside: string[];
  /** Parameters without a value: null stands for each. */
  unset: string[];
}

export function ruleLogicLimits(rule: CheckedRule, values: Values = {}): LogicLimits {
  const scope = scopeOf(rule, values);
  const isOutside = (condition: Condition): boolean => !lower(scope, rule.resource, condition).inFragment;
  const conditions = conditionsOf(rule).flatMap(([name, condition]) => (isOutside(condition) ? [name] : []));
  const raises = rule.raise.some(({ when }) => isOutside(when)) ? ["raise"] : [];
  return { outside: [...conditions, ...raises], unset: rule.params.map(({ name }) => name).filter((name) => scope.params[name] === undefined) };
}

function scopeOf(rule: CheckedRule, values: Values): Scope {
  return {
    params: Object.fromEntries(rule.params.map((spec) => [spec.name, Object.hasOwn(values, spec.name) ? values[spec.name] : spec.default])),
    lets: rule.lets,
  };
}

/** The conditions of a rule by their names, without those of `raise`. */
export function conditionsOf({ body }: CheckedRule): [string, Condition][] {
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
  return named.flatMap(([name, condition]) => (condition ? [[name, condition]] : []));
}
