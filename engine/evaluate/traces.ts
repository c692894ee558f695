import { type CallEffect, type CallRow, isUnknownMark, nameKey, type Postcondition, sameName } from "../../document/index.ts";
import type { document, ResourceKind } from "../../schemas/index.ts";
import type { Resource } from "../language/index.ts";
import { traceOfContent, tracesOfTags } from "./content-traces.ts";
import type { RecordParts } from "./record-parts.ts";
import { ALL, keyOf, listKey, PRESENCE } from "./touch-keys.ts";
import { isNamed, namedValue, type Trace } from "./trace-values.ts";

/** A call, and the resource or list that it touched. */
interface Touched {
  event: document.Event;
  row: CallRow | null;
  parts: RecordParts;
  kind: ResourceKind;
  existence: CallEffect["existence"];
  key: string;
}

/** The traces of a call in a field of what a key names, in whether that is there, or in the list of a kind; null where it leaves none that is exactly known. */
export function tracesOf(touched: Touched, field: string): Trace[] | null {
  const { event, row, kind, existence, key } = touched;
  if (row === null || event.outcome !== "success") return null;
  if (key === listKey(kind) || field === PRESENCE) return listOfOne(traceOfPresence(touched));
  if (key === keyOf(kind, ALL) && kind !== "account") return null;
  // A resource that is there after its deletion was made anew, or read before it.
  if (existence === "deleted") return [{ part: "", isShownBy: () => false }];
  const left = leftIn(row, `${kind}.${existence === "created" ? "id" : field}`);
  if (left === null) return null;
  if (left.value.startsWith("change.") || left.content !== undefined) return listOfOne(traceOfContent(left, touched));
  return left.field.endsWith(".tags") ? tracesOfTags(left, touched.parts) : listOfOne(traceOfField(left, touched.parts));
}

const listOfOne = (trace: Trace | null): Trace[] | null => trace && [trace];

const leftIn = (row: CallRow, field: string): Postcondition | null => row.leaves.find((left) => left.field === field) ?? null;

/** Of a resource that is made: that the list holds the very one. Of one that is deleted: that the list lacks it. Of one in use: that it is there. */
function traceOfPresence({ row, parts, kind, existence, key }: Touched): Trace | null {
  const which = row?.mayChange.find((effect) => effect.kind === kind && effect.existence === existence)?.which;
  const text = which?.by === "parameter" ? parts.requested(which.parameter) : which?.by === "response" ? parts.answered(which.path) : null;
  if (!row || typeof text !== "string") return null;
  const part = nameKey(text);
  if (existence === "deleted") return { part, isShownBy: (list) => lacks(list, text) };
  const left = leftIn(row, existence === "created" ? `${kind}.id` : `${kind}.attachedTo`);
  if (left === null) return null;
  if (existence === "created") {
    const made = traceOfField(left, parts);
    return made && { part, isShownBy: (list) => Array.isArray(list) && list.some((item) => made.isShownBy(item)) };
  }
  // What is attached is in use; what was detached here may be in use elsewhere.
  if (key !== listKey(kind)) return { part, isShownBy: () => left.state === "holds" };
  return { part, isShownBy: (list) => (left.state === "holds" ? holds(list, text) : lacks(list, text)) };
}

function traceOfField({ state, field, value, member, equal }: Postcondition, parts: RecordParts): Trace | null {
  const [, name = ""] = field.split(".");
  const expected = namedValue(value, parts);
  if (expected === undefined) return null;
  const valueIn = (holder: unknown): unknown => (holder as Resource)[name];
  if (state === "is") {
    const left = equal === undefined ? expected : expected === equal;
    return { part: "", isShownBy: (holder) => isSame(valueIn(holder), left) };
  }
  if (typeof expected !== "string") return null;
  const has = state === "holds" ? holds : lacks;
  return { part: `${member ?? ""} ${nameKey(expected)}`, isShownBy: (holder) => has(valueIn(holder), expected, member) };
}

const isSame = (one: unknown, other: unknown): boolean =>
  typeof one === "string" && typeof other === "string" ? sameName(one, other) : one === other && one !== undefined;

const holds = (list: unknown, text: string, kind?: string): boolean => Array.isArray(list) && list.some((member) => isNamed(member, text, kind));

/** Of a list that may hold more it is not known. */
const lacks = (list: unknown, text: string, kind?: string): boolean =>
  Array.isArray(list) && !list.some((member) => isUnknownMark(member) || isNamed(member, text, kind));
