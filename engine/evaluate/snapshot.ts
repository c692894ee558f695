import { isUnknownMark, nameKey, openMark, possibleMembers, type UnknownMark } from "../../document/index.ts";
import { type ReeveDocument, type ResourceKind, type SchemaError, TABLE } from "../../schemas/index.ts";
import { type DocumentIndex, type LookupBy, mayBeText, type Resource } from "../language/index.ts";
import type { EvaluationGaps } from "./evaluation-gaps.ts";
import { idOf } from "./subject.ts";

type KeyField = "arn" | "id" | "name";
type KindIndex = Record<KeyField, Map<string, Resource>> & {
  /** The mark of a resource that may turn out to have this ARN or name. */
  mayBe: (by: LookupBy, key: string) => UnknownMark | null;
};

/** Kinds whose names are unique in an account, letter case apart. Source: IAM User Guide, "IAM and AWS STS quotas", names of users, groups and roles. */
const NAMED: ReadonlySet<ResourceKind> = new Set<ResourceKind>(["user", "group", "role"]);

/** Kinds whose ARNs end in such a name. */
const NAMED_BY_ARN: ReadonlySet<ResourceKind> = new Set<ResourceKind>([...NAMED, "policy"]);

/** The form in which keys are compared. */
const keyForm = (kind: ResourceKind, field: KeyField, key: string): string =>
  field === "name" || (field === "arn" && NAMED_BY_ARN.has(kind)) ? nameKey(key) : key;

/** What a resource whose ARN is not known yet is found by; its name may be known. */
const WITHOUT_ARN: readonly KeyField[] = ["id", "name"];

/** Builds the index of references and lookups; refuses a document in which a lookup key names two resources. */
export function indexDocument(document: ReeveDocument, gaps: EvaluationGaps): { ok: true; index: DocumentIndex } | { ok: false; errors: SchemaError[] } {
  const errors: SchemaError[] = [];
  const indexes = new Map<ResourceKind, KindIndex>();
  for (const [list, kind] of Object.entries(TABLE.lists)) {
    if (kind === "event") continue;
    const indexed = indexOf(listOf(document, list), list, kind);
    indexes.set(kind, indexed.index);
    errors.push(...indexed.errors);
  }
  if (errors.length > 0) return { ok: false, errors };
  const index: DocumentIndex = {
    account: document.account as unknown as Resource | UnknownMark,
    root: document.root as unknown as Resource | UnknownMark,
    list: (name) => listOf(document, name),
    find: (kind, by, key) => {
      const index = indexes.get(kind);
      return find(index, kind, by, key) ?? index?.mayBe(by, key) ?? remainder(listOf(document, TABLE.kinds[kind].list ?? ""));
    },
    possible: (kind, key) => possibleIn(listOf(document, TABLE.kinds[kind].list ?? ""), kind, key),
    resolved: new Map(),
    missing: (kind, key) => gaps.missing(kind, key),
  };
  return { ok: true, index };
}

export const listOf = (document: ReeveDocument, name: string): readonly unknown[] | UnknownMark =>
  (document as unknown as Record<string, readonly unknown[] | UnknownMark>)[name] ?? [];

interface IndexedList {
  kind: ResourceKind;
  index: KindIndex;
  errors: readonly SchemaError[];
}

/** Lists indexed before: evaluation, details and remediation read the same ones. */
const INDEXED = new WeakMap<readonly unknown[], IndexedList>();

function indexOf(list: readonly unknown[] | UnknownMark, name: string, kind: ResourceKind): IndexedList {
  if (isUnknownMark(list)) return { kind, index: emptyIndex(), errors: [] };
  const known = INDEXED.get(list);
  if (known?.kind === kind) return known;
  const indexed = indexList(list, name, kind);
  INDEXED.set(list, indexed);
  return indexed;
}

function emptyIndex(unnamed: readonly Resource[] = []): KindIndex {
  const mayBe: KindIndex["mayBe"] = (by, key) => {
    if (by === "id") return null;
    const fields = by === "any" ? (["arn", "name"] as const) : [by];
    const marks = unnamed.flatMap((resource) => fields.map((field) => resource[field]).filter(isUnknownMark));
    const found = marks.find((mark) => mayBeText(mark, key));
    // Whether there is such a resource is not known, so what is known of the text says nothing here.
    return found ? { $unknown: found.$unknown } : null;
  };
  return { arn: new Map(), id: new Map(), name: new Map(), mayBe };
}

function indexList(list: readonly unknown[], name: string, kind: ResourceKind): IndexedList {
  const unnamed: Resource[] = [];
  const index = emptyIndex(unnamed);
  const errors: SchemaError[] = [];
  const { key: keyField } = TABLE.kinds[kind];
  const fields: KeyField[] = NAMED.has(kind) ? [keyField, "name"] : [keyField];
  for (let at = 0; at < list.length; at += 1) {
    const resource = list[at] as Resource | UnknownMark;
    if (isUnknownMark(resource)) continue;
    if (isUnknownMark(resource.arn) || isUnknownMark(resource.name)) unnamed.push(resource);
    for (const field of typeof resource[keyField] === "string" ? fields : WITHOUT_ARN) {
      const value = field === "id" ? idOf(resource) : resource[field];
      if (typeof value !== "string") continue;
      const key = keyForm(kind, field, value);
      const known = index[field];
      if (known.has(key)) errors.push(duplicate(name, at, field, value));
      else known.set(key, resource);
    }
  }
  return { kind, index, errors };
}

const duplicate = (list: string, at: number, field: string, value: string): SchemaError => ({
  path: [list, String(at), field],
  keyword: "uniqueLookupKey",
  params: { list, field, value },
  message: `is ${JSON.stringify(value)}, as is that of an earlier element of ${list}: lookups would not know which is meant`,
});

function find(index: KindIndex | undefined, kind: ResourceKind, by: LookupBy, key: string): Resource | undefined {
  const at = (field: KeyField): Resource | undefined => index?.[field].get(keyForm(kind, field, key));
  return by === "any" ? (at("arn") ?? at("name") ?? at("id")) : at(by);
}

function possibleIn(list: readonly unknown[] | UnknownMark, kind: ResourceKind, key: string): Resource | null {
  const members = isUnknownMark(list) ? [] : ((possibleMembers(list) ?? []) as readonly Resource[]);
  if (members.length === 0) return null;
  return find(indexOf(members, TABLE.kinds[kind].list ?? "", kind).index, kind, "any", key) ?? null;
}

/** What a list says of a resource that is not among its known members. */
const remainder = (list: readonly unknown[] | UnknownMark): UnknownMark | null => (isUnknownMark(list) ? list : openMark(list));
