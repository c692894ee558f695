import { asJunction, type CheckedRule, type Condition, type ConditionOfRule, conditionImplies } from "../../../language/index.ts";

/** What an edit changes of what a rule decides by, and may enforce less by: a phrase each, such as `unless is added`. Empty where it is only stricter. */
export function loosenedParts(was: CheckedRule, is: CheckedRule): string[] {
  const parts: (string | null)[] = [
    was.resource === is.resource && was.body.kind === is.body.kind ? bodyPart(was, is) : `it judges ${is.resource} in place of ${was.resource}`,
    textOf(was.lets) === textOf(is.lets) ? null : "`let` is changed",
    is.raise.length >= was.raise.length && was.raise.every((each) => is.raise.some((other) => textOf(other) === textOf(each))) ? null : "`raise` is changed",
  ];
  return parts.flatMap((part) => part ?? []);
}

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
  return implies(is, was) ? `\`${name}\` is narrower` : `\`${name}\` is changed`;
}

function requirePart(was: Side, is: Side): string | null {
  if (was === null || is === null || implies(is, was)) return null;
  return implies(was, is) ? "`require` demands less" : "`require` is changed";
}

/** What excuses: more is looser. */
function unlessPart(was: Side, is: Side): string | null {
  if (is === null || (was !== null && implies(is, was))) return null;
  if (was === null) return "`unless` is added";
  return implies(was, is) ? "`unless` excuses more" : "`unless` is changed";
}

/**
 * Whether one condition holds only where the other does: it is the same text, says that and more, has fewer of the same alternatives, or its numbers, lists
 * and patterns prove it. The text of a parameter stays the same where its default changes: that is a change of the parameter. False where it is not plain.
 */
function implies(one: ConditionOfRule, other: ConditionOfRule): boolean {
  const isWithin = (few: readonly string[], many: readonly string[]): boolean => few.every((each) => many.includes(each));
  const [mine, yours] = [one.condition, other.condition];
  if (isWithin(membersOf("and", yours), membersOf("and", mine)) || isWithin(membersOf("or", mine), membersOf("or", yours))) return true;
  return conditionImplies(one, other);
}

function membersOf(kind: "and" | "or", condition: Condition): string[] {
  const junction = asJunction(condition);
  return junction?.kind === kind ? junction.conditions.flatMap((each) => membersOf(kind, each)) : [textOf(condition)];
}

/** Conditions carry their places in the file, which decide nothing. */
const textOf = (value: unknown): string => JSON.stringify(value, (name, each) => (name === "at" ? undefined : each));
