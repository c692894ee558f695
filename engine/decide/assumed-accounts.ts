import type { Plan, ReeveResults } from "../../schemas/index.ts";

/** What a gate took to be so because its inputs do not say it. */
export type Assumption = NonNullable<NonNullable<ReeveResults["gate"]>["assumptions"]>[number];

interface WithPlans {
  name: string;
  plans: readonly Plan[];
  withoutSnapshot: boolean;
}

/** Parts of plans that assume a role of an account that they do not say, and that were compared with the snapshot of one all the same. */
export const assumedAccounts = ({ name, plans, withoutSnapshot }: WithPlans): Assumption[] =>
  plans.flatMap(({ accounts, provider, file }) => {
    if (withoutSnapshot || accounts.length > 0 || provider?.assumes === undefined || provider.allowed !== null) return [];
    const from = provider.assumes.length > 0 ? ` (${provider.assumes.join(", ")})` : "";
    const message = `The provider ${provider.name} of ${file} assumes a role whose account the plan does not show${from}. It is taken to be ${name}, the account of the snapshot. If it is another, name it: --plan <account>=${file}.`;
    return [{ code: "account-assumed", account: name, message }];
  });
