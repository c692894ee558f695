import { parseDuration } from "./condition/duration.ts";
import type { Demand, ParamSpec, ParamValue } from "./rule.ts";

const BOUND = /^(<=|>=|<|>)\s*(\S+)$/;

/** What a control demands of a parameter, as `when` writes it: a bound, a value, or a list that the parameter's must lie within. Null: not a demand on it. */
export function demandOf(spec: ParamSpec, written: unknown): Demand | null {
  const { name: param, type } = spec;
  if (Array.isArray(written)) return type === "array" && written.every(isScalar) ? { param, operator: "within", value: written } : null;
  if (typeof written === "string") {
    const [, operator, bound = ""] = BOUND.exec(written) ?? [];
    if (type === "duration") return isOperator(operator) && parseDuration(bound) !== null ? { param, operator, value: bound } : null;
    if (type === "integer" || type === "number") return isOperator(operator) && NUMBER.test(bound) ? { param, operator, value: Number(bound) } : null;
    return type === "string" ? { param, operator: "is", value: written } : null;
  }
  if (typeof written === "boolean") return type === "boolean" ? { param, operator: "is", value: written } : null;
  return typeof written === "number" && (type === "integer" || type === "number") ? { param, operator: "is", value: written } : null;
}

/** Whether a parameter's value is as strict as the control demands. */
export function meetsDemand({ operator, value: demanded }: Demand, value: ParamValue | undefined): boolean {
  if (operator === "within") return Array.isArray(demanded) && Array.isArray(value) && value.every((element) => demanded.includes(element));
  if (operator === "is") return value === demanded;
  const [left, right] = [sizeOf(value), sizeOf(demanded)];
  if (left === null || right === null) return false;
  switch (operator) {
    case "<=":
      return left <= right;
    case ">=":
      return left >= right;
    case "<":
      return left < right;
    case ">":
      return left > right;
  }
}

/** As `when` writes it, for people. */
export const demandText = ({ param, operator, value }: Demand): string =>
  operator === "within" ? `${param}: nothing beside [${[value].flat().join(", ")}]` : `${param}: ${operator === "is" ? "" : `${operator} `}${value}`;

const NUMBER = /^-?\d+(\.\d+)?$/;

const isOperator = (text: string | undefined): text is "<=" | ">=" | "<" | ">" => text !== undefined && ["<=", ">=", "<", ">"].includes(text);

const isScalar = (value: unknown): value is string | number | boolean => ["string", "number", "boolean"].includes(typeof value);

/** Milliseconds of a duration. */
const sizeOf = (value: ParamValue | undefined): number | null =>
  typeof value === "number" ? value : typeof value === "string" ? (parseDuration(value) ?? null) : null;
