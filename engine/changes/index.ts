/** engine/changes: what others need of it. */
export { predict } from "./predict.ts";
