import { type Field, type ReeveDocument, type ResourceKind, TABLE, type ValueType } from "../schemas/index.ts";

type Plain = Record<string, unknown>;

/**
 * The data that json-logic-js reads a document as: every reference laid out as the resource it names. For documents without unknowns whose
 * references all lead somewhere.
 */
export function linked(document: ReeveDocument): (kind: ResourceKind, resource: Plain) => Plain {
  const source = document as unknown as Plain;
  const copies = new Map<Plain, Plain>();
  const copyOf = (resource: Plain): Plain => copies.get(resource) ?? copies.set(resource, { ...resource }).get(resource)!;
  const indexes = new Map<string, Map<string, Plain>>();
  const find = (via: NonNullable<Field["via"]>, key: unknown): Plain | null => {
    const name = `${via.kind} ${via.by}`;
    const textOf = (value: unknown): string => (via.by === "name" ? String(value).toLowerCase() : String(value));
    const list = source[TABLE.kinds[via.kind].list ?? ""] as Plain[];
    const index = indexes.get(name) ?? new Map(list.map((resource) => [textOf(resource[via.by]), resource]));
    indexes.set(name, index);
    const found = index.get(textOf(key));
    return found ? copyOf(found) : null;
  };
  const roots: Plain = { account: source.account, root: source.root };
  for (const [list, kind] of Object.entries(TABLE.lists)) {
    roots[list] = (source[list] as Plain[]).map(copyOf);
    for (const resource of source[list] as Plain[]) link(copyOf(resource), TABLE.kinds[kind].fields);
  }
  return (kind, resource) => ({ ...roots, [kind]: copyOf(resource) });

  function link(value: Plain, fields: Record<string, Field>): void {
    for (const [name, field] of Object.entries(fields)) {
      if (!field.via) {
        descend(value, name, field.value);
        continue;
      }
      const key = value[field.via.field];
      value[name] = Array.isArray(key) ? key.map((one) => find(field.via!, one)) : key === null ? null : find(field.via, key);
    }
  }

  function descend(holder: Plain, name: string, type: ValueType): void {
    const value = holder[name];
    if (type.type !== "object" || value === null || typeof value !== "object") return;
    holder[name] = { ...(value as Plain) };
    link(holder[name] as Plain, type.fields);
  }
}
