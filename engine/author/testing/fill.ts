import { accountFault, ELEMENT_FIELDS, type FormFault, formFault, inUseFault, storedText } from "../../../document/index.ts";
import { type Field, STRING_FORMATS, type StringFormat, type StringFormatName, TABLE, type ValueType } from "../../../schemas/index.ts";
import { booleanAdvice, rangeText, withinBounds } from "../../language/index.ts";
import { insteadOf, isRecord, type Problems } from "./problem.ts";
import { TIME_FORMS, testTime } from "./relative-time.ts";

/** Gap of every value that a test case leaves out: a result that rests on it fails the case. */
export const NOT_GIVEN = "not-given";

export interface Filling {
  /** The case's collectedAt. */
  now: string;
  /** Gap ids met in `{ $unknown: id }`. */
  gapIds: Set<string>;
  problems: Problems;
}

const UNKNOWN = { $unknown: NOT_GIVEN };

/** Members of a statement that AWS leaves out are empty, not unknown: a statement is written as in a policy document. */
function emptyMember(type: ValueType): unknown {
  if (type.type === "list") return [];
  return type.nullable ? null : UNKNOWN;
}

const isElement = (name: string, fields: Record<string, Field>): boolean =>
  Object.hasOwn(fields, "statements") && ELEMENT_FIELDS.some((field) => field === name);

/** Version and Id of a policy whose statements are given are left out of its document too: it has none. */
const elementLeftOut = (statements: unknown): unknown => (Array.isArray(statements) ? null : isMark(statements) ? { ...statements } : UNKNOWN);

/**
 * Brings a value of a test case to the shape of the document: relative times become times, members left out become unknown with
 * the gap `not-given`, but for those that follow from others, and what the table does not allow becomes a problem. The unknown mark stands even where a collector never
 * puts it, so that a result which needs a value left out is unknown instead of resting on an invented one.
 */
export function fillValue(value: unknown, type: ValueType, path: string, filling: Filling): unknown {
  const wrong = (what: string, write: string | null = null): unknown => {
    filling.problems.push({ path, message: `${what}, but ${path} is ${typeName(type)}${write === null ? "" : `: write ${write}`}` });
    return UNKNOWN;
  };
  const wrongTime = (given: unknown): unknown => {
    filling.problems.push({ path, message: `${JSON.stringify(given)} is given, but ${path} is ${TIME_FORMS}` });
    return UNKNOWN;
  };
  if (value === undefined) return UNKNOWN;
  if (value === null) return type.nullable ? null : wrong("null is given");
  if (isMark(value) && type.type !== "dynamic") {
    if (!type.unknown) return wrong("an unknown is given");
    filling.gapIds.add(value.$unknown);
    return { $unknown: value.$unknown };
  }
  switch (type.type) {
    case "dynamic":
      return value;
    case "list":
      return Array.isArray(value) ? fillList(value, type, path, filling) : wrong(`${JSON.stringify(value)} is given`);
    case "object":
      return isRecord(value) ? fillFields(value, type.fields, path, filling) : wrong(`${JSON.stringify(value)} is given`);
    case "resource":
      return isRecord(value) ? fillFields(value, TABLE.kinds[type.kind].fields, path, filling) : wrong(`${JSON.stringify(value)} is given`);
    case "timestamp":
      return (typeof value === "string" ? testTime(value, filling.now) : null) ?? wrongTime(value);
    case "string":
      return typeof value === "string" ? fillText(value, type, path, filling) : wrong(`${JSON.stringify(value)} is given`);
    case "boolean":
      return typeof value === "boolean" ? value : wrong(`${JSON.stringify(value)} is given`, booleanAdvice(value));
    case "integer":
      return Number.isInteger(value) && withinBounds(type, value) ? value : wrong(`${JSON.stringify(value)} is given`);
  }
}

/** Of some texts those that a case may give where this type stands, and what the format itself names where they are too few. */
export function ofForm(texts: readonly string[], { format }: ValueType & { type: "string" }): string[] {
  if (format === undefined || format === "text") return [...texts];
  const { example, known = [] }: StringFormat = STRING_FORMATS[format];
  const sound = [...new Set(texts.map((text) => storedText(format, text)).filter((text) => isGivable(format, text)))];
  const others = known.filter((text) => !sound.includes(text)).slice(0, 2);
  return sound.length > 1 || others.length > 0 ? [...sound, ...others] : [...new Set([...sound, example])];
}

const isGivable = (format: StringFormatName, text: string): boolean => givenFault(format, text) === null;

/** Why a case may not give a text where one of a format stands; null where it may. */
export function givenFault(format: StringFormatName, text: string): FormFault | null {
  const found = formFault(format, text);
  const fault = found?.kind === "never" ? found : inUseFault(format, text);
  if (fault === null) return null;
  const characters = LABELS.get(format);
  return characters?.test(text) ? null : fault;
}

