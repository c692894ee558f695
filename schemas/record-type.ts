/** What the rule checker knows of a CloudTrail record, derived from record.schema.json. */
import type { Field, SchemaNode, ValueType } from "./table.ts";

/** An object of a record: the documented members, and whether others may be there. */
export type RecordObject = Extract<ValueType, { type: "object" }>;

const ANYTHING = { nullable: true, unknown: true };

/** Derives the type of a record; throws on a schema shape that it does not know, which only `npm run generate` can meet. */
export function recordType(schema: SchemaNode): RecordObject {
  const type = declared(schema);
  if (type.type !== "object") throw new Error("record.schema.json: a record is an object");
  return type;
}

function declared(node: SchemaNode): ValueType {
  switch (node.type) {
    case "object": {
      const fields = Object.fromEntries(Object.entries(node.properties ?? {}).map(([name, property]) => [name, field(property)]));
      const named = node["x-named"] && Object.fromEntries(Object.entries(node["x-named"]).map(([name, property]) => [name, member(property)]));
      return { type: "object", fields, ...(node["x-open"] ? { open: true } : {}), ...(named ? { named } : {}), ...ANYTHING };
    }
    case "array":
      return { type: "list", element: member(node.items ?? {}), open: false, ...ANYTHING };
    case "string":
      return node.format === "date-time" ? { type: "timestamp", ...ANYTHING } : text(node);
    case "boolean":
      return { type: "boolean", ...ANYTHING };
    case "number":
      return { type: "integer", fraction: true, ...ANYTHING };
    default:
      throw new Error(`record.schema.json: no type for ${JSON.stringify(node).slice(0, 200)}`);
  }
}

function text(node: SchemaNode): ValueType {
  const { enum: values, "x-known": known, "x-frequent": frequent, "x-format": format, "x-catalogued": catalogued, "x-never": never } = node;
  return {
    type: "string",
    ...(values ? { enum: values } : {}),
    ...(known ? { known } : {}),
    ...(format ? { format } : {}),
    ...(catalogued ? { catalogued } : {}),
    ...(frequent ? { frequent } : {}),
    ...(never ? { never } : {}),
    ...ANYTHING,
  };
}

/** A member is verbatim JSON, whose type is only what it should be: a record that differs is read all the same. */
const member = (node: SchemaNode): ValueType => ({ type: "dynamic", declared: declared(node), ...ANYTHING });

const field = (node: SchemaNode): Field => ({ value: member(node), description: node.description ?? "", source: null, unit: null });
