import { type Condition, type ConditionFold, foldCondition } from "../../../language/index.ts";
import type { Family } from "./family.ts";

const negated = (condition: Condition): Condition => ({ kind: "not", condition, at: condition.at });

const TURNED: ConditionFold<null, Condition> = { not: ({ condition }) => condition, junction: negated, let: negated, test: negated };

/** Each condition, turned round: its complement where it was meant. */
export const NEGATED: Family = { name: "negated", conditions: (condition) => [{ by: foldCondition(TURNED, condition, null) }] };
