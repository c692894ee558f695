export { evaluateBefore } from "./before.ts";
export { evaluate, type Judgement, judge, type Refused } from "./evaluate.ts";
export { type ExitOptions, type ExitReason, exitCode } from "./exit.ts";
export { type Explanation, explain, valuesOf } from "./explain.ts";
export { documentSha256 } from "./hash.ts";
export { renderValue } from "./message.ts";
export type { AcceptedGap, EvaluateOptions } from "./options.ts";
export { retold } from "./retold.ts";
export { accountOf } from "./subject.ts";
