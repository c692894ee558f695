import type { ReeveDocument, Result } from "../../../schemas/index.ts";
import { type CheckedRule, type Condition, compiler, conditionsOf, lower, TRUE, UNKNOWN } from "../../language/index.ts";
import { derive } from "../derive/index.ts";
import { type EvaluationTargets, evaluationTargets } from "../evaluation-targets.ts";
import type { RefusedDocument } from "../judge.ts";
import type { EvaluateOptions } from "../options.ts";
import { unusableParams } from "../params.ts";
import { scopeOf } from "../prepare.ts";
import { type Tape, withTape } from "../tape.ts";
import { linked } from "./linked.ts";
import { ownOperations, type Referee } from "./referee.ts";

/** One condition of a rule about which the two evaluators disagree. */
export interface Disagreement {
  rule: string;
  /** `require`, `match`, `raise 1`. */
  condition: string;
  resource: Result["resource"];
  /** Event id; null for resources. */
  occurrence: string | null;
  reeve: boolean;
  jsonLogic: boolean;
}

export interface CrossCheck {
  /** Conditions that json-logic-js can compute, and those that it cannot: they look up, reach out of an iteration, or read the state before an event. */
  conditions: number;
  outside: number;
  /** Evaluations of one condition for one resource or record on which both agree; where Reeve says unknown there is nothing to compare. */
  confirmed: number;
  unknown: number;
  disagreements: Disagreement[];
}

/** The first disagreements are enough to find the fault. */
const MAX_DISAGREEMENTS = 20;

/**
 * Evaluates every condition of the rules a second time with json-logic-js, for every resource and record. Pure: the library is given.
 * Refused is what `judge` refuses.
 */
export function crossCheck(
  given: ReeveDocument,
  tape: Tape,
  rules: readonly CheckedRule[],
  options: EvaluateOptions,
  referee: Referee,
): { ok: true; crossCheck: CrossCheck } | RefusedDocument {
  const document = derive(withTape(given, tape), undefined, options.stated);
  const dataOf = linked(document);
  let clockMs = 0;
  for (const [name, operation] of Object.entries(ownOperations(() => clockMs))) referee.add_operation(name, operation);
  const outcome: CrossCheck = { conditions: 0, outside: 0, confirmed: 0, unknown: 0, disagreements: [] };
  const known = new Map<string, EvaluationTargets>();
  const off = new Set((options.off ?? []).map(({ rule }) => rule));
  for (const rule of rules) {
    const { resource: kind } = rule;
    const scope = scopeOf(rule, options);
    if (off.has(rule.id) || unusableParams(rule, scope.params)) continue;
    const found = known.has(kind) ? null : evaluationTargets(document, kind);
    if (found && !found.ok) return found;
    const targets = found?.stands ?? known.get(kind);
    if (!targets) continue;
    known.set(kind, targets);
    const made = compiler(scope);
    const pairs = namedConditions(rule).flatMap(([name, condition]) => {
      const lowered = lower(scope, kind, condition);
      if (!lowered.inFragment) outcome.outside += 1;
      return lowered.inFragment ? [{ name, holds: made.condition(condition), logic: lowered.logic }] : [];
    });
    outcome.conditions += pairs.length;
    if (pairs.length === 0) continue;
    for (const { frame, resource, occurrence } of targets.each()) {
      clockMs = frame.clockMs;
      const data = dataOf(kind, frame.resource);
      const lets = new Array<undefined>(made.letSlots()).fill(undefined);
      for (const { name, holds, logic } of pairs) {
        const truth = holds({ ...frame, items: [], lets });
        if (truth === UNKNOWN) {
          outcome.unknown += 1;
          continue;
        }
        const [reeve, jsonLogic] = [truth === TRUE, referee.apply(logic as never, data) === true];
        if (reeve === jsonLogic) outcome.confirmed += 1;
        else if (outcome.disagreements.length < MAX_DISAGREEMENTS)
          outcome.disagreements.push({ rule: rule.id, condition: name, resource, occurrence, reeve, jsonLogic });
      }
    }
  }
  return { ok: true, crossCheck: outcome };
}

const namedConditions = (rule: CheckedRule): [string, Condition][] => [
  ...conditionsOf(rule),
  ...rule.raise.map(({ when }, at): [string, Condition] => [`raise ${at + 1}`, when]),
];
