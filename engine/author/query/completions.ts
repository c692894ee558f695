import { type ResourceKind, TABLE } from "../../../schemas/index.ts";
import { JSON_LOGIC, MATCHER_NAMES } from "../../language/index.ts";
import { pathsOf } from "./paths-of.ts";

/** What may stand at the end of a line, and the part of the line that it replaces. */
export interface Completion {
  candidates: string[];
  typed: string;
}

/** Completes the last word of a condition: the next name of a path, a matcher or element field after `{`, an operator in quotes. */
export function completionsAt(line: string, kind: ResourceKind): Completion {
  const typed = /[\w.]*$/.exec(line)?.[0] ?? "";
  const before = line.slice(0, line.length - typed.length);
  if (/["']$/.test(before)) return { typed, candidates: JSON_LOGIC.filter((operator) => operator.startsWith(typed)) };
  const list = listBefore(before, kind);
  if (!typed.includes(".") && /\{\s*$|,\s*$/.test(before) && /:\s*\{/.test(before)) {
    const fields = list ? [...Object.keys(list), "item"] : [];
    return { typed, candidates: [...(list ? [] : MATCHER_NAMES), ...fields].filter((name) => name.startsWith(typed)) };
  }
  return { typed, candidates: nextNames(typed, kind) };
}

/** Paths one name longer than what was typed: a long list would hide its own beginning. */
function nextNames(typed: string, kind: ResourceKind): string[] {
  const depth = typed.split(".").length;
  const kinds = Object.keys(TABLE.kinds).filter(
    (name): name is ResourceKind => name === kind || (name !== "event" && depth > 1 && typed.startsWith(`${name}.`)),
  );
  const paths = kinds.flatMap((name) => pathsOf(name).map(({ path }) => path));
  const roots = depth === 1 ? ["and", "or", "not", "account", "root", ...Object.keys(TABLE.kinds).filter((name) => name !== "event")] : [];
  const names = [...roots, ...paths.map((path) => path.split(".").slice(0, depth).join("."))];
  return [...new Set(names)].filter((name) => name.startsWith(typed)).sort();
}

/** Fields of the elements that the line has just entered: `user.accessKeys: { any: { `. */
function listBefore(before: string, kind: ResourceKind): object | null {
  const path = /([\w.]+):\s*\{\s*(?:any|every|none|count):\s*\{[^{}]*$/.exec(before)?.[1];
  const [root = "", name = "", ...rest] = path?.split(".") ?? [];
  const owner = Object.keys(TABLE.kinds).find((one): one is ResourceKind => one === root) ?? kind;
  const type = rest.length === 0 && Object.hasOwn(TABLE.kinds[owner].fields, name) ? TABLE.kinds[owner].fields[name]?.value : undefined;
  if (type?.type !== "list") return null;
  if (type.element.type === "resource") return TABLE.kinds[type.element.kind].fields;
  return type.element.type === "object" ? type.element.fields : null;
}
