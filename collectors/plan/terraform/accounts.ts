import { compareText, isRaw, listIn, member, textOf } from "../../../document/index.ts";
import { arnParts } from "../../../schemas/index.ts";
import type { PlanFile, PlanResource } from "./plan-file.ts";
import { type ProviderAccount, providerAccounts } from "./provider-accounts.ts";
import { type ConfiguredResource, providerKeysOf, usedProviderKeys } from "./provider-keys.ts";

/** Changes of one plan that are made with the same credentials, and so in one account. */
export interface AccountPart {
  /** Ids of the accounts that the plan names for them, sorted: one, or none where it is known only after the apply. Several contradict each other. */
  accounts: string[];
  /** The provider configuration; of several with the same credentials the first. */
  provider: ProviderAccount;
  /** All others with the same credentials that a resource goes through. */
  alike: ProviderAccount[];
}

/** What a plan says of its accounts. */
export interface PlanAccounts {
  partOf: (change: PlanResource) => AccountPart;
  /** Ids of every account that an ARN of what exists, or aws_caller_identity, names. */
  seen: string[];
  partition: string | null;
}

/** Key of the root module's configuration of the AWS provider. */
const ROOT = "aws";

/** Beginnings of the types whose own ARN names the account that they are in, each with the ARN's service. */
const OWN_ARN: readonly (readonly [type: string, service: string])[] = [
  ["aws_iam_", "iam"],
  ["aws_cloudtrail", "cloudtrail"],
  ["aws_accessanalyzer_", "access-analyzer"],
];

const ACCOUNT_ID = /^\d{12}$/;

/**
 * Gives each change the part of the plan that it is of. The account of a provider configuration is that of the role that it assumes, or the one that it
 * allows; else that of the ARNs of what exists, and of `aws_caller_identity`, of any configuration with the same credentials.
 */
export function planAccountsOf(file: PlanFile): PlanAccounts {
  const keyOf = providerKeysOf(file);
  const provider = providerAccounts(file);
  const names = namesOfAws(file);
  const alike = new Set(names.map((name) => provider(name).credentials));
  // What is no longer configured has lost its provider. Where all have the same credentials, it had those too.
  const fallback = alike.size === 1 ? (names[0] ?? ROOT) : ROOT;
  const providerOf = (resource: ConfiguredResource): ProviderAccount => provider(keyOf(resource) ?? fallback);
  const stated = new Map<string, Set<string>>();
  for (const name of names) add(stated, provider(name).credentials, provider(name).account);
  const found = [...sightingsIn(file)];
  const seen = new Map<string, Set<string>>();
  for (const { resource, account } of found) if (keyOf(resource) !== null || alike.size <= 1) add(seen, providerOf(resource).credentials, account);
  const used = [...usedProviderKeys(file)].filter((name) => names.includes(name)).sort(compareText);
  const parts = new Map<string, AccountPart>();
  return {
    seen: sorted(found.flatMap(({ account }) => account ?? [])),
    partition: found.map((each) => each.partition).find((partition) => partition !== null) ?? null,
    partOf(change) {
      const own = providerOf(change);
      const { credentials, account } = own;
      const arns = [change.before, change.after].flatMap((values) => ownArn(change.type, values)?.account ?? []);
      const [named] = keyOf(change) === null && alike.size > 1 ? arns : [];
      const known = named ?? account ?? onlyOf(stated.get(credentials));
      const accounts = sorted(known === null ? (seen.get(credentials) ?? []) : [known, ...arns]);
      const key = accounts.length === 0 ? credentials : accounts.join();
      const others = used.map(provider).filter((other) => other.name !== own.name && other.credentials === credentials);
      const part = parts.get(key) ?? { accounts, provider: own, alike: others };
      parts.set(key, part);
      return part;
    },
  };
}

/** Keys of the configurations of the AWS provider; that of the root module where none is written. */
function namesOfAws(file: PlanFile): string[] {
  const providers = member(file.configuration, "provider_config");
  const written = isRaw(providers)
    ? Object.keys(providers).filter((key) => /(?:^|\/)aws$/.test(textOf(providers[key], "full_name") ?? textOf(providers[key], "name") ?? key))
    : [];
  return written.length > 0 ? written : [ROOT];
}

interface Sighting {
  resource: ConfiguredResource;
  account: string | null;
  partition: string | null;
}

/** Everything that exists and names its account. */
function* sightingsIn(file: PlanFile): Generator<Sighting> {
  for (const change of file.changes) {
    const arn = change.mode === "managed" ? ownArn(change.type, change.before) : null;
    if (arn) yield { resource: change, ...arn };
  }
  yield* sightingsInState(member(member(file.priorState, "values"), "root_module"), "");
}

function* sightingsInState(module: unknown, path: string): Generator<Sighting> {
  for (const each of listIn(module, "resources")) {
    const [type, name, mode] = [textOf(each, "type") ?? "", textOf(each, "name") ?? "", textOf(each, "mode") ?? "managed"];
    const resource = { module: path, mode, type, name };
    const values = member(each, "values");
    const arn = mode === "managed" ? ownArn(type, values) : null;
    if (arn) yield { resource, ...arn };
    else if (type === "aws_caller_identity") yield { resource, account: textOf(values, "account_id"), partition: null };
    else if (type === "aws_partition") yield { resource, account: null, partition: textOf(values, "partition") };
  }
  for (const child of listIn(module, "child_modules")) yield* sightingsInState(child, textOf(child, "address") ?? path);
}

/** Account and partition in the ARN of a resource itself. */
function ownArn(type: string, values: unknown): { account: string; partition: string } | null {
  const service = OWN_ARN.find(([beginning]) => type.startsWith(beginning))?.[1];
  const arn = arnParts(textOf(values, "arn") ?? "");
  // ARNs of what AWS owns have no id.
  return arn && arn.service === service && ACCOUNT_ID.test(arn.accountId) ? { account: arn.accountId, partition: arn.partition } : null;
}

function add(map: Map<string, Set<string>>, key: string, account: string | null): void {
  if (account !== null) map.set(key, (map.get(key) ?? new Set()).add(account));
}

const sorted = (accounts: Iterable<string>): string[] => [...new Set(accounts)].sort(compareText);

const onlyOf = (accounts: ReadonlySet<string> = new Set()): string | null => (accounts.size === 1 ? ([...accounts][0] ?? null) : null);
