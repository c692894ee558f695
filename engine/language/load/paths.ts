import { type ResourceKind, TABLE, type ValueType } from "../../../schemas/index.ts";
import type { PathOperand, PathRoot, PathStep } from "../condition/ast.ts";
import type { Range } from "../diagnostic.ts";
import { elementsAdvice, lookupAdvice, ownTest, ownWords, shownTest, testOf, topList } from "./meant-test.ts";
import { correction, didYouMean, fieldCalled, nearest } from "./nearest.ts";
import { paramType } from "./param-type.ts";
import { keepPath, knownPath } from "./path-memo.ts";
import { plainStep } from "./plain-step.ts";
import { RECORD_TYPE } from "./record.ts";
import { recordStep } from "./record-step.ts";
import { type CheckScope, isRoot, LISTS, type ParamOperand } from "./scope.ts";
import { type SourceNode, span } from "./source.ts";
import { indexedField, isListOfPairs, movedValue, pairCorrection, pairFieldOf, pairTest } from "./tags.ts";
import { DYNAMIC, fieldOf, fieldsOf, typeName, withoutKind } from "./types.ts";
import { unknownRoot } from "./unknown-root.ts";

/** What a path names: a value, a parameter, or a condition of `let`. */
export type Resolved = PathOperand | ParamOperand | { kind: "condition"; name: string };

/** Resolves a path against the type table; reports what it cannot, with the nearest names. `value`: what stands right of it, for corrections of both. */
export function resolvePath(text: string, at: Range, scope: CheckScope, value?: SourceNode): Resolved | null {
  const known = resolvedBefore(text, scope);
  if (known) return known;
  const resolved = exactly(text, value === undefined ? { at } : { at, value }, scope);
  if (resolved?.kind === "path" && isShared(text, scope))
    keepPath(scope.kind, scope.elements.at(-1), { path: resolved, nullableUpTo: scope.nullableUpTo.get(resolved) ?? -1 });
  return resolved ?? (scope.lenient ? absent(text) : null);
}

/** The path of a text that some rule has used in the same place before. */
export function resolvedBefore(text: string, scope: CheckScope): PathOperand | null {
  const known = isShared(text, scope) ? knownPath(scope.kind, scope.elements.at(-1), text) : undefined;
  if (!known) return null;
  scope.nullableUpTo.set(known.path, known.nullableUpTo);
  return known.path;
}

/** Whether a path means the same in every rule of the kind: it begins at no name that the rule itself gives. */
function isShared(text: string, { lets }: CheckScope): boolean {
  const dot = text.indexOf(".");
  return dot > 0 && !lets.has(text.slice(0, dot)) && !text.startsWith("params.");
}

/** Stands for a path that is not there: null for every resource. No field is named so. */
const absent = (text: string): PathOperand => ({ kind: "path", root: { kind: "resource" }, steps: [{ kind: "dynamic", name: "" }], type: DYNAMIC, text });

/** What nearly every path is: seen at once to have no empty name and no blank at an end of one. */
const PLAIN_PATH = /^\w+(?:\.\w+)*$/;

function exactly(text: string, spot: PathSpot, scope: CheckScope): Resolved | null {
  const { at } = spot;
  const element = scope.elements.at(-1);
  if (text === "" && element) return walk({ kind: "item", depth: 0 }, element, [], "item", spot, scope);
  const segments = text.split(".");
  const first = segments[0] ?? "";
  const rest = segments.slice(1);
  if (!PLAIN_PATH.test(text) && segments.some((segment) => segment.trim() !== segment || segment === "")) {
    return scope.report.error("RV030", at, `\`${text}\` is not a path: names with single dots between them.`);
  }
  if (element) {
    if (first === "item") return walk({ kind: "item", depth: 0 }, element, rest, text, spot, scope);
    const fields = fieldsOf(element);
    const isField = fields !== null && fieldOf(fields, first) !== undefined;
    if (isField && isRoot(scope, first)) {
      const message = `\`${first}\` is a field of the element and a root of the rule. Write \`item.${text}\` for the element's.`;
      return scope.report.error("RV031", at, message, `item.${text}`);
    }
    if (isField || (element.type === "dynamic" && !isRoot(scope, first))) return walk({ kind: "item", depth: 0 }, element, segments, text, spot, scope);
  }
  if (first === "params" && !scope.lets.has("params")) return param(rest, at, scope);
  const bound = scope.lets.get(first);
  if (bound === null) return null;
  if (bound) {
    if (bound.binding.kind !== "condition") return walk({ kind: "let", name: first }, bound.type, rest, text, spot, scope);
    if (rest.length === 0) return { kind: "condition", name: first };
    return scope.report.error("RV034", at, `\`${first}\` is a condition: it has no fields.`, first);
  }
  const indexed = indexedList(first, scope);
  if (indexed) return belowList({ ...indexed, names: [indexed.index, ...rest] }, spot, scope);
  const root = rootOf(first, scope.kind);
  return root ? walk(root.root, root.type, rest, text, spot, scope) : unknownRoot(first, text, at, scope);
}

