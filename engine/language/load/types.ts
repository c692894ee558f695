import { type Field, TABLE, type ValueType, withArticle } from "../../../schemas/index.ts";
import type { Scalar } from "../condition/ast.ts";
import { declaredType } from "./record.ts";

type TypeName = ValueType["type"];

const TYPE_WORDS: Record<TypeName, string> = {
  string: "text",
  boolean: "true or false",
  integer: "a number",
  timestamp: "a time",
  list: "a list",
  object: "an object",
  resource: "a resource",
  dynamic: "any JSON",
};

/** A type in words: `a list of text`, `one of Allow, Deny`. */
export function typeName(written: ValueType): string {
  const type = declaredType(written);
  if (type.type === "list") return `a list of ${listed(type.element)}`;
  if (type.type === "string" && type.enum && type.enum.length <= 10) return `one of ${type.enum.join(", ")}`;
  return type.type === "resource" ? withArticle(type.kind) : TYPE_WORDS[type.type];
}

function listed(written: ValueType): string {
  const type = declaredType(written);
  return type.type === "resource"
    ? `${type.kind.replace(/([^aeiou])y$/, "$1ie")}s`
    : type.type === "object"
      ? "objects"
      : TYPE_WORDS[type.type].replace(/^an? /, "");
}

export const isScalarType = (type: ValueType): boolean =>
  type.type === "string" || type.type === "boolean" || type.type === "integer" || type.type === "timestamp";

/** Fields of an object or resource; null for everything else. */
export function fieldsOf(type: ValueType): Record<string, Field> | null {
  if (type.type === "object") return type.fields;
  return type.type === "resource" ? TABLE.kinds[type.kind].fields : null;
}

/** Own fields only: a path may hold any name. */
export const fieldOf = (fields: Record<string, Field>, name: string): Field | undefined => (Object.hasOwn(fields, name) ? fields[name] : undefined);

/** Whether two values of these types may ever be equal. A time of a record is text too. */
export function comparable(written: ValueType, compared: ValueType): boolean {
  const one = declaredType(written);
  const other = declaredType(compared);
  if (one !== written || other !== compared) {
    const types = [one.type, other.type];
    if (types.includes("timestamp") && types.includes("string")) return true;
  }
  if (one.type === "dynamic" || other.type === "dynamic") return true;
  if (one.type === "list" || one.type === "object" || one.type === "resource" || one.type !== other.type) return false;
  if (one.type !== "string" || other.type !== "string" || !one.enum || !other.enum) return true;
  const { enum: values } = other;
  return one.enum.some((value) => values.includes(value));
}

const KNOWN_VALUE = { nullable: false, unknown: false };

export const DYNAMIC: ValueType = { type: "dynamic", nullable: true, unknown: true };
export const STRING: ValueType = { type: "string", ...KNOWN_VALUE };
export const INTEGER: ValueType = { type: "integer", ...KNOWN_VALUE };
export const BOOLEAN: ValueType = { type: "boolean", ...KNOWN_VALUE };
export const TIMESTAMP: ValueType = { type: "timestamp", ...KNOWN_VALUE };

export const listOf = (element: ValueType): ValueType => ({ type: "list", element, open: false, ...KNOWN_VALUE });

/** Type of a literal by its own look; null is text that may be null. */
export function typeOfScalar(value: Scalar): ValueType {
  if (value === null) return { type: "string", nullable: true, unknown: false };
  if (typeof value === "number") return INTEGER;
  return typeof value === "boolean" ? BOOLEAN : STRING;
}

/** Type of a list's elements; null for what is no list. */
export function elementType(written: ValueType): ValueType | null {
  const type = declaredType(written);
  return type.type === "list" ? type.element : type.type === "dynamic" ? DYNAMIC : null;
}

/** A name without the kind of what it names: AWS says UserName where the document says user.name. */
export function withoutKind(name: string, type: ValueType): string {
  if (type.type !== "resource") return name;
  const { kind } = type;
  return name.toLowerCase().startsWith(kind.toLowerCase()) && name.length > kind.length ? name.slice(kind.length) : name;
}
