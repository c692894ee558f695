import type { CheckedRule, TruthNode } from "../../language/index.ts";
import { completeDocument, type NormalizeRecords } from "../testing/complete.ts";
import type { Problems } from "../testing/problem.ts";
import type { CaseStatus } from "../testing/report.ts";
import { verdictsOf } from "../testing/verdicts.ts";
import type { Choice, ScaffoldGiven } from "./given.ts";
import type { RequiredPlace, Spec } from "./slots.ts";

/** Writes a choice as a case's `given`; `judged` is what the case calls the resource or record. */
export type CaseWriter = (choice: Choice) => { given: ScaffoldGiven; judged: string };

/** A choice that was judged. */
export interface Tried {
  choice: Choice;
  given: ScaffoldGiven;
  /** Every resource that the rule judges in it, by the name that the case gives it. */
  statuses: Readonly<Record<string, CaseStatus>>;
  status: CaseStatus;
  trees: Readonly<Record<string, TruthNode>>;
}

export interface Search {
  slots: readonly RequiredPlace[];
  /** null: the document refuses it, or the result rests on a value that was not chosen. */
  judge: (choice: Choice) => Tried | null;
}

/** How many choices one search may judge. */
const MOST_JUDGED = 1_500;
const ROUNDS = 4;

export function newSearch(rule: CheckedRule, slots: readonly RequiredPlace[], write: CaseWriter, normalizeRecords: NormalizeRecords): Search {
  const known = new Map<string, Tried | null>();
  const judge = (choice: Choice): Tried | null => {
    const { given, judged } = write(choice);
    const key = JSON.stringify(given);
    const before = known.get(key);
    if (before !== undefined || known.size >= MOST_JUDGED) return before ?? null;
    const tried = judged === "" ? null : judgeGiven(rule, choice, given, judged, normalizeRecords);
    known.set(key, tried);
    return tried;
  };
  return { slots, judge };
}

function judgeGiven(rule: CheckedRule, choice: Choice, given: ScaffoldGiven, judged: string, normalizeRecords: NormalizeRecords): Tried | null {
  const { document, problems } = completeDocument(given, normalizeRecords);
  const found: Problems = [...problems];
  const verdicts = verdictsOf(document, rule, { stated: "kept" }, found);
  const own = verdicts.find(({ names }) => names.includes(judged));
  if (found.length > 0 || !own || verdicts.some(({ restsOnDefault }) => restsOnDefault)) return null;
  const nameOf = (names: readonly string[]): string => (names.includes(judged) ? judged : (names[0] ?? "*"));
  return {
    choice,
    given,
    status: own.status,
    statuses: Object.fromEntries(verdicts.map(({ names, status }) => [nameOf(names), status])),
    trees: Object.fromEntries((own.explain()?.conditions ?? []).map(({ name, tree }) => [name, tree])),
  };
}

/** The truth that each condition must have for a status. */
export const WANTED: Readonly<Record<"pass" | "fail" | "not-applicable" | "finding" | "excused" | "no-match", Record<string, boolean>>> = {
  pass: { applies: true, require: true },
  fail: { applies: true, require: false },
  "not-applicable": { applies: false },
  finding: { match: true, unless: false },
  excused: { match: true, unless: true },
  "no-match": { match: false },
};

/** From a choice to one with the wanted status: one place at a time, whichever brings the conditions nearest. Null where that leads nowhere. */
export function climb(search: Search, from: Choice, status: keyof typeof WANTED): Tried | null {
  let best = search.judge(from);
  let choice: Choice = from;
  let bestScore = best ? score(best, status) : -1;
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = bestScore;
    for (const [at, slot] of search.slots.entries()) {
      for (const spec of slot.specs) {
        if (best?.status === status) return best;
        const tried = search.judge(turned(choice, at, spec));
        const value = tried ? score(tried, status) : -1;
        if (!tried || value <= bestScore) continue;
        [best, bestScore, choice] = [tried, value, tried.choice];
      }
    }
    if (best?.status === status) return best;
    if (bestScore === before) return pairs(search, choice, status);
  }
  return null;
}

/** Two places at once: for conditions that compare one with the other. */
function pairs(search: Search, from: Choice, status: CaseStatus): Tried | null {
  for (const [at, slot] of search.slots.entries())
    for (const spec of slot.specs)
      for (const [other, second] of search.slots.entries())
        for (const also of other > at ? second.specs : []) {
          const tried = search.judge(turned(turned(from, at, spec), other, also));
          if (tried?.status === status) return tried;
        }
  return null;
}

export const turned = (choice: Choice, at: number, spec: Spec): Choice => choice.map((each, index) => (index === at ? spec : each));

/** From 0 to 1: how much of the conditions has the truth that the status needs. */
function score(tried: Tried, status: keyof typeof WANTED): number {
  const wanted = Object.entries(WANTED[status]).filter(([name]) => Object.hasOwn(tried.trees, name));
  const parts = wanted.map(([name, truth]) => nearness(tried.trees[name], truth));
  return parts.length === 0 ? 0 : parts.reduce((sum, part) => sum + part, 0) / parts.length;
}

function nearness(node: TruthNode | undefined, truth: boolean): number {
  if (!node) return 0;
  if (node.kind === "not" || node.kind === "let") return nearness(node.child, node.kind === "not" ? !truth : truth);
  if (node.kind === "test") return node.truth === String(truth) ? 1 : 0;
  const parts = node.children.map((child) => nearness(child, truth));
  return (node.kind === "and") === truth ? parts.reduce((sum, part) => sum + part, 0) / Math.max(1, parts.length) : Math.max(0, ...parts);
}
