import { CONTENT_FIELDS, ELEMENT_FIELDS, mayHoldVariable, VERSION_NOT_KEPT, withMembers } from "../../../document/index.ts";
import { type document, isUnknown, type ReeveDocument, type ResourceKind, TABLE } from "../../../schemas/index.ts";
import type { Resource } from "../../language/index.ts";
import { CONTENT_PLACES, type ContentPlace } from "./content-places.ts";

type Content = document.PolicyContent;

/** Which contents are filled: all that lack an element, or those that hold `${`, whose meaning is not known without their Version. */
type Filling = "all" | "with-variables";

/** Resources filled before. */
const filledResources: Record<Filling, WeakMap<object, Resource>> = { all: new WeakMap(), "with-variables": new WeakMap() };

/**
 * A document in which Version and Id of policies are unknown where an old snapshot lacks them, with the gap that says so, for the kinds of which
 * `wanted` names them, or a field that follows from them. The document itself where nothing lacks.
 */
export function withElements(document: ReeveDocument, wanted: ReadonlySet<string>): ReeveDocument {
  const parts: Record<string, unknown> = {};
  for (const [list, kind] of Object.entries(TABLE.lists)) {
    const filling = fillingOf(kind, wanted);
    const resources = (document as unknown as Record<string, unknown>)[list];
    if (filling === null || !Array.isArray(resources)) continue;
    const filled = resources.map((resource) =>
      isUnknown(resource)
        ? withMembers<Resource>(resource, (member) => filledResource(member, kind, filling))
        : filledResource(resource as Resource, kind, filling),
    );
    if (filled.some((resource, at) => resource !== resources[at])) parts[list] = filled;
  }
  const { id, gap } = VERSION_NOT_KEPT;
  return Object.keys(parts).length > 0 ? { ...document, ...parts, gaps: { ...document.gaps, [id]: gap } } : document;
}

function fillingOf(kind: ResourceKind, wanted: ReadonlySet<string>): Filling | null {
  const places = CONTENT_PLACES.get(kind) ?? [];
  const isRead = (fields: readonly string[]): boolean =>
    places.some(({ field: place }) => fields.some((field) => wanted.has([kind, ...(place === null ? [] : [place]), field].join("."))));
  return isRead(ELEMENT_FIELDS) ? "all" : isRead(CONTENT_FIELDS) ? "with-variables" : null;
}

/** A resource with the fields at all places of its kind: one that no rule reads does no harm. */
function filledResource(resource: Resource, kind: ResourceKind, filling: Filling): Resource {
  const found = filledResources[filling].get(resource);
  if (found) return found;
  const filled = (CONTENT_PLACES.get(kind) ?? []).reduce((of, place) => filledPlace(of, place, filling), resource);
  filledResources[filling].set(resource, filled);
  return filled;
}

function filledPlace(resource: Resource, { field, many }: ContentPlace, filling: Filling): Resource {
  if (field === null) return filledContent(resource as unknown as Content, filling) as unknown as Resource;
  const value = resource[field];
  if (typeof value !== "object" || value === null || isUnknown(value)) return resource;
  if (!many) return replaced(resource, field, value, filledContent(value as Content, filling));
  const list = value as readonly (Content | document.Unknown)[];
  const filled = list.map((element) =>
    isUnknown(element) ? withMembers<Content>(element, (member) => filledContent(member, filling)) : filledContent(element, filling),
  );
  return filled.some((element, at) => element !== list[at]) ? { ...resource, [field]: filled } : resource;
}

const replaced = (resource: Resource, field: string, was: unknown, is: unknown): Resource => (was === is ? resource : { ...resource, [field]: is });

/** What could not be read of a policy is unknown for the reason that its statements have. */
function filledContent(content: Content, filling: Filling): Content {
  const lacking = ELEMENT_FIELDS.filter((field) => content[field] === undefined);
  if (lacking.length === 0 || (filling === "with-variables" && !mayHoldVariable(content.statements))) return content;
  const mark = isUnknown(content.statements) ? content.statements : VERSION_NOT_KEPT.mark;
  return { ...content, ...Object.fromEntries(lacking.map((field) => [field, mark])) };
}
