/** The type table: what the rule checker knows of the document, derived from document.schema.json. */
import type { ResourceKind } from "./generated/kinds.ts";
import type { StringFormatName } from "./string-formats.ts";

export type { ResourceKind } from "./generated/kinds.ts";

interface Mode {
  /** Whether the value may be null: known to be absent. */
  nullable: boolean;
  /** Whether the unknown mark may stand in its place. */
  unknown: boolean;
}

export type ValueType =
  /**
   * `enum`: the only values. `format`: of STRING_FORMATS; each text has the one or the other. `known`: the values that AWS documents, to which it may add.
   * `frequent`: some of many, of which no other value is a slip. `never`: texts that stand for absence elsewhere. `catalogued`: a format of which the list
   * of AWS's events knows more, so that lints check what rules write; everything else has the form.
   */
  | ({
      type: "string";
      enum?: string[];
      format?: StringFormatName;
      catalogued?: StringFormatName;
      known?: string[];
      frequent?: string[];
      never?: NeverText;
    } & Mode)
  | ({ type: "boolean" | "timestamp" } & Mode)
  /** `fraction`: any number, not only a whole one. `minimum` and `maximum`: the bounds that AWS documents, themselves included. */
  | ({ type: "integer"; fraction?: true } & NumberRange & Mode)
  /** `open`: the list may end with the unknown mark. `maxItems`: most elements that AWS allows. */
  | ({ type: "list"; element: ValueType; open: boolean; maxItems?: number } & Mode)
  /** `open`: it may have members beside the fields. `named`: what a member of such a name holds where there is one. */
  | ({ type: "object"; fields: Record<string, Field>; open?: true; named?: Record<string, ValueType> } & Mode)
  /** A resource of the document's own lists: its fields are TABLE.kinds[kind].fields. */
  | ({ type: "resource"; kind: ResourceKind } & Mode)
  /** Verbatim JSON, such as a CloudTrail record: where no mark says that it is unknown, a wrong type behaves as null. `declared`: what AWS documents it to be; without, any path is legal. */
  | ({ type: "dynamic"; declared?: ValueType } & Mode);

/** Bounds of numbers, themselves included; left out where there is none. What authors write is checked against them, collected data never is. */
export interface NumberRange {
  minimum?: number;
  maximum?: number;
}

/** Texts that a member never holds, why, and what to write instead. */
export interface NeverText {
  values: string[];
  reason: string;
  write: string;
}

export interface Field {
  value: ValueType;
  description: string;
  /** API field it comes from. */
  source: string | null;
  unit: string | null;
  /** What it follows from: fields beside it, or `document.<list>`. The engine derives it; snapshots are written without it. */
  derived?: string[];
  /** For a typed reference: the field of the same object that holds the id or ids, and how they are looked up. */
  via?: { field: string; kind: ResourceKind; by: "arn" | "id" | "name" };
}

export interface KindEntry {
  /** The document's list of this kind; null for account and root. */
  list: string | null;
  /** Field that identifies a resource of the kind: what references and lookups use. */
  key: "arn" | "id";
  fields: Record<string, Field>;
}

export interface TypeTable {
  kinds: Record<ResourceKind, KindEntry>;
  /** Kind of each of the document's top-level lists, by list name. */
  lists: Record<string, ResourceKind>;
}

export interface SchemaNode {
  $ref?: string;
  $defs?: Record<string, SchemaNode>;
  title?: string;
  description?: string;
  type?: string | string[];
  format?: string;
  const?: string;
  enum?: string[];
  anyOf?: SchemaNode[];
  items?: SchemaNode;
  properties?: Record<string, SchemaNode>;
  "x-source"?: string;
  "x-unit"?: string;
  "x-dynamic"?: boolean;
  "x-open"?: boolean;
  "x-named"?: Record<string, SchemaNode>;
  "x-known"?: string[];
  "x-frequent"?: string[];
  "x-never"?: NeverText;
  "x-format"?: StringFormatName;
  "x-catalogued"?: StringFormatName;
  "x-derived"?: string[];
  "x-minimum"?: number;
  "x-maximum"?: number;
  "x-max-items"?: number;
  "x-reference"?: { property: string; kind: ResourceKind; by: "arn" | "id" | "name" };
  "x-kind"?: { name: ResourceKind; list: string | null; key: "arn" | "id" };
}

const isUnknown = (node: SchemaNode): boolean => node.$ref === "#/$defs/unknown";

