import { isUnknown } from "../../../schemas/index.ts";
import { poolsOf } from "../requests.ts";
import { type ContextValue, NOT_CHOSEN } from "../search.ts";
import type { Statement } from "../statement.ts";
import type { Lookup } from "../text/template.ts";
import type { KeyFacts } from "../values.ts";
import type { Caller } from "./caller.ts";
import { coupledPools, requestTags, standTogether } from "./coupled.ts";
import { insertedTexts } from "./resource.ts";

/** Requests that differ in their context only. */
export interface ContextSpace {
  /** Free keys with the values that are tried of each: every request has values that the statements judge as some of these. */
  pools: ReadonlyMap<string, readonly ContextValue[]>;
  /** Values of the keys that are not free. */
  fixed: Lookup;
  /** Whether values can stand in one request. */
  consistent: (lookup: Lookup) => boolean;
}

export interface SpaceQuestion {
  statements: readonly Statement[];
  caller: Caller;
  resource: string;
  /** The value of a key that has one in all of the requests; undefined for a free key. */
  valueIn: (key: string) => ContextValue | undefined;
  factsOf: (key: string) => KeyFacts;
  /** Texts of a key that matter beside its tests. */
  further?: (key: string) => readonly string[];
}

/** The contexts that statements distinguish; null where there are too many. Keys that no statement mentions are not among them. */
export function contextSpace({ statements, caller, resource, valueIn, factsOf, further }: SpaceQuestion): ContextSpace | null {
  const values = new Map<string, ContextValue>();
  for (const key of mentionedKeys(statements)) {
    const value = valueIn(key);
    if (value !== undefined) values.set(key, value);
  }
  const inserted = insertedTexts(statements, resource);
  const found = poolsOf(statements, { resource, facts: factsOf, fixed: values }, (key) => [...inserted(key), ...(further?.(key) ?? [])]);
  if (found === null) return null;
  const pools = coupledPools(found);
  const fixed: Lookup = (key) => {
    const value = values.get(key) ?? valueIn(key);
    return value === undefined ? NOT_CHOSEN : value;
  };
  return { pools, fixed, consistent: standTogether(caller, requestTags(pools)) };
}

/** Every key that statements test or insert. */
export function mentionedKeys(statements: readonly Statement[]): Set<string> {
  const keys = new Set<string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) walk(one);
    else if (typeof value === "object" && value !== null && !isUnknown(value)) {
      if ("key" in value && typeof value.key === "string") keys.add(value.key);
      for (const one of Object.values(value)) if (typeof one === "object") walk(one);
    }
  };
  walk(statements);
  return keys;
}

/** A lookup of chosen values, the others as they are in all requests of a space. */
export const lookupIn =
  (context: ReadonlyMap<string, ContextValue>, { fixed }: Pick<ContextSpace, "fixed">): Lookup =>
  (key) => {
    const value = context.get(key);
    return value !== undefined ? value : fixed(key);
  };
