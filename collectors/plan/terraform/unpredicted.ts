import { isRaw, member, textOf } from "../../../document/index.ts";
import type { UnreviewedChange, UnreviewedConcern } from "../../../schemas/index.ts";
import { type ConcernOf, concernOf } from "../reviewed-types.ts";
import { DESTINATION_IDS, destinationKind, NOT_DELIVERED } from "../trail-destinations.ts";
import { type TypedChange, unreadType } from "../unread-types.ts";
import type { PlanResource } from "./plan-file.ts";
import { READERS } from "./readers.ts";
import type { References } from "./reference-types.ts";
import { holdsTrue } from "./side.ts";

/** Why a change of a type that is not read matters, and what to do about it; null where it does not, or where the type is read. */
export function unpredicted(change: PlanResource): string | null {
  if (Object.hasOwn(READERS, change.type)) return null;
  const typed = typedChange(change);
  return typed ? unreadType(typed) : `${change.type} may make any IAM resource. Judge it by hand.`;
}

/** A change by its type; a resource of Cloud Control by the type that CloudFormation calls it, its properties being JSON text. Null where that is not known. */
function typedChange(change: PlanResource): TypedChange | null {
  const { type, before, after } = change;
  const isNew = change.actions.length === 1 && change.actions[0] === "create";
  if (type !== "aws_cloudcontrolapi_resource") return { tool: "terraform", type, isNew, has: (attribute) => has(change, attribute) };
  const made = textOf(after, "type_name") ?? textOf(before, "type_name");
  return made === null ? null : { tool: "cloudformation", type: made, isNew, has: () => true };
}

/** What a change that no reader predicts may affect; null where its type was reviewed as one that cannot affect IAM or CloudTrail. */
export function unreviewed(change: PlanResource, references: References): UnreviewedChange | null {
  const typed = typedChange(change);
  const concerns: UnreviewedConcern | null = typed ? concernOf(typed, asks(change, references)) : { kind: "unknown" };
  if (concerns?.kind === "destination" && changesOnlyLabels(change)) return null;
  return concerns && { address: change.address, type: change.type, concerns };
}

function asks({ type, before, after, unknown }: PlanResource, references: References): ConcernOf {
  const destination = destinationKind(type);
  const attributes = DESTINATION_IDS[destination?.kind ?? "bucket"];
  const isLater = (attribute: string): boolean => holdsTrue(member(unknown, attribute));
  const isOfNew = (attribute: string): boolean => references.isOfNew(attribute, isLater(attribute) ? null : textOf(after, attribute));
  return {
    ids() {
      if (!destination?.isItself && attributes.some((attribute) => isLater(attribute) && !isOfNew(attribute))) return null;
      const ids = [before, after].flatMap((side) => attributes.flatMap((attribute) => textOf(side, attribute) ?? []));
      return ids.length > 0 ? [...new Set(ids)] : null;
    },
    isOfNew: () => before === null && attributes.some(isOfNew) && attributes.every((attribute) => !isLater(attribute) || isOfNew(attribute)),
  };
}

/** Whether an update leaves all that is delivered and kept as it is. */
function changesOnlyLabels({ actions, before, after, unknown }: PlanResource): boolean {
  if (actions.length !== 1 || actions[0] !== "update" || !before || !after) return false;
  const names = new Set([...Object.keys(before), ...Object.keys(after), ...(isRaw(unknown) ? Object.keys(unknown) : [])]);
  return [...names].every(
    (name) => NOT_DELIVERED.has(name) || (!holdsTrue(member(unknown, name)) && JSON.stringify(before[name] ?? null) === JSON.stringify(after[name] ?? null)),
  );
}

/** Whether an attribute is set on either side, or may be once the plan is applied. */
function has({ before, after, unknown }: PlanResource, attribute: string): boolean {
  return [member(before, attribute), member(after, attribute)].some(isSet) || holdsTrue(member(unknown, attribute));
}

const isSet = (value: unknown): boolean => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
