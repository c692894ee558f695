import type { ValueType } from "../../../schemas/index.ts";
import type { ParamSpec } from "../rule.ts";
import { BOOLEAN, INTEGER, listOf, STRING } from "./types.ts";

/** Type of a parameter as a comparand. The table knows one number type; a duration is text that only olderThan and newerThan take. */
export function paramType(spec: ParamSpec): ValueType {
  if (spec.type === "array") return listOf(spec.items === "integer" || spec.items === "number" ? INTEGER : STRING);
  if (spec.type === "integer" || spec.type === "number") return INTEGER;
  if (spec.type === "boolean") return BOOLEAN;
  const values = spec.enum?.filter((value) => typeof value === "string");
  return spec.type === "string" && values ? { type: "string", enum: values, nullable: false, unknown: false } : STRING;
}
