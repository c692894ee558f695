import { INPUT_SHAPES } from "./generated/input-shapes.ts";
import { type InputType, TYPE_OF_MARK } from "./operations.ts";

/** A member of a structure below a call's input, as the API spells it. */
export interface InputMember {
  name: string;
  type: InputType;
  required: boolean;
}

/** The members of a structure, or the type of a list's elements that are none. */
export type InputShape = { members: readonly InputMember[] } | { element: InputType };

let read: Map<string, InputShape> | null = null;

function all(): Map<string, InputShape> {
  if (read) return read;
  read = new Map();
  for (const line of INPUT_SHAPES.split("\n")) {
    const [, path = "", sign = "", rest = ""] = /^(\S+ \S+ [^\s:=]+)([:=]) ?(.*)$/.exec(line) ?? [];
    if (path !== "") read.set(path, sign === "=" ? { element: rest as InputType } : { members: rest.split(" ").map(memberOf) });
  }
  return read;
}

function memberOf(written: string): InputMember {
  const [, name = "", mark = "", required = ""] = /^(\w+)([^\w!]*)(!?)$/.exec(written) ?? [];
  return { name, type: TYPE_OF_MARK.get(mark) ?? "any", required: required !== "" };
}

/**
 * What stands at a path below the input of a write call.
 *
 * @param path members as the API spells them, `[]` for each element: `Tags[]`, `EventSelectors[].DataResources[]`.
 * @returns null where nothing is known of it.
 */
export const inputShape = (service: string, name: string, path: string): InputShape | null => all().get(`${service} ${name} ${path}`) ?? null;
