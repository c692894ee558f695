import { documentSha256, instantOf } from "../../document/index.ts";
import { isUnknown, type ReeveDocument, type ReeveResults, type ResourceKind, type Result, type SchemaError } from "../../schemas/index.ts";
import type { CheckedRule, Resource } from "../language/index.ts";
import { judgeEvents } from "./event.ts";
import { gapBook } from "./gap-book.ts";
import type { EvaluateOptions } from "./options.ts";
import { type PreparedRule, prepareRule } from "./prepare.ts";
import type { Judged, RuleCounts, Run, Which } from "./run.ts";
import { indexDocument } from "./snapshot.ts";
import { judgeState } from "./state.ts";
import { accountOf, type Subject, subjectOf } from "./subject.ts";
import { acceptance, tally } from "./summary.ts";

/** A run in progress: what is known before any rule has run, the results rule by rule, and what is known after the last. */
export interface Judgement {
  head: Pick<ReeveResults, "schema" | "document" | "packs" | "rules">;
  /** Results in their final order, one rule at a time; to be consumed once and to the end. `open`: findings and unknowns, the rest counted alone. */
  results: (which?: Which) => Generator<Result[], void, undefined>;
  /** Only after `results` has been consumed. */
  tail: () => Pick<ReeveResults, "counts" | "gaps" | "accepted" | "summary">;
}

export type Refused = { ok: false; errors: SchemaError[] };

/** Begins a run whose results can be streamed. Refuses a document in which a lookup key is not unique. Document and rules have been validated before. */
export function judge(document: ReeveDocument, rules: readonly CheckedRule[], options: EvaluateOptions = {}): { ok: true; judgement: Judgement } | Refused {
  const gaps = gapBook(document);
  const indexed = indexDocument(document, gaps);
  if (!indexed.ok) return indexed;
  const clockMs = instantOf(document.collectedAt) ?? 0;
  const run: Run = { document, world: indexed.world, gaps, clockMs, account: accountOf(document) };
  const off = new Map((options.off ?? []).map(({ rule, reason }) => [rule, reason]));
  const sorted = [...rules].sort((left, right) => byText(left.id, right.id));
  const packOf = new Map((options.packs ?? []).flatMap(({ id, ruleIds }) => (ruleIds ?? []).map((rule): [string, string] => [rule, id])));
  const prepared = sorted.filter((rule) => !off.has(rule.id)).map((rule) => prepareRule(rule, options));
  const accepted = acceptance(document, gaps, options.acceptedGaps ?? []);
  const accounting = tally(accepted);
  const counts: RuleCounts[] = [];

  function* results(which: Which = "all"): Generator<Result[], void, undefined> {
    const subjects = subjectCache();
    let events: Map<PreparedRule, Judged> | null = null;
    for (const rule of prepared) {
      if (rule.rule.resource === "event" && !events) events = eventsJudged(run, prepared);
      const judged = events?.get(rule) ?? judgeState(run, rule, subjects, which);
      counts.push(judged.counts);
      const wanted = which === "all" ? judged.results : judged.results.filter(isOpen);
      sortResults(wanted);
      for (const result of wanted) accounting.add(result);
      yield wanted;
    }
  }

  return {
    ok: true,
    judgement: {
      head: {
        schema: "reeve/results@1",
        document: described(document),
        packs: (options.packs ?? []).map(({ id, sha256 }) => ({ id, sha256 })),
        rules: sorted.map((rule) => judgedRule(rule, options, off.get(rule.id) ?? null, packOf.get(rule.id))),
      },
      results,
      tail: () => {
        const listed = gaps.listed(accounting.gapsUsed);
        return { counts, gaps: listed, accepted: acceptedOf(listed, accepted), summary: accounting.summary(prepared, counts) };
      },
    },
  };
}

/**
 * Judges a document by rules: the same document, rules and options always give the same results, in the same order. `open` leaves out what passed and
 * what a rule does not apply to, though it counts it: a large account has a hundred times as many of them as findings.
 */
