import type { KnownTruth } from "../../document/index.ts";
import { isUnknown, type Unknown } from "../../schemas/index.ts";
import { NOT_DECIDED } from "./not-decided.ts";
import type { Lookup } from "./text/template.ts";

/** A value of a condition key in a request: one or several texts, or null where the key is absent. */
export type ContextValue = readonly string[] | null;

/** Stands for a key of which the search has not chosen the value. */
export const NOT_CHOSEN: Unknown = { $unknown: "not chosen" };

export interface SearchQuestion {
  /** The values of each key that are tried. */
  pools: ReadonlyMap<string, readonly ContextValue[]>;
  /** Values that are not tried: those of keys without a pool. */
  fixed: Lookup;
  /** Whether values can stand together in one request. */
  consistent: (lookup: Lookup) => boolean;
  /** What is looked for. Where keys are not chosen it is `NOT_CHOSEN`, unless the others decide. */
  goal: (lookup: Lookup) => KnownTruth;
  /** Most choices of a value; beyond it the answer is not known. */
  maxSteps?: number;
}

export interface SearchAnswer {
  /** True where some request has it; a mark where that is not known. */
  truth: KnownTruth;
  /** The values that show it. */
  context: ReadonlyMap<string, ContextValue> | null;
}

const MAX_STEPS = 5_000;

/** Whether some values of the keys make the goal true. Values are chosen key by key; a branch ends as soon as those chosen decide. */
export function someContext({ pools, fixed, consistent, goal, maxSteps = MAX_STEPS }: SearchQuestion): SearchAnswer {
  const chosen = new Map<string, ContextValue>();
  const keys = [...pools].sort(([, one], [, other]) => one.length - other.length);
  const lookup: Lookup = (key) => {
    const value = chosen.get(key);
    return value !== undefined ? value : pools.has(key) ? NOT_CHOSEN : fixed(key);
  };
  let steps = 0;
  let unknown: Unknown | null = null;

  const search = (at: number): ReadonlyMap<string, ContextValue> | null => {
    steps += 1;
    if (steps > maxSteps || !consistent(lookup)) return null;
    const truth = goal(lookup);
    if (truth === false) return null;
    const next = keys[at];
    if (truth === true && next === undefined) return new Map(chosen);
    if (next === undefined) {
      if (isUnknown(truth)) unknown ??= truth;
      return null;
    }
    const [key, pool] = next;
    for (const value of pool) {
      chosen.set(key, value);
      const found = search(at + 1);
      if (found) return found;
    }
    chosen.delete(key);
    return null;
  };
  const context = search(0);
  if (context) return { truth: true, context };
  return { truth: steps > maxSteps ? NOT_DECIDED.mark : (unknown ?? false), context: null };
}
