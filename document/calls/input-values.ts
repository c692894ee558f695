import { INPUT_VALUES } from "./generated/input-values.ts";

let read: Map<string, readonly string[]> | null = null;

function all(): Map<string, readonly string[]> {
  if (read) return read;
  read = new Map();
  for (const line of INPUT_VALUES.split("\n")) {
    const end = line.indexOf(": ");
    if (end < 0) continue;
    const values = line.slice(end + 2).split("|");
    for (const place of line.slice(0, end).split(",")) read.set(place, values);
  }
  return read;
}

/**
 * The values that a member of a write call's request takes, as the API's model lists them; null where it lists none.
 *
 * @param path members as the API spells them, `[]` for each element.
 */
export const inputValues = (service: string, name: string, path: string): readonly string[] | null => all().get(`${service} ${name} ${path}`) ?? null;
