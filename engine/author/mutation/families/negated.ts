import type { Family } from "./family.ts";

/** Each condition, turned round: its complement where it was meant. */
export const NEGATED: Family = {
  name: "negated",
  conditions: (condition) => [{ by: condition.kind === "not" ? condition.condition : { kind: "not", condition, at: condition.at } }],
};