/** A text as a collector would give it: brought to the case of its format, and refused where AWS sends none of that form. */
function fillText(value: string, type: ValueType & { type: "string" }, path: string, { problems }: Filling): unknown {
  const text = type.format ? storedText(type.format, value) : value;
  const fault = type.format && !type.enum ? givenFault(type.format, text) : null;
  const isWrong = type.enum ? !type.enum.includes(text) : fault !== null;
  if (!isWrong) return text;
  const [meant] = fault?.meant ?? [];
  const account = accountFault(text);
  const write = meant === undefined ? "" : `: write "${meant}"`;
  problems.push({ path, message: `"${value}" is given, but ${path} is ${typeName(type)}${account === null ? "" : `; ${account}`}${write}` });
  return UNKNOWN;
}

/** Ids, hashes and names of some length are labels in a case, which may be as short as its author likes, and hold no blank: no collector refuses one. Names have their characters. */
const LABELS: ReadonlyMap<string, RegExp> = new Map([
  ...Object.entries<StringFormat>(STRING_FORMATS).flatMap(([name, { usual, example }]): [string, RegExp][] =>
    // An ARN is none of these labels, whichever forms of it are usual.
    usual === undefined || example.startsWith("arn:") ? [] : [[name, /^\S+$/]],
  ),
  ["sha256", /^\S+$/],
  ["vpc-endpoint-id", /^vpce-/],
  ["thumbprint", /^\S+$/],
  ["permission-set-name", /^[\w+=,.@-]+$/],
  ["trail-name", /^[\w.-]+$/],
  ["bucket-name", /^[\w.-]+$/],
  ["account-alias", /^[a-z0-9-]+$/],
]);

function fillList(value: unknown[], type: ValueType & { type: "list" }, path: string, filling: Filling): unknown[] {
  if (!withinBounds(type, value)) filling.problems.push({ path, message: `${value.length} elements are given, but ${path} has at most ${type.maxItems}` });
  reportRepeatedTags(value, type.element, path, filling.problems);
  return value.map((element, index) => {
    if (isMark(element)) {
      if (!type.open || index !== value.length - 1)
        filling.problems.push({ path, message: `${path} ${type.open ? "is open only at its end" : "cannot be open"}` });
      filling.gapIds.add(element.$unknown);
      return { $unknown: element.$unknown };
    }
    return fillValue(element, type.element, `${path}[${index}]`, filling);
  });
}

/** A resource has a tag key once. Source: IAM User Guide, "Tags for AWS Identity and Access Management resources", and "Tagging AWS resources" of AWS. */
function reportRepeatedTags(value: readonly unknown[], element: ValueType, path: string, problems: Problems): void {
  if (element.type !== "object" || Object.keys(element.fields).sort().join() !== "key,value") return;
  const keys = value.map((tag) => (isRecord(tag) ? tag.key : undefined));
  for (const [at, key] of keys.entries())
    if (typeof key === "string" && keys.indexOf(key) < at)
      problems.push({ path: `${path}[${at}].key`, message: `the tag key "${key}" stands twice in ${path}` });
}

/**
 * Elements of which a statement has one or none. Source: IAM User Guide, "Grammar of the IAM JSON policy language": action_block, resource_block and
 * principal_block are one or the other.
 */
const EITHER = [
  ["actions", "notActions"],
  ["resources", "notResources"],
  ["principals", "notPrincipals"],
] as const;

function reportBoth(statement: Record<string, unknown>, path: string, problems: Problems): void {
  const has = (name: string): boolean => Array.isArray(statement[name]) && statement[name].length > 0;
  for (const [one, other] of EITHER)
    if (has(one) && has(other)) problems.push({ path: `${path}.${other}`, message: `${path} has ${one} and ${other}; a statement has one of the two` });
}

function fillFields(value: Record<string, unknown>, fields: Record<string, Field>, path: string, filling: Filling): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  const statement = Object.hasOwn(fields, "notActions");
  if (statement) reportBoth(value, path, filling.problems);
  for (const name of Object.keys(value)) {
    if (Object.hasOwn(fields, name) && !fields[name]?.via) continue;
    filling.problems.push({ path: `${path}.${name}`, message: `${path} has no field ${name}.${insteadOf(name, fieldNames(fields))}` });
  }
  for (const [name, field] of Object.entries(fields)) {
    if (field.via) continue;
    const given = Object.hasOwn(value, name) ? value[name] : undefined;
    if (given === undefined && field.derived) continue;
    if (given === undefined && isElement(name, fields)) result[name] = elementLeftOut(value.statements);
    else result[name] = given === undefined && statement ? emptyMember(field.value) : fillValue(given, field.value, `${path}.${name}`, filling);
  }
  return result;
}

const fieldNames = (fields: Record<string, Field>): string[] => Object.keys(fields).filter((name) => !fields[name]?.via);

function isMark(value: unknown): value is { $unknown: string } {
  return isRecord(value) && typeof value.$unknown === "string" && Object.keys(value).length === 1;
}

function typeName(type: ValueType): string {
  const name =
    type.type === "string"
      ? textName(type)
      : type.type === "list"
        ? `a list of ${typeName(type.element)}`
        : type.type === "integer"
          ? `an integer, ${rangeText(type)}`
          : type.type === "boolean"
            ? "true or false"
            : type.type;
  return `${name}${type.nullable ? ", or null" : ""}${type.unknown ? ", or unknown" : ""}`;
}

const textName = ({ enum: values, format }: ValueType & { type: "string" }): string =>
  values ? values.join(" | ") : format && format !== "text" ? STRING_FORMATS[format].description : "string";
