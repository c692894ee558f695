import { isUnknown, type ReeveResults, type Result } from "../../../schemas/index.ts";
import { type DetailOf, type Fact, type FactsOf, firstId, ownDetail, ownFacts } from "../../evaluate/index.ts";
import {
  compareFacts,
  earlierFingerprint,
  type FactsComparison,
  type InEditedClauses,
  isWorse,
  type NameOf,
  NOTHING_REPLACED,
  namedTurns,
  type ReplacedIds,
  withEarlierIds,
} from "../compare/index.ts";
import { isAlike } from "../diff/alike.ts";
import { diffResults } from "../diff/index.ts";

/** What the results are compared with. */
export interface Comparison {
  kind: "plan" | "rules";
  /** Null: nothing is known of before, as when a plan is judged alone; every finding is new. */
  before: ReeveResults | null;
  /** Message and evidence of either side, made where they are compared or shown; left out where the results carry theirs. */
  detailOf?: { before: DetailOf; after: DetailOf };
  /** Facts of the findings of either side; left out where the results carry theirs. */
  factsOf?: { before: FactsOf; after: FactsOf };
  /** Names of resources by their unique ids. */
  nameOf?: NameOf;
  /** Resources that the change deletes and makes again under the same name: a finding on one that was there before is no new one. Left out: none. */
  replaced?: ReplacedIds;
  /** Whether the change itself names what a result is about: the resource in a plan, the rule in an edit of rules. */
  names: (result: Result) => boolean;
  /** Of an edit of rules: the earlier facts of a finding by the clauses that its rule has now; left out where the rule is the same. */
  inEditedClauses?: (earlier: Result, now: Result) => InEditedClauses | null;
  /** Whether findings of a rule cannot become worse: it asks for one thing that is missing, and nothing else. Left out: none of them. */
  asksForOne?: (rule: string) => boolean;
  /** Whether what was unknown of a result, and is so for the same reason, is as it was before the change. Left out: of none is that known. */
  isAsItWas?: (result: Result) => boolean;
  /** Whether the change could bear on what is unknown of a result: it names it, or something that its rule reads; `names` where left out. */
  couldAffect?: (result: Result) => boolean;
  /** Where the change that causes a result is written, by the facts that are new or worse; null where that is not known. */
  locationOf?: (result: Result, culprits: () => readonly Fact[]) => Result["location"] | null;
}

export interface ComparedResults {
  results: Result[];
  /** Earlier findings that are gone: fixed, or no longer judged. */
  fixed: Result[];
  /** Existing findings that are another way now. */
  changed: { before: Result; after: Result }[];
}

