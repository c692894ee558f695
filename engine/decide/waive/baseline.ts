import { type BaselineFile, hasRun, type Result } from "../../../schemas/index.ts";
import type { Fact } from "../../evaluate/index.ts";
import { type Comparing, compareKept, isWorse, keptFacts, lacksParts, OWN_FACTS } from "../compare/index.ts";
import { isActionable } from "./counts.ts";
import type { Baseline, Decidable, NamedRule } from "./kept.ts";
import { byRule, ruleTest } from "./match.ts";

type Entry = BaselineFile["entries"][number];

/** The findings of results that nobody waived, as a baseline of a day; those that were in one before keep theirs. */
export function baselineOf(results: Pick<Decidable, "results">, day: string, before: Baseline | null, comparing: Comparing = OWN_FACTS): Baseline {
  const since = new Map((before?.entries ?? []).map((entry) => [entry.fingerprint, entry.since]));
  const findings = results.results.filter(({ status, waiver }) => status === "fail" && waiver === undefined);
  return sorted(findings.flatMap((finding) => entryOf(finding, day, since, comparing)));
}

function entryOf(finding: Result, day: string, since: ReadonlyMap<string, string>, comparing: Comparing): Entry[] {
  const { fingerprint, rule, account, resource, severity } = finding;
  if (fingerprint === undefined) return [];
  const named = { fingerprint, rule, account, resource: resource.arn ?? resource.id ?? resource.name, severity, since: since.get(fingerprint) ?? day };
  return [{ ...named, ...recorded(finding, comparing) }];
}

/** What a later comparison needs; nothing where the facts are not known, as of results of an older version. */
function recorded(finding: Result, { factsOf, ruleHashOf }: Comparing): Pick<Entry, "facts" | "ruleSha256"> {
  const facts = factsOf(finding);
  const hash = ruleHashOf(finding.rule);
  return { ...(facts === null ? {} : { facts: keptFacts(facts) }), ...(hash === null || facts === null ? {} : { ruleSha256: hash }) };
}

/** An entry as an update leaves it: held to a lower severity, and to facts that are better than those it was written with. */
function tightened(entry: Entry, found: Result, comparing: Comparing): Entry {
  if (found.status !== "fail") return { ...entry, rule: found.rule };
  const severity = isWorse(entry.severity, found.severity) ? found.severity : entry.severity;
  const now = comparing.factsOf(found);
  const isTighter = now !== null && !isWorse(found.severity, severity) && (entry.facts === undefined || isAsTight(entry.facts, now, comparing));
  return { ...entry, rule: found.rule, severity, ...(isTighter ? recorded(found, comparing) : {}) };
}

/** Better facts, or the same in the form of now where an older version kept them. */
function isAsTight(kept: NonNullable<Entry["facts"]>, now: readonly Fact[], { earlierIds }: Comparing): boolean {
  const { verdict } = compareKept(kept, now, { earlierIds });
  return verdict === "better" || (verdict === "same" && lacksParts(kept, now));
}

/** One order for the same entries, so that a change of the file is a change of what it says. An entry that two results share stands once. */
function sorted(entries: readonly Entry[]): Baseline {
  const once = new Map(entries.map((entry) => [entry.fingerprint, entry]));
  const key = ({ rule, account, resource, fingerprint }: Entry): string => [rule, account ?? "", resource ?? "", fingerprint].join("\u0000");
  const keyed = [...once.values()].map((entry) => ({ entry, key: key(entry) }));
  keyed.sort((one, other) => (one.key < other.key ? -1 : 1));
  return { schema: "reeve/baseline@1", entries: keyed.map(({ entry }) => entry) };
}

/** What an update makes of a baseline. */
export interface ShrunkBaseline {
  baseline: Baseline;
  /** Entries that fell out: their findings are fixed, or their rules gone. */
  dropped: Entry[];
  /** Entries that stay, for nobody judged them this time. */
  unjudged: Entry[];
  /** Findings that are not in the baseline, or worse than in it, and not waived: they are not added. */
  fresh: Result[];
}

/**
 * Turns a baseline one way: it only shrinks. `results` have waivers and the baseline itself applied. An entry falls out when its rule judged its account
 * and its finding is no more; one whose finding has become better is held to that.
 */
export function shrinkBaseline(baseline: Baseline, results: Decidable, rules: readonly NamedRule[] | null, comparing: Comparing = OWN_FACTS): ShrunkBaseline {
  const open = new Map(
    results.results.flatMap((result) => (result.fingerprint !== undefined && isOpen(result) ? [[result.fingerprint, result] as const] : [])),
  );
  const judged = judgedBy(results);
  const [kept, dropped, unjudged]: [Entry[], Entry[], Entry[]] = [[], [], []];
  for (const entry of baseline.entries) {
    const found = open.get(entry.fingerprint);
    if (found) kept.push(tightened(entry, found, comparing));
    else if (judged(entry) || (rules !== null && !rules.some(ruleTest(entry.rule)))) dropped.push(entry);
    else unjudged.push(entry);
  }
  const fresh = results.results.filter((result) => result.status === "fail" && isActionable(result));
  return { baseline: sorted([...kept, ...unjudged]), dropped, unjudged, fresh };
}

const isOpen = ({ status }: Result): boolean => status === "fail" || status === "unknown";

/** Whether a run could have found what an entry names: its rule ran, on its account, and its list was read to the end. */
function judgedBy({ rules, results, counts: counted, document }: Decidable): (entry: Entry) => boolean {
  const ran = rules.filter(hasRun);
  const judgedCounts = new Map(counted.map((count) => [count.rule, count.judged]));
  const groups = byRule(results.filter(({ status }) => status === "unknown"));
  const known = new Map<string, (typeof ran)[number] | undefined>();
  return ({ rule: name, account }) => {
    if (!known.has(name)) known.set(name, ran.find(ruleTest(name)));
    const rule = known.get(name);
    if (!rule || (judgedCounts.get(rule.id) ?? 0) === 0) return false;
    if (account !== null && !document.accounts.includes(account)) return false;
    const blind = (groups.get(rule.id) ?? []).some(
      ({ resource, account: of }) => resource.arn === null && resource.id === null && (of === null || of === account),
    );
    return !blind;
  };
}
