import type { SchemaNode } from "./table.ts";

/** Names that each closed object of a file may have, by the object's place: `steps/*` stands for every element, "" for the file itself. */
export type FieldNames = Record<WrittenFile, Record<string, string[]>>;

type WrittenFile = "rule" | "rule-test" | "pack" | "config" | "waivers" | "attestations" | "baseline";

type Shape = SchemaNode & { additionalProperties?: boolean | Shape };

/** What each field means, by the place of the field itself, where FieldNames has that of its object. */
export type FieldTexts = Record<WrittenFile, Record<string, string>>;

/** Gathers the property names of a schema, so that a misspelt one can be shown its neighbours. */
export function fieldNames(schema: Shape): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  visit(schema, "");
  return found;

  function visit(node: Shape, place: string): void {
    const target = node.$ref ? (schema.$defs?.[node.$ref.replace("#/$defs/", "")] ?? {}) : node;
    const { properties, items, additionalProperties } = target as Shape;
    if (properties) found[place] = Object.keys(properties);
    for (const [name, property] of Object.entries(properties ?? {})) visit(property, join(place, name));
    if (items) visit(items, join(place, "*"));
    if (typeof additionalProperties === "object") visit(additionalProperties, join(place, "*"));
  }
}

/** Gathers the descriptions of a schema's properties, so that an editor can show what a field means. */
export function fieldTexts(schema: Shape): Record<string, string> {
  const found: Record<string, string> = {};
  visit(schema, "");
  return found;

  function visit(node: Shape, place: string): void {
    const target = node.$ref ? (schema.$defs?.[node.$ref.replace("#/$defs/", "")] ?? {}) : node;
    const { properties, items, additionalProperties } = target as Shape;
    const description = node.description ?? target.description;
    if (place !== "" && !place.endsWith("*") && description) found[place] = description;
    for (const [name, property] of Object.entries(properties ?? {})) visit(property, join(place, name));
    if (items) visit(items, join(place, "*"));
    if (typeof additionalProperties === "object") visit(additionalProperties, join(place, "*"));
  }
}

const join = (place: string, name: string): string => (place === "" ? name : `${place}/${name}`);
