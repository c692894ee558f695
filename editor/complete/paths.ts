import { fieldText, typeText, type ValueType } from "../../schemas/index.ts";
import type { Meaning } from "../meaning.ts";
import { childrenOf, type EditorScope, isScalar, type NamedValue, type Root, resolve, rootsOf } from "../types.ts";
import { type CompletionEntry, item, keyItem } from "./item.ts";
import { matcherNames } from "./values.ts";

const JUNCTIONS: [string, string][] = [
  ["and", "All of these conditions hold."],
  ["or", "At least one of these conditions holds."],
  ["not", "This condition, a map of one key, does not hold."],
];

/** Keys of a condition: paths, names of let, and the junctions; on plain elements the matchers as well. */
export function conditionItems(prefix: string, { scope, isLet }: Extract<Meaning, { kind: "condition" }>, siblings: readonly string[]): CompletionEntry[] {
  const element = scope.elements.at(-1);
  const direct = element && (isScalar(element) || element.type === "dynamic") && !prefix.includes(".") ? matcherNames(element) : [];
  const junctions = prefix.includes(".") ? [] : JUNCTIONS.map(([name, text]) => keyItem(name, 14, { text }));
  const lets =
    isLet && !prefix.includes(".")
      ? [
          keyItem("lookup", 14, { text: "Another resource by kind and key: `lookup: [group, devs]`." }),
          keyItem("var", 14, { text: "A path that gets this name." }),
        ]
      : [];
  const paths = reachable(prefix, scope).map((found) => pathItem(found, true));
  return [...direct, ...lets, ...paths, ...junctions].filter(({ label }) => !siblings.includes(label));
}

/** Paths as values: of evidence, var and templates; parameters among them where `withParams`, and always in templates. */
export function pathItems(prefix: string, scope: EditorScope, isValue: boolean): CompletionEntry[] {
  const params = [...scope.names.params].map(([name, { type, description }]) => item(`params.${name}`, 6, { detail: type, text: description }));
  const paths = reachable(prefix, scope)
    .filter(({ named }) => isValue || named.type.type !== "object")
    .map((found) => pathItem(found, false));
  return prefix.includes(".") && !prefix.startsWith("params") ? paths : [...params, ...paths];
}

interface Found {
  path: string;
  named: NamedValue;
  description: string;
}

/** What can be written next: the fields of what has been typed before the last dot, or all roots, with the fields of the rule's own. */
function reachable(prefix: string, scope: EditorScope): Found[] {
  const dot = prefix.lastIndexOf(".");
  if (dot >= 0) {
    const before = prefix.slice(0, dot);
    const named = resolve(before, scope);
    return named ? fields(before, named) : [];
  }
  const roots = rootsOf(scope);
  const found = roots.map(({ name, ...root }): Found => ({ path: name, ...root }));
  const own =
    scope.elements.length === 0 ? roots.filter(({ name }) => name === scope.names.kind || (scope.names.kind === "event" && EVENT.includes(name))) : [];
  return [...own.flatMap(({ name, named }) => fields(name, named)), ...found];
}

const EVENT = ["event", "actor", "change", "target"];

const fields = (before: string, named: NamedValue): Found[] => childrenOf(named).map(({ name, ...child }: Root) => ({ path: `${before}.${name}`, ...child }));

function pathItem({ path, named, description }: Found, isKey: boolean): CompletionEntry {
  const { field, type } = named;
  const make = isKey && !goesOn(type) ? keyItem : item;
  return make(path, 5, { detail: typeText(type), text: field ? fieldText(field) : description });
}

/** An object or a resource is seldom tested itself: its fields are, behind a dot. */
const goesOn = ({ type }: ValueType): boolean => type === "object" || type === "resource";