export function evaluate(
  document: ReeveDocument,
  rules: readonly CheckedRule[],
  options: EvaluateOptions = {},
  which: Which = "all",
): { ok: true; results: ReeveResults } | Refused {
  const begun = judge(document, rules, options);
  if (!begun.ok) return begun;
  const results: Result[] = [];
  for (const ofRule of begun.judgement.results(which)) for (const result of ofRule) results.push(result);
  const { head, tail } = begun.judgement;
  return { ok: true, results: { ...head, results, ...tail() } };
}

/** The hash takes a pass over the whole document: it is worked out when first asked for. */
function described(document: ReeveDocument): ReeveResults["document"] {
  let sha256: string | null = null;
  return {
    get sha256() {
      sha256 ??= documentSha256(document);
      return sha256;
    },
    collectedAt: document.collectedAt,
    accounts: accountsOf(document),
  };
}

const isOpen = ({ status }: Result): boolean => status === "fail" || status === "unknown";

const acceptedOf = (gaps: ReeveResults["gaps"], accepted: ReturnType<typeof acceptance>): ReeveResults["accepted"] =>
  Object.keys(gaps).flatMap((gap) => {
    const entry = accepted(gap);
    return entry ? [{ gap, reason: entry.reason, expires: entry.expires }] : [];
  });

function eventsJudged(run: Run, prepared: readonly PreparedRule[]): Map<PreparedRule, Judged> {
  const eventRules = prepared.filter((rule) => rule.rule.resource === "event");
  const judged = judgeEvents(run, eventRules);
  return new Map(eventRules.flatMap((rule, at) => (judged[at] ? [[rule, judged[at]]] : [])));
}

/** Names a resource once for all rules. */
function subjectCache(): (kind: ResourceKind, resource: Resource) => Subject {
  const known = new Map<Resource, Subject>();
  return (kind, resource) => {
    const subject = known.get(resource) ?? subjectOf(kind, resource);
    known.set(resource, subject);
    return subject;
  };
}

const byText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** Order within a rule: by time for events, then by ARN or id; the kind's own result comes last. */
function compareResults(left: Result, right: Result): number {
  return (
    byText(left.at ?? LAST, right.at ?? LAST) ||
    byText(left.resource.arn ?? left.resource.id ?? LAST, right.resource.arn ?? right.resource.id ?? LAST) ||
    byText(left.occurrence ?? "", right.occurrence ?? "")
  );
}

const LAST = "\uffff";

function sortResults(results: Result[]): void {
  for (let at = 1; at < results.length; at += 1) {
    const [before, here] = [results[at - 1], results[at]];
    if (before && here && compareResults(before, here) > 0) {
      results.sort(compareResults);
      return;
    }
  }
}

function judgedRule(rule: CheckedRule, options: EvaluateOptions, off: string | null, pack: string | undefined): ReeveResults["rules"][number] {
  const { id, formerly, title, resource, rationale, controls, references, file } = rule;
  const overrides = options.severity ?? {};
  const severity = (Object.hasOwn(overrides, id) ? overrides[id] : undefined) ?? rule.severity;
  return {
    id,
    title,
    severity,
    resource,
    rationale,
    controls,
    references,
    file,
    off,
    ...(pack === undefined ? {} : { pack }),
    ...(formerly.length > 0 ? { formerly } : {}),
  };
}

function accountsOf(document: ReeveDocument): string[] {
  const accounts = new Set<string>();
  const own = accountOf(document);
  if (own !== null) accounts.add(own);
  const events = isUnknown(document.events) ? [] : document.events;
  for (const event of events) if (!isUnknown(event) && event.accountId !== null) accounts.add(event.accountId);
  return [...accounts].sort();
}

/** Results of each rule, rule by rule in order of their ids; null for a document in which a lookup key names two resources. */
export function resultsByRule(document: ReeveDocument, rules: readonly CheckedRule[]): Iterable<readonly Result[]> | null {
  const judged = judge(document, rules);
  return judged.ok ? judged.judgement.results() : null;
}
