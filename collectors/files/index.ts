/** Reading of inputs: what a path or a stream holds, as text or JSON, or one sentence that says what to do. */
export { headOf } from "./bytes.ts";
export { compressionReason } from "./compression.ts";
export { withoutMark } from "./encoding.ts";
export type { InputProblem } from "./problem.ts";
export {
  duplicateWarnings,
  type InputOptions,
  type JsonInput,
  jsonOfText,
  MAX_TEXT_BYTES,
  readJson,
  readText,
  type TextInput,
  type TextOptions,
  textOfBytes,
} from "./read.ts";
export { readReason } from "./reason.ts";
export { openFile, plainBytes } from "./stream.ts";
