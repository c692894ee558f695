import type { Plan, PlanProblem, PlanProvider } from "../../schemas/index.ts";
import type { StepOutcome } from "./outcome.ts";

/** A plan, or the part of one that goes through one provider, and the account that the command line says it is of. */
export interface GivenPlan {
  /** How it was given, for messages: `--plan`. */
  flag: string;
  file: string;
  account: string | null;
  plan: Plan;
}

/** Plans by the account that they are of. */
export interface AssignedPlans {
  plans: { account: string | null; plans: Plan[] }[];
  problems: PlanProblem[];
}

/**
 * Gives each plan to the account that it is of. Without accounts no snapshot was given, and each plan is evaluated by itself. A part whose account is known
 * only after the apply is of the account that the command line says, else of the snapshot's, unless something contradicts that.
 */
export function planAccounts(given: readonly GivenPlan[], accounts: readonly (string | null)[]): StepOutcome<AssignedPlans> {
  const plans: AssignedPlans["plans"] = [];
  const problems: PlanProblem[] = [];
  for (const part of given) {
    const siblings = given.filter((each) => each.file === part.file && each.flag === part.flag && each.account === part.account);
    const found = placeOf(part, siblings, accounts);
    if (found === "ambiguous") {
      const { flag, file } = part;
      return { ok: false, problem: { code: "plan-without-account", flag, file, account: accounts[0] ?? null } };
    }
    if ("problem" in found) problems.push(...part.plan.problems, found.problem);
    else put(plans, found.account, withAccount(part), found.apart);
  }
  const [first] = problems.filter(({ code }) => code === "other-account");
  if (first && plans.length === 0) return { ok: false, problem: { code: "plan-of-other-account", message: first.message } };
  return { ok: true, value: { plans, problems } };
}

function put(plans: AssignedPlans["plans"], account: string | null, plan: Plan, apart: boolean): void {
  const found = apart ? undefined : plans.find((each) => each.account === account);
  if (found) found.plans.push(plan);
  else plans.push({ account, plans: [plan] });
}

/** `apart`: its account is not known, and may be another than that of all others. */
type Place = { account: string | null; apart: boolean } | { problem: PlanProblem } | "ambiguous";

/** The account whose snapshot a part is compared with. */
function placeOf(part: GivenPlan, siblings: readonly GivenPlan[], accounts: readonly (string | null)[]): Place {
  const { account, plan } = part;
  const [first] = accounts;
  const isOpen = plan.accounts.length === 0;
  if (account !== null && !isOpen && siblings.every((each) => each.plan.accounts.length > 0 && !isOf(each.plan, account))) return { problem: ofAnother(part) };
  if (first === undefined)
    return { account: plan.accounts.length === 1 ? (plan.accounts[0] ?? null) : account, apart: isOpen && account === null && siblings.length > 1 };
  // A snapshot that does not know its account is of every plan's.
  if (accounts.length === 1 && first === null) return { account: null, apart: false };
  if (!isOpen) {
    const covered = plan.accounts.filter((each) => accounts.includes(each));
    return covered.length === 0 ? { problem: noSnapshot(part) } : covered.length === 1 ? { account: covered[0] ?? null, apart: false } : "ambiguous";
  }
  const wanted = account ?? (accounts.length === 1 ? first : null);
  if (wanted === null) return "ambiguous";
  if (!accounts.includes(wanted)) return { problem: noSnapshot(part) };
  const why = contradiction(part, siblings, wanted);
  return why === null ? { account: wanted, apart: false } : { problem: unknownAccount(part, why) };
}

const isOf = (plan: Plan, account: string): boolean => plan.accounts.includes(account);

/** Why a part whose account is known only after the apply is probably not of this one; null where nothing speaks against it. */
function contradiction({ account, plan }: GivenPlan, siblings: readonly GivenPlan[], wanted: string): string | null {
  const { alike = [], ...own } = plan.provider ?? { name: "", allowed: null, forbidden: [] };
  const why = exclusion(own, wanted);
  if (why !== null) return `it ${why}`;
  for (const other of alike) {
    const whyOther = exclusion(other, wanted);
    if (whyOther !== null) return `the provider ${other.name}, which has the same credentials, ${whyOther}`;
  }
  // The command line says it.
  if (account !== null) return null;
  const other = siblings.find((each) => isOf(each.plan, wanted)) ?? siblings.find((each) => each.plan.accounts.length === 0);
  if (!other || other.plan === plan) return null;
  const name = other.plan.provider?.name ?? "another";
  return `the provider ${name}, which has other credentials, is taken to be of ${wanted}`;
}

/** How a provider configuration excludes an account, as what it does; null where it does not. */
function exclusion({ allowed, forbidden }: PlanProvider, account: string): string | null {
  if (allowed !== null && !allowed.includes(account)) return `allows ${allowed.join(", ")}, and not ${account}`;
  return forbidden.includes(account) ? `forbids ${account}` : null;
}

/** The plan, with the account that the command line names where the plan itself names none. */
const withAccount = ({ account, plan }: GivenPlan): Plan => (account === null || plan.accounts.length > 0 ? plan : { ...plan, accounts: [account] });

const whose = ({ file, plan }: GivenPlan): string => (plan.provider ? `${file} (provider ${plan.provider.name})` : file);

const ofAnother = (given: GivenPlan): PlanProblem => ({
  code: "other-account",
  address: null,
  message: `${whose(given)} is a plan for account ${given.plan.accounts.join(", ")}, and ${given.flag} says ${given.account}: name the account that it is for.`,
});

function noSnapshot(given: GivenPlan): PlanProblem {
  const of = given.plan.accounts.length > 0 ? given.plan.accounts.join(", ") : given.account;
  return {
    code: "other-account",
    address: null,
    message: `${whose(given)} is a plan for account ${of}, and no snapshot of it was given: give that account's snapshot.`,
  };
}

const unknownAccount = (given: GivenPlan, why: string): PlanProblem => ({
  code: "unknown-account",
  address: null,
  message: `${whose(given)}: the account is known only after the apply, and ${why}. Set allowed_account_ids in the provider, or name the account: ${given.flag} <account>=${given.file}.`,
});
