import { compareText, listIn, member } from "../../../document/index.ts";
import { arnParts } from "../../../schemas/index.ts";
import type { PlanFile } from "./plan-file.ts";
import { valuesIn } from "./variables.ts";

/** A provider configuration as far as it says in which account it works. */
export interface ProviderAccount {
  /** Key in `provider_config`: aws, aws.spoke, module.team:aws. */
  name: string;
  /** Id; null where the configuration does not say it. */
  account: string | null;
  /** Ids of which it is one; null where any may be. */
  allowed: string[] | null;
  /** Ids of which it is none. */
  forbidden: string[];
  /** What the role that it assumes is made from, where that does not say its account; null where it assumes none or says it. */
  assumes: string[] | null;
  /** Equal for configurations that get their credentials in the same way, which are then of one account. */
  credentials: string;
}

const ID = /^\d{12}$/;

/** Settings of the AWS provider that decide whose credentials it uses. Source: terraform-provider-aws, documentation, "Authentication and Configuration". */
const CREDENTIALS = ["profile", "access_key", "shared_credentials_files", "shared_config_files", "assume_role_with_web_identity", "assume_role"] as const;

/** What a provider configuration says of its account: the last role that it assumes, and the accounts that it allows. */
function providerAccountOf(file: PlanFile, name: string): ProviderAccount {
  const expressions = member(member(member(file.configuration, "provider_config"), name), "expressions");
  const module = name.includes(":") ? name.slice(0, name.indexOf(":")) : "";
  const listed = (setting: string): string[] | null => {
    const { values, complete } = valuesIn(file, module, member(expressions, setting));
    const ids = values.flat().filter((id): id is string => typeof id === "string" && ID.test(id));
    return complete && ids.length > 0 ? [...new Set(ids)].sort(compareText) : null;
  };
  const allowed = listed("allowed_account_ids");
  // A role with roles to assume after it is a step on the way; web identity comes first.
  const [role = null] = [...rolesIn(member(expressions, "assume_role_with_web_identity")), ...rolesIn(member(expressions, "assume_role"))].slice(-1);
  const assumed = role === null ? null : accountIn(valuesIn(file, module, role).values);
  return {
    name,
    account: assumed ?? (allowed?.length === 1 ? (allowed[0] ?? null) : null),
    allowed,
    forbidden: listed("forbidden_account_ids") ?? [],
    assumes: role === null || assumed !== null ? null : referencesIn(role),
    credentials: JSON.stringify(CREDENTIALS.map((setting) => withoutSession(member(expressions, setting)) ?? null)),
  };
}

/** What an expression refers to, without the beginnings of longer references. */
function referencesIn(expression: unknown): string[] {
  const references = listIn(expression, "references").filter((entry) => typeof entry === "string");
  return references.filter((one) => !references.some((other) => other !== one && (other.startsWith(`${one}.`) || other.startsWith(`${one}[`))));
}

/** The expressions of the roles of a block, of several, or of an object. */
function rolesIn(block: unknown): unknown[] {
  const constant = member(block, "constant_value");
  const blocks = Array.isArray(block) ? block : constant !== undefined ? [constant].flat() : [block];
  return blocks.flatMap((each) => {
    const role = member(each, "role_arn");
    return role === undefined ? [] : [typeof role === "string" ? { constant_value: role } : role];
  });
}

/** Names of sessions and their like change no account. */
const withoutSession = (block: unknown): unknown => (Array.isArray(block) ? rolesIn(block) : block);

/** The one account that values name, by the ARN of a role or by its id; null where they name none or several. */
function accountIn(values: readonly unknown[]): string | null {
  const ids = new Set(values.flatMap((value) => (typeof value === "string" ? idIn(value) : [])));
  const [only] = ids;
  return ids.size === 1 ? (only ?? null) : null;
}

function idIn(text: string): string[] {
  const id = ID.test(text) ? text : (arnParts(text)?.accountId ?? "");
  return ID.test(id) ? [id] : [];
}

/** Every configuration of `provider_config`, by its key. */
export function providerAccounts(file: PlanFile): (name: string) => ProviderAccount {
  const known = new Map<string, ProviderAccount>();
  return (name) => {
    const found = known.get(name) ?? providerAccountOf(file, name);
    known.set(name, found);
    return found;
  };
}
