export { type Completion, completionsAt } from "./completions.ts";
export { type AnswerExplanation, explainAnswers } from "./explain-answers.ts";
export { givenParam } from "./given-param.ts";
export { type PathValue, pathValues } from "./path-values.ts";
export { type KnownPath, pathsOf } from "./paths-of.ts";
export { type ConditionResult, type Query, query } from "./query.ts";
