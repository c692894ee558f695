import type { PlannedContent, PlannedOperation, Subject } from "../../../schemas/index.ts";
import type { Side } from "./side.ts";

/** Distributes over a union, so that each kind keeps its members. */
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** An operation; `by` is the address where it is left out. */
export type Operation = Without<PlannedOperation, "by"> & { by?: string };

/** What reading one resource needs beside its own values. */
export interface Reading {
  /** A policy document in an attribute; of one that only the apply will tell, what the data source that makes it tells already. */
  content(side: Side, attribute: string): PlannedContent;
  /** Region of a resource: its own attribute, else its provider's; null where the plan does not tell. */
  region(side: Side): string | null;
}

/** How one type of resource changes AWS. A replacement is a deletion and a creation. */
export interface TypeReader {
  create(side: Side, reading: Reading): Operation[];
  update(before: Side, after: Side, reading: Reading): Operation[];
  delete(side: Side, reading: Reading): Operation[];
  /** The resource itself, or for an attachment those that it binds. */
  subjects(side: Side): Subject[];
}
