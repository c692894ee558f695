import { readFileSync } from "node:fs";
import { type Plan, type PlanProblem, readPlan } from "../../collectors/index.ts";
import { visible } from "../../reporters/index.ts";
import { reasonOf } from "../files.ts";
import type { GateFlags } from "../flags.ts";
import { UsageError } from "../usage-error.ts";
import { accountFile } from "./inputs.ts";

/** A plan read, and the account that the flag says it is of. */
export interface GivenPlan {
  flag: "--plan" | "--change-set";
  file: string;
  account: string | null;
  plan: Plan;
}

/** What the plan files hold. What is no plan at all is bad input; a plan that cannot be judged is a problem, and counts as incomplete evidence. */
export function plansOf({ plan, changeSet }: Pick<GateFlags, "plan" | "changeSet">): { plans: GivenPlan[]; problems: PlanProblem[] } {
  const plans: GivenPlan[] = [];
  const problems: PlanProblem[] = [];
  const given: ["--plan" | "--change-set", string][] = [
    ...plan.map((each): ["--plan", string] => ["--plan", each]),
    ...changeSet.map((each): ["--change-set", string] => ["--change-set", each]),
  ];
  for (const [flag, argument] of given) {
    const { account, file } = accountFile(flag, argument);
    const result = readPlan(textOf(flag, file), file);
    if (result.ok) plans.push({ flag, file, account, plan: result.plan });
    else if (result.problem.code === "not-a-plan") throw new UsageError(`${flag} ${visible(argument)}: ${visible(result.problem.message)}`);
    else problems.push(result.problem);
  }
  return { plans, problems };
}

function textOf(flag: string, file: string): string {
  try {
    return readFileSync(file, "utf8").replace(/^\ufeff/, "");
  } catch (error) {
    throw new UsageError(`${flag} ${visible(file)}: cannot be read: ${reasonOf(error)}`);
  }
}

/** Gives each plan to the account that it is of. `null`: no snapshot was given, and the plans are judged alone. */
export function planAccounts(
  plans: readonly GivenPlan[],
  accounts: readonly (string | null)[],
): { byAccount: Map<string | null, GivenPlan[]>; problems: PlanProblem[] } {
  const byAccount = new Map<string | null, GivenPlan[]>();
  const problems: PlanProblem[] = [];
  for (const given of plans) {
    const account = accountFor(given, accounts);
    if (account === undefined) problems.push(noSnapshot(given));
    else if (given.account !== null && given.plan.accounts.length > 0 && !given.plan.accounts.includes(given.account)) problems.push(ofAnother(given));
    else byAccount.set(account, [...(byAccount.get(account) ?? []), told(given)]);
  }
  return { byAccount, problems };
}

/** The account whose snapshot a plan is held against; undefined where none of the snapshots is of it. */
function accountFor({ flag, file, account, plan }: GivenPlan, accounts: readonly (string | null)[]): string | null | undefined {
  const only = plan.accounts.length === 1 ? (plan.accounts[0] ?? null) : null;
  if (accounts.length === 0) return account ?? only;
  if (account !== null) return accounts.includes(account) ? account : undefined;
  // Whether it is of this account is for the prediction to say.
  if (accounts.length === 1) return accounts[0];
  const named = plan.accounts.filter((each) => accounts.includes(each));
  if (named.length === 1) return named[0];
  if (plan.accounts.length > 0 && named.length === 0) return undefined;
  throw new UsageError(
    `${flag} ${visible(file)}: there are several snapshots, and the plan does not tell its account. Name it: ${flag} ${accounts[0] ?? "123456789012"}=${visible(file)}`,
  );
}

/** What the flag says of a plan that does not tell its account. */
const told = (given: GivenPlan): GivenPlan =>
  given.account === null || given.plan.accounts.length > 0 ? given : { ...given, plan: { ...given.plan, accounts: [given.account] } };

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
