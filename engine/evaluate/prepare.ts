import type { UnknownMark } from "../../document/index.ts";
import {
  type CheckedRule,
  type CompiledCondition,
  type Compiler,
  compiler,
  type DocumentIndex,
  type EvaluationFrame,
  type ExplainContext,
  type ParamValue,
  type Resource,
  type Scope,
  SEVERITIES,
  type Severity,
  walkCondition,
} from "../language/index.ts";
import type { EvaluateOptions } from "./options.ts";
import { unusableParams } from "./params.ts";

/** A rule made ready for one document: compiled, its parameters settled. */
export interface PreparedRule {
  rule: CheckedRule;
  scope: Scope;
  severity: Severity;
  /** Why it cannot be judged at all: a parameter that is not set, or a pattern or duration that does not compile. */
  unusable: { reason: "param-not-set" | "param-invalid"; names: string[] } | null;
  /** Null stands for a condition that always holds; `decides` is `require` or `match`. */
  applies: CompiledCondition | null;
  decides: CompiledCondition | null;
  unless: CompiledCondition | null;
  raise: { when: CompiledCondition; to: Severity }[];
  letSlots: number;
}

/** What the names in a rule's conditions stand for. */
export function scopeOf(rule: CheckedRule, options: EvaluateOptions): Scope {
  const given = own(options.params, rule.id) ?? {};
  const params: Record<string, ParamValue | undefined> = Object.create(null);
  for (const spec of rule.params) params[spec.name] = own(given, spec.name) ?? spec.default;
  return { params, lets: rule.lets };
}

export function prepareRule(rule: CheckedRule, options: EvaluateOptions): PreparedRule {
  const scope = scopeOf(rule, options);
  const override = own(options.severity, rule.id);
  const base = { rule, scope, severity: override ?? rule.severity };
  const unusable = unusableParams(rule, scope.params);
  if (unusable) return { ...base, unusable, applies: null, decides: null, unless: null, raise: [], letSlots: 0 };
  const made = compiler(scope);
  const raise = override ? [] : rule.raise.map(({ when, to }) => ({ when: made.condition(when), to }));
  return { ...base, unusable: null, ...conditions(rule, made), raise, letSlots: made.letSlots() };
}

function conditions(rule: CheckedRule, made: Compiler): Pick<PreparedRule, "applies" | "decides" | "unless"> {
  const { body } = rule;
  const compiled = (condition: Parameters<Compiler["condition"]>[0] | null): CompiledCondition | null => (condition ? made.condition(condition) : null);
  switch (body.kind) {
    case "state":
      return { applies: compiled(body.applies), decides: made.condition(body.require), unless: null };
    case "event":
      return { applies: null, decides: made.condition(body.match), unless: compiled(body.unless) };
    case "manual":
      return { applies: compiled(body.applies), decides: null, unless: null };
  }
}

const own = <T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  record && Object.hasOwn(record, key) ? record[key] : undefined;

export const newFrame = (index: DocumentIndex, prepared: PreparedRule, clockMs: number): EvaluationFrame => ({
  index,
  resource: {},
  clockMs,
  stateBefore: null,
  items: [],
  lets: new Array(prepared.letSlots).fill(undefined),
});

export const higher = (left: Severity, right: Severity): Severity => (SEVERITIES.indexOf(left) <= SEVERITIES.indexOf(right) ? left : right);

/** The highest severity whose condition holds, or could hold. */
export function severityOf(prepared: PreparedRule, frame: EvaluationFrame): Severity {
  let severity = prepared.severity;
  for (const { when, to } of prepared.raise) if (when(frame) !== 0) severity = higher(severity, to);
  return severity;
}

/** The highest severity that a resource nobody has read could still get. */
export function severityUnread(prepared: PreparedRule, index: DocumentIndex, clockMs: number, mark: UnknownMark): Severity {
  const { rule, scope } = prepared;
  if (prepared.severity !== rule.severity) return prepared.severity;
  const frame: EvaluationFrame = {
    index,
    resource: mark as unknown as Resource,
    clockMs,
    stateBefore: rule.body.kind === "event" ? unknownState(mark) : null,
    items: [],
    lets: [],
  };
  const walk: ExplainContext = { frame, scope, kind: rule.resource, items: [] };
  let severity = prepared.severity;
  for (const { when, to } of rule.raise) if (walkCondition(walk, when).truth !== "false") severity = higher(severity, to);
  return severity;
}

/** A state before an event of which nothing is known. */
export const unknownState = (mark: UnknownMark): EvaluationFrame["stateBefore"] => ({
  foreign: mark,
  closed: mark,
  asOf: () => mark,
  presence: () => mark,
  listAsOf: () => mark,
});
