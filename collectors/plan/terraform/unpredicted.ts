import { member, textOf } from "../../../document/index.ts";
import { isReviewed } from "../reviewed-types.ts";
import { unreadType } from "../unread-types.ts";
import type { PlanResource } from "./plan-file.ts";
import { READERS } from "./readers.ts";
import { holdsTrue } from "./side.ts";

/** Why a change of a type that is not read matters, and what to do about it; null where it does not, or where the type is read. */
export function unpredicted(change: PlanResource): string | null {
  const { type, actions, before, after } = change;
  if (Object.hasOwn(READERS, type)) return null;
  const isNew = actions.length === 1 && actions[0] === "create";
  if (type !== "aws_cloudcontrolapi_resource") return unreadType({ tool: "terraform", type, isNew, has: (attribute) => has(change, attribute) });
  // A resource of any type, which CloudFormation names, its properties as JSON text.
  const made = textOf(after, "type_name") ?? textOf(before, "type_name");
  if (made === null) return `${type} may make any IAM resource. Judge it by hand.`;
  return unreadType({ tool: "cloudformation", type: made, isNew, has: () => true });
}

/** Whether a change that no reader predicts was reviewed as one that cannot affect IAM or CloudTrail. */
export function reviewed({ type, actions }: PlanResource): boolean {
  const isNew = actions.length === 1 && actions[0] === "create";
  return isReviewed({ tool: "terraform", type, isNew, has: () => true });
}

/** Whether an attribute is set on either side, or may be once the plan is applied. */
function has({ before, after, unknown }: PlanResource, attribute: string): boolean {
  return [member(before, attribute), member(after, attribute)].some(isSet) || holdsTrue(member(unknown, attribute));
}

const isSet = (value: unknown): boolean => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
