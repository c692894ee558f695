import { type Field, RECORD, type ResourceKind, TABLE, type ValueType } from "../schemas/index.ts";
import { paramType, type RuleNames } from "./names.ts";

const KNOWN_VALUE = { nullable: false, unknown: false };
const DYNAMIC: Extract<ValueType, { type: "dynamic" }> = { type: "dynamic", nullable: true, unknown: true };
const DERIVED = ["actor", "target", "change", "outcome"];

/** What a path names. */
export interface NamedValue {
  type: ValueType;
  field: Field | null;
  /** The kind and path that give the same values: how examples are found. Null where no snapshot can tell. */
  origin: { kind: ResourceKind; path: string } | null;
}

/** Scope of a place: names of the rule, and types of the elements of the enclosing any, every, none and count, innermost last. */
export interface EditorScope {
  names: RuleNames;
  elements: readonly ValueType[];
}

export interface Root {
  name: string;
  named: NamedValue;
  description: string;
}

const resource = (kind: ResourceKind): ValueType => ({ type: "resource", kind, ...KNOWN_VALUE });

/** Everything that may begin a path here, the element's fields first. */
export function rootsOf({ names, elements }: EditorScope): Root[] {
  const roots: Root[] = [];
  const element = elements.at(-1);
  if (element) {
    const kind = element.type === "resource" ? element.kind : null;
    for (const [name, field] of Object.entries(fieldsOf(element) ?? {})) {
      roots.push({ name, named: { type: field.value, field, origin: kind && { kind, path: `${kind}.${name}` } }, description: field.description });
    }
    roots.push({ name: "item", named: { type: element, field: null, origin: kind && { kind, path: kind } }, description: "The element itself." });
  }
  const { kind } = names;
  if (kind === "event") {
    roots.push({
      name: "event",
      named: { type: { ...DYNAMIC, declared: RECORD }, field: null, origin: { kind, path: "event" } },
      description: "The CloudTrail record, as AWS wrote it.",
    });
    for (const name of DERIVED) {
      const field = TABLE.kinds.event.fields[name];
      if (field) roots.push({ name, named: { type: field.value, field, origin: { kind, path: name } }, description: field.description });
    }
  } else if (kind) {
    roots.push({ name: kind, named: { type: resource(kind), field: null, origin: { kind, path: kind } }, description: `The ${kind} that is judged.` });
  }
  for (const [name, { target, path, text }] of names.lets) {
    const bound: NamedValue | null = path === null ? null : resolve(path, { names: { ...names, lets: without(names.lets, name) }, elements: [] });
    const type: ValueType = target ? { type: "resource", kind: target, nullable: true, unknown: true } : (bound?.type ?? { type: "boolean", ...KNOWN_VALUE });
    roots.push({ name, named: { type, field: bound?.field ?? null, origin: bound?.origin ?? null }, description: `let: ${text}` });
  }
  for (const name of ["account", "root"] as const) {
    if (name !== kind)
      roots.push({
        name,
        named: { type: resource(name), field: null, origin: { kind: name, path: name } },
        description: `The account${name === "root" ? "'s root user" : ""}.`,
      });
  }
  for (const [list, of] of Object.entries(TABLE.lists)) {
    const type: ValueType = { type: "list", element: resource(of), open: true, ...KNOWN_VALUE };
    if (list !== "events") roots.push({ name: list, named: { type, field: null, origin: null }, description: `Every ${of} of the account.` });
  }
  return roots;
}

const without = <V>(map: ReadonlyMap<string, V>, name: string): ReadonlyMap<string, V> => new Map([...map].filter(([key]) => key !== name));

/** What a path names; null where it names nothing. */
export function resolve(path: string, scope: EditorScope): NamedValue | null {
  const [first = "", ...rest] = path.split(".");
  if (first === "params") {
    const param = rest.length === 1 ? scope.names.params.get(rest[0] ?? "") : undefined;
    return param ? { type: paramType(param), field: null, origin: null } : null;
  }
  let named = rootsOf(scope).find(({ name }) => name === first)?.named ?? null;
  for (const name of rest) named = named && step(named, name);
  return named;
}

function step({ type, origin }: NamedValue, name: string): NamedValue | null {
  const inner = origin && { ...origin, path: `${origin.path}.${name}` };
  const fields = fieldsOf(type);
  const field = fields && Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (field) return { type: field.value, field, origin: inner };
  return type.type === "dynamic" && isOpen(type) ? { type: DYNAMIC, field: null, origin: inner } : null;
}

/** Whether verbatim JSON may have members that no documentation names. */
const isOpen = ({ declared }: Extract<ValueType, { type: "dynamic" }>): boolean =>
  declared === undefined || (declared.type === "object" && declared.open === true);

/** What may follow a path: fields of an object or resource, and the documented members of a CloudTrail record. */
export function childrenOf(named: NamedValue): Root[] {
  return Object.entries(fieldsOf(named.type) ?? {}).flatMap(([name, field]) => {
    const child = step(named, name);
    return child ? [{ name, named: child, description: field.description }] : [];
  });
}

/** Fields of an object or resource; null for everything else. */
export function fieldsOf(type: ValueType): Record<string, Field> | null {
  if (type.type === "dynamic") return type.declared ? fieldsOf(type.declared) : null;
  if (type.type === "object") return type.fields;
  return type.type === "resource" ? TABLE.kinds[type.kind].fields : null;
}

export const isScalar = ({ type }: ValueType): boolean => type === "string" || type === "boolean" || type === "integer" || type === "timestamp";
