import { compareText, isRaw, listIn, member, type Raw, textOf } from "../../../document/index.ts";
import { arnParts } from "../../../schemas/index.ts";
import type { PlanFile } from "./plan-file.ts";

/** The account that a plan is of, as far as the plan tells. */
export interface PlanAccount {
  /** Ids, sorted. */
  accounts: string[];
  partition: string | null;
}

/** ARNs of IAM name the account that they are of; those that AWS owns have no id. */
const ACCOUNT_ID = /^\d{12}$/;

/**
 * From ARNs of what exists, from `aws_caller_identity`, and from the provider's `allowed_account_ids`. A plan that makes everything anew and is not
 * configured so names no account.
 */
export function accountOf(file: PlanFile): PlanAccount {
  const accounts = new Set<string>();
  let partition: string | null = null;
  const addAccountOf = (arn: unknown): void => {
    const parts = typeof arn === "string" ? arnParts(arn) : null;
    if (parts?.service !== "iam" || parts.region !== "" || !ACCOUNT_ID.test(parts.accountId)) return;
    accounts.add(parts.accountId);
    partition ??= parts.partition;
  };
  for (const { type, before, mode } of file.changes) {
    if (mode === "managed" && type.startsWith("aws_iam_")) addAccountOf(textOf(before, "arn"));
  }
  for (const resource of resourcesOf(member(member(file.priorState, "values"), "root_module"))) {
    const type = textOf(resource, "type");
    const values = member(resource, "values");
    if (type === "aws_caller_identity") {
      const id = textOf(values, "account_id");
      if (id !== null) accounts.add(id);
    } else if (type === "aws_partition") partition ??= textOf(values, "partition");
    else if (member(resource, "mode") === "managed" && type?.startsWith("aws_iam_")) addAccountOf(textOf(values, "arn"));
  }
  if (accounts.size === 0) for (const id of allowed(file)) accounts.add(id);
  return { accounts: [...accounts].sort(compareText), partition };
}

/** The one account that a provider allows; several tell nothing. */
function allowed(file: PlanFile): string[] {
  const providers = member(file.configuration, "provider_config");
  if (!isRaw(providers)) return [];
  const ids = Object.values(providers).flatMap((provider) => {
    const list = member(member(member(provider, "expressions"), "allowed_account_ids"), "constant_value");
    const one = Array.isArray(list) && list.length === 1 ? list[0] : null;
    return typeof one === "string" && /^\d{12}$/.test(one) ? [one] : [];
  });
  return [...new Set(ids)];
}

/** Resources of a state's module and those within it. */
function* resourcesOf(module: unknown): Generator<Raw> {
  for (const resource of listIn(module, "resources")) if (isRaw(resource)) yield resource;
  for (const child of listIn(module, "child_modules")) yield* resourcesOf(child);
}
