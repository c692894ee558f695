import { instantOf } from "../../../../document/index.ts";
import type { Operator, Predicate } from "./operator.ts";

type Order = (left: number, right: number) => boolean;

/** Numbers by size, times by instant; every other pair is not comparable and gives false. */
function compare(value: unknown, operand: unknown, order: Order): boolean {
  if (typeof value === "number") return typeof operand === "number" && order(value, operand);
  if (typeof value !== "string" || typeof operand !== "string") return false;
  const left = instantOf(value);
  const right = instantOf(operand);
  return left !== null && right !== null && order(left, right);
}

function prepare(operand: unknown, order: Order): Predicate {
  if (typeof operand === "number") return (value) => typeof value === "number" && order(value, operand);
  return (value) => compare(value, operand, order);
}

function ordering(name: "lt" | "lte" | "gt" | "gte", meaning: string, order: Order): Operator {
  return {
    name,
    subject: "number or time",
    operand: "number or time",
    onNull: "false",
    meaning,
    openDecides: null,
    openSide: null,
    holds: (value, operand) => compare(value, operand, order),
    prepare: (operand) => prepare(operand, order),
  };
}

export const ORDER: readonly Operator[] = [
  ordering("lt", "below; times: earlier", (left, right) => left < right),
  ordering("lte", "below or equal", (left, right) => left <= right),
  ordering("gt", "above; times: later", (left, right) => left > right),
  ordering("gte", "above or equal", (left, right) => left >= right),
];
