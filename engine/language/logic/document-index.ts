import type { UnknownMark } from "../../../document/index.ts";
import type { ResourceKind } from "../../../schemas/index.ts";

export type Resource = Record<string, unknown>;
export type LookupBy = "arn" | "id" | "name" | "any";

/** What a condition can read besides the resource judged. */
export interface DocumentIndex {
  account: Resource | UnknownMark;
  root: Resource | UnknownMark;
  /** A top-level list: an array, open or not, or the mark. */
  list: (name: string) => readonly unknown[] | UnknownMark;
  /** The resource; null when the closed list has none; the list's mark when it is open or unread. `any`: by ARN, id, or name without regard to case. */
  find: (kind: ResourceKind, by: LookupBy, key: string) => Resource | UnknownMark | null;
  /** One that an open list may hold, by what a reference names it by; null where none of those is it. */
  possible: (kind: ResourceKind, key: string) => Resource | null;
  /** Lists of references, resolved once a document: by the list of ids they stand for. */
  resolved: Map<readonly unknown[], readonly unknown[]>;
  /** The mark of an id that a reference names and a closed list does not hold. */
  missing: (kind: ResourceKind, key: string) => UnknownMark;
}

/** Event rules: what the snapshot may say about the moment of the event. Null means: it may speak. */
export interface StateBefore {
  /** The snapshot is of another account, or of none. */
  foreign: UnknownMark | null;
  /** The snapshot may say nothing of that moment, for `foreign` or another reason. */
  closed: UnknownMark | null;
  /** The resource as the snapshot knows it at the event: fields that a call since then may have changed are marks, or all of it is one. */
  asOf: (kind: ResourceKind, resource: Resource) => Resource | UnknownMark;
  /** The mark, where the resource may be there no more though a call since then changed nothing else of it; null: it is there. */
  presence: (kind: ResourceKind, resource: Resource) => UnknownMark | null;
  /** A top-level list as the snapshot knows it at the event: its resources each as of then; open, if a call since then may have made or deleted some. */
  listAsOf: (list: string, values: readonly unknown[] | UnknownMark) => readonly unknown[] | UnknownMark;
}

/** One evaluation: a rule over a resource. Compiled conditions read it, and it is reused from resource to resource. */
export interface EvaluationFrame {
  index: DocumentIndex;
  resource: Resource;
  clockMs: number;
  /** Null in state rules. */
  stateBefore: StateBefore | null;
  /** Element of each iteration, by the slot the compiler gave it. */
  items: unknown[];
  /** Results of `let`, by slot; cleared for each resource. */
  lets: unknown[];
}

export type Reader = (frame: EvaluationFrame) => unknown;
