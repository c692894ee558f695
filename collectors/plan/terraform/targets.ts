import { member, textOf } from "../../../document/index.ts";
import { afterApply, created, known, type Reference } from "../../../schemas/index.ts";
import type { PlanResource } from "./plan-file.ts";

/** Attributes that name a resource: an edge may be rebuilt from a reference to one of these and to nothing else. */
const NAMING = new Set(["arn", "name", "id", "user_name", "role_name"]);

/** What an expression refers to: a resource of the plan, and which of its attributes; empty where an index stands in its place. */
export interface ReferenceTarget {
  change: PlanResource;
  attribute: string;
}

/** Only what is created is unknown by name: a reference to it is an edge to it. With an index but no attribute the reference is `x.y[each.key].arn`. */
export function asCreated({ change, attribute }: ReferenceTarget): Reference | null {
  if (change.mode !== "managed" || !change.actions.includes("create")) return null;
  return attribute === "" || NAMING.has(attribute) ? created(change.address) : null;
}

/** Whether the value of what is referred to is not known. */
export const isOpen = ({ change, attribute }: ReferenceTarget): boolean =>
  attribute === "" || member(change.unknown, attribute) === true || member(change.after, attribute) === undefined;

/** What is created, where that is what an attribute refers to; of several of one type, that it is one of them. */
export function oneOf(found: readonly ReferenceTarget[], scope: string): Reference | null {
  const [first, ...others] = found;
  if (!first || others.length === 0) return first ? asCreated(first) : null;
  const isOfOneType = others.every(({ change }) => change.type === first.change.type);
  if (!isOfOneType || !found.every((each) => asCreated(each) !== null)) return null;
  return { ...afterApply(scope), isOne: true, isChoice: true, among: found.map(({ change }) => change.address) };
}

/** One of what is created, or none. */
export const perhapsOneOf = (found: readonly ReferenceTarget[], scope: string): Reference => ({
  ...afterApply(scope),
  among: found.map(({ change }) => change.address),
});

/** What an attribute of a resource that is there already is. */
export function asItIs({ change, attribute }: ReferenceTarget): Reference | null {
  const text = member(change.unknown, attribute) === true ? null : textOf(change.after, attribute);
  return text === null ? null : known(text);
}
