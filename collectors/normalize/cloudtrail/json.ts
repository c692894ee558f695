/** Reading of untrusted JSON: own members only, never a prototype's. */

export const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** A member of an object; undefined when the value is no object or lacks it. */
export const member = (value: unknown, key: string): unknown => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined);

/** A member that is a text with something in it. */
export function textMember(value: unknown, key: string): string | null {
  const found = member(value, key);
  return typeof found === "string" && found !== "" ? found : null;
}

/** Whether a flag is set; AWS writes flags of records both as booleans and as text. */
export const isTrue = (value: unknown): boolean => value === true || (typeof value === "string" && value.toLowerCase() === "true");
