/** What IAM policies allow. */
export { contentFields } from "./fields/index.ts";
export { NOT_DECIDED } from "./not-decided.ts";
