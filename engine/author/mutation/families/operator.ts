import type { Condition, Test } from "../../../language/index.ts";
import type { ConditionChange, Family } from "./family.ts";

const SWAPS = {
  is: ["isNot"],
  isNot: ["is"],
  in: ["notIn"],
  notIn: ["in"],
  lt: ["lte", "gte"],
  lte: ["lt", "gt"],
  gt: ["gte", "lte"],
  gte: ["gt", "lt"],
  glob: ["notGlob"],
  notGlob: ["glob"],
  olderThan: ["newerThan"],
  newerThan: ["olderThan"],
  any: ["every", "none"],
  every: ["any", "none"],
  none: ["any", "every"],
} as const;

/** One operator taken for another of the same shape. `contains` on text becomes equality. */
function swapped(test: Test, isText: boolean): Test[] {
  switch (test.op) {
    case "is":
    case "isNot":
      return SWAPS[test.op].map((op) => ({ ...test, op }));
    case "in":
    case "notIn":
      return SWAPS[test.op].map((op) => ({ ...test, op }));
    case "lt":
    case "lte":
    case "gt":
    case "gte":
      return SWAPS[test.op].map((op) => ({ ...test, op }));
    case "glob":
    case "notGlob":
      return SWAPS[test.op].map((op) => ({ ...test, op }));
    case "olderThan":
    case "newerThan":
      return SWAPS[test.op].map((op) => ({ ...test, op }));
    case "any":
    case "every":
    case "none":
      return SWAPS[test.op].map((op) => ({ ...test, op }));
    case "contains":
      return isText ? [{ ...test, op: "is" }] : [];
    default:
      return [];
  }
}

function junction(condition: Condition): ConditionChange[] {
  if ((condition.kind !== "and" && condition.kind !== "or") || condition.conditions.length < 2) return [];
  return [{ by: { ...condition, kind: condition.kind === "and" ? "or" : "and" } }];
}

export const OPERATOR: Family = { name: "operator", tests: (test, type) => swapped(test, type.type === "string"), conditions: junction };
