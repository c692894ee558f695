import { isUnknownMark, openMark } from "../../../document/index.ts";
import { FALSE, TRUE, type Truth, truthOf, UNKNOWN } from "../condition/truth.ts";
import type { ComparisonMatcher } from "../matchers/descriptor.ts";
import type { CompiledCondition, CompiledOperand } from "./compiled.ts";

type Subject = Extract<CompiledOperand, { constant: false }>;

/** A matcher of one value against one operand, specialised on a constant operand. */
export function compileComparison(comparison: ComparisonMatcher, subject: Subject, operand: CompiledOperand): CompiledCondition {
  if (!operand.constant) return againstPath(comparison, subject, operand);
  const { onIdentical } = comparison;
  if (onIdentical !== undefined && operand.value !== null && typeof operand.value !== "object") {
    return equals(subject, operand.value, truthOf(onIdentical), truthOf(!onIdentical));
  }
  const holds = comparison.prepare(operand.value);
  const { read } = subject;
  const openDecides = comparison.openListSide === "subject" && !subject.dynamic ? comparison.openDecides : null;
  return (frame) => {
    const value = read(frame);
    if (typeof value === "object" && value !== null) {
      if (isUnknownMark(value)) return UNKNOWN;
      if (openDecides !== null && Array.isArray(value) && openMark(value)) return decided(holds(value, frame.clockMs), openDecides);
    }
    return holds(value, frame.clockMs) ? TRUE : FALSE;
  };
}

function equals(subject: Subject, constant: unknown, same: Truth, other: Truth): CompiledCondition {
  const { read } = subject;
  return (frame) => {
    const value = read(frame);
    if (value === constant) return same;
    return typeof value === "object" && isUnknownMark(value) ? UNKNOWN : other;
  };
}

function againstPath(comparison: ComparisonMatcher, subject: Subject, operand: Subject): CompiledCondition {
  const { openListSide: openSide, openDecides } = comparison;
  const side = openSide === "subject" ? subject : openSide === "operand" ? operand : null;
  const mayBeOpen = side !== null && !side.dynamic;
  return (frame) => {
    const value = subject.read(frame);
    if (isUnknownMark(value)) return UNKNOWN;
    const against = operand.read(frame);
    if (isUnknownMark(against)) return UNKNOWN;
    const holds = comparison.holds(value, against, frame.clockMs);
    if (mayBeOpen && openDecides !== null) {
      const list = openSide === "subject" ? value : against;
      if (Array.isArray(list) && openMark(list)) return decided(holds, openDecides);
    }
    return truthOf(holds);
  };
}

const decided = (holds: boolean, openDecides: boolean): Truth => (holds === openDecides ? truthOf(holds) : UNKNOWN);
