import type { ResourceKind } from "../../../schemas/index.ts";
import type { WantedValue } from "../../language/index.ts";

/** What a value, or a list, would have to be. */
export type Wanted =
  | WantedValue
  /** The list would have to be without this element; `value` names it. */
  | { op: "removed" }
  /** The list would need an element of another sort than it has. */
  | { op: "another"; like: Wanted[] }
  | { op: "count"; number: number; side: "atLeast" | "atMost" };

/** How a copy of the document is made to hold it. Null where no single value is certain. */
export type DocumentEdit =
  /** `any`: the value stands for whatever may be there. */
  | { kind: "set"; holder: object; field: string; value: unknown; any?: true }
  | { kind: "add"; holder: object; field: string; values: unknown[] }
  | { kind: "remove"; holder: object; field: string; element: unknown }
  | { kind: "drop-from-list"; list: string; element: unknown };

/** One value that would have to be another. */
export interface ValueChange {
  /** As the rule's author wrote it, elements named: `user.accessKeys[AKIA…].active`. */
  path: string;
  /** What it is now. */
  value: unknown;
  wanted: Wanted[];
  /** A value of the resource that was judged, or of what belongs to it alone. */
  own: boolean;
  edit: DocumentEdit | null;
}

/** Changes that together bring a condition to another truth. Lower cost is the lesser change. */
export interface Fix {
  changes: ValueChange[];
  cost: number;
}

export const NOTHING: Fix = { changes: [], cost: 0 };

/** Plans that are kept beside the best one: the best may turn out not to hold. */
const KEPT = 6;

/** The best of several plans, each path list once. */
export function best(plans: readonly Fix[]): Fix[] {
  const seen = new Set<string>();
  return [...plans]
    .sort((left, right) => left.cost - right.cost)
    .filter((plan) => {
      const key = JSON.stringify(plan.changes.map(({ path, wanted, edit }) => [path, wanted, edit?.kind === "set" ? edit.value : null]));
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .slice(0, KEPT);
}

/** Plans that do all of several things: of each combination the best. Empty when one of them cannot be done. */
export function together(parts: readonly Fix[][]): Fix[] {
  let plans: Fix[] = [NOTHING];
  for (const part of parts) {
    plans = best(plans.flatMap((plan) => part.map((more) => joined(plan, more))));
    if (plans.length === 0) return [];
  }
  return plans;
}

/** Several demands on one path are one change: the last value that one of them offers, and no word of presence beside what says more. */
function joined(plan: Fix, more: Fix): Fix {
  const changes = [...plan.changes];
  let { cost } = plan;
  cost += more.cost;
  for (const change of more.changes) {
    const at = changes.findIndex(({ path, wanted }) => path === change.path && !wanted.some(({ op }) => op === "removed"));
    const same = changes[at];
    if (!same) {
      changes.push(change);
      continue;
    }
    const wanted = [...same.wanted, ...change.wanted];
    const informative = wanted.filter(({ op }) => op !== "present");
    changes[at] = { ...same, wanted: informative.length > 0 ? informative : wanted.slice(0, 1), edit: bothEdits(same, change) };
    cost -= Math.min(plan.cost, more.cost);
  }
  return { changes, cost };
}

/** What holds both: a certain value before one that stands for any; nothing where one of them has no value to try. */
function bothEdits(one: ValueChange, other: ValueChange): DocumentEdit | null {
  if (one.edit?.kind === "add" && other.edit?.kind === "add") return { ...one.edit, values: [...new Set([...one.edit.values, ...other.edit.values])] };
  const uncertain = [one, other].some(({ edit, wanted }) => edit === null && wanted.some(({ op }) => op !== "present"));
  if (uncertain) return null;
  return other.edit?.kind === "set" && other.edit.any ? one.edit : (other.edit ?? one.edit);
}

/** What makes a resource or record the one it is: a change of it fixes no finding. */
const IDENTITY = new Set([
  "arn",
  "id",
  "name",
  "path",
  "kind",
  "partition",
  "accountId",
  "userArn",
  "userName",
  "principalId",
  "sid",
  "slot",
  "type",
  "isRoot",
  "assumedRoot",
  "awsManaged",
  "ownedByAccount",
  "serviceLinked",
]);
const EVENT_IDENTITY = new Set(["eventID", "eventName", "eventSource", "eventTime", "eventVersion", "recipientAccountId", "awsRegion"]);

/** Cost of changing a field, or null where it is never suggested. Facts of a record and times of creation are told, at a price. */
export function costOf(root: string, field: string, own: boolean, kind: ResourceKind): number | null {
  if (root === "event") return EVENT_IDENTITY.has(field) ? null : 2;
  if (root === "actor") return IDENTITY.has(field) ? null : 2;
  if (root === "change" || root === "target") return field === "kind" || IDENTITY.has(field) || /(Name|Arn)$/.test(field) ? null : 2;
  if (root === "outcome") return 4;
  if (IDENTITY.has(field)) return null;
  if (field === "createdAt" || field === "uploadedAt") return own ? 5 : 7;
  return (own ? 1 : 3) + (kind === "event" ? 1 : 0);
}
