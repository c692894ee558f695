import type { Scalar } from "../condition/ast.ts";
import type { Truth } from "../condition/truth.ts";
import type { EvaluationFrame, Reader } from "./document-index.ts";

export type CompiledCondition = (frame: EvaluationFrame) => Truth;

/** A side of a comparison: a constant, on which closures specialise, or something to read. `dynamic`: verbatim JSON. */
export type CompiledOperand = { constant: true; value: Scalar | Scalar[] } | { constant: false; read: Reader; dynamic: boolean };
