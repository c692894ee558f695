import type { ReeveDocument } from "../../../schemas/index.ts";
import type { DocumentEdit } from "./change.ts";

/** A copy of the document with these edits; what they do not touch is shared with it. */
export function edited(document: ReeveDocument, edits: readonly DocumentEdit[]): ReeveDocument {
  const byHolder = new Map<object, DocumentEdit[]>();
  for (const edit of edits) {
    const holder = edit.kind === "drop-from-list" ? document : edit.holder;
    byHolder.set(holder, [...(byHolder.get(holder) ?? []), edit]);
  }
  return copy(document, byHolder) as ReeveDocument;
}

function copy(value: unknown, edits: ReadonlyMap<object, DocumentEdit[]>): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => copy(item, edits));
    return items.some((item, at) => item !== value[at]) ? items : value;
  }
  let changed: Record<string, unknown> | null = null;
  for (const [name, member] of Object.entries(value)) {
    const copied = copy(member, edits);
    if (copied === member) continue;
    changed ??= { ...value };
    changed[name] = copied;
  }
  for (const edit of edits.get(value) ?? []) {
    changed ??= { ...value };
    apply(changed, edit);
  }
  return changed ?? value;
}

function apply(object: Record<string, unknown>, edit: DocumentEdit): void {
  if (edit.kind === "set") {
    object[edit.field] = edit.value;
    return;
  }
  if (edit.kind === "add") {
    const before = object[edit.field];
    object[edit.field] = [...(Array.isArray(before) ? before : []), ...edit.values];
    return;
  }
  const field = edit.kind === "remove" ? edit.field : edit.list;
  const list = object[field];
  if (!Array.isArray(list)) return;
  const at = list.indexOf(edit.element);
  if (at >= 0) object[field] = [...list.slice(0, at), ...list.slice(at + 1)];
}
