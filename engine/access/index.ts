/** What IAM policies allow. */
export { type AccessQuestion, type AccessSources, authorize, type GivenPolicy } from "./authorize/index.ts";
export { comparePolicies } from "./compare/compare.ts";
export { checkLimits, forbiddenAccess } from "./compare/limits.ts";
export { contentFields } from "./fields/index.ts";
export { NOT_DECIDED } from "./not-decided.ts";
