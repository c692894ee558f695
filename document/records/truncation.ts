import { isRaw, member } from "../raw.ts";

/** Deepest nesting that is read. CloudTrail's own records stay far below; JSON deeper than this is no record of an API call. */
const MAX_NESTING = 64;

/** Whether a value nests deeper than `MAX_NESTING`. */
export function isTooDeep(value: unknown, depth = 0): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (depth >= MAX_NESTING) return true;
  for (const key in value) if (Object.hasOwn(value, key) && isTooDeep((value as Record<string, unknown>)[key], depth + 1)) return true;
  return false;
}

/** Whether a flag is set; AWS writes flags of records both as booleans and as text. */
const isTrue = (value: unknown): boolean => value === true || (typeof value === "string" && value.toLowerCase() === "true");

/** What CloudTrail puts in the place of a field: reason, originalSize, omitted. */
export const isOmitted = (value: unknown): boolean => isRaw(value) && isTrue(member(value, "omitted"));

/** The fields of a record that hold what the caller sent and what the service answered. */
export const CONTENTS: readonly string[] = ["requestParameters", "responseElements", "additionalEventData"];

/**
 * Paths of the parts that CloudTrail left out for their size. It says so by `omitted: true` in the field's place, or in its place within the field.
 * Source: CloudTrail User Guide, "CloudTrail record contents": "If a field is truncated, omitted is present with a value of true".
 */
export function omittedPaths(record: Record<string, unknown>): string[] {
  const paths: string[] = [];
  if (isOmitted(record)) paths.push(...CONTENTS.filter((name) => !isRaw(member(record, name))));
  for (const [name, value] of Object.entries(record)) {
    if (isOmitted(value)) paths.push(name);
    else if (isRaw(value)) for (const [key, part] of Object.entries(value)) if (isOmitted(part)) paths.push(`${name}.${key}`);
  }
  return paths;
}
