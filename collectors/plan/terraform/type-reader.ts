import type { PlannedContent, PlannedOperation, PlannedSubject } from "../../../schemas/index.ts";
import type { PlanSide } from "./side.ts";

/** Distributes over a union, so that each kind keeps its members. */
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** An operation; `by` is the address where it is left out. */
export type TerraformOperation = Without<PlannedOperation, "by"> & { by?: string };

/** What reading one resource needs beside its own values. */
export interface ReadContext {
  /** A policy document in an attribute; of one that only the apply will tell, what the data source that makes it tells already. */
  content(side: PlanSide, attribute: string): PlannedContent;
  /** Region of a resource: its own attribute, else its provider's; null where the plan does not tell. */
  region(side: PlanSide): string | null;
}

/** How one type of resource changes AWS. A replacement is a deletion and a creation. */
export interface TerraformTypeReader {
  create(side: PlanSide, reading: ReadContext): TerraformOperation[];
  update(before: PlanSide, after: PlanSide, reading: ReadContext): TerraformOperation[];
  delete(side: PlanSide, reading: ReadContext): TerraformOperation[];
  /** The resource itself, or for an attachment those that it binds. */
  subjects(side: PlanSide): PlannedSubject[];
}
