import { CONTENT_FIELDS, type ContentField, withMembers } from "../../../document/index.ts";
import { type document, isUnknown, type ResourceKind } from "../../../schemas/index.ts";
import type { Resource } from "../../language/index.ts";
import { type Stated, withContentFields } from "./content.ts";
import { CONTENT_PLACES, type ContentPlace, fieldsNeeded } from "./content-places.ts";

type Needed = ContentPlace & { fields: readonly ContentField[] };

interface Derived {
  /** What was derived: one bit for each field of each place of the kind. */
  bits: number;
  resource: Resource;
}

/** Resources derived before: two documents that share a resource share what follows from it. */
const derivedResources: Record<Stated, WeakMap<object, Derived[]>> = { kept: new WeakMap(), replaced: new WeakMap() };

/** Derives the policy fields of resources of a kind; null where none of theirs is read. */
export function resourceDeriver(kind: ResourceKind, wanted: ReadonlySet<string>, stated: Stated): ((resource: Resource) => Resource) | null {
  const places = CONTENT_PLACES.get(kind) ?? [];
  const needed: Needed[] = places.map((place) => ({ ...place, fields: fieldsNeeded(place.field === null ? kind : `${kind}.${place.field}`, wanted) }));
  const bits = bitsOf(needed);
  if (bits === 0) return null;
  const known = derivedResources[stated];
  return (resource) => {
    if (!needed.some(({ field, fields }) => fields.length > 0 && (field === null || holdsContent(resource[field])))) return resource;
    const earlier = known.get(resource);
    const found = earlier?.find((each) => each.bits === bits);
    if (found) return found.resource;
    const derived = { bits, resource: needed.reduce((of, place) => withFields(of, place, stated), resource) };
    if (derived.resource === resource) return resource;
    if (earlier) earlier.push(derived);
    else known.set(resource, [derived]);
    return derived.resource;
  };
}

const bitsOf = (needed: readonly Needed[]): number =>
  needed.reduce((bits, { fields }, at) => fields.reduce((all, field) => all | (1 << (at * CONTENT_FIELDS.length + CONTENT_FIELDS.indexOf(field))), bits), 0);

function withFields(resource: Resource, { field, many, fields }: Needed, stated: Stated): Resource {
  if (fields.length === 0) return resource;
  if (field === null) return withContentFields(resource as unknown as document.PolicyContent, fields, stated) as unknown as Resource;
  const value = resource[field];
  if (!holdsContent(value)) return resource;
  if (!many) return replaced(resource, field, withContentFields(value as document.PolicyContent, fields, stated));
  const list = value as readonly (document.PolicyContent | document.Unknown)[];
  let made: (document.PolicyContent | document.Unknown)[] | null = null;
  for (let at = 0; at < list.length; at += 1) {
    const content = list[at];
    if (content === undefined) continue;
    const filled = isUnknown(content)
      ? withMembers<document.PolicyContent>(content, (member) => withContentFields(member, fields, stated))
      : withContentFields(content, fields, stated);
    if (filled === content) continue;
    made ??= list.slice();
    made[at] = filled;
  }
  return made ? { ...resource, [field]: made } : resource;
}

/** Whether a field's value is, or holds, something of a policy that is known: most users hold none. */
const holdsContent = (value: unknown): value is object => typeof value === "object" && value !== null && !isUnknown(value) && (value as unknown[]).length !== 0;

const replaced = (resource: Resource, field: string, value: unknown): Resource => (value === resource[field] ? resource : { ...resource, [field]: value });
