import { documentSha256, instantOf } from "../../document/index.ts";
import { isUnknown, type ReeveDocument, type ReeveResults, type ResourceKind, type Result, type SchemaError } from "../../schemas/index.ts";
import type { CheckedRule, Resource } from "../language/index.ts";
import { answersOf } from "./controls.ts";
import { deriveFor } from "./derive/index.ts";
import { newEvaluationGaps } from "./evaluation-gaps.ts";
import { judgeEvents } from "./event.ts";
import { derivedHolders } from "./holders.ts";
import type { EvaluateOptions, NotRunRule } from "./options.ts";
import { type PreparedRule, prepareRule, scopeOf } from "./prepare.ts";
import type { EvaluationRun, RuleCounts, RuleResults } from "./run.ts";
import { indexDocument } from "./snapshot.ts";
import { judgeState } from "./state.ts";
import { accountOf, type EvaluatedResource, subjectOf } from "./subject.ts";
import { acceptance, tally } from "./summary.ts";
import { type Tape, withTape } from "./tape.ts";

export type RefusedDocument = { ok: false; errors: SchemaError[] };

/**
 * Judges a document and a tape by rules: state rules judge the document, event rules the entries of the tape. The same input always gives the same
 * results, in the same order, as plain JSON.
 *
 * Results of event rules carry message and evidence. Of results on state both follow from document and rule and cost a walk of the rule's conditions:
 * their message is the rule's title and their evidence empty until `detail` or `withDetails` gives them.
 *
 * Refused is a document in which a lookup key is not unique. Document, tape and rules have been validated before.
 */
export function judge(
  given: ReeveDocument,
  tape: Tape,
  rules: readonly CheckedRule[],
  options: EvaluateOptions = {},
): { ok: true; results: ReeveResults } | RefusedDocument {
  const document = deriveFor(withTape(given, tape), rules, options.stated);
  const gaps = newEvaluationGaps(document);
  const indexed = indexDocument(document, gaps);
  if (!indexed.ok) return indexed;
  const run: EvaluationRun = {
    document,
    index: indexed.index,
    gaps,
    clockMs: instantOf(document.collectedAt) ?? 0,
    account: options.isAccountMadeUp ? null : accountOf(document),
    mayHoldMore: options.closedWorld ?? (() => true),
    holders: derivedHolders(document, rules, options),
  };
  const off = new Map((options.off ?? []).map(({ rule, reason }) => [rule, reason]));
  const notConfigured = new Map((options.notConfigured ?? []).map(({ rule, params }) => [rule, params]));
  const sorted = [...rules].sort((left, right) => byText(left.id, right.id));
  const packOf = new Map((options.packs ?? []).flatMap(({ id, ruleIds }) => (ruleIds ?? []).map((rule): [string, string] => [rule, id])));
  const prepared = sorted.filter(({ id }) => !off.has(id) && !notConfigured.has(id)).map((rule) => prepareRule(rule, options));
  const accepted = acceptance(document, gaps, options.acceptedGaps ?? []);
  const accounting = tally(accepted);
  const counts: RuleCounts[] = [];
  const lists = new Set(options.listed ?? STATUSES);
  const results: Result[] = [];
  const subjects = subjectCache();
  const events = eventsJudged(run, prepared);
  for (const rule of prepared) {
    const judged = events.get(rule) ?? judgeState(run, rule, subjects, lists);
    counts.push(judged.counts);
    sortResults(judged.results);
    for (const result of judged.results) {
      accounting.add(result);
      if (lists.has(result.status)) results.push(result);
    }
  }
  const listed = gaps.listed(accounting.gapsUsed);
  return {
    ok: true,
    results: {
      schema: "reeve/results@1",
      document: {
        sha256: options.documentHash === false ? null : documentSha256(given),
        ...(document.sha256 === undefined ? {} : { snapshots: [document.sha256] }),
        collectedAt: document.collectedAt,
        accounts: accountsOf(document, options),
      },
      ...(options.tool ? { tool: options.tool } : {}),
      packs: (options.packs ?? []).map(({ id, sha256 }) => ({ id, sha256 })),
      rules: sorted.map((rule) => judgedRule(rule, options, off.get(rule.id) ?? null, packOf.get(rule.id), notConfigured.get(rule.id))),
      results,
      counts,
      gaps: listed,
      accepted: acceptedOf(listed, accepted),
      summary: accounting.summary(prepared, counts, notRunRules(sorted, options)),
    },
  };
}

/** Rules that are switched off or lack a parameter, and those that were not given. */
function notRunRules(rules: readonly CheckedRule[], { off = [], notConfigured = [], notRun = [] }: EvaluateOptions): NotRunRule[] {
  const [isOff, isUnset] = [new Set(off.map(({ rule }) => rule)), new Set(notConfigured.map(({ rule }) => rule))];
  const here = rules.flatMap(({ id, controls }): NotRunRule[] =>
    isOff.has(id) ? [{ id, controls, why: "off" }] : isUnset.has(id) ? [{ id, controls, why: "not-configured" }] : [],
  );
  return [...here, ...notRun].sort((left, right) => byText(left.id, right.id));
}

const acceptedOf = (gaps: ReeveResults["gaps"], accepted: ReturnType<typeof acceptance>): ReeveResults["accepted"] =>
  Object.keys(gaps).flatMap((gap) => {
    const entry = accepted(gap);
    return entry ? [{ gap, reason: entry.reason, expires: entry.expires }] : [];
  });

const STATUSES: readonly Result["status"][] = ["pass", "fail", "unknown", "not-applicable"];

function eventsJudged(run: EvaluationRun, prepared: readonly PreparedRule[]): Map<PreparedRule, RuleResults> {
  const eventRules = prepared.filter((rule) => rule.rule.resource === "event");
  if (eventRules.length === 0) return new Map();
  const judged = judgeEvents(run, eventRules);
  return new Map(eventRules.flatMap((rule, at) => (judged[at] ? [[rule, judged[at]]] : [])));
}

/** Names a resource once for all rules. */
function subjectCache(): (kind: ResourceKind, resource: Resource) => EvaluatedResource {
  const known = new Map<Resource, EvaluatedResource>();
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

function judgedRule(
  rule: CheckedRule,
  options: EvaluateOptions,
  off: string | null,
  pack: string | undefined,
  unset: readonly string[] | undefined,
): ReeveResults["rules"][number] {
  const { id, formerly, title, resource, rationale, references, file, sha256 } = rule;
  const { params } = scopeOf(rule, options);
  const overrides = options.severity ?? {};
  const severity = (Object.hasOwn(overrides, id) ? overrides[id] : undefined) ?? rule.severity;
  return {
    id,
    title,
    severity,
    resource,
    rationale,
    ...answersOf(rule, params),
    references,
    file,
    sha256,
    off,
    ...(rule.params.length > 0 ? { params: Object.fromEntries(rule.params.map(({ name }) => [name, params[name] ?? null])) } : {}),
    ...(off === null && unset !== undefined ? { notConfigured: [...unset] } : {}),
    ...(pack === undefined ? {} : { pack }),
    ...(formerly.length > 0 ? { formerly } : {}),
  };
}

function accountsOf(document: ReeveDocument, { isAccountMadeUp }: EvaluateOptions): string[] {
  const accounts = new Set<string>();
  const own = isAccountMadeUp ? null : accountOf(document);
  if (own !== null) accounts.add(own);
  const events = isUnknown(document.events) ? [] : document.events;
  for (const event of events) if (!isUnknown(event) && event.accountId !== null) accounts.add(event.accountId);
  return [...accounts].sort();
}
