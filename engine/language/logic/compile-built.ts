import { isUnknownMark, type UnknownMark } from "../../../document/index.ts";
import type { SimpleOperand } from "../condition/ast.ts";
import { partText } from "../condition/operands.ts";
import type { CompiledOperand } from "./compiled.ts";
import type { EvaluationFrame, Reader } from "./document-index.ts";

/** A text of fixed pieces and of values. The mark of the first unknown value, else null where a value is no part of a text. */
export function compileText(parts: readonly (string | Reader)[]): Reader {
  return (frame) => {
    let text = "";
    let isWhole = true;
    for (const part of parts) {
      if (typeof part === "string") {
        text += part;
        continue;
      }
      const value = part(frame);
      if (isUnknownMark(value)) return value;
      const piece = partText(value);
      if (piece === null) isWhole = false;
      else text += piece;
    }
    return isWhole ? text : null;
  };
}

/** A list of values; those that are unknown come down to one mark at its end, which leaves the list open. */
export function compileList(items: readonly Reader[]): Reader {
  return (frame) => {
    const list: unknown[] = [];
    let mark: UnknownMark | null = null;
    for (const item of items) {
      const value = item(frame);
      if (isUnknownMark(value)) mark ??= value;
      else list.push(value);
    }
    if (mark) list.push(mark);
    return list;
  };
}

/** What is built of parameters and literals only is built once. */
export function built(read: Reader, parts: readonly SimpleOperand[]): CompiledOperand {
  if (parts.some(({ kind }) => kind === "path")) return { constant: false, read, dynamic: false };
  // No part of it reads the frame.
  const value = read(NO_FRAME) as string | string[] | null;
  return { constant: true, value };
}

const NO_FRAME = {} as EvaluationFrame;
