import type { Unknown } from "./generated/document.ts";

/** Whether a value of a typed field is the unknown mark. Never ask it of verbatim JSON: a record may hold anything. */
export function isUnknown(value: unknown): value is Unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.hasOwn(value, "$unknown");
}
