import type { StringFormatName } from "../../../schemas/index.ts";
import { mayMeet } from "../condition/automaton.ts";
import type { TextType } from "../rule.ts";
import { automatonInUse } from "./format-automata.ts";
import { isUnion, textFault } from "./text-form.ts";

/** Whether no text is of both types. */
export function formsApart(one: TextType, other: TextType): boolean {
  const hasNoneOf = (values: readonly string[], type: TextType): boolean => values.every((value) => textFault(type, "value", value, false)?.kind === "never");
  if (one.enum && !isUnion(one)) return hasNoneOf(one.enum, other);
  if (other.enum && !isUnion(other)) return formsApart(other, one);
  if (one.format === undefined || other.format === undefined || one.format === other.format || !areFormatsApart(one.format, other.format)) return false;
  return hasNoneOf(one.enum ?? [], other) && hasNoneOf(other.enum ?? [], one);
}

/** Whether AWS gives out no text that has both forms. */
function areFormatsApart(one: StringFormatName, other: StringFormatName): boolean {
  const pair = [one, other].sort().join(" ");
  const known = apart.get(pair);
  if (known !== undefined) return known;
  const [left, right] = [automatonInUse(one), automatonInUse(other)];
  const answer = LIKE_EACH_OTHER.has(pair) || (left !== null && right !== null && !mayMeet(left, right));
  apart.set(pair, answer);
  return answer;
}

/** Formats whose patterns meet, though none of the one is known to be of the other: a code of a Region names no service. */
const LIKE_EACH_OTHER: ReadonlySet<string> = new Set(["region service-namespace"]);

const apart = new Map<string, boolean>();
