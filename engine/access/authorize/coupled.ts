import { isUnknown } from "../../../schemas/index.ts";
import { dateOf } from "../condition/compare.ts";
import { mayStandTogether } from "../keys.ts";
import type { ContextValue } from "../search.ts";
import type { Lookup } from "../text/template.ts";
import type { Caller } from "./caller.ts";

type Pools = Map<string, readonly ContextValue[]>;

const REQUEST_TAG = "aws:requesttag/";
const MAX_COUPLED_TAGS = 4;

/**
 * Values of keys that belong together are tried together: tag keys with the tags of the request, the two clocks with each other.
 * Source: IAM User Guide, "AWS global condition context keys", aws:TagKeys, aws:CurrentTime and aws:EpochTime.
 */
export function coupledPools(pools: ReadonlyMap<string, readonly ContextValue[]>): Pools {
  const made: Pools = new Map(pools);
  const tags = requestTags(pools);
  const sets = pools.get("aws:tagkeys");
  if (sets && tags.length > 0 && tags.length <= MAX_COUPLED_TAGS) {
    const spelt = (tag: string): string => sets.flatMap((set) => set ?? []).find((text) => text.toLowerCase() === tag) ?? tag;
    const groups = Array.from({ length: 2 ** tags.length }, (_, chosen) => tags.filter((_tag, at) => (chosen >> at) % 2 === 1).map(spelt));
    const both = sets.flatMap((set) => groups.map((group) => [...new Set([...(set ?? []), ...group])]));
    made.set("aws:tagkeys", [...new Map([null, ...both].map((set) => [JSON.stringify(set), set && set.length > 0 ? set : null])).values()]);
  }
  const [now, epoch] = [pools.get("aws:currenttime"), pools.get("aws:epochtime")];
  if (now && epoch) for (const key of ["aws:currenttime", "aws:epochtime"]) made.set(key, [...now, ...epoch]);
  return made;
}

/** Whether values can stand in one request of a caller. `tags`: those of the request that are tried, in lower case. */
export const standTogether =
  ({ kind, hasToken }: Caller, tags: readonly string[]) =>
  (lookup: Lookup): boolean => {
    if (!mayStandTogether(lookup)) return false;
    const [issued, mfa] = [presence(lookup, "aws:tokenissuetime"), presence(lookup, "aws:multifactorauthpresent")];
    if (mfa === true && issued === false) return false;
    if (kind === "user" && !hasToken && issued === true && mfa === false) return false;
    const [now, epoch] = [textOf(lookup, "aws:currenttime"), textOf(lookup, "aws:epochtime")];
    return (now === null || epoch === null || dateOf(now) === dateOf(epoch)) && tagsAgree(lookup, tags);
  };

/** Tags of the request that are tried, by their keys in lower case. */
export const requestTags = (pools: ReadonlyMap<string, unknown>): string[] =>
  [...pools.keys()].filter((key) => key.startsWith(REQUEST_TAG)).map((key) => key.slice(REQUEST_TAG.length));

/** Whether a key is there; null where that is not chosen. */
function presence(lookup: Lookup, key: string): boolean | null {
  const value = lookup(key);
  return isUnknown(value) ? null : value !== null;
}

function textOf(lookup: Lookup, key: string): string | null {
  const value = lookup(key);
  return isUnknown(value) ? null : ((value as readonly string[] | null)?.[0] ?? null);
}

/** Each tag of the request is among its tag keys. */
function tagsAgree(lookup: Lookup, tags: readonly string[]): boolean {
  const keys = lookup("aws:tagkeys");
  if (isUnknown(keys)) return true;
  const named = ((keys as readonly string[] | null) ?? []).map((tag) => tag.toLowerCase());
  return tags.every((tag) => {
    const there = presence(lookup, `${REQUEST_TAG}${tag}`);
    return there === null || there === named.includes(tag);
  });
}
