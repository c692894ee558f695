import { parseArn } from "../../../document/index.ts";
import { isUnknown } from "../../../schemas/index.ts";
import type { ContextValue } from "../search.ts";
import type { Lookup } from "../text/template.ts";
import { HOLDER_ACCOUNT } from "./holders.ts";

type Pools = ReadonlyMap<string, readonly ContextValue[]>;

/** Keys of one holder belong together: values of one are tried with those of the others, as far as they have the form. */
export function holderPools(pools: Pools, resourceAccount: string | null): Pools {
  const made = new Map(pools);
  const texts = (key: string): string[] => [...new Set((made.get(key) ?? []).flatMap((value) => value ?? []))];
  const add = (key: string, found: readonly string[]): void => {
    const before = made.get(key);
    if (!before) return;
    const known = new Set(before.map((value) => JSON.stringify(value)));
    made.set(key, [...before, ...[...new Set(found)].map((text) => [text]).filter((value) => !known.has(JSON.stringify(value)))]);
  };
  const ofResource = resourceAccount === null ? [] : [resourceAccount];
  add("aws:principalaccount", [...ofResource, ...texts("aws:resourceaccount"), ...texts("aws:principalarn").map(accountOf)]);
  add("aws:resourceaccount", texts("aws:principalaccount"));
  const accounts = [...texts("aws:principalaccount"), ...ofResource];
  const names = texts("aws:username");
  const arns = texts("aws:principalarn");
  const withAccounts = [...arns, ...arns.flatMap((arn) => accounts.map((account) => arn.replace(/^((?:[^:]*:){4})[^:]*/, `$1${account}`)))];
  add("aws:principalarn", [...withAccounts, ...withAccounts.flatMap((arn) => names.map((name) => `${arn.slice(0, arn.lastIndexOf("/") + 1)}${name}`))]);
  add("aws:username", texts("aws:principalarn").map(lastName));
  add("aws:resourceorgid", texts("aws:principalorgid"));
  add("aws:principalorgid", [...texts("aws:resourceorgid"), ...texts("aws:principalorgpaths").map((path) => path.slice(0, path.indexOf("/")))]);
  add(
    "aws:principalorgpaths",
    texts("aws:principalorgpaths").flatMap((path) => texts("aws:principalorgid").map((id) => `${id}${path.slice(path.indexOf("/"))}`)),
  );
  return made;
}

/** Whether values of the keys of one holder can stand together. IAM is called in the holder's account only. */
export function isOneHolder(lookup: Lookup, resourceAccount: string | null, isOfIam: boolean): boolean {
  const of = (key: string): string | null | undefined => {
    const value = lookup(key);
    return isUnknown(value) ? undefined : ((value as readonly string[] | null)?.[0] ?? null);
  };
  const [arn, name] = [of("aws:principalarn"), of("aws:username")];
  if (arn && name && lastName(arn) !== name) return false;
  const account = of("aws:principalaccount") ?? (arn ? accountOf(arn) : undefined);
  if (isOfIam && resourceAccount !== null && account && account !== resourceAccount) return false;
  const called = resourceAccount ?? of("aws:resourceaccount") ?? HOLDER_ACCOUNT;
  const [organization, ofResource] = [of("aws:principalorgid"), of("aws:resourceorgid")];
  const isOwn = called === (account ?? resourceAccount ?? HOLDER_ACCOUNT);
  return !(isOwn && organization !== undefined && ofResource !== undefined && organization !== ofResource);
}

const accountOf = (arn: string): string => parseArn(arn)?.accountId ?? "";
const lastName = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);
