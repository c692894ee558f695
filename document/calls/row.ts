import type { document, ResourceKind, Unknown } from "../../schemas/index.ts";

export type TargetKind = Exclude<document.Target["kind"], Unknown>;

/** Which resources of a kind a call is about. */
export type Selector =
  /** Those that a request parameter names, by name, ARN or id. `optional`: AWS does not require the parameter, and without it none is meant. */
  | { by: "parameter"; parameter: string; optional: boolean }
  /** The one that the answer names, at a path below responseElements. */
  | { by: "response"; path: string }
  /** The calling user, or root where root calls. */
  | { by: "caller" }
  /** Those whose changed field names what the parameter names. */
  | { by: "naming"; parameter: string }
  /** Those below an IAM path. */
  | { by: "under"; path: string }
  /** Those of the region that the parameter names. */
  | { by: "region"; parameter: string }
  | { by: "all" };

/** What a call may change. */
export interface CallEffect {
  kind: Exclude<ResourceKind, "event">;
  which: Selector;
  /** Fields of the kind, an object's members by a dot; null: any field. Without effect where the resource is made. */
  fields: readonly string[] | null;
  /** Only where the event has a change, as the row's restriction says. */
  restricting?: true;
  /** What becomes of the resource itself: made, deleted, or either; "used": an AWS managed one comes or goes with its use; null: it stays. */
  existence: "created" | "deleted" | "either" | "used" | null;
}

/** What held before a call that succeeded. */
export type Precondition =
  | { state: "absent"; kind: ResourceKind; parameter: string }
  | { state: "empty"; field: string }
  | { state: "held"; field: string; parameter: string };

/** What exactly holds after a call that succeeded, whatever held before. */
export interface Postcondition {
  /** Whether the list `field` holds what `value` names, lacks it, or the field has that value. */
  state: "holds" | "lacks" | "is";
  field: string;
  /** A request parameter, a path behind `response.`, a field of the event's change behind `change.`, or true, false or null. */
  value: string;
  /** Of the members of a list of several kinds, those that `value` may name. */
  member?: string;
  /** The member that `value` names has this policy content: a field of the event's change. */
  content?: string;
  /** The field is true where `value` is this text, else false. */
  equal?: string;
}

/** A request parameter that a change names. */
export type ChangeParameter = "userName" | "groupName" | "roleName" | "policyArn" | "policyName";

/** How a call can reduce a restriction: what events have as `change`. */
export interface Restriction {
  kind: Exclude<document.Change["kind"], "none">;
  /** The principal or resource that was restricted. */
  target: TargetKind;
  /** Parameters that AWS requires of the call. */
  names: readonly ChangeParameter[];
  /** Parameter that holds the ARN of the managed policy, where it is not policyArn. */
  policyPath?: "permissionsBoundary";
  /** A change only if one of these parameters is there and not false. Where the parameters cannot be read, it may be one. */
  onlyIfAny?: readonly string[];
  passwordPolicy?: "replaced" | "removed";
}

/** One member of a request that replaces a whole object. */
export interface ReplacedMember {
  /** Name in the API, and of the object's field in the document with a small initial. */
  member: string;
  /** Which of two wishes is the stricter. `agree`: neither, they must be the same. */
  stricter: "greatest" | "least" | "true" | "agree";
  /** Value when the request leaves the member out. */
  default: string | number | boolean | null;
  /** Value to give where the object does not exist yet; absent: left out, and the default holds. */
  initial?: string | number | boolean;
}

/** What becomes of what a request leaves out: it stays, it cannot be left out, or it falls to a default. */
export type RequestStyle =
  | { style: "partial" }
  | { style: "entire" }
  /** `object` names what is replaced: a path into the document, or words; `{Member}` stands for a member of the request, in lower case in a path. */
  | {
      style: "replaces";
      object: string;
      /** The page of AWS that says so. */
      source: string;
      /** Members that are merged one by one; none where the object needs more. */
      fields: readonly ReplacedMember[];
      /** `kind.field` entries of the document that hold the present value. */
      reads: readonly string[];
    };

/** What one API call does. */
export interface CallRow {
  /** What it is made on, and what names that; null: none of the document's kinds. `by` is null where no parameter names it. */
  target: { kind: TargetKind; by: string | null } | null;
  /** Without the parameter that AWS does not require, the call means its caller: the user or root, or the caller's account. */
  impliedCaller: boolean;
  /** A parameter that names the account that the call is about, or one of these services: where it names another, nothing here changes. */
  about: { parameter: string; services: readonly string[] } | null;
  successProves: readonly Precondition[];
  /** Of fields in `mayChange`, those whose value after the call its record says. */
  leaves: readonly Postcondition[];
  mayChange: readonly CallEffect[];
  restriction: Restriction | null;
  /** The parameter in which the request carries a policy document, as JSON text. */
  document: string | null;
  request: RequestStyle | null;
}
