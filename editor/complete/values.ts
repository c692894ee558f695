import { MATCHER_NAMES, type MatcherWords, matcherWords } from "../../engine/index.ts";
import { jsonText, type ValueType } from "../../schemas/index.ts";
import { examplesOf } from "../examples.ts";
import type { Meaning } from "../meaning.ts";
import { paramType } from "../names.ts";
import { type EditorScope, isScalar, resolve } from "../types.ts";
import type { Workspace } from "../workspace.ts";
import { type CompletionEntry, item, keyItem } from "./item.ts";

type Group = MatcherWords["group"];

/** The groups that a type has beside those of absence, the most specific first. */
const TYPED: readonly Group[] = ["age", "order", "equality", "pattern"];
const OF_ANY_JSON: readonly Group[] = ["equality", "pattern", "order", "age", "elements", "absence"];

const inGroups = (groups: readonly Group[], wanted: (matcher: MatcherWords) => boolean): MatcherWords[] =>
  groups.flatMap((group) =>
    MATCHER_NAMES.flatMap((name) => {
      const matcher = matcherWords(name);
      return matcher?.group === group && wanted(matcher) ? [matcher] : [];
    }),
  );

const accepts = (matcher: MatcherWords, type: ValueType["type"]): boolean => matcher.accepts.includes(type);

/** The matchers that a type has, the most specific first. */
function matchersOf(type: ValueType): MatcherWords[] {
  const absent = type.nullable ? inGroups(["absence"], () => true) : [];
  switch (type.type) {
    case "string":
      return [...inGroups(TYPED, (matcher) => accepts(matcher, "string") && !(type.enum && matcher.group === "pattern")), ...absent];
    case "boolean":
      return [...inGroups(TYPED, (matcher) => accepts(matcher, "boolean") && !takesList(matcher)), ...absent];
    case "integer":
    case "timestamp":
      return [...inGroups(TYPED, (matcher) => accepts(matcher, type.type)), ...absent];
    case "list":
      return [...inGroups(["elements"], () => true), ...inGroups(TYPED, (matcher) => isScalar(type.element) && accepts(matcher, "list")), ...absent];
    case "object":
    case "resource":
      return type.nullable ? absent.filter(({ name }) => name === "exists") : [];
    case "dynamic":
      return inGroups(OF_ANY_JSON, () => true);
  }
}

export const matcherNames = (type: ValueType): CompletionEntry[] => matchersOf(type).map(({ name, words }) => keyItem(name, 24, { text: words.editor }));

export const matcherItems = ({ type }: Extract<Meaning, { kind: "matchers" }>, siblings: readonly string[]): CompletionEntry[] =>
  matcherNames(type).filter(({ label }) => !siblings.includes(label));

const DURATIONS = ["30d", "45d", "90d", "365d", "12h", "30m"];

/** Values for the right side of a matcher: those that the type allows, those of the sample, and the parameters that fit. */
export function operandItems(
  { scope, path, type }: { scope: EditorScope; path: string; type: ValueType },
  matcher: string,
  workspace: Pick<Workspace, "sample">,
): CompletionEntry[] {
  const known = matcherWords(matcher);
  if (known?.group === "elements") return [];
  if (matcher === "exists") return [item("true", 12), item("false", 12)];
  const isAge = known?.group === "age";
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
    const fits = takesDuration(matcher) ? param.type === "duration" : takesListOf(matcher) ? isList : !isList && paramType(param).type === type.type;
    const write = matcher === "is" && type.type !== "dynamic" ? `{ is: { var: params.${name} } }` : `{ var: params.${name} }`;
    return fits ? [item(`params.${name}`, 6, { detail: param.type, text: param.description, write })] : [];
  });
}

const takesList = (matcher: MatcherWords | null): boolean => matcher?.operand === "list" || matcher?.operand === "pattern";
const takesListOf = (name: string): boolean => takesList(matcherWords(name));
const takesDuration = (name: string): boolean => matcherWords(name)?.group === "age";

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
  return /^[A-Za-z/][A-Za-z0-9_/.+=@-]*$/.test(value) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(value) ? value : jsonText(value);
}
