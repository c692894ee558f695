/** Words of which one says the opposite of the other, in lower case. */
const OPPOSITES: readonly (readonly [string, string])[] = [
  ["active", "inactive"],
  ["allow", "deny"],
  ["allowed", "denied"],
  ["any", "none"],
  ["attach", "detach"],
  ["enable", "disable"],
  ["encrypted", "unencrypted"],
  ["include", "exclude"],
  ["internal", "external"],
  ["match", "unless"],
  ["max", "min"],
  ["older", "newer"],
  ["before", "after"],
  ["public", "private"],
  ["require", "match"],
  ["success", "denied"],
  ["success", "fail"],
  ["true", "false"],
];

/** `isNot`, `notIn`, `noMfa`, `isnt`, `without…`. */
const NEGATED =
  /^(?:not|no(?![a-z])|no(?=_|-)|non(?![a-z])|none|never|without)|(?:^|[a-z])(?:Not|No|Without)(?![a-z])|_not?_|^(?:is|in|are|has|does)_?[nN][oO']?t/;

/**
 * Whether one name says the opposite of the other, so that a correction of one to the other would turn the meaning of a text round: `isNot` and `is`,
 * `inactive` and `active`, `any` and `none`. One edit between long names is a slip of the keyboard: `ntoGlob` is `notGlob`.
 */
export function turnsRound(name: string, other: string, edits = Number.POSITIVE_INFINITY): boolean {
  if (name.toLowerCase() === `n${other.toLowerCase()}` || other.toLowerCase() === `n${name.toLowerCase()}`) return true;
  const isOneSlip = edits <= 1 && name.length >= MIN_MISTYPED;
  if (NEGATED.test(name) !== NEGATED.test(other) && !isOneSlip) return true;
  const [one, two] = [name.toLowerCase(), other.toLowerCase()];
  return OPPOSITES.some(([here, there]) => sideOf(one, here, there) * sideOf(two, here, there) < 0);
}

const MIN_MISTYPED = 5;

/** 1 where a name holds the first word, -1 where it holds the second, 0 where it holds neither. */
function sideOf(name: string, here: string, there: string): number {
  const longer = here.length > there.length ? here : there;
  const shorter = longer === here ? there : here;
  const found = holds(name, longer) ? longer : holds(name, shorter) ? shorter : null;
  return found === null ? 0 : found === here ? 1 : -1;
}

/** Short words count only where they are the whole name. */
const holds = (name: string, word: string): boolean => (word.length <= 3 && word !== "max" && word !== "min" ? name === word : name.includes(word));
