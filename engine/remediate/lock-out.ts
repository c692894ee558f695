import type { Member } from "./plan.ts";

/**
 * What can shut IAM users out of the console: "Prevents IAM users … from setting a new console password after their password has expired. The IAM user
 * cannot access the console until an administrator resets the password" (HardExpiry), and "the expiration period is enforced immediately".
 * Sources: IAM API reference, UpdateAccountPasswordPolicy; IAM User Guide, "Set an account password policy for IAM users".
 */
const CALL = "iam:UpdateAccountPasswordPolicy";
const AGE = "MaxPasswordAge";
const HARD = "HardExpiry";

/** Days after which a password is refused for good, where this request brings that about; null where it does not, or where it holds already (`present`). */
export function lockOutDays(call: string, members: readonly Member[], present: Readonly<Record<string, unknown>> | null): number | null {
  if (call !== CALL || argumentOf(members, HARD) !== true) return null;
  const days = argumentOf(members, AGE);
  if (typeof days !== "number" || days <= 0) return null;
  const inForce = present?.hardExpiry === true ? present.maxPasswordAge : null;
  return typeof inForce === "number" && inForce > 0 && inForce <= days ? null : days;
}

/** Whether these parameters have a part in it. */
export function affectsLockOut(members: readonly Member[]): boolean {
  return members.some(({ name }) => name === AGE || name === HARD);
}

function argumentOf(members: readonly Member[], name: string): unknown {
  const argument = members.find((member) => member.name === name)?.argument;
  return argument?.kind === "value" ? argument.value : null;
}
