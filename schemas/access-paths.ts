import type { AccessGap, StatementSource } from "./access-answer.ts";

/** A call of a step, on the resource on which it was found to be possible. */
export interface CallMade {
  action: string;
  resource: string;
  /** Statements that allow it. */
  allowedBy: StatementSource[];
}

/** How sure a step is: in every case; if a condition holds, or a resource exists, that its caller has no hold over; or not known. */
export type StepCertainty = "certain" | "conditional" | "unknown";

/** One change from what a principal may do to what it may do next. */
export interface EscalationStep {
  /** Of the catalogue of paths. */
  id: string;
  /** What the caller does, beginning with a verb: "passes the role to a Lambda function that it creates and calls". */
  does: string;
  /** ARN of the user or role that makes the calls. */
  from: string;
  /** ARN of the user, role or group whose permissions it gets; null where it gives itself permissions. */
  to: string | null;
  calls: CallMade[];
  certainty: StepCertainty;
  /** Condition keys on which it rests and which the caller does not choose, such as that of MFA. */
  conditions: string[];
  /** What must exist, which the document does not show; null for nothing. */
  needs: string | null;
}

/**
 * `admin`: it is one, without a step. `escalates`: it can become one. `conditional`: it can where a condition holds, or something exists. `none`: it cannot.
 * `unknown`: it can if what was not read lets it.
 */
export type EscalationVerdict = "admin" | "escalates" | "conditional" | "none" | "unknown";

/** How a user or role becomes an administrator of its account. */
export interface PrincipalEscalation {
  principal: string;
  verdict: EscalationVerdict;
  /** The fewest steps. Empty for `admin` and `none`. */
  steps: EscalationStep[];
  /** Condition keys, which the caller does not choose, on which the permissions of an administrator rest that it has in the end. */
  conditions: string[];
  /** What would have to be known, where the verdict is `unknown`. */
  gaps: AccessGap[];
}
