import type { Gap } from "./generated/document.ts";

/** What a policy limits or grants. In the order in which AWS names them where it denies. */
export const ACCESS_LAYERS = ["rcp", "scp", "resource", "trust", "boundary", "session", "identity"] as const;
export type AccessLayer = (typeof ACCESS_LAYERS)[number];

export type AccessVerdict = "allowed" | "denied" | "conditional" | "unknown";

/** Where a statement stands. */
export interface StatementSource {
  layer: AccessLayer;
  /** Name or ARN of the policy. */
  policy: string;
  kind: "inline" | "managed" | "given" | "trust" | "not-read";
  /** ARN of the user, group or role that has the policy; null for one that is given with the question. */
  holder: string | null;
  /** From 0; null where no statement was read. */
  index: number | null;
  sid: string | null;
  /** Line in its file, where it was read from one. */
  line: number | null;
}

/** What one layer says of a request. `silent`: nothing in it matches. `none`: it does not limit this request, or grants nothing in it. */
export interface LayerAnswer {
  layer: AccessLayer;
  outcome: "allows" | "denies" | "silent" | "unknown" | "none";
  statements: StatementSource[];
}

/** Why the verdict is what it is, where no statement says so alone. */
export type AccessReason =
  | "explicit-deny"
  | "implicit-deny"
  | "allowed-by-statement"
  | "root-user"
  | "no-permission-needed"
  | "root-cannot-assume-roles"
  | "session-without-iam"
  | "session-without-tokens"
  | "not-decided";

/** Values of condition keys with which a request is allowed, or is not. */
export type AccessContext = Record<string, readonly string[] | null>;

export interface AccessGap {
  id: string;
  gap: Gap;
}

export interface AccessAnswer {
  verdict: AccessVerdict;
  /** ARN of the principal, of a session where one is asked about. */
  principal: string;
  action: string;
  resource: string;
  reason: AccessReason;
  /** Layers without which it would not be denied; of an allowed request those that allow it. */
  decidedBy: AccessLayer[];
  layers: LayerAnswer[];
  /** Of a conditional verdict: the layers of a request that is denied, where `layers` are those of one that is allowed. */
  otherwise?: LayerAnswer[];
  /** Condition keys on which the verdict rests. */
  hangsOn: string[];
  allowedWith: AccessContext | null;
  deniedWith: AccessContext | null;
  /** What would have to be known. */
  gaps: AccessGap[];
  /**
   * What was taken to be so: service and resource control policies allow everything; a resource without an account in its ARN is of this account; the other
   * resources that the call needs are allowed too.
   */
  assumed: ("scps" | "rcps" | "resource-account" | "other-resources")[];
  /** Policies that were not read, and that could turn the verdict. */
  unread: string[];
  /** The verdict if those that were not read did not exist. Null where all were read. */
  read: AccessVerdict | null;
}

/** Why a question has no answer. */
export type AccessProblem =
  | { code: "unknown-service" | "unknown-action" | "unknown-principal" | "unknown-key" | "no-such-role"; value: string; nearest: string[] }
  | { code: "ambiguous-principal"; value: string; arns: string[] }
  | { code: "group-principal" | "not-of-account" | "malformed-arn" | "needs-no-resource" | "no-account" | "other-account"; value: string }
  | { code: "wrong-resource" | "needs-resource"; value: string; action: string; forms: string[] }
  | { code: "absent-key"; value: string; action: string }
  | { code: "fixed-key"; value: string; given: string; fixed: string }
  | { code: "unread-policy" | "impossible-context"; value: string }
  | { code: "wrong-session"; value: string };
