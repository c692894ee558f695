import type { ReeveDocument } from "../../../schemas/index.ts";
import { derive, type EvaluateOptions, outcomeOf, type ResultPlace, walkAt } from "../../evaluate/index.ts";
import { type CheckedRule, type Condition, walkCondition } from "../../language/index.ts";
import type { Fix, ValueChange } from "./change.ts";
import { edited } from "./copy.ts";
import { fixesFor } from "./search.ts";

/** What a finding would be instead. */
export type WantedOutcome = "pass" | "not-applicable" | "excused" | "no-match";

/** The least change that would turn a finding. */
export interface Turn {
  to: WantedOutcome;
  changes: ValueChange[];
  /** A copy of the document with these values was judged, and it is so. Otherwise it follows from the condition alone. */
  verified: boolean;
  /** How much is asked: a value of the resource's own counts 1, those of others and facts of a record more. */
  cost: number;
}

interface Goal {
  to: WantedOutcome;
  condition: Condition;
  want: boolean;
}

/**
 * For each way in which a finding would be none, the least change of the resource that brings it about: the fewest values, the resource's own before
 * those of others, never its ARN, name or id. Empty for other results, and where nobody can say.
 */
export function smallestChanges(given: ReeveDocument, rule: CheckedRule, place: ResultPlace, options: EvaluateOptions = {}): Turn[] {
  const document = derive(given);
  const walk = walkAt(document, rule, place, options);
  if (!walk || !isFinding(outcomeOf(walk, rule))) return [];
  const turns = goalsOf(rule).flatMap((goal) => {
    const plans = fixesFor({ walk, owned: [] }, goal.condition, walkCondition(walk, goal.condition), goal.want);
    return turnOf(document, rule, place, options, goal, plans);
  });
  return turns.sort((left, right) => Number(right.verified) - Number(left.verified) || left.cost - right.cost);
}

const isFinding = (outcome: string): boolean => outcome === "fail" || outcome === "finding";

function goalsOf({ body }: CheckedRule): Goal[] {
  switch (body.kind) {
    case "state":
      return [
        { to: "pass", condition: body.require, want: true },
        ...(body.applies ? [{ to: "not-applicable" as const, condition: body.applies, want: false }] : []),
      ];
    case "event":
      return [...(body.unless ? [{ to: "excused" as const, condition: body.unless, want: true }] : []), { to: "no-match", condition: body.match, want: false }];
    case "manual":
      return [];
  }
}

/** The first plan that holds when tried; else the best that cannot be tried. A plan that was tried and did not hold is dropped. */
function turnOf(document: ReeveDocument, rule: CheckedRule, place: ResultPlace, options: EvaluateOptions, { to }: Goal, plans: readonly Fix[]): Turn[] {
  let best: Fix | null = null;
  for (const plan of plans) {
    const edits = plan.changes.flatMap(({ edit }) => (edit ? [edit] : []));
    if (edits.length < plan.changes.length) {
      best ??= plan;
      continue;
    }
    const walk = walkAt(edited(document, edits), rule, place, { ...options, stated: "kept" });
    if (walk && outcomeOf(walk, rule) === to && (best === null || plan.cost <= best.cost + 1))
      return [{ to, changes: plan.changes, verified: true, cost: plan.cost }];
  }
  return best ? [{ to, changes: best.changes, verified: false, cost: best.cost }] : [];
}
