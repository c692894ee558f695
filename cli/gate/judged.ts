import { bearingBy, type CheckedRule, type Comparison, editedRules, evaluate, evaluateBefore, mergeResults } from "../../engine/index.ts";
import { isUnknown, type ReeveDocument, type ReeveResults, type Result } from "../../schemas/index.ts";
import type { Format } from "../formats.ts";
import type { Io } from "../io.ts";
import { evaluateOptions, fittingRules, judge } from "../judge.ts";
import type { SourceOf } from "../plan-source/index.ts";
import type { Chosen } from "../selection/choose.ts";
import { UsageError } from "../usage-error.ts";
import type { Case } from "./cases.ts";

export interface Judged {
  after: ReeveResults;
  comparison: Comparison | null;
}

/** Judges each account, and what it is held against, and makes one of all. `base`: the rules before an edit; null where none are compared. `planned`: plans are, even where none could be applied. */
export async function judgedOf(
  cases: readonly Case[],
  chosen: Chosen,
  base: Chosen | null,
  planned: boolean,
  source: SourceOf,
  formats: readonly Format[],
  io: Io,
): Promise<Judged> {
  const parts: { name: string; after: ReeveResults; before: ReeveResults }[] = [];
  for (const { name, before, after, alone } of cases) {
    const rules = alone ? withoutRecords(chosen.rules, after) : await fittingRules(chosen.rules, after, io);
    const results = judge(after, rules, evaluateOptions(chosen, rules), formats);
    const ids = new Set(chosen.rules.filter((rule) => !rules.includes(rule)).map(({ id }) => id));
    const held = base ? fitted(base.rules, chosen.rules, ids) : rules;
    const earlier = base ? openResults(before, held, base) : before === after ? results : sharingResults(before, { document: after, results }, rules, chosen);
    parts.push({ name, after: results, before: earlier });
  }
  const after = mergeResults(parts.map((part) => ({ name: part.name, results: part.after })));
  if (!base && !planned) return { after, comparison: null };
  const before = mergeResults(parts.map((part) => ({ name: part.name, results: part.before })));
  if (base) {
    const edited = editedRules(chosen, base);
    return { after, comparison: { kind: "rules", before, names: ({ rule }) => edited.has(rule) } };
  }
  const byAccount = new Map(cases.map(({ name, names, kinds }) => [name, { names, bearsOn: bearingBy(names, kinds, chosen.rules) }]));
  const [only] = cases.length === 1 ? byAccount.values() : [];
  const caseOf = (result: Result): { names: (result: Result) => boolean; bearsOn: (result: Result) => boolean } | undefined =>
    only ?? byAccount.get(result.account ?? "");
  return {
    after,
    comparison: {
      kind: "plan",
      before,
      locationOf: locationsOf(cases, source),
      names: (result) => caseOf(result)?.names(result) ?? false,
      bearsOn: (result) => caseOf(result)?.bearsOn(result) ?? false,
    },
  };
}

/** Where the change that bears on a result is written: by its resource's ARN or id. */
function locationsOf(cases: readonly Case[], source: SourceOf): (result: Result) => Result["location"] | null {
  const addresses = new Map(cases.flatMap((each) => [...each.addresses]));
  return ({ resource: { arn, id } }) => {
    const address = addresses.get(arn ?? "") ?? addresses.get(id ?? "");
    if (address === undefined) return null;
    const found = source(address);
    return { address, file: found?.file ?? null, line: found?.line ?? null };
  };
}

/** What is compared with: findings and unknowns are all that it is asked for. */
const openResults = (document: ReeveDocument, rules: readonly CheckedRule[], chosen: Chosen): ReeveResults =>
  judgedOrRefused(evaluate(document, rules, evaluateOptions(chosen, rules), "open"));

/** The same of the account before planned changes: what they leave as it is need not be judged twice. */
const sharingResults = (before: ReeveDocument, after: { document: ReeveDocument; results: ReeveResults }, rules: readonly CheckedRule[], chosen: Chosen) =>
  judgedOrRefused(evaluateBefore(before, after, rules, evaluateOptions(chosen, rules)));

function judgedOrRefused(outcome: ReturnType<typeof evaluate>): ReeveResults {
  if (outcome.ok) return outcome.results;
  throw new UsageError("the document cannot be judged: two of its resources share a name.");
}

/** Of a plan alone the rules on state are judged, whatever is known of the account. */
const withoutRecords = (rules: readonly CheckedRule[], { events }: Case["after"]): CheckedRule[] =>
  isUnknown(events) ? rules.filter(({ body }) => body.kind !== "event") : [...rules];

/** The rules before an edit, without those kinds of rules that the input cannot answer now either. */
function fitted(base: readonly CheckedRule[], now: readonly CheckedRule[], left: ReadonlySet<string>): CheckedRule[] {
  const isEvent = ({ body }: CheckedRule): boolean => body.kind === "event";
  const leftKinds = new Set(now.filter(({ id }) => left.has(id)).map(isEvent));
  return base.filter((rule) => !leftKinds.has(isEvent(rule)));
}
