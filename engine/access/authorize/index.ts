/** Whether a principal may make one request, and why. */
export { authorize } from "./authorize.ts";
export type { AccessQuestion, AccessSources, GivenPolicy } from "./question.ts";