/** Gives each finding and unknown its delta. Neither side is changed. */
export function compare(after: ReeveResults, comparison: Comparison): ComparedResults {
  const { kind, before, names, locationOf, nameOf = () => null, replaced = NOTHING_REPLACED } = comparison;
  const { detailOf = { before: ownDetail, after: ownDetail }, factsOf = { before: ownFacts, after: ownFacts } } = comparison;
  const deltas = new Map<Result, NonNullable<Result["delta"]>>();
  const factsCompared = new Map<Result, FactsComparison>();
  const fixed: Result[] = [];
  const earlierOf = new Map<Result, Result>();
  /** Unknowns that cannot be worse than before: they were findings, or are as they were. */
  const settled = new Set<Result>();
  const changed: ComparedResults["changed"] = [];
  if (before === null) {
    for (const result of after.results) {
      if (result.status === "fail") deltas.set(result, deltaOfNew(result, names));
      else if (result.status === "unknown") deltas.set(result, "newly-unknown");
    }
  } else {
    const apart = withoutShared(before, after);
    for (const result of apart.shared) deltas.set(result, "unchanged");
    const diff = diffResults(apart.before, apart.after, { sameRecords: true, detailOf, isUnchanged, replaced });
    for (const result of diff.new) deltas.set(result, deltaOfNew(result, names));
    const firstIds = new Map(after.rules.map((rule) => [rule.id, firstId(rule)]));
    const found = new Map(before.results.flatMap((result) => (result.status === "fail" ? [[result.fingerprint ?? "", result]] : [])));
    for (const result of diff.newlyUnknown) {
      const was = found.get(printBefore(result, firstIds.get(result.rule)));
      const isSettled = was !== undefined && comparison.asksForOne?.(result.rule) === true && !isWorse(result.severity, was.severity);
      if (isSettled) settled.add(result);
      deltas.set(result, isSettled ? "unchanged" : "newly-unknown");
    }
    const wasUnknown = unknownsOf(before);
    for (const result of diff.unchanged) {
      // Unknown for another reason than before: what the change does could hide in it.
      const other = result.status === "unknown" && causeOf(result, after) !== wasUnknown.get(printBefore(result, firstIds.get(result.rule)));
      deltas.set(result, other ? "changed" : "unchanged");
      if (!other && result.status === "unknown" && comparison.isAsItWas?.(result)) settled.add(result);
    }
    for (const change of diff.changed) {
      earlierOf.set(change.after, change.before);
      const isMoreSevere = isWorse(change.after.severity, change.before.severity);
      deltas.set(change.after, isMoreSevere || factsCompared.get(change.after)?.verdict === "worse" ? "worse" : "changed");
    }
    fixed.push(...diff.fixed);
    // A rule that an edit removes or switches off finds no more: that is what the edit does, and is shown as such.
    if (kind === "rules") {
      for (const { result, reason } of diff.unjudged) if (result.status === "fail" && (reason === "rule-absent" || reason === "rule-off")) fixed.push(result);
    }
  }
  const results = after.results.map((result) => {
    const delta = deltas.get(result);
    if (delta === undefined) return result;
    const location = delta === "unchanged" ? null : locationOf?.(result, () => culpritsOf(result));
    const facts = factsCompared.get(result);
    const compared = facts ? namedTurns(facts, "before", nameOf) : null;
    const marked = {
      ...result,
      delta,
      ...(compared ? { compared } : {}),
      ...(location ? { location } : {}),
      ...(settled.has(result) ? { cannotWorsen: true as const } : {}),
    };
    const earlier = earlierOf.get(result);
    if (earlier) changed.push({ before: earlier, after: marked });
    return marked;
  });
  return { results, fixed: fixed.map(fixedResult), changed };

  /** A finding of both: by its severity and facts, or, where facts are not known, by its evidence. */
  function isUnchanged(earlier: Result, now: Result): boolean {
    if (earlier === now) return true;
    const [was, is] = [factsOf.before(earlier), factsOf.after(now)];
    if (was === null || is === null) return isAlike(earlier, now, detailOf);
    const edited = comparison.inEditedClauses?.(earlier, now) ?? ((each: readonly Fact[]) => each);
    const facts = compareFacts(edited(before ? byCause(was, before) : was), withEarlierIds(byCause(is, after), replaced), {
      isSameRule: kind !== "rules" || !names(now),
    });
    factsCompared.set(now, facts);
    return facts.verdict === "same" && earlier.severity === now.severity;
  }

  /** The facts that the change brings about: of a new finding all, of an existing one those that turned. */
  function culpritsOf(result: Result): readonly Fact[] {
    const all = factsOf.after(result) ?? [];
    const compared = factsCompared.get(result);
    if (!compared) return all;
    const keyOf = ({ clause, element }: Pick<Fact, "clause" | "element">): string => JSON.stringify([clause, element]);
    const turned = new Set<string>();
    const among = new Set<string>();
    for (const { verdict, before: was, after: is } of compared.turns) {
      const fact = is ?? was;
      if (verdict !== compared.verdict || !fact) continue;
      turned.add(keyOf(fact));
      among.add(fact.clause);
    }
    const found = all.filter((fact) => {
      if (fact.among !== undefined) return among.has(fact.among);
      const [named = fact] = withEarlierIds([fact], replaced);
      return turned.has(keyOf(named));
    });
    return found.length > 0 ? found : all;
  }

  function printBefore(now: Result, rule: string | undefined): string {
    return earlierFingerprint(now, rule ?? now.rule, replaced) ?? now.fingerprint ?? "";
  }

  /** As it was judged before the change. */
  function fixedResult(result: Result): Result {
    const facts = factsOf.before(result);
    return { ...result, ...detailOf.before(result), ...(facts ? { facts } : {}), delta: "fixed" };
  }
}

/** Results that are the very same in both need no fingerprint to be matched: of a large account that is nearly all. */
function withoutShared(before: ReeveResults, after: ReeveResults): { before: ReeveResults; after: ReeveResults; shared: Set<Result> } {
  const is = new Set(after.results.filter(({ status }) => status === "fail"));
  const shared = new Set(before.results.filter((result) => is.has(result)));
  if (shared.size === 0) return { before, after, shared };
  const rest = (results: ReeveResults): ReeveResults => ({ ...results, results: results.results.filter((result) => !shared.has(result)) });
  return { before: rest(before), after: rest(after), shared };
}

/** Why each unknown of before is one, by fingerprint. */
const unknownsOf = (before: ReeveResults): Map<string, string> =>
  new Map(before.results.flatMap((result) => (result.status === "unknown" ? [[result.fingerprint ?? "", causeOf(result, before)]] : [])));

function causeOf({ reason, gaps }: Result, results: ReeveResults): string {
  return JSON.stringify([reason ?? null, gaps.map((id) => gapText(id, results)).sort()]);
}

/** What is missing, in AWS's terms: gap ids are numbers of their document. */
function gapText(id: string, { gaps }: ReeveResults): string {
  const gap = Object.hasOwn(gaps, id) ? gaps[id] : undefined;
  return gap ? `${gap.source} ${gap.reason} ${gap.scope}` : id;
}

/** Facts whose unknown values name what is missing, so that they can be compared with those of another document. */
const byCause = (facts: readonly Fact[], results: ReeveResults): Fact[] =>
  facts.map((fact) => {
    const value: unknown = fact.value;
    return isUnknown(value) ? { ...fact, value: { $unknown: gapText(value.$unknown, results) } as unknown as Fact["value"] } : fact;
  });

const deltaOfNew = (result: Result, names: Comparison["names"]): "introduced" | "affected" => (names(result) ? "introduced" : "affected");
