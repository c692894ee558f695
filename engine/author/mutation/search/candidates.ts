import { NAMING_FIELDS, type ValueType } from "../../../../schemas/index.ts";
import { otherCase, withinBounds } from "../../../language/index.ts";
import { ofForm } from "../../testing/fill.ts";
import { isRecord } from "../../testing/problem.ts";
import type { Hints } from "./hints.ts";
import type { GivenSpot } from "./spots.ts";

const UNKNOWN = { $unknown: "AccessDenied" };
const OMITTED = { reason: "requestParameters too large", originalSize: 131072, omitted: true };
const HINTS_MOST = 60;

/** Calls that few rules are about: another source, another name. */
const OTHERS: Record<string, string[]> = { "events[].eventSource": ["ec2.amazonaws.com"], "events[].eventName": ["ListTagsForResource"] };

/** Other values for a spot, likelier ones first: unknown and absent, what the rule turns on, what other cases hold at such spots. */
export function candidatesFor(spot: GivenSpot, hints: Hints, pool: readonly unknown[]): unknown[] {
  const own = JSON.stringify(spot.value);
  const made =
    spot.type === null
      ? [...(OTHERS[spot.key] ?? []), ...verbatimValues(spot.value, hints)]
      : typedValues(spot.value, isName(spot) ? { ...spot.type, unknown: false } : spot.type, hints);
  const seen = new Set([own]);
  return [...made, ...pool, ...longer(spot, pool)].filter((value) => {
    const text = JSON.stringify(value) ?? "undefined";
    return seen.has(text) || !(spot.type === null || withinBounds(spot.type, value)) ? false : seen.add(text);
  });
}

/** What names a resource is known of everything but what a plan makes: a case of it would say little. */
const isName = ({ key }: GivenSpot): boolean => NAMING_FIELDS.some((field) => key === `${key.slice(0, key.indexOf("[]"))}[].${field}`);

function typedValues(value: unknown, type: ValueType, hints: Hints): unknown[] {
  const marks = [...(type.unknown ? [UNKNOWN] : []), ...(type.nullable ? [null] : [])];
  switch (type.type) {
    case "boolean":
      return [...(typeof value === "boolean" ? [!value] : [true, false]), ...marks];
    case "integer":
      return [...marks, ...hints.numbers.filter(Number.isInteger)];
    case "timestamp":
      return [...marks, ...hints.durations.map((duration) => `${duration} ago`), ...hints.durations.flatMap(besidesMinutes), "in 2d", "1m ago"];
    case "string":
      return [...marks, ...(type.enum ?? ofForm(texts(value, hints), type))];
    case "list":
      return [...marks, ...listValues(value, type, hints)];
    default:
      return marks;
  }
}

function listValues(value: unknown, type: ValueType & { type: "list" }, hints: Hints): unknown[] {
  const list = Array.isArray(value) ? value : [];
  const known = list.filter((element) => !(isRecord(element) && Object.hasOwn(element, "$unknown")));
  const shorter = known.length > 1 ? known.map((_, at) => known.toSpliced(at, 1)) : [];
  const { element } = type;
  const elements = element.type === "string" ? (element.enum ?? ofForm(["other", ...hints.texts], element)).slice(0, HINTS_MOST) : [];
  const open = type.open ? [[...known, UNKNOWN], [UNKNOWN]] : [];
  return [[], known, ...open, ...shorter, ...elements.map((one) => [one]), ...elements.map((one) => [...known, one])];
}

/** A list with a member more, from lists of other cases. */
function longer({ value }: GivenSpot, pool: readonly unknown[]): unknown[] {
  if (!Array.isArray(value)) return [];
  const members = pool.flatMap((other) => (Array.isArray(other) ? other : [])).filter((one) => !(isRecord(one) && Object.hasOwn(one, "$unknown")));
  return members.slice(0, HINTS_MOST).map((one) => [one, ...value]);
}

const texts = (value: unknown, { texts: hinted }: Hints): string[] => [
  ...(typeof value === "string" ? [otherCase(value)] : []),
  ...hinted.slice(0, HINTS_MOST),
];

/** A minute before and after: `90d` is `129599m ago` and `129601m ago`. */
function besidesMinutes(duration: string): string[] {
  const minutes = Number.parseInt(duration, 10) * ({ m: 1, h: 60, d: 1440 }[duration.slice(-1)] ?? 1);
  return [`${minutes + 1}m ago`, ...(minutes > 0 ? [`${minutes - 1}m ago`] : [])];
}

/** Any JSON, and undefined for leaving it out. */
function verbatimValues(value: unknown, hints: Hints): unknown[] {
  if (typeof value === "boolean") return [!value, null, undefined, "x"];
  if (typeof value === "number") return [...hints.numbers, null, undefined];
  if (typeof value === "string")
    return [...texts(value, hints), null, undefined, ...(/^(true|false)$/.test(value) ? [value === "true" ? "false" : "true"] : [])];
  if (Array.isArray(value)) return [[], ...value.map((_, at) => value.toSpliced(at, 1)), ...value.map((one) => [...value, one]), null, undefined, "x"];
  if (isRecord(value)) return [OMITTED, null, undefined, {}, "x"];
  return [1, OMITTED, {}, true, false, "x", [], ...hints.texts.slice(0, HINTS_MOST), ...hints.numbers];
}
