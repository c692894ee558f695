/** A change that no reader predicts, and that no one reviewed as unable to affect IAM or CloudTrail whatever it does. */
export interface UnreviewedChange {
  /** Address or logical id. */
  address: string;
  /** Type of the tool, or of an action; with `data.` before it of a data source that runs something. */
  type: string;
  concerns: UnreviewedConcern;
  /** Id of the account in which it is made; left out where the plan does not say it. */
  account?: string;
}

/** What a change may affect, as far as its type says. */
export type UnreviewedConcern =
  /** Its type is in no list. */
  | { kind: "unknown" }
  /** It runs programs. */
  | { kind: "program" }
  /** Who may use a resource other than those of IAM and CloudTrail, by a policy or permission of its own. */
  | { kind: "access" }
  /** What a trail delivers to or is encrypted with. */
  | { kind: "destination"; of: TrailDestination };

/** What may be where a trail delivers to. */
export interface TrailDestination {
  kind: "bucket" | "key" | "topic" | "log-group";
  /** Names, ids and ARNs that the change gives for it; null where they are known only after the apply. */
  ids: string[] | null;
  /** The change makes it, or touches only what the plan makes. */
  isNew: boolean;
}
