import type { ValueType } from "../../../schemas/index.ts";
import { declaredType } from "./record.ts";
import { DYNAMIC, fieldOf } from "./types.ts";

/** Type of a member that is documented, or that an open part may have; null for every name that has to be looked at. What nearly every path is. */
export function plainStep(type: ValueType, name: string, isLast: boolean): ValueType | null {
  const declared = declaredType(type);
  if (declared.type === "dynamic") return isIndex(name) ? null : DYNAMIC;
  if (declared.type !== "object") return null;
  // Some APIs have a structure of the same name: what lies within it is not a text.
  const named = isLast && declared.named && Object.hasOwn(declared.named, name) ? declared.named[name] : undefined;
  return named ?? fieldOf(declared.fields, name)?.value ?? null;
}

/** An index of a list or a wildcard, by itself or behind a name: `0`, `*`, `items[0]`, `items[*]`. Keys that are account ids are longer. */
export const isIndex = (name: string): boolean => /^\d{1,4}$|\*|\[[^\]]*\]/.test(name);
