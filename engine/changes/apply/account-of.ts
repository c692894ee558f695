import { isUnknown, type Plan, type PlanProblem, type ReeveDocument } from "../../../schemas/index.ts";

/** Which account's ARNs are predicted. */
export interface PredictedAccount {
  accountId: string;
  partition: string;
  /** Whether snapshot or plan names the account; where none does, ARNs carry an account that is made up. */
  isStated: boolean;
}

/** What stands in the ARNs of an account that nothing names. It is printed nowhere. */
const NO_ACCOUNT_ID = "000000000000";

/** A text with no made-up account in the ARNs that it holds. */
export const withoutMadeUpAccount = (text: string): string => text.replace(MADE_UP_ID, "(account not known)");

const MADE_UP_ID = new RegExp(`(?<![\\w-])${NO_ACCOUNT_ID}(?![\\w-])`, "g");

export function placeOf(snapshot: ReeveDocument | null, plans: readonly Plan[]): PredictedAccount {
  if (snapshot && !isUnknown(snapshot.account)) return { accountId: snapshot.account.id, partition: snapshot.account.partition, isStated: true };
  const [named] = plans.flatMap((plan) => plan.accounts);
  const [partition] = plans.flatMap((plan) => plan.partition ?? []);
  return { accountId: named ?? NO_ACCOUNT_ID, partition: partition ?? "aws", isStated: named !== undefined };
}

/** The problem of a plan that is of another account than the snapshot, or than the first plan where there is no snapshot; null where it is not. */
export function otherAccount(snapshot: ReeveDocument | null, place: PredictedAccount, plan: Plan): PlanProblem | null {
  const others = place.isStated ? plan.accounts.filter((account) => account !== place.accountId) : [];
  if (others.length === 0) return null;
  // A plan that works in several accounts names this one too: what it does in the others is not stated apart.
  const against = snapshot ? `the snapshot is of ${place.accountId}` : `another plan is of ${place.accountId}`;
  const message = plan.accounts.includes(place.accountId)
    ? `${plan.file} plans for several accounts (${plan.accounts.join(", ")}), and ${against}. Give each account a plan of its own.`
    : `${plan.file} is a plan for the account ${others.join(", ")}, and ${against}. Name the account that a plan is for: --plan <account>=<file>.`;
  return { code: "other-account", address: null, message };
}
