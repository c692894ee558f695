import type { RecordObject } from "../record-type.ts";
import type { Field, ResourceKind, TypeTable, ValueType } from "../table.ts";
import { type EditorMatcher, enumerated, type Json, type JsonObject, listMatchers, matcherDefinitions, matcherRef } from "./matchers.ts";
import { describe, eventPaths, ownRoots, type PathGroup, resourcePaths } from "./paths.ts";

const ref = (name: string): JsonObject => ({ $ref: `#/definitions/${name}` });
const isScalar = (type: ValueType): boolean => !["list", "object", "resource", "dynamic"].includes(type.type);
const quote = (text: string): string => text.replace(/[.\\]/g, "\\$&");

const JUNCTIONS: Record<string, string> = {
  and: "All of these conditions hold.",
  or: "At least one of these conditions holds.",
  not: "This condition, of one key, does not hold.",
};

/** Whatever may hold conditions takes them by the name of their definition. */
function junctions(name: string): JsonObject {
  const list = (description: Json): JsonObject => ({ type: "array", minItems: 1, items: ref(name), description });
  return { and: list(JUNCTIONS.and ?? ""), or: list(JUNCTIONS.or ?? ""), not: { allOf: [ref(name)], description: JUNCTIONS.not ?? "" } };
}

/**
 * Definitions `condition-<kind>` of a condition in rules on each kind, and what they rest on: `paths-<root>` with every path of a root,
 * `names-<root>` with their names, `element-<kind>` with the fields that bare names mean inside any, every, none and count.
 */
export function conditionDefinitions(table: TypeTable, record: RecordObject, matchers: readonly EditorMatcher[]): JsonObject {
  const definitions: JsonObject = { ...matcherDefinitions(matchers) };
  const kinds = Object.keys(table.kinds) as ResourceKind[];
  for (const kind of kinds) define(kind, kind === "event" ? eventPaths(table, record) : resourcePaths(kind, kind, table), kind === "event");
  const lists = Object.entries(table.lists).filter(([list]) => list !== "events");
  definitions["paths-lists"] = {
    properties: Object.fromEntries(
      lists.map(([list, kind]) => [
        list,
        { description: `Every ${kind} of the account. A scan: in rules on account and root.`, allOf: [listMatchers(elementOf(kind), false)] },
      ]),
    ),
  };
  for (const kind of kinds) {
    const groups = [...new Set([kind, "account", "root"])];
    definitions[`condition-${kind}`] = {
      type: "object",
      minProperties: 1,
      properties: junctions(`condition-${kind}`),
      allOf: [...groups.map((group) => ref(`paths-${group}`)), ref("paths-lists")],
      propertyNames: { allOf: groups.map((group) => ref(`known-${group}`)) },
    };
  }
  return definitions;

  function define(name: ResourceKind, { paths, open }: PathGroup, isEvent: boolean): void {
    const properties: JsonObject = {};
    for (const [path, { type, description, sameAs }] of paths) {
      properties[path] = sameAs ? ref(`paths-${sameAs.group}/properties/${sameAs.path}`) : { description, ...valueSchema(type, path) };
    }
    definitions[`paths-${name}`] = { properties };
    definitions[`names-${name}`] = { enum: [...paths.keys()] };
    const roots = isEvent ? ownRoots("event") : [name];
    definitions[`known-${name}`] = {
      if: { pattern: `^(${roots.join("|")})\\.` },
      then: {
        anyOf: [ref(`names-${name}`), ...(open.length > 0 ? [{ pattern: `^(${open.map(quote).join("|")})\\.` }] : [])],
        errorMessage: `No path of a rule on ${name}. The reference page of the document lists them.`,
      },
    };
  }

  /** What may stand right of a path. */
  function valueSchema(type: ValueType, path: string): JsonObject {
    if (type.type === "list") return listMatchers(elementSchema(type.element, path), isScalar(type.element));
    if (type.type === "string" && type.enum) return enumerated(type.enum);
    return { allOf: [matcherRef(type)] };
  }

  function elementSchema(element: ValueType, path: string): JsonObject {
    if (element.type === "resource") return elementOf(element.kind);
    if (element.type === "object") {
      fieldsOf(`element-${path}`, element.fields, path, null);
      return ref(`element-${path}`);
    }
    if (element.type === "list") return {};
    return element.type === "dynamic" ? {} : ref(`element-of-${element.type}`);
  }

  function elementOf(kind: ResourceKind): JsonObject {
    if (!Object.hasOwn(definitions, `element-${kind}`)) fieldsOf(`element-${kind}`, table.kinds[kind].fields, kind, kind);
    return ref(`element-${kind}`);
  }

  /** Bare names inside an element; those of a resource are the paths of its kind. Root paths reach outward, so that other names are legal. */
  function fieldsOf(name: string, fields: Record<string, Field>, path: string, kind: ResourceKind | null): void {
    const properties: JsonObject = { ...junctions(name) };
    definitions[name] = { type: "object", minProperties: 1, properties };
    add("", fields);

    function add(prefix: string, inner: Record<string, Field>): void {
      for (const [key, field] of Object.entries(inner)) {
        const bare = `${prefix}${key}`;
        if (kind) properties[bare] = ref(`paths-${kind}/properties/${kind}.${bare}`);
        else properties[bare] = { description: describe(field), ...valueSchema(field.value, `${path}.${bare}`) };
        if (field.value.type === "object") add(`${bare}.`, field.value.fields);
      }
    }
  }
}
