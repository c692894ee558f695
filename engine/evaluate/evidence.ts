import { instantOf, isUnknownMark } from "../../document/index.ts";
import type { ReeveDocument, Result } from "../../schemas/index.ts";
import { decidingTruth, type ElementNode, isQuantified, type ReadValue, type TestNode, type TruthNode } from "../language/index.ts";
import { sourceUsed } from "./source-used.ts";

type Evidence = Result["evidence"][number];

/** Elements of one list that evidence names; the rest are as the first. */
export const ELEMENTS_SHOWN = 5;

/** Values that decided a condition: of a false `and` its false members, of a true `or` its true ones, and so on down to the tests. */
export function decidingValues(node: TruthNode): ReadValue[] {
  switch (node.kind) {
    case "and":
    case "or":
      return node.children.filter((child) => child.truth === node.truth).flatMap(decidingValues);
    case "not":
    case "let":
      return decidingValues(node.child);
    case "test":
      return valuesOfTest(node);
  }
}

function valuesOfTest(node: TestNode): ReadValue[] {
  if (node.op === "all") return node.parts.filter((part) => part.truth === node.truth).flatMap(decidingValues);
  if (node.op === "count") {
    const counted: ReadValue = { ...node.subject, text: `count of ${node.subject.text}`, value: countValue(node), isPath: true };
    return [counted, ...ofElements(node.elements.filter((element) => element.truth !== "false"))];
  }
  if (isQuantified(node)) {
    const deciding = node.elements.filter((element) => element.truth === decidingTruth(node));
    const values = ofElements(deciding);
    return values.length > 0 ? values : [node.subject];
  }
  return [node.subject, ...(node.operand ? [node.operand] : [])].filter((value) => value.isPath);
}

function countValue({ count, subject }: TestNode): unknown {
  if (!count) return isUnknownMark(subject.value) ? subject.value : null;
  if (count.least === count.most) return count.least;
  return count.most === null ? `at least ${count.least}` : `${count.least} to ${count.most}`;
}

const ofElements = (elements: readonly ElementNode[]): ReadValue[] =>
  elements.slice(0, ELEMENTS_SHOWN).flatMap((element) => (element.node ? decidingValues(element.node) : []));

/** Every path that a condition read, in the order of its text, elements included. */
export function valuesRead(node: TruthNode): ReadValue[] {
  switch (node.kind) {
    case "and":
    case "or":
      return node.children.flatMap(valuesRead);
    case "not":
    case "let":
      return valuesRead(node.child);
    case "test": {
      const own = [node.subject, ...(node.operand ? [node.operand] : [])].filter((value) => value.isPath);
      return [...own, ...node.parts.flatMap(valuesRead), ...node.elements.flatMap((element) => (element.node ? valuesRead(element.node) : []))];
    }
  }
}

/** Gaps that keep an unknown condition from being decided. */
export function gapsOf(node: TruthNode, into: Set<string>): void {
  if (node.truth !== "unknown") return;
  switch (node.kind) {
    case "and":
    case "or":
      for (const child of node.children) gapsOf(child, into);
      return;
    case "not":
    case "let":
      gapsOf(node.child, into);
      return;
    case "test":
      for (const gap of node.gaps) into.add(gap);
      for (const part of node.parts) gapsOf(part, into);
      for (const element of node.elements) if (element.node) gapsOf(element.node, into);
  }
}

/** Turns values into evidence: each path once, with the age of its source at the rule's clock. */
export function evidenceOf(values: readonly ReadValue[], document: ReeveDocument, clockMs: number): Evidence[] {
  const seen = new Map<string, Evidence>();
  for (const read of values) {
    const { text, owner } = read;
    if (seen.has(text)) continue;
    const source = read.source === null || owner === undefined ? read.source : sourceUsed(read.source, owner, document);
    seen.set(text, { path: text, value: shown(read), source, ageMs: isUnknownMark(read.value) ? null : ageMs(source, document, clockMs) });
  }
  return [...seen.values()];
}

/** Resources print as what names them; marks as the schema has them. Evidence holds any JSON value, which the generated type cannot say. */
function shown({ value, verbatim }: ReadValue): Evidence["value"] {
  const list = verbatim && Array.isArray(value);
  return (list ? value.map((element) => (typeof element === "object" ? JSON.stringify(element) : element)) : plain(value)) as Evidence["value"];
}

function plain(value: unknown): unknown {
  if (isUnknownMark(value)) {
    const { exists: _exists, members: _members, ...mark } = value;
    return mark;
  }
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "object" && value !== null && Object.hasOwn(value, "arn")) return plain((value as { arn: unknown }).arn);
  return value ?? null;
}

const API_ACTION = /[a-z0-9-]+:[A-Z][A-Za-z0-9]*/g;

/** When each source was current, worked out once a document. */
const SOURCE_TIMES = new WeakMap<ReeveDocument, Map<string, number | null>>();

function ageMs(source: string | null, document: ReeveDocument, clockMs: number): number | null {
  if (source === null) return null;
  if (source.startsWith("CloudTrail record")) return null;
  const times = SOURCE_TIMES.get(document) ?? new Map<string, number | null>();
  SOURCE_TIMES.set(document, times);
  const known = times.get(source);
  const at = known === undefined ? currentAt(source, document) : known;
  times.set(source, at);
  if (at === null) return null;
  // A source read after the clock has no age; within one collection it is read as the clock of state rules is set.
  return at <= clockMs ? clockMs - at : clockMs >= (instantOf(document.collectedAt) ?? 0) ? 0 : null;
}

/** The oldest of the calls that a field may come from; the time of the document where it names none, as the schema says. */
function currentAt(source: string, document: ReeveDocument): number | null {
  const actions: string[] = source.match(API_ACTION) ?? [];
  const times = document.collection.sources.filter((age) => actions.includes(age.source)).map((age) => instantOf(age.at) ?? Number.POSITIVE_INFINITY);
  const oldest = Math.min(...times);
  return Number.isFinite(oldest) ? oldest : instantOf(document.collectedAt);
}
