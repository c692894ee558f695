import { isUnknown, type ReeveDocument, type ResourceKind, TABLE } from "../../../schemas/index.ts";
import { NOT_DECIDED } from "../../access/index.ts";
import { CONTENT_PLACES } from "./content-places.ts";

/** The document's gaps, with the one of policies that were not worked out where one of the lists derived holds its mark. */
export function withUndecidedGap(gaps: ReeveDocument["gaps"], parts: Readonly<Record<string, unknown>>): ReeveDocument["gaps"] {
  const undecided = Object.entries(TABLE.lists).some(([list, kind]) => {
    const resources = parts[list];
    return Array.isArray(resources) && resources.some((resource) => holdsUndecided(resource, kind));
  });
  return undecided ? { ...gaps, [NOT_DECIDED.id]: NOT_DECIDED.gap } : gaps;
}

function holdsUndecided(resource: unknown, kind: ResourceKind): boolean {
  if (isUnknown(resource)) return resource.members?.some((member) => holdsUndecided(member, kind)) === true;
  return (CONTENT_PLACES.get(kind) ?? []).some(({ field }) => {
    const value = field === null ? resource : (resource as Record<string, unknown>)[field];
    const contents = Array.isArray(value) ? value.flatMap((content) => (isUnknown(content) ? (content.members ?? []) : [content])) : [value];
    return contents.some((content) => typeof content === "object" && content !== null && Object.values(content).some(isUndecided));
  });
}

const isUndecided = (value: unknown): boolean =>
  Array.isArray(value) ? isUndecided(value[value.length - 1]) : isUnknown(value) && value.$unknown === NOT_DECIDED.id;
