/**
 * A value of a plan: known now, or only after the change is applied. `scope` says which: address and attribute, such as `aws_iam_user.ann.name`;
 * it becomes the scope of the gap. A value of several sources names the one that it is read from.
 */
export type Value<T> = { status: "known"; value: T } | AfterApply;

/** Not known before the change is applied: any legal value is possible. */
export interface AfterApply {
  status: "after-apply";
  scope: string;
  /** What a text surely begins with. */
  startsWith?: string;
  /** What it is where the plan could have shown a part of it: members of a list, of which some are known; a text that the tool makes from parts. */
  of?: LaterPart;
  /** Of a reference: whether it is one resource for sure, as of an attribute that takes one name; left out, it may be several or none. */
  isOne?: true;
  /** Of a reference: addresses of what the plan makes, of which it surely is one; left out, it may be any. */
  among?: readonly string[];
  /** Of a reference that is `among` several: whether its author wrote the choice, so that it is one of these and no other of them with it. */
  isChoice?: true;
}

export type LaterPart = "list" | "text";

/**
 * Which resource: by name (users, groups, roles, instance profiles), ARN (policies, trails, …) or id (keys, devices).
 * `created`: the one that the operation of this address creates, whose name or ARN may be unknown; `predict` finds it. It is never one that exists.
 * `after-apply`: any that exists or will; one, several or none unless `isOne` says it.
 */
export type Reference = Value<string> | { status: "created"; by: string };

export const known = <T>(value: T): { status: "known"; value: T } => ({ status: "known", value });

export const afterApply = (scope: string, startsWith?: string): AfterApply => ({
  status: "after-apply",
  scope,
  ...(startsWith === undefined ? {} : { startsWith }),
});

export const created = (by: string): Reference => ({ status: "created", by });
