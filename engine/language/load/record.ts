import { slips } from "../../../document/index.ts";
import { RECORD, type RecordObject, type ValueType } from "../../../schemas/index.ts";

export { RECORD_FIELDS } from "../../../schemas/index.ts";

/** A CloudTrail record as rules read it: verbatim JSON of which the documented members are known. */
export const RECORD_TYPE: ValueType = { type: "dynamic", declared: RECORD, nullable: false, unknown: false };

/** What a value is for the checker: verbatim JSON is what AWS documents it to be. The evaluator reads it as verbatim JSON all the same. */
export const declaredType = (type: ValueType): ValueType => (type.type === "dynamic" && type.declared ? type.declared : type);

/** Whether a text of the record looks like a boolean. */
export const isTextFlag = (type: ValueType): boolean => type.type === "string" && type.enum?.join() === "true,false";

/** Paths below `event` of the documented members of this name, in whatever letters, outside lists. */
export function membersNamed(name: string): string[] {
  const found: string[] = [];
  visit(RECORD, "event");
  return found;

  function visit({ fields }: RecordObject, path: string): void {
    for (const [key, { value }] of Object.entries(fields)) {
      const type = declaredType(value);
      if (key.toLowerCase() === name.toLowerCase()) found.push(`${path}.${key}`);
      if (type.type === "object") visit(type, `${path}.${key}`);
    }
  }
}

/** The known value that a text was meant to be; null for a known value and for one that is like none. */
export const slipOf = (text: string, known: readonly string[]): string | null => (known.includes(text) ? null : (slips(text, known)[0] ?? null));
