import { isUnknownMark } from "../../../document/index.ts";
import { type Field, type ReeveDocument, type ResourceKind, TABLE, type ValueType } from "../../../schemas/index.ts";

type Plain = Record<string, unknown>;

/**
 * The data that json-logic-js reads a document as: every reference replaced by the resource it names, null where it leads nowhere. Unknown values
 * stay as they are: what Reeve decides although it reads one holds whatever the value is.
 */
export function linked(document: ReeveDocument): (kind: ResourceKind, resource: Plain) => Plain {
  const source = document as unknown as Plain;
  const copies = new Map<Plain, Plain>();
  const indexes = new Map<string, Map<string, Plain>>();
  const roots: Plain = { account: linkedCopy(source.account, "account"), root: linkedCopy(source.root, "root") };
  for (const [list, kind] of Object.entries(TABLE.lists)) {
    const resources = resourcesOf(list);
    if (resources === null) roots[list] = source[list];
    else {
      roots[list] = resources.map(copyOf);
      for (const resource of resources) if (!isUnknownMark(resource)) link(copyOf(resource), TABLE.kinds[kind].fields);
    }
  }
  return (kind, resource) => {
    if (kind !== "event") return { ...roots, [kind]: copyOf(resource) };
    const copy = { ...resource };
    link(copy, TABLE.kinds.event.fields);
    return { ...roots, ...copy, event: resource.record };
  };

  function copyOf(resource: Plain): Plain {
    const copy = copies.get(resource) ?? { ...resource };
    copies.set(resource, copy);
    return copy;
  }

  function linkedCopy(value: unknown, kind: ResourceKind): unknown {
    if (value === null || typeof value !== "object" || isUnknownMark(value)) return value;
    const copy = copyOf(value as Plain);
    link(copy, TABLE.kinds[kind].fields);
    return copy;
  }

  function resourcesOf(list: string): Plain[] | null {
    const value = source[list];
    return Array.isArray(value) ? (value as Plain[]) : null;
  }

  function find(via: NonNullable<Field["via"]>, key: unknown): unknown {
    if (isUnknownMark(key)) return key;
    const name = `${via.kind} ${via.by}`;
    const textOf = (value: unknown): string => (via.by === "name" ? String(value).toLowerCase() : String(value));
    const index = indexes.get(name) ?? new Map((resourcesOf(TABLE.kinds[via.kind].list ?? "") ?? []).map((resource) => [textOf(resource[via.by]), resource]));
    indexes.set(name, index);
    const found = index.get(textOf(key));
    return found ? copyOf(found) : null;
  }

  function link(value: Plain, fields: Record<string, Field>): void {
    for (const [name, field] of Object.entries(fields)) {
      const { via } = field;
      if (!via) {
        descend(value, name, field.value);
        continue;
      }
      const key = value[via.field];
      value[name] = Array.isArray(key) ? key.map((one) => find(via, one)) : key === null || key === undefined ? null : find(via, key);
    }
  }

  function descend(holder: Plain, name: string, type: ValueType): void {
    const value = holder[name];
    if (type.type !== "object" || value === null || typeof value !== "object" || isUnknownMark(value)) return;
    holder[name] = { ...(value as Plain) };
    link(holder[name] as Plain, type.fields);
  }
}
