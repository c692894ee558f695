import { isUnknownMark, unknownIn } from "../../../document/index.ts";
import { FALSE, TRUE, type Truth, truthOf } from "../condition/truth.ts";
import type { ComparisonMatcher } from "../matchers/descriptor.ts";
import type { CompiledCondition, CompiledOperand } from "./compiled.ts";
import { compareUnknown } from "./partly-known.ts";

type Subject = Extract<CompiledOperand, { constant: false }>;

/** A matcher of one value against one operand, specialised on a constant operand. */
export function compileComparison(comparison: ComparisonMatcher, subject: Subject, operand: CompiledOperand): CompiledCondition {
  if (!operand.constant) return againstPath(comparison, subject, operand);
  const { onIdentical } = comparison;
  if (onIdentical !== undefined && operand.value !== null && typeof operand.value !== "object") {
    return equals(comparison, subject, operand.value, onIdentical);
  }
  const holds = comparison.prepare(operand.value);
  const { read } = subject;
  const mayBeOpen = comparison.openListSide === "subject" && !subject.dynamic && comparison.openDecides !== null;
  return (frame) => {
    const value = read(frame);
    if (typeof value === "object" && value !== null) {
      const isPartlyKnown = isUnknownMark(value) || (mayBeOpen && Array.isArray(value) && unknownIn(value) !== null);
      if (isPartlyKnown) return compareUnknown(comparison, value, operand.value, frame.clockMs);
    }
    return holds(value, frame.clockMs) ? TRUE : FALSE;
  };
}

function equals(comparison: ComparisonMatcher, { read }: Subject, constant: unknown, onIdentical: boolean): CompiledCondition {
  const [same, other]: [Truth, Truth] = [truthOf(onIdentical), truthOf(!onIdentical)];
  return (frame) => {
    const value = read(frame);
    if (value === constant) return same;
    return typeof value === "object" && isUnknownMark(value) ? compareUnknown(comparison, value, constant, frame.clockMs) : other;
  };
}

function againstPath(comparison: ComparisonMatcher, subject: Subject, operand: Subject): CompiledCondition {
  const { openListSide: openSide, openDecides } = comparison;
  const side = openSide === "subject" ? subject : openSide === "operand" ? operand : null;
  const mayBeOpen = side !== null && !side.dynamic;
  return (frame) => {
    const value = subject.read(frame);
    const against = operand.read(frame);
    if (isUnknownMark(value) || isUnknownMark(against)) return compareUnknown(comparison, value, against, frame.clockMs);
    const list = mayBeOpen && openDecides !== null ? (openSide === "subject" ? value : against) : null;
    if (Array.isArray(list) && unknownIn(list)) return compareUnknown(comparison, value, against, frame.clockMs);
    return truthOf(comparison.holds(value, against, frame.clockMs));
  };
}
