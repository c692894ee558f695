/** What a call of a path is made on. */
export type CallTarget =
  /** The caller itself. */
  | "self"
  /** A customer managed policy that is attached to the caller, or to a group of it. */
  | "own-policy"
  /** A group that the caller is in. */
  | "own-group"
  /** The user, role or group whose permissions the caller gets. */
  | "target"
  /** A customer managed policy that is attached to that user or role. */
  | "target-policy"
  /** Any resource that the action is called on. */
  | "any";

export interface EscalationCall {
  /** service:Action, as AWS writes it. */
  action: string;
  on: CallTarget;
  /** Values of condition keys that the request has; null for a key that it does not have. */
  given?: Readonly<Record<string, string | null>>;
}

/** What the caller has in the end. */
export type EscalationGain =
  /** Whatever it wants: it writes a policy of its own. Its permissions boundary and the limits of the account remain. */
  | "own-permissions"
  /** The permissions of a group. */
  | "group"
  /** The permissions of another user. */
  | "user"
  /** The permissions of a role. */
  | "role"
  /** A user or role whose policies it writes, and which it becomes: the limits of that one remain. */
  | "user-with-any-permissions"
  | "role-with-any-permissions"
  /** Its own permissions, without its boundary. */
  | "without-boundary";

/** One way by which a principal gets permissions that it does not have. */
export interface EscalationPath {
  /** As in the public catalogue of pathfinding.cloud; `reeve-…` for others. */
  id: string;
  /** What the caller does, in a few words that begin with a verb: "creates a Lambda function that runs as the role, and calls it". */
  does: string;
  /** Which principals can go this way; left out: both. */
  by?: "user" | "role";
  gains: EscalationGain;
  /** All of them are needed, in this order. */
  calls: readonly EscalationCall[];
  /** Service principals, of which the trust policy of the role must admit one. Left out where the caller takes the role by itself. */
  services?: readonly string[];
  /** The identity provider of AWS that the trust policy of the role must name instead. */
  federated?: string;
  /** Whether the role must have an instance profile. */
  instanceProfile?: boolean;
  /** What must exist, which the document does not show: "a Lambda function that runs as the role". */
  needs?: string;
}
