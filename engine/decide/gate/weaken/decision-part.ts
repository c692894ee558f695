import type { CheckedRule, Condition } from "../../../language/index.ts";

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

function bodyPart({ body: was }: CheckedRule, { body: is }: CheckedRule): string | null {
  if (was.kind === "state" && is.kind === "state") {
    const parts = [scopePart("applies", was.applies, is.applies), requirePart(was.require, is.require)];
    return joined(parts);
  }
  if (was.kind === "event" && is.kind === "event") return joined([scopePart("match", was.match, is.match), unlessPart(was.unless, is.unless)]);
  if (was.kind === "manual" && is.kind === "manual")
    return joined([was.question === is.question ? null : "its question is changed", scopePart("applies", was.applies, is.applies)]);
  return null;
}

const joined = (parts: readonly (string | null)[]): string | null => parts.filter((part) => part !== null).join(", ") || null;

/** What a rule looks at: less is looser. */
function scopePart(name: string, was: Condition | null, is: Condition | null): string | null {
  if (is === null || (was !== null && implies(was, is))) return null;
  if (was === null) return `\`${name}\` is added`;
  return implies(is, was) ? `\`${name}\` is narrower` : `\`${name}\` is changed`;
}

function requirePart(was: Condition, is: Condition): string | null {
  if (implies(is, was)) return null;
  return implies(was, is) ? "`require` demands less" : "`require` is changed";
}

/** What excuses: more is looser. */
function unlessPart(was: Condition | null, is: Condition | null): string | null {
  if (is === null || (was !== null && implies(is, was))) return null;
  if (was === null) return "`unless` is added";
  return implies(was, is) ? "`unless` excuses more" : "`unless` is changed";
}

/** Whether one condition plainly holds only where the other does: it says that and more, or fewer of the same alternatives. False where that is not plain. */
function implies(one: Condition, other: Condition): boolean {
  const isWithin = (few: readonly string[], many: readonly string[]): boolean => few.every((each) => many.includes(each));
  return isWithin(membersOf("and", other), membersOf("and", one)) || isWithin(membersOf("or", one), membersOf("or", other));
}

const membersOf = (kind: "and" | "or", condition: Condition): string[] =>
  condition.kind === kind ? condition.conditions.flatMap((each) => membersOf(kind, each)) : [textOf(condition)];

/** Conditions carry their places in the file, which decide nothing. */
const textOf = (value: unknown): string => JSON.stringify(value, (name, each) => (name === "at" ? undefined : each));
