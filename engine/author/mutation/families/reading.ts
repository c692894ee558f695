import { NAMING_FIELDS } from "../../../../schemas/index.ts";
import type { CheckedRule } from "../../../language/index.ts";
import type { Misreading } from "../misread.ts";
import { type Location, locationsRead } from "../paths-read.ts";
import type { RuleChange } from "./family.ts";

/**
 * Mistakes in reading the document: a field that could not be read taken as absent, an open list as closed. They show whether the cases hold an unknown
 * that matters, for each value that the rule reads and that can be unknown.
 */
export function readingChanges(rule: CheckedRule): RuleChange[] {
  const { typed, records } = locationsRead(rule);
  const ofFields = typed.flatMap((location) => {
    const { from, names, type } = location;
    if (isDerived(location)) return [];
    const name = nameOf(location);
    const place = { from, names };
    const isList = type.type === "list";
    const unread = type.unknown && !isName(location) ? [changeOf("unknown", name, isList ? "(empty)" : "(absent)", { kind: "absent", place, isList })] : [];
    const open = type.type === "list" && type.open ? [changeOf("open list", name, "(closed)", { kind: "closed", place })] : [];
    return [...unread, ...open];
  });
  const derived = [...new Set(typed.filter((location) => isDerived(location) && location.type.unknown).map(({ names }) => names[0] ?? ""))];
  const cut = [...new Set(records.map((path) => path.split(".")[0] ?? ""))].filter((part) => CAN_BE_CUT.has(part));
  return [
    ...ofFields,
    ...derived.map((field) => changeOf("unknown", field, "(absent)", { kind: "derived-absent", field })),
    ...cut.map((part) => changeOf("unknown", `event.${part}`, "(absent)", { kind: "record-known", part })),
  ];
}

/** What names a resource is unknown only of what a plan makes, and is proved with the plans. */
const isName = ({ names }: Location): boolean => (names.length === 1 || names[0] === "attachedTo") && NAMING_FIELDS.some((field) => field === names.at(-1));

/** What is derived from a record becomes unknown as a whole: its fields come from the one part that was cut off. */
const isDerived = ({ from, names }: Location): boolean => "kind" in from && from.kind === "event" && names.length > 0;

/** Parts of a record that CloudTrail may cut off or an export may garble; a record without source, name or time is none. Source: "CloudTrail record contents". */
const CAN_BE_CUT: ReadonlySet<string> = new Set(["userIdentity", "requestParameters", "responseElements", "additionalEventData"]);

const changeOf = (family: "unknown" | "open list", name: string, after: string, reading: Misreading): RuleChange => ({
  family,
  part: "document",
  at: null,
  before: `${name} ${family === "unknown" ? "unknown" : "open"}`,
  after,
  change: { kind: "reading", reading },
});

const nameOf = ({ from, names }: Location): string => ["kind" in from ? from.kind : from.list, ...names].join(".").replaceAll(".[]", "[]");
