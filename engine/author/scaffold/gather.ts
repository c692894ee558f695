import type { TruthNode } from "../../language/index.ts";
import type { CaseStatus } from "../testing/report.ts";
import { type Search, type Tried, turned } from "./search.ts";
import { type RequiredPlace, type Spec, unknownsOf } from "./slots.ts";

/** A document worth a case, and what it shows. */
export interface CandidateDocument {
  tried: Tried;
  name: string;
}

/** Documents that a rule's cases are chosen from. */
const MOST_FOUND = 150;

const STATUS_WORDS: Readonly<Record<CaseStatus, string>> = {
  pass: "passes",
  fail: "is a finding",
  unknown: "unknown",
  "not-applicable": "does not apply",
  finding: "is a finding",
  excused: "is excused",
  "no-match": "does not match",
  "not-configured": "not configured",
};

/** The bases, and what one change makes of each; a change of a place that is not read by itself only where it turns a truth in a new way. */
export function gather(search: Search, bases: readonly (Tried | null)[]): CandidateDocument[] {
  const found = new Map<string, CandidateDocument>();
  const signatures = new Set<string>();
  const add = (tried: Tried, name: string): void => {
    signatures.add(signature(tried));
    const names = new Set([...found.values()].map((each) => each.name));
    let unique = name;
    for (let count = 2; names.has(unique); count += 1) unique = `${name} (${count})`;
    found.set(JSON.stringify(tried.given), { tried, name: unique });
  };
  const present = bases.filter((base) => base !== null);
  for (const base of present) add(base, STATUS_WORDS[base.status]);
  for (const base of present) {
    for (const { slot, tried, spec } of changes(search, base)) {
      if (found.has(JSON.stringify(tried.given)) || found.size >= MOST_FOUND) continue;
      const isNew = !signatures.has(signature(tried));
      if (isNew || slot.indirect !== true) add(tried, `${STATUS_WORDS[tried.status]}: ${changeText(slot, spec)}`);
    }
  }
  return [...found.values()];
}

function* changes(search: Search, base: Tried): Generator<{ slot: RequiredPlace; tried: Tried; spec: Spec }, void, undefined> {
  for (const [at, slot] of search.slots.entries()) {
    const here = base.choice[at];
    for (const spec of [...slot.specs, ...(here ? unknownsOf(slot, here) : [])]) {
      const tried = search.judge(turned(base.choice, at, spec));
      if (tried) yield { slot, tried, spec };
    }
  }
}

/** The status, and the truth of every part. */
function signature({ status, trees }: Tried): string {
  const truths = (node: TruthNode): unknown => {
    if ("children" in node) return [node.truth, node.children.map(truths)];
    if ("child" in node) return [node.truth, truths(node.child)];
    return [node.truth, node.parts.map(truths), node.elements.map((element) => [element.truth, element.node ? truths(element.node) : null])];
  };
  return JSON.stringify([status, Object.entries(trees).map(([name, tree]) => [name, truths(tree)])]);
}

function changeText({ path }: RequiredPlace, spec: Spec): string {
  const place = path.filter((name) => name !== "resource").join(".");
  if (place === "omitted") return `${brief(spec)} is left out for its size`;
  if (place === "identity") return `the caller is ${brief(spec)}`;
  if (spec.kind === "list") {
    if (spec.open !== null) return `${place} may hold more`;
    return spec.items.length === 0 ? `${place} is empty` : `${place} holds ${spec.items.map(brief).join(" and ")}`;
  }
  if (spec.kind !== "value") return `${place} is there`;
  if (spec.value === null) return `no ${place}`;
  return typeof spec.value === "object" ? `${place} could not be read` : `${place} is ${brief(spec)}`;
}

function brief(spec: Spec): string {
  if (spec.kind === "value") return spec.value === null ? "none" : typeof spec.value === "object" ? "unread" : String(spec.value);
  if (spec.kind === "list") return `[${spec.items.map(brief).join(", ")}]`;
  const members = Object.entries(spec.members).map(([name, member]) => `${name} ${brief(member)}`);
  return members.length === 0 ? "one" : `one with ${members.join(", ")}`;
}
