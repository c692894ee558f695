import { RECORD, type ValueType } from "../../../schemas/index.ts";
import { declaredType, typeName } from "../../language/index.ts";
import { isRecord, type Problems } from "./problem.ts";

/**
 * Documented members of a given CloudTrail record that are of another type than AWS writes: a rule that reads them would be tested on what no record
 * holds. Absent and null are fine, and so is what CloudTrail puts in place of a member
 * that is too large (omitted: true). An object may stand as JSON text, as some stores of records keep it.
 */
export function recordFaults(record: unknown, path: string, problems: Problems): void {
  check(record, RECORD, path, problems);
}

function check(value: unknown, written: ValueType, path: string, problems: Problems): void {
  const type = declaredType(written);
  if (value === null || value === undefined || type.type === "dynamic" || isOmitted(value)) return;
  if (!fits(value, type)) {
    problems.push({ path, message: `${JSON.stringify(value)} is given, but in a CloudTrail record ${path} is ${typeName(type)}` });
    return;
  }
  if (type.type === "list" && Array.isArray(value)) for (const [at, element] of value.entries()) check(element, type.element, `${path}[${at}]`, problems);
  if (type.type === "object" && isRecord(value))
    for (const [name, field] of Object.entries(type.fields)) check(value[name], field.value, `${path}.${name}`, problems);
}

function fits(value: unknown, type: ValueType): boolean {
  switch (type.type) {
    case "object":
      return isRecord(value) || (typeof value === "string" && value.trimStart().startsWith("{"));
    case "list":
      return Array.isArray(value) || (typeof value === "string" && value.trimStart().startsWith("["));
    case "integer":
      return typeof value === "number";
    case "boolean":
      return typeof value === "boolean";
    default:
      return typeof value === "string";
  }
}

/** What CloudTrail puts in place of a member that is too large; its flags stand as text too. */
const isOmitted = (value: unknown): boolean => isRecord(value) && String(value.omitted) === "true";
