import type { CallTarget, EscalationCall } from "../path.ts";

/** Calls that are made on the same kind of target. */
export const callsOn = (on: CallTarget, ...actions: readonly string[]): EscalationCall[] => actions.map((action) => ({ action, on }));

/**
 * Passes the role to a service. For most services the name in `iam:PassedToService` is the one in the role's trust policy.
 * Source: IAM User Guide, "Grant a user permissions to pass a role to an AWS service", and "IAM and AWS STS condition context keys".
 */
export const passRoleTo = (service: string): EscalationCall => ({ action: "iam:PassRole", on: "target", given: { "iam:PassedToService": service } });
