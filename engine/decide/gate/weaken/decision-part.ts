import { type CheckedRule, type Condition, type ConditionOfRule, conditionImplies } from "../../../language/index.ts";
import { isWorse } from "../../compare/index.ts";

/**
 * What an edit changes of what a rule decides by, and may enforce less by: a phrase each, such as `unless is added`. Empty where it is only stricter. What
 * `let` names counts where it is used, in the direction of that place.
 */
export function loosenedParts(was: CheckedRule, is: CheckedRule): string[] {
  const parts: (string | null)[] = [
    was.resource === is.resource && was.body.kind === is.body.kind ? bodyPart(was, is) : `it judges ${is.resource} in place of ${was.resource}`,
    raisePart(was, is),
  ];
  return parts.flatMap((part) => part ?? []);
}

/** What makes a finding more severe: less is looser. */
function raisePart(was: CheckedRule, is: CheckedRule): string | null {
  const [earlier, later] = [raisesOf(was), raisesOf(is)];
  if (earlier.every((each) => isCovered(each, later))) return null;
  if (later.length === 0) return "`raise` is removed";
  return later.every((each) => isCovered(each, earlier)) ? "`raise` raises less" : changed("raise");
}

type Raise = { when: ConditionOfRule; to: CheckedRule["severity"] };

const raisesOf = (rule: CheckedRule): Raise[] => rule.raise.map(({ when, to }) => ({ when: { condition: when, rule }, to }));

/** Whether another raises wherever this one does, and as far. */
const isCovered = ({ when, to }: Raise, by: readonly Raise[]): boolean => by.some((other) => !isWorse(to, other.to) && implies(when, other.when));

const changed = (part: string): string => `\`${part}\` is changed, and could be weaker`;

/** What the rule decides by, without where it stands in its file. */
export const decisionText = ({ resource, lets, body, raise }: CheckedRule): string => textOf([resource, lets, body, raise]);

function bodyPart(before: CheckedRule, now: CheckedRule): string | null {
  const [was, is] = [before.body, now.body];
  const [earlier, later] = [sideOf(before), sideOf(now)];
  if (was.kind === "state" && is.kind === "state") {
    const parts = [scopePart("applies", earlier(was.applies), later(is.applies)), requirePart(earlier(was.require), later(is.require))];
    return joined(parts);
  }
  if (was.kind === "event" && is.kind === "event")
    return joined([scopePart("match", earlier(was.match), later(is.match)), unlessPart(earlier(was.unless), later(is.unless))]);
  if (was.kind === "manual" && is.kind === "manual")
    return joined([was.question === is.question ? null : "its question is changed", scopePart("applies", earlier(was.applies), later(is.applies))]);
  return null;
}

const joined = (parts: readonly (string | null)[]): string | null => parts.filter((part) => part !== null).join(", ") || null;

type Side = ConditionOfRule | null;

const sideOf =
  (rule: CheckedRule) =>
  (condition: Condition | null): Side =>
    condition && { condition, rule };

/** What a rule looks at: less is looser. */
function scopePart(name: string, was: Side, is: Side): string | null {
  if (is === null || (was !== null && implies(was, is))) return null;
  if (was === null) return `\`${name}\` is added`;
  return implies(is, was) ? `\`${name}\` is narrower` : changed(name);
}

function requirePart(was: Side, is: Side): string | null {
  if (was === null || is === null || implies(is, was)) return null;
  return implies(was, is) ? "`require` demands less" : changed("require");
}

/** What excuses: more is looser. */
function unlessPart(was: Side, is: Side): string | null {
  if (is === null || (was !== null && implies(is, was))) return null;
  if (was === null) return "`unless` is added";
  return implies(was, is) ? "`unless` excuses more" : changed("unless");
}

/**
 * Whether one condition holds only where the other does, as far as that can be proved. A parameter is the same where its name is: another default is a change
 * of the parameter.
 */
const implies = (one: ConditionOfRule, other: ConditionOfRule): boolean => conditionImplies(byName(one), byName(other));

const byName = ({ condition, rule: { lets } }: ConditionOfRule): ConditionOfRule => ({ condition, rule: { lets, params: [] } });

/** Conditions carry their places in the file, which decide nothing. */
const textOf = (value: unknown): string => JSON.stringify(value, (name, each) => (name === "at" ? undefined : each));
