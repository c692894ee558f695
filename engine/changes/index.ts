/** engine/changes: what others need of it. */
export { withoutMadeUpAccount } from "./apply/account-of.ts";
export { predict } from "./predict.ts";
