/**
 * A policy document in a plan.
 *
 * * `known`: the document, as JSON text or as the parsed value.
 * * `partial`: some of its statements, or parts of them, are known; what is known can decide (a Deny is a Deny whatever its resource).
 * * `after-apply`: nothing of it is known; `scope` is address and attribute.
 */
export type PlannedContent =
  | { status: "known"; document: unknown }
  | { status: "partial"; statements: PartialStatement[]; scope: string }
  | { status: "after-apply"; scope: string };

/** A statement of which something is known. A partial document may always hold more statements than these. */
export interface PartialStatement {
  /** The statement as JSON where it is known in full; null otherwise. */
  whole: unknown;
  /** Null when not known. */
  effect: "Allow" | "Deny" | null;
  /** Action patterns known to be among its actions; the statement may have more. */
  actions: string[];
  /** All patterns of a NotAction, where they are all known; null when it has none or not all are. */
  notActions: string[] | null;
  /** Keys of conditions known to be among its conditions. */
  conditionKeys: string[];
  /** Whether it is known to have no condition. */
  unconditioned: boolean;
  /** Resource patterns known to be among its resources. */
  resources: string[];
}
