import type { PlanProblem } from "../../schemas/index.ts";
import { lostDenials } from "../changes/index.ts";
import { readsList } from "../evaluate/index.ts";
import { sourcesRead } from "../language/index.ts";
import type { PlannedAccount } from "./accounts.ts";
import { isEventRule, type Selection } from "./selection.ts";
import { isOfAccount } from "./shown-trails.ts";

/**
 * What a plan without a snapshot takes away that denies something: whether a guardrail is missing then is for rules that need the whole account, and they are
 * not evaluated. None where no rule of these reads policies.
 */
export function denialsNotJudged({ withoutSnapshot, plans }: PlannedAccount, { rules }: Selection): PlanProblem[] {
  if (!withoutSnapshot) return [];
  const [left] = rules.filter((rule) => !isEventRule(rule) && (isOfAccount(rule) || readsList(rule)) && sourcesRead([rule]).some(isOfPolicy));
  if (!left) return [];
  return lostDenials(plans).map(({ address, what }) => ({
    code: "denial-lost",
    address,
    message: `${address} takes away ${what}, and rules such as ${left.id} need the whole account to judge that. Give its snapshot with --snapshot.`,
  }));
}

const isOfPolicy = (source: string): boolean => source.startsWith("policy.");
