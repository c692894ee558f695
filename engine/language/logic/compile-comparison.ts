import { isMark, openMark } from "../../../document/index.ts";
import type { CompiledCondition, CompiledOperand } from "./compiled.ts";
import { type ComparisonName, type Operator, operatorNamed } from "./operators/index.ts";
import { FALSE, TRUE, type Truth, truthOf, UNKNOWN } from "./truth.ts";

type Subject = Extract<CompiledOperand, { constant: false }>;

/** A matcher of one value against one operand, specialised on a constant operand. */
export function compileComparison(name: ComparisonName, subject: Subject, operand: CompiledOperand): CompiledCondition {
  const operator = operatorNamed(name);
  if (!operand.constant) return againstPath(operator, subject, operand);
  if (name === "is" && typeof operand.value !== "object") return equals(subject, operand.value, TRUE, FALSE);
  if (name === "isNot" && typeof operand.value !== "object") return equals(subject, operand.value, FALSE, TRUE);
  const holds = operator.prepare(operand.value);
  const { read } = subject;
  const openDecides = operator.openSide === "subject" && !subject.dynamic ? operator.openDecides : null;
  return (frame) => {
    const value = read(frame);
    if (typeof value === "object" && value !== null) {
      if (isMark(value)) return UNKNOWN;
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
    return typeof value === "object" && isMark(value) ? UNKNOWN : other;
  };
}

function againstPath(operator: Operator, subject: Subject, operand: Subject): CompiledCondition {
  const { openSide, openDecides } = operator;
  const side = openSide === "subject" ? subject : openSide === "operand" ? operand : null;
  const mayBeOpen = side !== null && !side.dynamic;
  return (frame) => {
    const value = subject.read(frame);
    if (isMark(value)) return UNKNOWN;
    const against = operand.read(frame);
    if (isMark(against)) return UNKNOWN;
    const holds = operator.holds(value, against, frame.clockMs);
    if (mayBeOpen && openDecides !== null) {
      const list = openSide === "subject" ? value : against;
      if (Array.isArray(list) && openMark(list)) return decided(holds, openDecides);
    }
    return truthOf(holds);
  };
}

const decided = (holds: boolean, openDecides: boolean): Truth => (holds === openDecides ? truthOf(holds) : UNKNOWN);