/** `users[0]`, or `groups[*]` in an element: the list that a path begins with, and the index behind it; null for every other name. */
function indexedList(name: string, scope: CheckScope): { path: string; type: ListType; index: string } | null {
  const [, path = "", index] = INDEXED.exec(name) ?? [];
  if (index === undefined) return null;
  const element = scope.elements.at(-1);
  const field = element && fieldOf(fieldsOf(element) ?? {}, path)?.value;
  const type = field ?? scope.lets.get(path)?.type ?? rootOf(path, scope.kind)?.type;
  // A name that is also a root is the element's only behind `item.`.
  return type?.type === "list" ? { path: field && isRoot(scope, path) ? `item.${path}` : path, type, index } : null;
}

type ListType = ValueType & { type: "list" };

/** A name with an index behind it, as other languages write an element of a list. */
const INDEXED = /^(\w+)\[(\d{1,4}|\*)\]$/;

function rootOf(name: string, kind: ResourceKind): { root: PathRoot; type: ValueType } | null {
  if (kind === "event") {
    const { fields } = TABLE.kinds.event;
    if (name === "event") return { root: { kind: "event" }, type: RECORD_TYPE };
    if (name === "actor" || name === "target" || name === "change" || name === "outcome") return { root: { kind: name }, type: fields[name]?.value ?? DYNAMIC };
  }
  if (name === kind) return { root: { kind: "resource" }, type: { type: "resource", kind, nullable: false, unknown: false } };
  if (name === "account" || name === "root") return { root: { kind: name }, type: { type: "resource", kind: name, nullable: false, unknown: true } };
  if (!LISTS.includes(name)) return null;
  const element: ValueType = { type: "resource", kind: TABLE.lists[name] ?? kind, nullable: false, unknown: false };
  return { root: { kind: "list", list: name }, type: { type: "list", element, open: true, nullable: false, unknown: true } };
}

function param(rest: string[], at: Range, scope: CheckScope): ParamOperand | null {
  const [name, ...more] = rest;
  if (name === undefined) return scope.report.error("RV030", at, "Name one parameter: params.<name>.");
  const spec = scope.params.get(name);
  if (spec === null) return null;
  if (spec === undefined) {
    const names = nearest(name, scope.params.keys());
    const suggestion = correction(name, scope.params.keys(), (found) => ["params", found, ...more].join("."));
    return scope.report.error("RV030", at, `The rule declares no parameter \`${name}\`.${didYouMean(names, [...scope.params.keys()])}`, suggestion);
  }
  if (more.length > 0) return scope.report.error("RV032", at, `\`params.${name}\` has no fields.`, `params.${name}`);
  return { kind: "param", name, type: paramType(spec) };
}

function walk(root: PathRoot, rootType: ValueType, names: string[], text: string, spot: PathSpot, scope: CheckScope): PathOperand | null {
  const steps: PathStep[] = [];
  let type = rootType;
  let { nullable, unknown } = rootType;
  let nullableUpTo = rootType.nullable ? 0 : -1;
  const written: Written = { text, names, spot };
  for (const name of names) {
    const resolvedStep = step(root, type, name, steps, written, scope);
    if (!resolvedStep) return null;
    steps.push(resolvedStep.step);
    type = resolvedStep.type;
    nullable ||= type.nullable;
    unknown ||= type.unknown;
    if (type.nullable) nullableUpTo = steps.length;
  }
  const path: PathOperand = {
    kind: "path",
    root,
    steps,
    type: type.nullable === nullable && type.unknown === unknown ? type : { ...type, nullable, unknown },
    text,
  };
  scope.nullableUpTo.set(path, nullableUpTo);
  return path;
}

interface PathSpot {
  at: Range;
  value?: SourceNode;
}

interface Written {
  text: string;
  names: string[];
  spot: PathSpot;
}

