import { meant, SLIP, scoredNames, slips, timeOf } from "../../../document/index.ts";
import { RECORD, type ValueType } from "../../../schemas/index.ts";
import { declaredType, typeName } from "../../language/index.ts";
import { isRecord, type Problems } from "./problem.ts";
import { TIME_FORMS } from "./relative-time.ts";

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
  if (type.type === "timestamp" && timeOf(String(value)) === null)
    problems.push({ path, message: `${JSON.stringify(value)} is given, but ${path} is ${TIME_FORMS}` });
  if (type.type === "string" && typeof value === "string") checkText(value, type, path, problems);
  if (type.type === "list" && Array.isArray(value)) for (const [at, element] of value.entries()) check(element, type.element, `${path}[${at}]`, problems);
  if (type.type === "object" && isRecord(value))
    for (const name of new Set([...Object.keys(value), ...Object.keys(type.fields)])) {
      const field = Object.hasOwn(type.fields, name) ? type.fields[name] : undefined;
      if (field) check(value[name], field.value, `${path}.${name}`, problems);
      else checkName(name, Object.keys(type.fields), path, problems);
    }
}

/** AWS adds members: only one that is a slip away from a documented one is a fault. */
function checkName(name: string, documented: readonly string[], path: string, problems: Problems): void {
  const close = scoredNames(name, documented).filter(({ score }) => score <= SLIP);
  if (close.length === 0) return;
  problems.push({ path: `${path}.${name}`, message: `a CloudTrail record has no ${name} there.${meant(close.map(({ candidate }) => candidate)) ?? ""}` });
}

/** Texts that AWS enumerates: what is nearly one of them is a mistake of the author. Regions are left out: public records have made-up ones. */
function checkText(value: string, { known = [], frequent = [], never }: ValueType & { type: "string" }, path: string, problems: Problems): void {
  const isAbsence = never?.values.some((one) => one.toLowerCase() === value.toLowerCase()) === true;
  const all = [...known, ...frequent];
  const close = all.includes(value) ? [] : slips(value, all);
  if (!isAbsence && close.length === 0) return;
  const instead = isAbsence ? `: ${never?.reason}` : `.${meant(close) ?? ""}`;
  problems.push({ path, message: `"${value}" is given, but in a CloudTrail record ${path} is never that${instead}` });
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
