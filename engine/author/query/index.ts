export { completionsAt } from "./completions.ts";
export { type AnswerExplanation, explainAnswers } from "./explain-answers.ts";
export { givenParam } from "./given-param.ts";
export { pathValues } from "./path-values.ts";
export { pathsOf } from "./paths-of.ts";
export { type ConditionResult, type Query, query } from "./query.ts";
