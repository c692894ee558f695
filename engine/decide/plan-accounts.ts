import type { Plan, PlanProblem } from "../../schemas/index.ts";
import type { StepOutcome } from "./outcome.ts";

/** A plan, and the account that the command line says it is of. */
export interface GivenPlan {
  /** How it was given, for messages: `--plan`. */
  flag: string;
  file: string;
  account: string | null;
  plan: Plan;
}

/** Plans by the account that they are of. */
export interface AssignedPlans {
  byAccount: Map<string | null, Plan[]>;
  problems: PlanProblem[];
}

/** Gives each plan to the account that it is of. Without accounts no snapshot was given, and each plan is evaluated by itself. */
export function planAccounts(plans: readonly GivenPlan[], accounts: readonly (string | null)[]): StepOutcome<AssignedPlans> {
  const byAccount = new Map<string | null, Plan[]>();
  const problems: PlanProblem[] = [];
  for (const given of plans) {
    const found = accountFor(given, accounts);
    if (found === "ambiguous") {
      const { flag, file } = given;
      return { ok: false, problem: { code: "plan-without-account", flag, file, account: accounts[0] ?? null } };
    }
    if (found === "none") problems.push(noSnapshot(given));
    else if (given.account !== null && given.plan.accounts.length > 0 && !given.plan.accounts.includes(given.account)) problems.push(ofAnother(given));
    else byAccount.set(found.account, [...(byAccount.get(found.account) ?? []), withAccount(given)]);
  }
  return { ok: true, value: { byAccount, problems } };
}

/** The account whose snapshot a plan is compared with; `none` where none of the snapshots is of it. */
function accountFor({ account, plan }: GivenPlan, accounts: readonly (string | null)[]): { account: string | null } | "none" | "ambiguous" {
  const only = plan.accounts.length === 1 ? (plan.accounts[0] ?? null) : null;
  const [first] = accounts;
  if (first === undefined) return { account: account ?? only };
  if (account !== null) return accounts.includes(account) ? { account } : "none";
  // Whether it is of this account is for the prediction to say.
  if (accounts.length === 1) return { account: first };
  const [named, ...more] = plan.accounts.filter((each) => accounts.includes(each));
  if (named !== undefined && more.length === 0) return { account: named };
  return plan.accounts.length > 0 && named === undefined ? "none" : "ambiguous";
}

/** The plan, with the account that the command line names where the plan itself names none. */
const withAccount = ({ account, plan }: GivenPlan): Plan => (account === null || plan.accounts.length > 0 ? plan : { ...plan, accounts: [account] });

const ofAnother = ({ flag, file, account, plan }: GivenPlan): PlanProblem => ({
  code: "other-account",
  address: null,
  message: `${file} is a plan for account ${plan.accounts.join(", ")}, and ${flag} says ${account}: name the account that it is for.`,
});

function noSnapshot({ file, account, plan }: GivenPlan): PlanProblem {
  const of = account ?? plan.accounts.join(", ");
  return {
    code: "other-account",
    address: null,
    message: `${file} is a plan for account ${of}, and no snapshot of it was given: give that account's snapshot.`,
  };
}
