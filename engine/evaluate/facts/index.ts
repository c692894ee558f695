export { statementId } from "./element.ts";
export type { Fact } from "./fact.ts";
export { factsOf } from "./facts-of.ts";
