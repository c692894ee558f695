import { type document, isUnknown } from "../../../schemas/index.ts";
import { changeAccount } from "./account.ts";
import { accountSources } from "./existing.ts";
import type { Model, OperationStep } from "./model.ts";

/**
 * Settings of the account that the plans change and that the document does not hold: what the plans say they were. What the document holds stays, and so
 * does what no operation changes.
 */
export function addExistingSettings(model: Model, stated: readonly OperationStep[], steps: readonly OperationStep[]): void {
  const changed = new Set(steps.flatMap(({ operation }) => accountSources(operation.kind)));
  for (const step of stated) {
    const { account } = model;
    const { operation } = step;
    if (isUnknown(account) || !accountSources(operation.kind).some((source) => changed.has(source))) continue;
    if (operation.kind === "set-password-policy" && isUnknown(account.passwordPolicy)) changeAccount(model, step, operation);
    if (operation.kind === "create-account-alias" && isUnknown(account.aliases)) changeAccount(model, step, operation);
    if (operation.kind === "set-organization-features" && isUnknown(account.organizationFeatures)) changeAccount(model, step, operation);
    const isOpenContact =
      operation.kind === "set-alternate-contact" && operation.type.status === "known" && isUnknown(account.alternateContacts[operation.type.value]);
    if (isOpenContact) changeAccount(model, step, operation);
  }
}

/** Whether a document holds all settings of its account. */
export const holdsSettings = (account: document.Account): boolean =>
  ![account.passwordPolicy, account.aliases, account.organizationFeatures, ...Object.values(account.alternateContacts)].some(isUnknown);
