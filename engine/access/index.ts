/** What IAM policies allow. */
export { type AccessQuestion, type AccessSources, authorize, type GivenPolicy } from "./authorize/index.ts";
export { comparePolicies } from "./compare/compare.ts";
export { checkLimits } from "./compare/limits.ts";
export { accessPattern } from "./compare/pattern.ts";
export { escalationsOf } from "./escalation/search.ts";
export { contentFields } from "./fields/index.ts";
export { NOT_DECIDED } from "./not-decided.ts";
export { whoMay } from "./reach/who.ts";
