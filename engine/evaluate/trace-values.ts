import { sameName } from "../../document/index.ts";
import type { Resource } from "../language/index.ts";
import type { RecordParts } from "./record-parts.ts";

/**
 * What a call leaves behind in a value. A value that shows it was read after the call, or is such that the call makes no difference to it: after the call
 * it is the same in either order.
 */
export interface Trace {
  /** What of the value the call is about. Of several calls about one part the last counts. */
  part: string;
  /** @param holder the resource, or the list of a kind where that is what changed. */
  isShownBy: (holder: unknown) => boolean;
}

/** The value that a row names; undefined where the record does not give it. */
export function namedValue(value: string, parts: RecordParts): string | boolean | null | undefined {
  if (value === "true" || value === "false") return value === "true";
  if (value === "null") return null;
  const found = value.startsWith("response.") ? parts.answered(value.slice("response.".length)) : parts.requested(value);
  return found ?? undefined;
}

/** Whether a member of a list is the one that a call names by name, ARN or id. */
export function isNamed(member: unknown, text: string, kind?: string): boolean {
  if (typeof member === "string") return sameName(member, text) || (member.startsWith("arn:") && sameName(member.slice(member.lastIndexOf("/") + 1), text));
  if (typeof member !== "object" || member === null) return false;
  const { name, arn, id, kind: own } = member as Resource;
  return (kind === undefined || own === kind) && [name, arn, id].some((each) => typeof each === "string" && sameName(each, text));
}