/** Derives the table from the document schema; throws on a schema shape that it does not know, which only `npm run generate` can meet. */
export function typeTable(schema: SchemaNode): TypeTable {
  const defs = schema.$defs ?? {};
  const definition = (ref: string): SchemaNode => {
    const found = defs[ref.replace("#/$defs/", "")];
    if (!found) throw new Error(`document.schema.json: ${ref} is not defined`);
    return found;
  };

  function valueType(node: SchemaNode, mode: Mode = { nullable: false, unknown: false }): ValueType {
    const value = withoutForm(node, mode);
    const { "x-format": format, "x-minimum": minimum, "x-maximum": maximum, "x-max-items": maxItems } = node;
    if (value.type === "string") return format ? { ...value, format } : value;
    if (value.type === "list") return maxItems === undefined ? value : { ...value, maxItems };
    if (value.type !== "integer") return value;
    return { ...value, ...(minimum === undefined ? {} : { minimum }), ...(maximum === undefined ? {} : { maximum }) };
  }

  function withoutForm(node: SchemaNode, mode: Mode): ValueType {
    if (node.$ref) {
      const target = definition(node.$ref);
      if (target["x-kind"]) return { type: "resource", kind: target["x-kind"].name, ...mode };
      return valueType(target, mode);
    }
    if (node.anyOf) {
      const nullable = mode.nullable || node.anyOf.some((option) => option.type === "null");
      const unknown = mode.unknown || node.anyOf.some(isUnknown);
      const rest = node.anyOf.filter((option) => option.type !== "null" && !isUnknown(option));
      const [only] = rest;
      if (!only || rest.length > 1) throw new Error(`document.schema.json: a union of more than one known type: ${JSON.stringify(node).slice(0, 200)}`);
      return valueType(only, { nullable, unknown });
    }
    if (node["x-dynamic"]) return { type: "dynamic", ...mode };
    if (node.type === "array") {
      const items = node.items ?? {};
      const open = items.anyOf?.some(isUnknown) ?? false;
      const element = open ? { ...items, anyOf: (items.anyOf ?? []).filter((option) => !isUnknown(option)) } : items;
      return { type: "list", element: valueType(element), open, ...mode };
    }
    if (node.type === "object") return { type: "object", fields: fields(node), ...mode };
    if (node.type === "string" && node.format === "date-time") return { type: "timestamp", ...mode };
    if (node.type === "string") return { type: "string", ...(node.enum ? { enum: node.enum } : {}), ...mode };
    if (node.type === "boolean" || node.type === "integer") return { type: node.type, ...mode };
    throw new Error(`document.schema.json: no type for ${JSON.stringify(node).slice(0, 200)}`);
  }

  function fields(node: SchemaNode): Record<string, Field> {
    const result: Record<string, Field> = {};
    for (const [name, property] of Object.entries(node.properties ?? {})) {
      const value = valueType(property);
      const described = { description: property.description ?? "", source: property["x-source"] ?? null, unit: property["x-unit"] ?? null };
      const derived = property["x-derived"];
      result[name] = { value, ...described, ...(derived ? { derived } : {}) };
      const reference = property["x-reference"];
      if (!reference) continue;
      const via = { field: name, kind: reference.kind, by: reference.by };
      const many = value.type === "list";
      const element: ValueType = { type: "resource", kind: reference.kind, nullable: value.nullable && !many, unknown: true };
      result[reference.property] = {
        value: many ? { ...value, element: { ...element, nullable: false } } : element,
        description: `The ${reference.kind}${many ? "s" : ""} that \`${name}\` names.`,
        source: described.source,
        unit: null,
        via,
      };
    }
    return result;
  }

  const kinds = {} as Record<ResourceKind, KindEntry>;
  const lists: Record<string, ResourceKind> = {};
  for (const node of Object.values(defs)) {
    const kind = node["x-kind"];
    if (!kind) continue;
    kinds[kind.name] = { list: kind.list, key: kind.key, fields: fields(node) };
    if (kind.list) lists[kind.list] = kind.name;
  }
  const change = kinds.event.fields.change?.value;
  const content = valueType({ $ref: "#/$defs/policyContent" }, { nullable: true, unknown: true });
  if (change?.type !== "object") throw new Error("document.schema.json: event.change is not an object");
  change.fields.before = {
    value: content,
    description:
      "What the policy said before the call, from the snapshot: the detached, deleted or overwritten policy, or the default version that a new one replaces. Null when there was none.",
    source: null,
    unit: null,
  };
  return { kinds, lists };
}
