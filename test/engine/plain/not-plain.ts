/**
 * What keeps a value from being plain JSON, and where: functions, symbols, numbers that JSON has not, getters, hidden members, and objects of any class
 * or without a prototype, Maps and Sets among them. Null where it is plain. A member that is undefined is not: JSON leaves it out.
 */
export function notPlain(value: unknown, path = "value"): string | null {
  if (value === null || typeof value === "string" || typeof value === "boolean") return null;
  if (typeof value === "number") return Number.isFinite(value) ? null : `${path} is ${value}`;
  if (typeof value !== "object") return `${path} is ${typeof value === "undefined" ? "undefined" : `a ${typeof value}`}`;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype)
    return `${path} is a ${(prototype as { constructor?: { name?: string } } | null)?.constructor?.name ?? "object without a prototype"}`;
  const isList = Array.isArray(value);
  for (const key of Reflect.ownKeys(value)) {
    if (isList && key === "length") continue;
    if (typeof key === "symbol") return `${path} has a symbol`;
    const own = Object.getOwnPropertyDescriptor(value, key);
    if (!own || !("value" in own)) return `${path}.${key} is a getter`;
    if (!own.enumerable) return `${path}.${key} is hidden`;
    const fault = notPlain(own.value, `${path}.${key}`);
    if (fault !== null) return fault;
  }
  return null;
}
