import { ELEMENT_FIELDS, plainGap } from "../../../document/index.ts";
import { type document, isUnknown, type ReeveDocument, type ResourceKind, TABLE } from "../../../schemas/index.ts";
import type { Resource } from "../../language/index.ts";
import { CONTENT_PLACES, type ContentPlace } from "./content-places.ts";

type Content = document.PolicyContent;

/** Id of the gap, the same in all documents: what two documents share stays shared. */
const NOT_KEPT = "policy-elements-not-kept";

const MARK: document.Unknown = { $unknown: NOT_KEPT };

const GAP = plainGap(
  "snapshot",
  "NotCollected",
  "Version and Id of policy documents",
  "The snapshot was written by a version of Reeve that did not keep Version and Id of policy documents; collect it anew.",
);

/** Resources filled before. */
const filledResources = new WeakMap<object, Resource>();

/**
 * A document in which Version and Id of policies are unknown where an old snapshot lacks them, with the gap that says so, for the kinds of which
 * `wanted` names them. The document itself where nothing lacks.
 */
export function withElements(document: ReeveDocument, wanted: ReadonlySet<string>): ReeveDocument {
  const parts: Record<string, unknown> = {};
  for (const [list, kind] of Object.entries(TABLE.lists)) {
    const places = placesRead(kind, wanted);
    const resources = (document as unknown as Record<string, unknown>)[list];
    if (places.length === 0 || !Array.isArray(resources)) continue;
    const filled = resources.map((resource) => (isUnknown(resource) ? resource : filledResource(resource as Resource, kind)));
    if (filled.some((resource, at) => resource !== resources[at])) parts[list] = filled;
  }
  return Object.keys(parts).length > 0 ? { ...document, ...parts, gaps: { ...document.gaps, [NOT_KEPT]: GAP } } : document;
}

function placesRead(kind: ResourceKind, wanted: ReadonlySet<string>): readonly ContentPlace[] {
  const places = CONTENT_PLACES.get(kind) ?? [];
  return places.filter(({ field: place }) => ELEMENT_FIELDS.some((field) => wanted.has([kind, ...(place === null ? [] : [place]), field].join("."))));
}

/** A resource with the fields at all places of its kind: one that no rule reads does no harm. */
function filledResource(resource: Resource, kind: ResourceKind): Resource {
  const found = filledResources.get(resource);
  if (found) return found;
  const filled = (CONTENT_PLACES.get(kind) ?? []).reduce(filledPlace, resource);
  filledResources.set(resource, filled);
  return filled;
}

function filledPlace(resource: Resource, { field, many }: ContentPlace): Resource {
  if (field === null) return filledContent(resource as unknown as Content) as unknown as Resource;
  const value = resource[field];
  if (typeof value !== "object" || value === null || isUnknown(value)) return resource;
  if (!many) return replaced(resource, field, value, filledContent(value as Content));
  const list = value as readonly (Content | document.Unknown)[];
  const filled = list.map((element) => (isUnknown(element) ? element : filledContent(element)));
  return filled.some((element, at) => element !== list[at]) ? { ...resource, [field]: filled } : resource;
}

const replaced = (resource: Resource, field: string, was: unknown, is: unknown): Resource => (was === is ? resource : { ...resource, [field]: is });

/** What could not be read of a policy is unknown for the reason that its statements have. */
function filledContent(content: Content): Content {
  const lacking = ELEMENT_FIELDS.filter((field) => content[field] === undefined);
  if (lacking.length === 0) return content;
  const mark = isUnknown(content.statements) ? content.statements : MARK;
  return { ...content, ...Object.fromEntries(lacking.map((field) => [field, mark])) };
}
