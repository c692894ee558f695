import { isUnknown, type ReeveDocument } from "../../schemas/index.ts";
import { judge, tapeOf } from "../evaluate/index.ts";
import { type CheckedRule, sourcesRead } from "../language/index.ts";
import type { PlannedAccount } from "./accounts.ts";
import { evaluateOptions, type Selection } from "./selection.ts";

/** Whether a rule is on the account itself, or on its root user. */
export const isOfAccount = ({ resource }: CheckedRule): boolean => resource === "account" || resource === "root";

/** Whether a rule reads one of these fields, as `trail.isLogging`. */
export function reads(rule: CheckedRule, fields: readonly string[]): boolean {
  if (fields.length === 0) return false;
  const read = new Set(sourcesRead([rule]));
  return fields.some((field) => read.has(field));
}

/**
 * The account with no other trails than those that a plan without a snapshot shows, where by these the plan takes away what a rule on the account wants:
 * another trail may record it too, and none was shown. Else the account as it is.
 */
export function withShownTrails(account: PlannedAccount, selection: Selection): PlannedAccount {
  const { before, after, withoutSnapshot, reducedFields } = account;
  if (!withoutSnapshot) return account;
  const rules = selection.rules.filter((rule) => isOfAccount(rule) && reads(rule, reducedFields));
  if (rules.length === 0) return account;
  const shown = { before: shownIn(before), after: shownIn(after) };
  const earlier = failing(shown.before, rules, selection);
  return [...failing(shown.after, rules, selection)].some((rule) => !earlier.has(rule)) ? { ...account, ...shown } : account;
}

const shownIn = (document: ReeveDocument): ReeveDocument => ({
  ...document,
  trails: isUnknown(document.trails) ? [] : document.trails.filter((trail) => !isUnknown(trail)),
});

function failing(document: ReeveDocument, rules: readonly CheckedRule[], selection: Selection): Set<string> {
  const judged = judge(document, tapeOf(document), rules, { ...evaluateOptions(selection, rules), listed: ["fail"], documentHash: false });
  return new Set(judged.ok ? judged.results.results.map(({ rule }) => rule) : []);
}
