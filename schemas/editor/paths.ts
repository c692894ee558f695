import type { RecordObject } from "../record-type.ts";
import type { Field, ResourceKind, TypeTable, ValueType } from "../table.ts";

/** A path of rules, as an editor shows it. */
export interface EditorPath {
  type: ValueType;
  description: string;
  /** The same field by another path, whose text may be used again: `user.name` for `accessKey.user.name`. */
  sameAs: { group: string; path: string } | null;
}

/** Paths by name. `open` names prefixes beneath which the table goes on, or any name is legal. */
export interface PathGroup {
  paths: Map<string, EditorPath>;
  open: string[];
}

/** References followed one after another in a listed path. */
const REFERENCES = 3;

/** The roots of a rule on a kind, `params`, `let` and the document's lists apart. */
export const ownRoots = (kind: ResourceKind): string[] => (kind === "event" ? ["event", "actor", "target", "change", "outcome"] : [kind]);

/** Every path under the root `root`, which holds a resource of the kind. */
export function resourcePaths(root: string, kind: ResourceKind, table: TypeTable): PathGroup {
  const group: PathGroup = { paths: new Map(), open: [] };
  walk(root, table.kinds[kind].fields, root, 0);
  return group;

  function walk(prefix: string, fields: Record<string, Field>, owner: string, references: number): void {
    for (const [name, field] of Object.entries(fields)) add(`${prefix}.${name}`, field, `${owner}.${name}`, references);
  }

  function add(path: string, field: Field, origin: string, references: number): void {
    const { value } = field;
    const origins = origin.slice(0, origin.indexOf("."));
    group.paths.set(path, { type: value, description: describe(field), sameAs: origin === path ? null : { group: origins, path: origin } });
    if (value.type === "dynamic") group.open.push(path);
    if (value.type === "object") for (const [name, inner] of Object.entries(value.fields)) add(`${path}.${name}`, inner, `${origin}.${name}`, references);
    if (value.type !== "resource") return;
    if (references >= REFERENCES) group.open.push(path);
    else walk(path, table.kinds[value.kind].fields, value.kind, references + 1);
  }
}

/** Paths of event rules: the documented members of the record, as far as they are no list's, and what is derived from it. */
export function eventPaths(table: TypeTable, record: RecordObject): PathGroup {
  const group: PathGroup = { paths: new Map(), open: [] };
  recordPaths("event", record, group);
  const { fields } = table.kinds.event;
  for (const root of ownRoots("event").slice(1)) {
    const field = fields[root];
    if (!field) throw new Error(`document.schema.json: events have no ${root}`);
    const whole = resourcePaths("event", "event", { ...table, kinds: { ...table.kinds, event: { ...table.kinds.event, fields: { [root]: field } } } });
    for (const [path, entry] of whole.paths) {
      const { sameAs } = entry;
      const own = sameAs === null || sameAs.group === "event";
      group.paths.set(path.slice("event.".length), own ? { ...entry, sameAs: null } : entry);
    }
    group.open.push(...whole.open.map((path) => path.slice("event.".length)));
  }
  return group;
}

function recordPaths(prefix: string, { fields }: RecordObject, group: PathGroup): void {
  for (const [name, { value, description }] of Object.entries(fields)) {
    const path = `${prefix}.${name}`;
    const type = value.type === "dynamic" ? (value.declared ?? value) : value;
    // Times are text in a record, and may be compared as text.
    const shown: ValueType = type.type === "timestamp" ? { type: "dynamic", nullable: true, unknown: true } : type;
    group.paths.set(path, { type: shown, description: `${description} (${typeText(type)})`, sameAs: null });
    if (type.type !== "object") continue;
    if (type.open) group.open.push(path);
    recordPaths(path, type, group);
  }
}

const TYPE_WORDS: Record<ValueType["type"], string> = {
  string: "text",
  boolean: "true or false",
  integer: "number",
  timestamp: "time",
  list: "list",
  object: "object",
  resource: "reference",
  dynamic: "any JSON",
};

/** `time, may be null`. */
export function typeText(type: ValueType): string {
  const what =
    type.type === "resource"
      ? `reference to ${type.kind}`
      : type.type === "list"
        ? `list of ${type.element.type === "resource" ? type.element.kind : TYPE_WORDS[type.element.type]}`
        : TYPE_WORDS[type.type];
  return `${what}${type.nullable ? ", may be null" : ""}`;
}

/** What a field means, its type and unit, and the API field it comes from. */
export function describe({ description, value, unit, source }: Field): string {
  return `${description} (${typeText(value)}${unit ? `, in ${unit}` : ""})${source ? ` From ${source}.` : ""}`;
}
