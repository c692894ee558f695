/** Reading of raw API answers, whose shape is never taken on trust: emulators, proxies and later API versions differ. */

export type Raw = Record<string, unknown>;

export const isRaw = (value: unknown): value is Raw => typeof value === "object" && value !== null && !Array.isArray(value);

/** An own member of an object, or undefined. */
export const member = (value: unknown, name: string): unknown => (isRaw(value) && Object.hasOwn(value, name) ? value[name] : undefined);

export function textOf(value: unknown, name: string): string | null {
  const found = member(value, name);
  return typeof found === "string" && found !== "" ? found : null;
}

export function numberOf(value: unknown, name: string): number | null {
  const found = member(value, name);
  return typeof found === "number" && Number.isSafeInteger(found) ? found : null;
}

export function booleanOf(value: unknown, name: string): boolean | null {
  const found = member(value, name);
  return typeof found === "boolean" ? found : null;
}

/** A list; what is absent is an empty one, as the AWS SDK leaves out empty lists of some protocols. */
export function listIn(value: unknown, name: string): unknown[] {
  const found = member(value, name);
  return Array.isArray(found) ? found : [];
}

/** An object, or null where it is absent; undefined for anything else. */
export function objectOf(value: unknown): Raw | null | undefined {
  if (value === undefined || value === null) return null;
  return isRaw(value) ? value : undefined;
}
