import { accountFault, hasForm, instantText, inTimeForm, meant, nearKnown, SLIP, scoredNames, slips, timeFault, timeOf } from "../../../document/index.ts";
import { arnParts, RECORD, type ValueType } from "../../../schemas/index.ts";
import { booleanAdvice, declaredType, formText, typeName } from "../../language/index.ts";
import { givenFault } from "./fill.ts";
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
    const write = type.type === "boolean" ? booleanAdvice(value) : null;
    const is = `${JSON.stringify(value)} is given, but in a CloudTrail record ${path} is ${typeName(type)}`;
    problems.push({ path, message: write === null ? is : `${is}: write ${write}` });
    return;
  }
  if (type.type === "timestamp" && !hasForm("record-time", String(value)))
    problems.push({ path, message: `${JSON.stringify(value)} is given, but ${path} is ${timeForms(type)}${meantTime(String(value))}` });
  if (type.type === "string" && typeof value === "string") checkText(value, type, path, problems);
  if (type.type === "list" && Array.isArray(value)) for (const [at, element] of value.entries()) check(element, type.element, `${path}[${at}]`, problems);
  if (type.type === "object" && isRecord(value))
    for (const name of new Set([...Object.keys(value), ...Object.keys(type.fields)])) {
      const field = Object.hasOwn(type.fields, name) ? type.fields[name] : undefined;
      // Some APIs have an object of such a name.
      const named = typeof value[name] === "string" && type.named && Object.hasOwn(type.named, name) ? type.named[name] : undefined;
      const member = field?.value ?? named;
      if (member) check(value[name], member, `${path}.${name}`, problems);
      else if (!reportMisplaced(name, type, path, problems)) checkName(name, Object.keys(type.fields), path, problems);
    }
}

/** Only the time of the call itself may be as seen from the case. */
const timeForms = (type: ValueType): string => (type === CALLED_AT ? TIME_FORMS : "a time in UTC: 2026-01-31T12:00:00Z");
const CALLED_AT = RECORD.fields.eventTime && declaredType(RECORD.fields.eventTime.value);

/** The same time as records have it, or which part of it no calendar has. */
function meantTime(given: string): string {
  const at = timeOf(given) ?? timeOf(inTimeForm(given) ?? "");
  if (at !== null) return `: write "${instantText(at).replace(".000Z", "Z")}"`;
  const fault = timeFault(given);
  return fault === null ? "" : `. ${fault.replace(/\.$/, "")}`;
}

/** Reports a member that records have deeper within the object or at their top, and not there; whether there is one. */
function reportMisplaced(name: string, type: ValueType, path: string, problems: Problems): boolean {
  const [place] = placesBelow(name, type);
  const isOfTop = place === undefined && type !== RECORD && Object.hasOwn(RECORD.fields, name);
  if (place === undefined && !isOfTop) return false;
  problems.push({
    path: `${path}.${name}`,
    message: `a CloudTrail record has no ${name} there: it stands ${isOfTop ? "at the top of the record" : `in ${place}`}`,
  });
  return true;
}

/** Paths below an object at which a member of this name is documented, nearest first. */
function placesBelow(name: string, written: ValueType): string[] {
  const type = declaredType(written);
  if (type.type !== "object") return [];
  const below = Object.entries(type.fields).map(([member, { value }]) => ({ member, type: declaredType(value) }));
  const direct = below.filter((one) => one.type.type === "object" && Object.hasOwn(one.type.fields, name)).map(({ member }) => member);
  return [...direct, ...below.flatMap((one) => placesBelow(name, one.type).map((place) => `${one.member}.${place}`))];
}

/** AWS adds members: only one that is a slip away from a documented one is a fault. */
function checkName(name: string, documented: readonly string[], path: string, problems: Problems): void {
  const close = scoredNames(name, documented).filter(({ score }) => score <= SLIP);
  if (close.length === 0) return;
  problems.push({ path: `${path}.${name}`, message: `a CloudTrail record has no ${name} there.${meant(close.map(({ candidate }) => candidate)) ?? ""}` });
}

function checkText(value: string, type: ValueType & { type: "string" }, path: string, problems: Problems): void {
  const reason = neverReason(value, type);
  if (reason !== null) problems.push({ path, message: `"${value}" is given, but in a CloudTrail record ${path} is never that${reason}` });
}

/** Why no record has a text: AWS enumerates them and it is none or nearly one, or they have a form. Null for one that a record may have. */
function neverReason(value: string, type: ValueType & { type: "string" }): string | null {
  const { known = [], frequent = [], never, enum: values, catalogued, format = catalogued } = type;
  if (never?.values.some((one) => one.toLowerCase() === value.toLowerCase())) return `: ${never.reason}`;
  const listed = [...known, ...frequent];
  const slip = listed.includes(value) ? [] : slips(value, listed);
  const close = slip.length > 0 ? slip : nearKnown(value, known);
  if (close.length > 0) return `.${meant(close) ?? ""}`;
  // Rules are tested with other capitals and blanks than AWS documents, which a reader of records brings to AWS's.
  if (values?.some((one) => one.toLowerCase() === value.trim().toLowerCase())) return null;
  if (!format) return values ? `: it is ${formText({ enum: values })}.` : null;
  const fault = format === "region" && MADE_UP_REGION.test(value) ? null : givenFault(format, value);
  // Account ids in ARNs of public records have more digits where they were made anonymous.
  if (fault && fault.meant.length === 0 && hasForm(format, value) && !hasShortAccount(value)) return null;
  const account = accountFault(value);
  return fault && `: ${account ?? `it is ${formText({ format })}`}.${meant(fault.meant) ?? ""}`;
}

const hasShortAccount = (value: string): boolean => /^\d{1,11}$/.test(arnParts(value)?.accountId ?? "");

/** Public records that were made anonymous have such Regions in place of the real ones. */
const MADE_UP_REGION = /^[a-z]+(?:-[a-z]+)+-[0-9]r$/;

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
