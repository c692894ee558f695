import { type ResourceKind, TABLE, type ValueType } from "../../../schemas/index.ts";
import type { PathRoot } from "../condition/ast.ts";
import { LOOKUPS } from "./lookups.ts";
import { nearest } from "./nearest.ts";
import { plainStep } from "./plain-step.ts";
import { declaredType } from "./record.ts";
import { type CheckScope, isRoot } from "./scope.ts";
import { isListOfPairs, pairTest } from "./tags.ts";
import { elementType, fieldOf, fieldsOf, withoutKind } from "./types.ts";

/** A test of a path as it has to be written: with `any` at each list that it goes through. */
export interface MeantTest {
  path: string;
  /** What stands right of the path, for a value of the path's end. */
  right: (value: string) => string;
}

/** An index of a list or a wildcard, by itself. */
const INDEX = /^(?:\d{1,4}|\*)$/;

/** The test of these names below something, each of which is there; null where one is not. `before`: the path of that something; empty for an element. */
export function testOf(before: string, type: ValueType, names: readonly string[], scope: CheckScope): MeantTest | null {
  const path = before === "" ? [] : [before];
  let current = type;
  for (const [index, name] of names.entries()) {
    if (declaredType(current).type === "list") return inList(path.join("."), current, names.slice(index), scope);
    const next = fieldIn(current, name, index === names.length - 1);
    if (!next) return null;
    path.push(path.length === 0 && isRoot(scope, name) ? `item.${name}` : name);
    current = next;
  }
  return { path: path.join("."), right: (value) => value };
}

function inList(path: string, list: ValueType, written: readonly string[], scope: CheckScope): MeantTest | null {
  const names = written.slice(INDEX.test(written[0] ?? "") ? 1 : 0);
  const element = elementType(list);
  if (!element) return null;
  if (names.length === 0) return { path, right: (value) => `{ any: ${value} }` };
  const inner = testOf("", element, names, scope);
  if (inner) return { path, right: (value) => `{ any: { ${shownTest(inner, value)} } }` };
  const [key] = names;
  return key !== undefined && names.length === 1 && isListOfPairs(list) ? { path, right: () => pairTest(key) } : null;
}

/** A test as it is written, with a value or the sign for one. */
export const shownTest = ({ path, right }: MeantTest, value = "…"): string => `${path}: ${right(value)}`;

/** The path of a test, with the tests of elements that it goes through. */
export const shownPath = (meant: MeantTest): string => (meant.right("") === "" ? meant.path : shownTest(meant));

/** The same where the first name is nearly that of a field. */
export function nearTest(before: string, type: ValueType, names: readonly string[], scope: CheckScope): MeantTest | null {
  const holder = elementType(type) ?? type;
  const [first = "", ...rest] = names.slice(INDEX.test(names[0] ?? "") ? 1 : 0);
  const [close] = nearest(withoutKind(first, holder), Object.keys(fieldsOf(declaredType(holder)) ?? {}));
  return close === undefined ? null : testOf(before, type, [close, ...rest], scope);
}

/** What to write for names below a list, which only its elements have; with a leading space. `isValue`: the path stands where a value is read, and no test can. */
export function elementsAdvice(list: string, type: ValueType, names: readonly string[], scope: CheckScope, isValue = false): string {
  const ask = ` Ask about its elements${isValue ? " in a condition" : ""}`;
  const meant = testOf(list, type, names, scope);
  if (meant) return `${ask}: \`${shownTest(meant)}\`.`;
  const near = nearTest(list, type, names, scope);
  if (near) return `${ask}. Did you mean \`${shownTest(near)}\`?`;
  const fields = Object.keys(fieldsOf(declaredType(elementType(type) ?? type)) ?? {}).map((name) => `\`${name}\``);
  const one = `${ask}: \`${list}: { any: … }\`.`;
  return fields.length === 0 ? one : `${one} Each has ${fields.join(", ")}.`;
}

/**
 * The test that was meant by names below one of the document's top-level lists, where the rule's own resource is one of its members or refers to some:
 * `users.mfaActive` in a rule on users, or on access keys. Null where a scan of the list is what it says.
 */
export function ownTest(list: string, written: readonly string[], scope: CheckScope): MeantTest | null {
  const listed = TABLE.lists[list];
  const names = written.slice(INDEX.test(written[0] ?? "") ? 1 : 0);
  if (listed === undefined || names.length === 0) return null;
  for (const [path, type] of basesOf(scope.kind, listed)) {
    const meant = testOf(path, type, names, scope) ?? nearTest(path, type, names, scope);
    if (meant) return meant;
  }
  return null;
}

/** What a test of the rule's own resource is beside one of a whole list. */
export function ownWords(list: string, meant: MeantTest, { kind }: CheckScope): string {
  return ` \`${list}\` is all of them, and a rule on ${kind} judges one ${kind} at a time. Did you mean \`${shownPath(meant)}\`?`;
}

/** How one member of a top-level list is named, where the rule's resource leads to none; with a leading space. */
export function lookupAdvice(list: string | undefined, { kind }: CheckScope): string {
  const listed = list === undefined ? undefined : TABLE.lists[list];
  if (listed === undefined || LOOKUPS[listed] === undefined || kind === "account" || kind === "root") return "";
  return ` For one ${listed} name it in let: { lookup: [${listed}, …] }.`;
}

/** The document's list that a root is; undefined for every other root. */
export function topList(root: PathRoot, { lets }: CheckScope): string | undefined {
  if (root.kind === "list") return root.list;
  const bound = root.kind === "let" ? lets.get(root.name)?.binding : undefined;
  return bound?.kind === "path" && bound.path.steps.length === 0 && bound.path.root.kind === "list" ? bound.path.root.list : undefined;
}

/** Where a rule's resource leads to resources of a kind: itself, or a reference. */
export function basesOf(kind: ResourceKind, wanted: ResourceKind): [path: string, type: ValueType][] {
  if (kind === "event") return [];
  if (kind === wanted) return [[kind, { type: "resource", kind, nullable: false, unknown: false }]];
  return Object.entries(TABLE.kinds[kind].fields).flatMap(([name, { via, value }]): [string, ValueType][] =>
    via?.kind === wanted ? [[`${kind}.${name}`, value]] : [],
  );
}

function fieldIn(type: ValueType, name: string, isLast: boolean): ValueType | null {
  if (type.type === "dynamic") return plainStep(type, name, isLast);
  const fields = fieldsOf(type);
  return fields && (fieldOf(fields, name)?.value ?? null);
}
