import { isRecord } from "../../testing/problem.ts";
import type { Base } from "./base.ts";
import { changed, type SpotGiven } from "./spots.ts";

const ATTEMPTS = 400;
const MAX_DEPTH = 8;

/** Takes out all that is not needed, largest parts first, as long as `still` holds. */
export function shrunk(base: Base, still: (base: Base) => boolean): Base {
  let attempts = ATTEMPTS;
  let kept = base;
  const tried = (next: Base): boolean => {
    attempts -= 1;
    if (!still(next)) return false;
    kept = next;
    return true;
  };
  for (const name of Object.keys(base.params)) tried({ ...kept, params: changed(kept.params, [name], undefined) as SpotGiven });
  for (let depth = 1; depth <= MAX_DEPTH; depth += 1) {
    for (const path of pathsAt(kept.given, depth).reverse()) {
      if (attempts <= 0) return kept;
      if (!isKept(path)) tried({ ...kept, given: changed(kept.given, path, undefined) as SpotGiven });
    }
  }
  return kept;
}

const OF_RECORDS = new Set(["eventID", "eventTime", "eventName", "eventSource", "recipientAccountId", "awsRegion"]);
const OF_RESOURCES = new Set(["name", "id", "user"]);

/** What names a resource, what is written within its fields, and what makes a record one that people recognise stays: a case is to look like the world. */
const isKept = (path: readonly (string | number)[]): boolean => {
  const [list, , name = ""] = path;
  if (list === "events") return path.length === 1 || OF_RECORDS.has(String(name));
  if (path.length > 3) return typeof path.at(-1) === "string";
  return path.length === 3 && OF_RESOURCES.has(String(name));
};

function pathsAt(value: unknown, depth: number, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (depth === 0) return [path];
  if (Array.isArray(value)) return value.flatMap((inner, at) => pathsAt(inner, depth - 1, [...path, at]));
  if (!isRecord(value) || Object.hasOwn(value, "$unknown")) return [];
  return Object.entries(value).flatMap(([name, inner]) => pathsAt(inner, depth - 1, [...path, name]));
}
