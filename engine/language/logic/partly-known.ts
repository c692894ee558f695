import { isUnknownMark, knownLength, possibleMembers, type UnknownMark } from "../../../document/index.ts";
import { surelyDiffers, type TextBeginning } from "../condition/glob-prefix.ts";
import { type Truth, truthOf, UNKNOWN } from "../condition/truth.ts";
import type { ComparisonMatcher } from "../matchers/descriptor.ts";
import { positiveOf } from "../matchers/registry.ts";
import { onInterval, turningPoints } from "./quantity.ts";

/**
 * The answer of a comparison one side of which is not known, or is a list with members that are not known: decided where every value that the mark
 * leaves possible gives the same.
 */
export function compareUnknown(comparison: ComparisonMatcher, value: unknown, operand: unknown, clockMs: number): Truth {
  if (isUnknownMark(operand)) return UNKNOWN;
  if (isUnknownMark(value)) return hasUnknown(operand) ? UNKNOWN : ofMark(comparison, value, operand, clockMs);
  const holds = comparison.holds(value, operand, clockMs);
  const { openListSide, openDecides } = comparison;
  if (holds === openDecides) return truthOf(holds);
  const [list, sought] = openListSide === "subject" ? [value, operand] : [operand, value];
  const possible = Array.isArray(list) ? possibleMembers(list) : null;
  if (!Array.isArray(list) || possible === null) return UNKNOWN;
  // More members bring a list nearer to what decides it, never away from it.
  const most: unknown[] = [...list.slice(0, knownLength(list)), ...possible];
  const [left, right] = openListSide === "subject" ? [most, operand] : [value, most];
  if (possible.length > 0 && comparison.holds(left, right, clockMs) !== holds) return UNKNOWN;
  return most.every((member) => !isUnknownMark(member) || isAnother(member, sought)) ? truthOf(holds) : UNKNOWN;
}

const hasUnknown = (operand: unknown): boolean => Array.isArray(operand) && operand.some(isUnknownMark);

/** Of one value that is not known, and a known operand. */
function ofMark(comparison: ComparisonMatcher, mark: UnknownMark, operand: unknown, clockMs: number): Truth {
  const { atLeast, atMost = Number.POSITIVE_INFINITY } = mark;
  if (atLeast !== undefined) return onInterval(atLeast, atMost, turningPoints([operand]), (number) => truthOf(comparison.holds(number, operand, clockMs)));
  const beginning = beginningOf(mark);
  const { comparison: positive, negated } = positiveOf(comparison);
  const holds = beginning === null ? null : (positive.onBeginning?.(beginning, operand) ?? null);
  return holds === null ? UNKNOWN : truthOf(holds !== negated);
}

/** What a mark says of a text; null where it says nothing. */
const beginningOf = ({ startsWith, restWithout = "" }: UnknownMark): TextBeginning | null => (startsWith === undefined ? null : { startsWith, restWithout });

function isAnother(mark: UnknownMark, other: unknown): boolean {
  const beginning = beginningOf(mark);
  return beginning !== null && !isUnknownMark(other) && surelyDiffers(beginning, other);
}

/** Whether a text that only a mark stands for could be this one, letter case apart. */
export function mayBeText(mark: UnknownMark, text: string): boolean {
  const { startsWith, restWithout } = beginningOf(mark) ?? { startsWith: "", restWithout: "" };
  return !surelyDiffers({ startsWith: startsWith.toLowerCase(), restWithout: restWithout.toLowerCase() }, text.toLowerCase());
}
