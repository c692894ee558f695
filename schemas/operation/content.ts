/**
 * A policy document in a plan.
 *
 * * `known`: the document, as JSON text or as the parsed value.
 * * `partial`: some of its statements, or parts of them, are known; what is known can decide (a Deny is a Deny whatever its resource).
 *   `complete`: it surely has no other statements than these; left out, it may have more.
 * * `after-apply`: nothing of it is known; `scope` is address and attribute.
 */
export type PlannedContent =
  | { status: "known"; document: unknown }
  | { status: "partial"; statements: PartialStatement[]; scope: string; complete?: boolean }
  | { status: "after-apply"; scope: string };

/** A statement of which something is known. */
export interface PartialStatement {
  /** The statement as JSON where it is known in full; null otherwise. `{ created: address }` stands for the ARN of what an operation of the plan makes. */
  whole: unknown;
  /** Null when not known. */
  effect: "Allow" | "Deny" | null;
  /** Action patterns known to be among its actions. */
  actions: string[];
  /** All patterns of a NotAction, where they are all known; null when it has none or not all are. */
  notActions: string[] | null;
  /** Whether `actions`, or `notActions`, are all that it has; left out, it may have more. */
  actionsComplete?: boolean;
  /** Conditions known to be among its conditions. */
  conditions: PartialCondition[];
  /** Whether these are all; left out, it may have more. */
  conditionsComplete?: boolean;
  /** Resource patterns known to be among its resources. */
  resources: string[];
  /** Whether these are all, and it has no NotResource; left out, it may have more. */
  resourcesComplete?: boolean;
  /**
   * Principals known to be among its principals; a value `{ created: address }` stands for the ARN of what an operation of the plan makes, a `LaterText` for
   * one that is not known.
   */
  principals: { type: string; value: unknown }[];
  /** Whether these are all, and it has no NotPrincipal; left out, it may have more. */
  principalsComplete?: boolean;
}

/** A condition of which something is known; null stands for an operator or key that is not. */
export interface PartialCondition {
  operator: string | null;
  key: string | null;
  /** Values known to be among its values. */
  values: (string | LaterText)[];
  /** Whether these are all; left out, it may have more. */
  valuesComplete?: boolean;
}

/**
 * One text that only the apply will show and that surely stands for itself, as the id or ARN of a resource: it has no wildcard and no variable. Which it is:
 * address and attribute.
 */
export interface LaterText {
  later: string;
}
