import { type CompactStatement, UNKNOWN_READING } from "./compact-statement.ts";
import { arePatternsApart, isPatternWithin } from "./pattern-within.ts";

/** `open`: it depends on the Version of a policy, which is not known on one side. */
export type AllowsNoMore = "yes" | "no" | "open";

/**
 * Whether a statement certainly allows no more than an earlier one: an Allow of no more requests, a Deny of no fewer. `no` where that is not certain.
 * Sources: IAM User Guide, "Conditions with multiple context keys or values" (all conditions must hold; of the values of one any, and of a negated one none);
 * "IAM JSON policy elements: NotAction" and "NotResource" (all but those listed).
 */
export function allowsNoMore(is: CompactStatement, was: CompactStatement): AllowsNoMore {
  if (is.effect !== was.effect) return "no";
  if (!(is.effect === "Allow" ? isWithin(is, was) : isWithin(was, is))) return "no";
  if (is.reading === undefined || was.reading === undefined || is.reading === was.reading) return "yes";
  return is.reading === UNKNOWN_READING || was.reading === UNKNOWN_READING ? "open" : "no";
}

/** Whether each request that one statement is about the other is about too. */
function isWithin(narrow: CompactStatement, wide: CompactStatement): boolean {
  return (
    isListWithin([narrow.actions, narrow.notActions], [wide.actions, wide.notActions], isPatternWithin, arePatternsApart) &&
    isListWithin([narrow.resources, narrow.notResources], [wide.resources, wide.notResources], isPatternWithin, arePatternsApart) &&
    isListWithin([narrow.principals, narrow.notPrincipals], [wide.principals, wide.notPrincipals], isPrincipalWithin, () => false) &&
    (wide.conditions ?? []).every((condition) => (narrow.conditions ?? []).some((other) => impliesCondition(other, condition)))
  );
}

/** What is named, or all but what is left out; all where neither is there. */
type Named = readonly [of: readonly string[] | undefined, not: readonly string[] | undefined];

type Test = (one: string, other: string) => boolean;

function isListWithin([of, not = []]: Named, [wideOf, wideNot = []]: Named, within: Test, apart: Test): boolean {
  if (wideOf) return of ? of.every((each) => wideOf.some((wide) => within(each, wide))) : wideOf.some((wide) => /^\*+$/.test(wide));
  return wideNot.every((left) => (of ? of.every((each) => apart(each, left)) : not.some((other) => within(left, other))));
}

/** Everyone of AWS holds every principal of that type, and an account all of its own. */
function isPrincipalWithin(narrow: string, wide: string): boolean {
  if (narrow === wide || (wide === "AWS *" && narrow.startsWith("AWS "))) return true;
  const account = /^AWS arn:aws:iam::(\d{12}):root$/.exec(wide)?.[1];
  return account !== undefined && new RegExp(`^AWS arn:[^:]+:(iam|sts)::${account}:`).test(narrow);
}

type Condition = NonNullable<CompactStatement["conditions"]>[number];

/** Whether one condition holds only where the other does. A test that is passed without the key is the weaker one. */
function impliesCondition(one: Condition, other: Condition): boolean {
  const [operator, weaker] = [one.operator.toLowerCase(), other.operator.toLowerCase()];
  if (one.key !== other.key || (operator !== weaker && `${operator}ifexists` !== weaker)) return false;
  const holdsAll = (list: readonly string[], of: readonly string[]): boolean => of.every((value) => list.includes(value));
  const [isFewer, isMore] = [holdsAll(other.values, one.values), holdsAll(one.values, other.values)];
  if (!operator.includes("not")) return isFewer;
  return operator.includes(":") ? isFewer && isMore : isMore;
}
