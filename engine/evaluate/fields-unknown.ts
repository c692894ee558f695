import type { UnknownMark } from "../../document/index.ts";
import type { Resource } from "../language/index.ts";

/** Stands for all fields of a resource, and for which resources of its kind there are. */
export const WHOLE = "*";

/** The resource with some fields unknown; a dotted field is a member of an object. The mark, where all are. */
export function withMarks(resource: Resource, marks: ReadonlyMap<string, UnknownMark>): Resource | UnknownMark {
  const whole = marks.get(WHOLE);
  if (whole) return whole;
  const known: Resource = { ...resource };
  for (const [field, mark] of marks) {
    const [name = "", inner] = field.split(".");
    if (!Object.hasOwn(known, name)) continue;
    const value = known[name];
    if (inner === undefined) known[name] = mark;
    // Of an object that is unknown or absent, what a member was made is as unknown.
    else if (typeof value !== "object" || value === null || "$unknown" in value) known[name] = mark;
    else known[name] = { ...value, [inner]: mark };
  }
  return known;
}
