import { type Field, type ResourceKind, TABLE, type ValueType } from "../../../../schemas/index.ts";
import { isRecord } from "../../testing/problem.ts";

/** Where something can be changed in what a case gives. */
export interface GivenSpot {
  path: readonly (string | number)[];
  /** The path with `[]` for every index: spots of the same key hold values of the same sort. */
  key: string;
  /** undefined where the case gives nothing there. */
  value: unknown;
  /** null in verbatim JSON. */
  type: ValueType | null;
}

export type SpotGiven = Record<string, unknown>;

/** Parts of a record that conditions, and what is derived for them, come from. */
const RECORD_PARTS = [
  "eventSource",
  "eventName",
  "errorCode",
  "eventType",
  "readOnly",
  "userIdentity",
  "requestParameters",
  "responseElements",
  "additionalEventData",
  "sourceIPAddress",
  "sessionCredentialFromConsole",
];
const MAX_DEPTH = 9;

/**
 * The spots of a case, deepest last. `read` names what the rule reads: `user.groupArns`; fields among it that a resource does not give, are spots as well.
 */
export function spotsOf(given: SpotGiven, read: ReadonlySet<string>): GivenSpot[] {
  const spots: GivenSpot[] = [];
  for (const kind of ["account", "root"] as const)
    if (given[kind] !== undefined || readsKind(kind, read)) ofResource(kind, given[kind] ?? {}, [kind], kind, read, spots);
  for (const [list, kind] of Object.entries(TABLE.lists)) {
    if (kind === "event") continue;
    const value = given[list];
    if (value === undefined) continue;
    const type: ValueType = { type: "list", element: { type: "resource", kind, nullable: false, unknown: false }, open: true, nullable: false, unknown: true };
    spots.push({ path: [list], key: list, value, type });
    if (Array.isArray(value))
      for (const [at, element] of value.entries()) if (isRecord(element)) ofResource(kind, element, [list, at], `${list}[]`, read, spots);
  }
  if (Array.isArray(given.events)) {
    for (const [at, record] of given.events.entries()) {
      if (!isRecord(record)) continue;
      for (const part of RECORD_PARTS) verbatim(record[part], ["events", at, part], `events[].${part}`, spots);
      for (const name of read) recordSpot(record, name, at, spots);
    }
  }
  return spots;
}

const readsKind = (kind: string, read: ReadonlySet<string>): boolean => [...read].some((name) => name.startsWith(`${kind}.`));

function ofResource(kind: ResourceKind, value: unknown, path: GivenSpot["path"], key: string, read: ReadonlySet<string>, spots: GivenSpot[]): void {
  if (!isRecord(value) || Object.hasOwn(value, "$unknown")) return;
  const { fields } = TABLE.kinds[kind];
  const names = new Set([
    ...Object.keys(value),
    ...Object.keys(fields).filter((name) => read.has(`${kind}.${name}`) && !isGivenOtherwise(name, value, fields)),
  ]);
  for (const name of names)
    if (name !== "name" && name !== "id" && name !== "arn") ofField(name, fields, value[name], [...path, name], `${key}.${name}`, spots);
}

/** A reference is given under its own name (`groups`) or as ids (`groupArns`). */
const isGivenOtherwise = (name: string, value: SpotGiven, fields: Record<string, Field>): boolean =>
  fields[name]?.via !== undefined || Object.entries(fields).some(([other, field]) => field.via?.field === name && Object.hasOwn(value, other));

function ofField(name: string, fields: Record<string, Field>, value: unknown, path: GivenSpot["path"], key: string, spots: GivenSpot[]): void {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  const type = field?.via ? fields[field.via.field]?.value : field?.value;
  if (type) typed(value, type, path, key, spots);
}

function typed(value: unknown, type: ValueType, path: GivenSpot["path"], key: string, spots: GivenSpot[]): void {
  spots.push({ path, key, value, type });
  if (type.type === "object" && isRecord(value) && !Object.hasOwn(value, "$unknown")) {
    for (const [name, inner] of Object.entries(value)) ofField(name, type.fields, inner, [...path, name], `${key}.${name}`, spots);
  } else if (type.type === "list" && Array.isArray(value)) {
    for (const [at, inner] of value.entries()) typed(inner, type.element, [...path, at], `${key}[]`, spots);
  }
}

function verbatim(value: unknown, path: GivenSpot["path"], key: string, spots: GivenSpot[]): void {
  spots.push({ path, key, value, type: null });
  if (path.length > MAX_DEPTH) return;
  if (Array.isArray(value)) for (const [at, inner] of value.entries()) verbatim(inner, [...path, at], `${key}[]`, spots);
  else if (isRecord(value)) for (const [name, inner] of Object.entries(value)) verbatim(inner, [...path, name], `${key}.${name}`, spots);
}

/** A part of the record that the rule reads and this record lacks, where the object around it is there. */
function recordSpot(record: SpotGiven, name: string, at: number, spots: GivenSpot[]): void {
  if (!name.startsWith("event.")) return;
  const names = name.slice("event.".length).split(".");
  const last = names.at(-1) ?? "";
  let holder: unknown = record;
  for (const step of names.slice(0, -1)) holder = isRecord(holder) ? holder[step] : undefined;
  if (isRecord(holder) && !Object.hasOwn(holder, last))
    spots.push({ path: ["events", at, ...names], key: `events[].${names.join(".")}`, value: undefined, type: null });
}

/** What is given, with another value at a spot; undefined takes it out. */
export function changed(given: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (Array.isArray(given)) {
    const inner = changed(given[Number(name)], rest, value);
    return inner === undefined ? given.toSpliced(Number(name), 1) : given.with(Number(name), inner);
  }
  const holder = isRecord(given) ? given : {};
  const inner = changed(holder[name], rest, value);
  if (inner !== undefined) return { ...holder, [name]: inner };
  const { [name]: _, ...left } = holder;
  return left;
}
