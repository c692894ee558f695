import { isUnknownMark } from "../../../../document/index.ts";
import { type ReeveDocument, TABLE } from "../../../../schemas/index.ts";
import type { CheckedRule } from "../../../language/index.ts";
import { type Location, locationsRead } from "../paths-read.ts";
import type { RuleChange } from "./family.ts";

type Json = Record<string, unknown>;

/**
 * Mistakes in reading the document: a field that could not be read taken as absent, an open list as closed. They show whether the cases hold an unknown
 * that matters, for each value that the rule reads and that can be unknown.
 */
export function readingChanges(rule: CheckedRule): RuleChange[] {
  const { typed, records } = locationsRead(rule);
  const ofFields = typed.flatMap((location) => {
    const { type } = location;
    if (isDerived(location)) return [];
    const name = nameOf(location);
    const absent = type.type === "list" ? [] : null;
    const unread = type.unknown
      ? [
          reading(
            "unknown",
            name,
            type.type === "list" ? "(empty)" : "(absent)",
            at(location, () => absent, isUnknownMark),
          ),
        ]
      : [];
    const open = type.type === "list" && type.open ? [reading("open list", name, "(closed)", at(location, closed, isOpen))] : [];
    return [...unread, ...open];
  });
  const derived = [...new Set(typed.filter((location) => isDerived(location) && location.type.unknown).map(({ names }) => names[0] ?? ""))];
  const cut = [...new Set(records.map((path) => path.split(".")[0] ?? ""))].filter((part) => CAN_BE_CUT.has(part));
  return [
    ...ofFields,
    ...derived.map((root) =>
      reading(
        "unknown",
        root,
        "(absent)",
        at({ from: { kind: "event" }, names: [root] }, allAbsent, () => true),
      ),
    ),
    ...cut.map((part) => reading("unknown", `event.${part}`, "(absent)", (document) => withRecordKnown(document, part))),
  ];
}

/** What is derived from a record becomes unknown as a whole: its fields come from the one part that was cut off. */
const isDerived = ({ from, names }: Location): boolean => "kind" in from && from.kind === "event" && names.length > 0;

function allAbsent(value: unknown): unknown {
  if (isUnknownMark(value)) return null;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, allAbsent(inner)] as const);
  return entries.some(([name, inner]) => inner !== (value as Json)[name]) ? Object.fromEntries(entries) : value;
}

/** Parts of a record that CloudTrail may cut off or an export may garble; a record without source, name or time is none. Source: "CloudTrail record contents". */
const CAN_BE_CUT: ReadonlySet<string> = new Set(["userIdentity", "requestParameters", "responseElements", "additionalEventData"]);

const reading = (family: "unknown" | "open list", name: string, after: string, read: (document: ReeveDocument) => ReeveDocument): RuleChange => ({
  family,
  part: "document",
  at: null,
  before: `${name} ${family === "unknown" ? "unknown" : "open"}`,
  after,
  change: { kind: "reading", read },
});

const nameOf = ({ from, names }: Location): string => ["kind" in from ? from.kind : from.list, ...names].join(".").replaceAll(".[]", "[]");

const isOpen = (value: unknown): boolean => Array.isArray(value) && isUnknownMark(value.at(-1));
const closed = (value: unknown): unknown => (Array.isArray(value) ? value.slice(0, -1) : value);

/** The document with every value of a location changed where `wanted` says so; the same object where there is none. */
function at(
  { from, names }: Pick<Location, "from" | "names">,
  change: (value: unknown) => unknown,
  wanted: (value: unknown) => boolean,
): (document: ReeveDocument) => ReeveDocument {
  const list = "kind" in from ? TABLE.kinds[from.kind].list : from.list;
  const start = "kind" in from ? (list === null ? [from.kind] : [list, "[]"]) : [from.list];
  return (document) => along(document, [...start, ...names], change, wanted) as ReeveDocument;
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
