import { isUnknownMark } from "../../../document/index.ts";
import { type ReeveDocument, TABLE } from "../../../schemas/index.ts";
import type { Location } from "./paths-read.ts";

type Json = Record<string, unknown>;

type Place = Pick<Location, "from" | "names">;

/** A mistake in reading documents, as plain data. */
export type Misreading =
  /** Each unknown value of a place is taken as absent: null, or the empty list. */
  | { kind: "absent"; place: Place; isList: boolean }
  /** Each open list of a place is taken as closed. */
  | { kind: "closed"; place: Place }
  /** All that is unknown within a field of records that is derived from one of their parts. */
  | { kind: "derived-absent"; field: string }
  /** What was cut off a part of the record hides nothing. */
  | { kind: "record-known"; part: string };

/** The document as the mistake reads it; the same object where it changes nothing. */
export function misread(document: ReeveDocument, reading: Misreading): ReeveDocument {
  switch (reading.kind) {
    case "absent":
      return changedAt(document, reading.place, () => (reading.isList ? [] : null), isUnknownMark);
    case "closed":
      return changedAt(document, reading.place, closed, isOpen);
    case "derived-absent":
      return changedAt(document, { from: { kind: "event" }, names: [reading.field] }, allAbsent, () => true);
    case "record-known":
      return withRecordKnown(document, reading.part);
  }
}

function allAbsent(value: unknown): unknown {
  if (isUnknownMark(value)) return null;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, allAbsent(inner)] as const);
  return entries.some(([name, inner]) => inner !== (value as Json)[name]) ? Object.fromEntries(entries) : value;
}

const isOpen = (value: unknown): boolean => Array.isArray(value) && isUnknownMark(value.at(-1));
const closed = (value: unknown): unknown => (Array.isArray(value) ? value.slice(0, -1) : value);

/** The document with every value of a location changed where `wanted` says so; the same object where there is none. */
function changedAt(document: ReeveDocument, { from, names }: Place, change: (value: unknown) => unknown, wanted: (value: unknown) => boolean): ReeveDocument {
  const list = "kind" in from ? TABLE.kinds[from.kind].list : from.list;
  const start = "kind" in from ? (list === null ? [from.kind] : [list, "[]"]) : [from.list];
  return along(document, [...start, ...names], change, wanted) as ReeveDocument;
}

function along(value: unknown, names: readonly string[], change: (value: unknown) => unknown, wanted: (value: unknown) => boolean): unknown {
  const [name, ...rest] = names;
  if (name === undefined) return wanted(value) ? change(value) : value;
  if (typeof value !== "object" || value === null || isUnknownMark(value)) return value;
  if (name === "[]") {
    if (!Array.isArray(value)) return value;
    const elements = value.map((element) => along(element, rest, change, wanted));
    return elements.every((element, index) => element === value[index]) ? value : elements;
  }
  const holder = value as Json;
  const inner = along(holder[name], rest, change, wanted);
  return inner === holder[name] ? value : { ...holder, [name]: inner };
}

/** Records whose unknown parts no longer hide a path: it reads as what is left of them, which is nothing. */
function withRecordKnown(document: ReeveDocument, path: string): ReeveDocument {
  const { events } = document;
  if (!Array.isArray(events)) return document;
  let changed = false;
  const read = (events as unknown as readonly Json[]).map((event) => {
    const hidden = event.unknownPaths;
    if (!Array.isArray(hidden) || hidden.length === 0) return event;
    const left = (hidden as { path: string }[]).filter(
      (part) => !(part.path === "" || part.path === path || path.startsWith(`${part.path}.`) || part.path.startsWith(`${path}.`)),
    );
    if (left.length === hidden.length) return event;
    changed = true;
    return { ...event, unknownPaths: left };
  });
  return changed ? ({ ...document, events: read } as unknown as ReeveDocument) : document;
}
