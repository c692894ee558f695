import type { Member, StepNote } from "./plan.ts";

/**
 * What can shut IAM users out of the console: "Prevents IAM users … from setting a new console password after their password has expired. The IAM user
 * cannot access the console until an administrator resets the password" (HardExpiry), and "the expiration period is enforced immediately".
 * Sources: IAM API reference, UpdateAccountPasswordPolicy; IAM User Guide, "Set an account password policy for IAM users".
 */
const CALL = "iam:UpdateAccountPasswordPolicy";
const AGE = "MaxPasswordAge";
const HARD = "HardExpiry";

const OWN_CHANGE = "AllowUsersToChangePassword";

/**
 * How this request shuts users out whose password is older than so many days; null where it does not, or where it holds already (`present`). Without hard
 * expiry they "are required to change their password the next time that they sign in", and where AllowUsersToChangePassword is off only users can whose
 * policies allow iam:ChangePassword. Source: IAM User Guide, "Set an account password policy for IAM users" and "Permit IAM users to change their
 * own passwords".
 */
export function lockOutOf(call: string, members: readonly Member[], present: Readonly<Record<string, unknown>> | null): LockOut | null {
  const days = argumentOf(members, AGE);
  if (call !== CALL || typeof days !== "number" || days <= 0) return null;
  const isHard = argumentOf(members, HARD) === true;
  if (!isHard && argumentOf(members, OWN_CHANGE) === true) return null;
  const holds = isHard ? present?.hardExpiry === true : present?.allowUsersToChangePassword === false || present?.hardExpiry === true;
  const inForce = holds ? present?.maxPasswordAge : null;
  return typeof inForce === "number" && inForce > 0 && inForce <= days ? null : { code: "lock-out", days, who: isHard ? "all" : "without-permission" };
}

type LockOut = Extract<StepNote, { code: "lock-out" }>;

/** Whether these parameters have a part in it. */
export function affectsLockOut(members: readonly Member[]): boolean {
  return members.some(({ name }) => name === AGE || name === HARD);
}

function argumentOf(members: readonly Member[], name: string): unknown {
  const argument = members.find((member) => member.name === name)?.argument;
  return argument?.kind === "value" ? argument.value : null;
}
