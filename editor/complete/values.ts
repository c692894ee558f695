import { MATCHER_TEXTS, type ValueType } from "../../schemas/index.ts";
import { examplesOf } from "../examples.ts";
import type { Meaning } from "../meaning.ts";
import { paramType } from "../names.ts";
import { type EditorScope, isScalar, resolve } from "../types.ts";
import type { Workspace } from "../workspace.ts";
import { type CompletionEntry, item, keyItem } from "./item.ts";

const EQUALITY = ["is", "isNot", "in", "notIn"];
const ORDER = ["lt", "lte", "gt", "gte"];
const AGE = ["olderThan", "newerThan"];
const ELEMENTS = ["any", "every", "none", "count"];
const PATTERNS = ["contains", "glob", "notGlob", "matches", "cidr"];

/** The matchers that a type has, the most telling first. */
function matchersOf(type: ValueType): string[] {
  const absent = type.nullable ? ["exists", "default"] : [];
  switch (type.type) {
    case "string":
      return [...EQUALITY, ...(type.enum ? [] : PATTERNS), ...absent];
    case "boolean":
      return ["is", "isNot", ...absent];
    case "integer":
      return [...ORDER, ...EQUALITY, ...absent];
    case "timestamp":
      return [...AGE, ...ORDER, ...EQUALITY, ...absent];
    case "list":
      return [...ELEMENTS, ...(isScalar(type.element) ? ["contains"] : []), ...absent];
    case "object":
    case "resource":
      return type.nullable ? ["exists"] : [];
    case "dynamic":
      return [...EQUALITY, ...PATTERNS, ...ORDER, ...AGE, ...ELEMENTS, "exists", "default"];
  }
}

export const matcherNames = (type: ValueType): CompletionEntry[] => matchersOf(type).map((name) => keyItem(name, 24, { text: MATCHER_TEXTS[name] ?? "" }));

export const matcherItems = ({ type }: Extract<Meaning, { kind: "matchers" }>, siblings: readonly string[]): CompletionEntry[] =>
  matcherNames(type).filter(({ label }) => !siblings.includes(label));

const DURATIONS = ["30d", "45d", "90d", "365d", "12h", "30m"];

/** Values for the right side of a matcher: those that the type allows, those of the sample, and the parameters that fit. */
export function operandItems(
  { scope, path, type }: { scope: EditorScope; path: string; type: ValueType },
  matcher: string,
  workspace: Pick<Workspace, "sample">,
): CompletionEntry[] {
  if (ELEMENTS.includes(matcher)) return [];
  if (matcher === "exists") return [item("true", 12), item("false", 12)];
  const isAge = AGE.includes(matcher);
  const params = paramItems(scope, matcher, type);
  if (isAge) return [...DURATIONS.map((text) => item(text, 12)), ...params];
  if (type.type === "boolean") return [item("true", 12), item("false", 12), ...params];
  if (type.type === "string" && type.enum) return [...type.enum.map((text) => item(text, 20)), ...params];
  if (type.type === "timestamp" && matcher === "is") return [item("{ olderThan: 90d }", 12), item("{ newerThan: 90d }", 12)];
  return [...exampleItems(scope, path, type, workspace), ...params];
}

function paramItems(scope: EditorScope, matcher: string, type: ValueType): CompletionEntry[] {
  return [...scope.names.params].flatMap(([name, param]) => {
    const isList = param.type === "array";
    const fits = AGE.includes(matcher) ? param.type === "duration" : takesList(matcher) ? isList : !isList && paramType(param).type === type.type;
    const write = matcher === "is" && type.type !== "dynamic" ? `{ is: { var: params.${name} } }` : `{ var: params.${name} }`;
    return fits ? [item(`params.${name}`, 6, { detail: param.type, text: param.description, write })] : [];
  });
}

const takesList = (matcher: string): boolean => ["in", "notIn", "glob", "notGlob", "matches", "cidr"].includes(matcher);

function exampleItems(scope: EditorScope, path: string, type: ValueType, { sample }: Pick<Workspace, "sample">): CompletionEntry[] {
  const origin = path === "item" ? null : resolve(path, scope)?.origin;
  const from = origin && type.type !== "list" ? sample() : null;
  const examples = from && origin ? examplesOf(from.document, origin.kind, origin.path) : null;
  return (examples?.values ?? []).flatMap(({ value, count }) =>
    value === undefined ? [] : [item(written(value), 12, { detail: `${count} on ${from?.name ?? "sample"}` })],
  );
}

/** A value as YAML has it: quoted where plain text would be read as something else. */
function written(value: string | number | boolean | null): string {
  if (typeof value !== "string") return String(value);
  return /^[A-Za-z/][A-Za-z0-9_/.+=@-]*$/.test(value) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(value) ? value : JSON.stringify(value);
}