function step(
  root: PathRoot,
  type: ValueType,
  name: string,
  before: PathStep[],
  written: Written,
  scope: CheckScope,
): { step: PathStep; type: ValueType } | null {
  const { text, names, spot } = written;
  const { at } = spot;
  if (type.type === "dynamic") {
    const known = plainStep(type, name, before.length === names.length - 1);
    if (known) return { step: { kind: "dynamic", name }, type: known };
    const withName = (found: string): string => replaced(text, names, before.length, found);
    const taken = recordStep(type, { name, at, before: without(text, names.length - before.length), after: names.slice(before.length + 1), withName }, scope);
    return taken && { step: { kind: "dynamic", name }, type: taken };
  }
  const fields = fieldsOf(type);
  const remaining = names.length - before.length;
  if (!fields) {
    const soFar = without(text, remaining);
    const rest = names.slice(before.length);
    if (type.type !== "list") return scope.report.error("RV032", at, `\`${soFar || text}\` is ${typeName(type)} and has no field \`${name}\`.`);
    return belowList({ path: soFar || text, type, names: rest, top: before.length === 0 ? topList(root, scope) : undefined }, spot, scope);
  }
  const field = fieldOf(fields, name);
  if (!field) {
    const [, pairs = "", key] = remaining === 1 ? (IN_BRACKETS.exec(name) ?? []) : [];
    const held = key === undefined ? undefined : fieldOf(fields, pairs);
    const [, indexedList = "", index] = INDEXED.exec(name) ?? [];
    const list = index === undefined ? undefined : fieldOf(fields, indexedList)?.value;
    if (index !== undefined && list?.type === "list") {
      const path = replaced(without(text, remaining - 1), names.slice(0, before.length + 1), before.length, indexedList);
      return belowList({ path, type: list, names: [index, ...names.slice(before.length + 1)] }, spot, scope);
    }
    if (key !== undefined && held && isListOfPairs(held.value)) return pairField(replaced(text, names, before.length, pairs), key, spot, scope);
    const wanted = withoutKind(name, type);
    const called = fieldCalled(wanted, Object.keys(fields));
    const close = called === null ? nearest(wanted, Object.keys(fields)) : [called];
    const soFar = without(text, remaining);
    const message = `${soFar === "" ? "The element" : `\`${soFar}\``} has no field \`${name}\`.${didYouMean(close, Object.keys(fields))}`;
    return scope.report.error(
      "RV030",
      at,
      message,
      called === null
        ? correction(wanted, Object.keys(fields), (found) => replaced(text, names, before.length, found))
        : replaced(text, names, before.length, called),
    );
  }
  const { via, value } = field;
  if (via) return { step: { kind: "reference", name, via: via.field, target: via.kind, by: via.by, many: value.type === "list" }, type: value };
  if (root.kind === "change" && before.length === 0 && name === "before") return { step: { kind: "before" }, type: value };
  return { step: { kind: "field", name }, type: value };
}

/** `tags[owner]` or `tags['owner']`, as other languages look for a key. */
const IN_BRACKETS = /^(\w+)\[["']?([^\]"']+)["']?\]$/;

/** Names behind a list, which only its elements can have. */
interface BelowList {
  path: string;
  type: ValueType;
  names: readonly string[];
  /** The name of the document's list that it is. */
  top?: string | undefined;
}

function belowList({ path, type, names: written, top }: BelowList, { at, value }: PathSpot, scope: CheckScope): null {
  const [name = ""] = written;
  const field = isListOfPairs(type) ? pairFieldOf(written) : null;
  const names = field === null ? written : [field];
  const isIndexed = indexedField(names.join(".")) !== null;
  const own = top === undefined ? null : ownTest(top, names, scope);
  if (!own && !isIndexed && isListOfPairs(type) && field === null) return pairField(path, names.join("."), { at, ...(value && { value }) }, scope);
  if (names.length === 1 && COUNTS.includes(name) && !own) {
    const right = value?.kind === "scalar" || value?.kind === "map" ? value.text : "…";
    const test = `${path}: { count: ${right} }`;
    const message = `\`${path}\` is ${typeName(type)}, and the number of its elements is a test: \`${test}\`.`;
    const isWhole = right !== "…" && right !== "" && !right.includes("\n") && (value?.kind !== "map" || right.startsWith("{"));
    return scope.report.error("RV032", isWhole && value ? span(at, value.at) : at, message, isWhole ? test : undefined);
  }
  // An index of a list says where an element stands, not which it is: the order of the document's lists means nothing.
  const fault = isIndexed
    ? `A path has no \`${name}\`: an index of a list says where an element stands, not which it is.`
    : `\`${path}\` is ${typeName(type)} and has no field \`${name}\`.`;
  const hint = own ? ownWords(path, own, scope) : elementsAdvice(path, type, names, scope, value === undefined) + lookupAdvice(top, scope);
  const meant = own ?? ((isIndexed && names.length === 1) || (!isIndexed && top !== undefined) ? null : testOf(path, type, names, scope));
  const moved = meant && movedValue(at, value);
  return scope.report.error("RV032", moved?.at ?? at, `${fault}${hint}`, meant && moved ? shownTest(meant, moved.text) : undefined);
}

/** What other languages call the number of a list's elements. */
const COUNTS: readonly string[] = ["count", "length", "size", "len"];

function pairField(list: string, key: string, { at, value }: PathSpot, scope: CheckScope): null {
  const meant = pairCorrection(list, key, at, value);
  const write = meant?.isAbsence === true ? meant.text : `${list}: ${pairTest(key)}`;
  const message = `\`${list}\` is a list of keys with values and has no field \`${key}\`. Look for the key: \`${write}\`.`;
  return scope.report.error("RV032", meant?.at ?? at, message, meant?.text);
}

/** A path without its last names. */
const without = (text: string, count: number): string => text.split(".").slice(0, -count).join(".");

function replaced(text: string, names: string[], index: number, name: string): string {
  const segments = text.split(".");
  segments[segments.length - names.length + index] = name;
  return segments.join(".");
}
