import { type CheckedRule, type Comparison, evaluate, mergeResults } from "../../engine/index.ts";
import type { ReeveResults } from "../../schemas/index.ts";
import type { Format } from "../formats.ts";
import type { Io } from "../io.ts";
import { evaluateOptions, fittingRules, judge } from "../judge.ts";
import type { Chosen } from "../selection/choose.ts";
import { UsageError } from "../usage-error.ts";
import type { Case } from "./cases.ts";
import { editedRules } from "./edited.ts";

export interface Judged {
  after: ReeveResults;
  comparison: Comparison | null;
}

/** Judges each account, and what it is held against, and makes one of all. `base`: the rules before an edit; null where none are compared. */
export async function judgedOf(cases: readonly Case[], chosen: Chosen, base: Chosen | null, formats: readonly Format[], io: Io): Promise<Judged> {
  const planned = cases.some(({ before, after }) => before !== after);
  const parts: { name: string; after: ReeveResults; before: ReeveResults | null }[] = [];
  for (const { name, before, after } of cases) {
    const rules = await fittingRules(chosen.rules, after, io);
    const results = judge(after, rules, evaluateOptions(chosen, rules), formats);
    const ids = new Set(chosen.rules.filter((rule) => !rules.includes(rule)).map(({ id }) => id));
    const held = base ? fitted(base.rules, chosen.rules, ids) : rules;
    parts.push({ name, after: results, before: base || before !== after ? openResults(before, held, base ?? chosen) : planned ? results : null });
  }
  const after = mergeResults(parts.map((part) => ({ name: part.name, results: part.after })));
  if (!base && !planned) return { after, comparison: null };
  const before = mergeResults(parts.map((part) => ({ name: part.name, results: part.before ?? part.after })));
  if (base) {
    const edited = editedRules(chosen, base);
    return { after, comparison: { kind: "rules", before, names: ({ rule }) => edited.has(rule) } };
  }
  const byAccount = new Map(cases.map(({ name, names }) => [name, names]));
  const [only] = cases.length === 1 ? cases : [];
  return {
    after,
    comparison: { kind: "plan", before, names: (result) => (only?.names ?? byAccount.get(result.account ?? ""))?.(result) ?? false },
  };
}

/** What is compared with: findings and unknowns are all that it is asked for. */
function openResults(document: Case["before"], rules: readonly CheckedRule[], chosen: Chosen): ReeveResults {
  const outcome = evaluate(document, rules, evaluateOptions(chosen, rules), "open");
  if (outcome.ok) return outcome.results;
  throw new UsageError("the document cannot be judged: two of its resources share a name.");
}

/** The rules before an edit, without those kinds of rules that the input cannot answer now either. */
function fitted(base: readonly CheckedRule[], now: readonly CheckedRule[], left: ReadonlySet<string>): CheckedRule[] {
  const isEvent = ({ body }: CheckedRule): boolean => body.kind === "event";
  const leftKinds = new Set(now.filter(({ id }) => left.has(id)).map(isEvent));
  return base.filter((rule) => !leftKinds.has(isEvent(rule)));
}
