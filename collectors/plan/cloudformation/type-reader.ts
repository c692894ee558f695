import { created, known, type PlannedOperation, type PlannedSubject, type Reference } from "../../../schemas/index.ts";
import type { ChangeSetSide } from "./side.ts";

/** Distributes over a union, so that each kind keeps its members. */
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** An operation; `by` is the logical id. */
export type ChangeSetOperation = Without<PlannedOperation, "by">;

/** How one type of resource changes AWS. A replacement makes the new one and then deletes the old. */
export interface ChangeSetTypeReader {
  create(side: ChangeSetSide): ChangeSetOperation[];
  /** In place: the physical id stays. */
  update(before: ChangeSetSide, after: ChangeSetSide): ChangeSetOperation[];
  delete(side: ChangeSetSide): ChangeSetOperation[];
  /** The resource itself, or for an attachment those that it binds. */
  subjects(side: ChangeSetSide): PlannedSubject[];
  /** Operations after which nothing is known of the resource but that it may be; for a change of which CloudFormation does not say what it will be. */
  unsure(side: ChangeSetSide): ChangeSetOperation[];
  /** Why an update cannot be judged in full; null where it can. */
  unjudged?(before: ChangeSetSide, after: ChangeSetSide): string | null;
}

/** The resource itself by its physical id where it exists, as what this change set makes otherwise. */
export const itself = (side: ChangeSetSide): Reference => (side.physicalId === null ? created(side.logicalId) : known(side.physicalId));

/** An ARN of IAM by a name: what exists has the path that it had. */
export const iamArn = (side: ChangeSetSide, kind: string, path: string, name: string): string =>
  `arn:${side.set.partition}:iam::${side.set.account}:${kind}${path}${name}`;
