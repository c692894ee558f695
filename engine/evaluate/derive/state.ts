import { CONTENT_FIELDS, type ContentField } from "../../../document/index.ts";
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
const KNOWN: Record<Stated, WeakMap<object, Derived[]>> = { kept: new WeakMap(), replaced: new WeakMap() };

/** Derives the policy fields of resources of a kind; null where none of theirs is read. */
export function resourceDeriver(kind: ResourceKind, wanted: ReadonlySet<string>, stated: Stated): ((resource: Resource) => Resource) | null {
  const places = CONTENT_PLACES.get(kind) ?? [];
  const needed: Needed[] = places.map((place) => ({ ...place, fields: fieldsNeeded(place.field === null ? kind : `${kind}.${place.field}`, wanted) }));
  const bits = bitsOf(needed);
  if (bits === 0) return null;
  const known = KNOWN[stated];
  return (resource) => {
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
  if (typeof value !== "object" || value === null || isUnknown(value)) return resource;
  if (!many) return replaced(resource, field, withContentFields(value as document.PolicyContent, fields, stated));
  const list = value as readonly (document.PolicyContent | document.Unknown)[];
  const derived = list.map((element) => (isUnknown(element) ? element : withContentFields(element, fields, stated)));
  return derived.some((element, at) => element !== list[at]) ? { ...resource, [field]: derived } : resource;
}

const replaced = (resource: Resource, field: string, value: unknown): Resource => (value === resource[field] ? resource : { ...resource, [field]: value });
