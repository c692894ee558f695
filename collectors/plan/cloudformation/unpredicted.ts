import { member } from "../../../document/index.ts";
import type { UnreviewedChange } from "../../../schemas/index.ts";
import { concernOf } from "../reviewed-types.ts";
import { DESTINATION_IDS, destinationKind, NOT_DELIVERED } from "../trail-destinations.ts";
import { type TypedChange, unreadType } from "../unread-types.ts";
import type { ChangeSetResource } from "./change-set.ts";
import { containsUnknown } from "./side.ts";

/** Why a change of a type that is not read matters, and what to do about it; null where it does not. */
export const unpredicted = (change: ChangeSetResource): string | null => unreadType(typedChange(change));

/** Without its properties a change may set any. */
const typedChange = ({ type, action, before, after }: ChangeSetResource): TypedChange => ({
  tool: "cloudformation",
  type,
  isNew: action === "Add",
  has: (property) => (before === null && after === null) || [before, after].some((side) => isSet(member(side, property))),
});

/** What a change that no reader predicts may affect; null where its type was reviewed as one that cannot affect IAM or CloudTrail. */
export function unreviewed(change: ChangeSetResource): UnreviewedChange | null {
  const { type, physicalId, before, after } = change;
  const properties = DESTINATION_IDS[destinationKind(type)?.kind ?? "bucket"];
  const values = [before, after].flatMap((side) => properties.flatMap((property) => [member(side, property)].flat()));
  const texts = values.filter((value) => typeof value === "string");
  const ids = [...texts.filter((text) => !containsUnknown(text)), ...(physicalId === null ? [] : [physicalId])];
  // What only the execution shows is of a resource that the stack makes; a dynamic reference may name any.
  const isMade = texts.length > 0 && texts.every((text) => text.includes("{{changeSet:") && !text.includes("{{resolve:"));
  const concerns = concernOf(typedChange(change), { ids: () => (ids.length > 0 ? ids : null), isOfNew: () => change.action === "Add" && isMade });
  if (concerns?.kind === "destination" && changesOnlyLabels(change)) return null;
  return concerns && { address: change.logicalId, type, concerns };
}

/** Whether a change in place leaves all that is delivered and kept as it is. */
function changesOnlyLabels({ action, replacement, before, after }: ChangeSetResource): boolean {
  if (action !== "Modify" || replacement !== "False" || !before || !after) return false;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !NOT_DELIVERED.has(name));
  return names.every((name) => !containsUnknown(after[name]) && JSON.stringify(before[name] ?? null) === JSON.stringify(after[name] ?? null));
}

const isSet = (value: unknown): boolean => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
