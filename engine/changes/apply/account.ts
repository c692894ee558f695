import { compareText } from "../../../document/index.ts";
import { type AccountOperation, type document, isUnknown, type Unknown, type Value, type Valued } from "../../../schemas/index.ts";
import { changedList } from "./lists.ts";
import { knownAfterApplyMark, type Model, type OperationStep } from "./model.ts";

type Of<K extends AccountOperation["kind"]> = Extract<AccountOperation, { kind: K }>;
type ContactType = "security" | "billing" | "operations";

const SLOTS: readonly ContactType[] = ["security", "billing", "operations"];

/** Password policy, alias, contacts and organization features: settings of the account itself. Nothing where the account is not known. */
export function changeAccount(
  model: Model,
  step: OperationStep,
  operation: Of<
    | "set-password-policy"
    | "delete-password-policy"
    | "create-account-alias"
    | "delete-account-alias"
    | "set-alternate-contact"
    | "delete-alternate-contact"
    | "set-organization-features"
  >,
): void {
  const { account } = model;
  if (isUnknown(account)) return;
  switch (operation.kind) {
    case "set-password-policy":
      account.passwordPolicy = whole<document.PasswordPolicy>(model, step, operation.policy);
      break;
    // Without a policy of its own AWS's default holds. Source: IAM API Reference, DeleteAccountPasswordPolicy.
    case "delete-password-policy":
      account.passwordPolicy = null;
      break;
    case "create-account-alias":
    case "delete-account-alias":
      account.aliases = aliasesAfter(model, step, account.aliases, operation.alias, operation.kind === "create-account-alias");
      break;
    case "set-alternate-contact":
      setContact(model, step, account.alternateContacts, operation.type, operation.contact);
      break;
    case "delete-alternate-contact":
      setContact(model, step, account.alternateContacts, operation.type, { status: "known", value: null });
      break;
    case "set-organization-features":
      account.organizationFeatures =
        operation.features.status === "known"
          ? [...operation.features.value].sort(compareText)
          : knownAfterApplyMark(model, step.plan, operation.features.scope);
      break;
  }
}

/** An object of which no member may be unknown alone: all of it is, where one member is. */
function whole<T>(model: Model, step: OperationStep, members: Valued<T>): T | Unknown {
  const known: [string, unknown][] = [];
  for (const [name, value] of Object.entries<Value<unknown>>(members)) {
    if (value.status === "after-apply") return knownAfterApplyMark(model, step.plan, value.scope);
    known.push([name, value.value]);
  }
  return Object.fromEntries(known) as T;
}

/** An account has one alias at the most: a new one takes the place of the old. Source: IAM API Reference, CreateAccountAlias. */
function aliasesAfter(
  model: Model,
  step: OperationStep,
  aliases: document.Account["aliases"],
  alias: Value<string>,
  made: boolean,
): document.Account["aliases"] {
  if (alias.status === "after-apply") return knownAfterApplyMark(model, step.plan, alias.scope);
  if (made) return [alias.value];
  const change = { add: [], remove: new Set([alias.value]), maybe: new Set<string>(), opens: null, loses: null, exact: false };
  return changedList(model, aliases, change, (name) => name);
}

function setContact(
  model: Model,
  step: OperationStep,
  contacts: document.AlternateContacts,
  type: Value<ContactType>,
  contact: Value<document.AlternateContact | null>,
): void {
  const value = contact.status === "known" ? contact.value : knownAfterApplyMark(model, step.plan, contact.scope);
  for (const slot of SLOTS) {
    if (type.status === "after-apply") contacts[slot] = knownAfterApplyMark(model, step.plan, type.scope);
    else if (type.value === slot) contacts[slot] = value;
  }
}
