/**
 * Calls that replace a whole object: what a request leaves out is lost. They are rendered from the object's present value merged with the steps
 * of all failing rules on it, and not at all where that value is unknown.
 */
import { type ReplacedMember, requestStyle } from "../../document/index.ts";
import type { Member } from "./plan.ts";
import type { FindingReader, ReadPath } from "./reading.ts";

/** One member of such a call and the field of the document that holds its present value. */
export interface ReplacedField extends ReplacedMember {
  field: string;
}

export interface ReplacingCall {
  call: string;
  /** The page that says so, and names the defaults. */
  source: string;
  /** What one call replaces, for people and to tell two objects apart. */
  object: (members: readonly Member[]) => string;
  current: (members: readonly Member[], reading: FindingReader) => ReadPath;
  /** `fields`: member by member. `selectors`: merge-selectors.ts. */
  merge: { kind: "fields"; fields: readonly ReplacedField[] } | { kind: "selectors" };
}

/** The call, written as `iam:UpdateAccountPasswordPolicy`, as the table of API calls has it; null for one that replaces nothing. */
export function replacingCall(call: string): ReplacingCall | null {
  const style = requestStyle(call);
  if (style?.style !== "replaces") return null;
  const isPath = style.object.startsWith("account.");
  const object = (members: readonly Member[]): string =>
    style.object.replace(/\{(\w+)\}/g, (_, name: string) => (isPath ? text(members, name).toLowerCase() : text(members, name)));
  return {
    call,
    source: style.source,
    object,
    current: (members, reading) => (isPath ? memberOf(reading.account(), object(members).split(".").slice(1)) : reading.trail(text(members, "TrailName"))),
    merge:
      style.fields.length === 0
        ? { kind: "selectors" }
        : { kind: "fields", fields: style.fields.map((field) => ({ ...field, field: field.member.charAt(0).toLowerCase() + field.member.slice(1) })) },
  };
}

/**
 * Members of a call that are left out when their value is absent: their default says the same ("some parameters do not allow the default parameter to be
 * explicitly set").
 */
export function optionalMembers(call: string): ReadonlySet<string> {
  const style = requestStyle(call);
  const fields = style?.style === "replaces" ? style.fields : [];
  return new Set(fields.filter((field) => field.default === null || field.member === "HardExpiry").map((field) => field.member));
}

function text(members: readonly Member[], name: string): string {
  const argument = members.find((member) => member.name === name)?.argument;
  return argument?.kind === "value" ? String(argument.value) : "";
}

/** A field of a resource or of an object within it. */
function memberOf(found: ReadPath, names: readonly string[]): ReadPath {
  let current = found;
  for (const name of names) {
    if (current.kind !== "value") return current;
    const { value } = current;
    if (typeof value !== "object" || value === null || Array.isArray(value)) return { kind: "value", value: null };
    const next: unknown = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : null;
    current =
      typeof next === "object" && next !== null && "$unknown" in next
        ? { kind: "unknown", gap: String(next.$unknown) }
        : { kind: "value", value: next ?? null };
  }
  return current;
}
