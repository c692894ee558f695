import { plural } from "../../../schemas/index.ts";
import type { GateReason } from "./decision.ts";

/** Plans without a snapshot: what they make is judged, and nothing else is known. */
export interface PlanOnly {
  /** Rules on the account and on whole lists, which do not follow from a plan. */
  rulesNotEvaluated: number;
  /** Types of changes that are in no list of those that cannot affect IAM or CloudTrail. */
  unreviewed: readonly string[];
  /** Every change was read, and none can affect IAM or CloudTrail. */
  affectsNothing: boolean;
}

const MAX_TYPES = 5;

/** Why nothing was decided; null where the plans have nothing to decide on, which is a decision. */
export function undecidedReason(planOnly: PlanOnly | null, problems: number): GateReason | null {
  if (planOnly?.affectsNothing && problems === 0) return null;
  const unreviewed = planOnly?.unreviewed ?? [];
  if (unreviewed.length === 0) return { code: "nothing-decided", count: 0, text: "nothing was decided" };
  const more = unreviewed.length - MAX_TYPES;
  const named = `${unreviewed.slice(0, MAX_TYPES).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  const what = `${plural(unreviewed.length, "type")} in no list of those that cannot affect IAM or CloudTrail`;
  return { code: "nothing-decided", count: unreviewed.length, text: `nothing was decided: the plan changes ${what}: ${named}` };
}
