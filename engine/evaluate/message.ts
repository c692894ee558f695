import { isUnknownMark, openMark, type UnknownMark } from "../../document/index.ts";
import { timeText } from "../../schemas/index.ts";
import { type ExplainContext, readPath, type Template } from "../language/index.ts";

import { addressOf } from "./subject.ts";

const MAX_VALUES_SHOWN = 5;
const LONGEST_VALUE = 300;

/** Fills in a template: null prints `-`, unknown `(unknown)`, a list its first five and how many more. Control characters of a record cannot reach a terminal. */
export function renderMessage(walk: ExplainContext, template: Template): string {
  return template
    .map((part) => {
      if (typeof part === "string") return part;
      if (part.kind === "param") return renderValue(walk.scope.params[part.name] ?? null);
      const value = readPath(walk, part);
      if (isUnknownMark(value) && CALLER.includes(part.text)) return notShown("a caller");
      const always = EVERY_CALL_HAS.get(part.text);
      if (always !== undefined && (value === null || isUnknownMark(value))) return notShown(always);
      return renderValue(Array.isArray(value) && part.type.type === "dynamic" ? value.map(leafText) : value);
    })
    .join("");
}

/** What messages call a caller by; where CloudTrail left the caller out of the record, they say so. */
const CALLER: readonly string[] = ["actor.label", "actor.arn", "actor.name"];

/** What every call has: a record without it leaves it out. Source: CloudTrail User Guide, "CloudTrail record contents", where neither is optional. */
const EVERY_CALL_HAS: ReadonlyMap<string, string> = new Map([
  ["actor.ip", "an address"],
  ["event.sourceIPAddress", "an address"],
  ["event.awsRegion", "a Region"],
]);

const notShown = (what: string): string => `${what} that the record does not show`;

/** Objects of verbatim JSON print as nothing known, and never pass for the mark. */
const leafText = (value: unknown): unknown => (typeof value === "object" ? null : value);

export function renderValue(value: unknown): string {
  if (value === null || value === undefined) return "-";
  if (isUnknownMark(value)) return markText(value);
  if (Array.isArray(value)) return renderList(value);
  if (typeof value === "object") return "-";
  const text = timeText(String(value)).replace(CONTROL, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not pass; the last are bidirectional overrides.
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** What is known of a value that is not known in full: the address of what only the apply will name, the bounds of a number. */
function markText({ id, atLeast, atMost }: UnknownMark): string {
  if (atLeast !== undefined) return atMost === undefined ? `at least ${atLeast}` : `${atLeast} to ${atMost}`;
  return (id === undefined ? null : addressOf(id)) ?? "(unknown)";
}

function renderList(list: readonly unknown[]): string {
  const open = openMark(list) !== null;
  const known = open ? list.slice(0, -1) : list;
  const shown = known.slice(0, MAX_VALUES_SHOWN).map(renderValue).join(", ");
  const more = known.length - MAX_VALUES_SHOWN;
  if (known.length === 0) return open ? "(unknown)" : "-";
  if (more > 0) return `${shown} and ${open ? "at least " : ""}${more} more`;
  return open ? `at least ${shown}` : shown;
}
