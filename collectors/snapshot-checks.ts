import { acceptDocument, isUnknown, type ReeveDocument, type ResourceKind, TABLE, type ValueType } from "../schemas/index.ts";

/** What the schema cannot say: marks name known gaps and stand last in their lists, keys of resources are unique. Empty when all holds. */
export function documentFaults(document: ReeveDocument): string[] {
  const faults: string[] = [];
  const gaps = new Set(Object.keys(document.gaps));
  const top = new Map<string, unknown>(Object.entries(document));
  for (const kind of ["account", "root"] as const) visit({ type: "resource", kind, nullable: false, unknown: true }, top.get(kind), kind);
  for (const [list, kind] of Object.entries(TABLE.lists)) {
    const element: ValueType = { type: "resource", kind, nullable: false, unknown: false };
    visit({ type: "list", element, open: true, nullable: false, unknown: true }, top.get(list), list);
    for (const fault of repeatedKeys(list, kind, top.get(list))) faults.push(fault);
  }
  return faults;

  /** Follows the type table, so that verbatim JSON, which may hold anything, is never taken for a mark. */
  function visit(type: ValueType, value: unknown, path: string): void {
    if (value === null || value === undefined || type.type === "dynamic") return;
    if (isUnknown(value)) {
      if (!gaps.has(value.$unknown)) faults.push(`${path}: there is no gap ${value.$unknown}`);
      return;
    }
    if (type.type === "list" && Array.isArray(value)) {
      value.forEach((entry, index) => {
        if (isUnknown(entry) && index < value.length - 1) faults.push(`${path}: the unknown mark is not the last element`);
        visit(type.element, entry, `${path}[${index}]`);
      });
    }
    const fields = type.type === "object" ? type.fields : type.type === "resource" ? TABLE.kinds[type.kind].fields : null;
    if (!fields || typeof value !== "object") return;
    for (const [name, field] of Object.entries(fields)) {
      if (!field.via && Object.hasOwn(value, name)) visit(field.value, (value as Record<string, unknown>)[name], `${path}.${name}`);
    }
  }
}

function repeatedKeys(list: string, kind: ResourceKind, value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  const faults: string[] = [];
  const { key } = TABLE.kinds[kind];
  const seen = new Set<unknown>();
  for (const resource of value as Record<string, unknown>[]) {
    if (isUnknown(resource)) continue;
    const id = resource[key];
    if (seen.has(id)) faults.push(`${list}: two resources have the ${key} ${String(id)}`);
    seen.add(id);
  }
  return faults;
}

/** Whether data is a document without any fault: the answer of `validateDocument` and `documentFaults` where they find none, in one pass. */
export async function isSound(data: unknown): Promise<boolean> {
  const marks = await acceptDocument(data);
  if (!marks) return false;
  const document = data as ReeveDocument;
  for (const id of marks) if (!Object.hasOwn(document.gaps, id)) return false;
  return Object.entries(TABLE.lists).every(([list, kind]) => repeatedKeys(list, kind, document[list as keyof ReeveDocument]).length === 0);
}
