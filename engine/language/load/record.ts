import { RECORD, type RecordObject, type ValueType } from "../../../schemas/index.ts";

export { RECORD_FIELDS } from "../../../schemas/index.ts";

/** A CloudTrail record as rules read it: verbatim JSON of which the documented members are known. */
export const RECORD_TYPE: ValueType = { type: "dynamic", declared: RECORD, nullable: false, unknown: false };

/** What a value is for the checker: verbatim JSON is what AWS documents it to be. The evaluator reads it as verbatim JSON all the same. */
export const declaredType = (type: ValueType): ValueType => (type.type === "dynamic" && type.declared ? type.declared : type);

/** Whether a text of the record looks like a boolean. */
export const isTextFlag = (type: ValueType): boolean => type.type === "string" && type.enum?.join() === "true,false";

/** Paths below `event` of the documented members of this name, outside lists. */
export function membersNamed(name: string): string[] {
  const found: string[] = [];
  visit(RECORD, "event");
  return found;

  function visit({ fields }: RecordObject, path: string): void {
    for (const [key, { value }] of Object.entries(fields)) {
      const type = declaredType(value);
      if (key === name) found.push(`${path}.${key}`);
      if (type.type === "object") visit(type, `${path}.${key}`);
    }
  }
}

/**
 * The known value that a text was meant to be: the same but for letter case, or one edit away. A digit in place of another is another version, not a
 * slip. Null for a known value and for one that is like none.
 */
export function slipOf(text: string, known: readonly string[]): string | null {
  if (known.includes(text)) return null;
  const small = text.toLowerCase();
  return known.find((one) => one.toLowerCase() === small) ?? known.find((one) => isOneEdit(small, one.toLowerCase())) ?? null;
}

function isOneEdit(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1 || Math.min(one.length, other.length) < 3) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  const left = one.slice(start, one.length - end);
  const right = other.slice(start, other.length - end);
  if (left.length > 1 || right.length > 1) return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
  return !(/^\d?$/.test(left) && /^\d?$/.test(right));
}
