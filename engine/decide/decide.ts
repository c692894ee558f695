import type { PlanProblem, ReeveResults, Result } from "../../schemas/index.ts";
import { distinctTypes, type UnreviewedType } from "../changes/index.ts";
import { type DetailOf, ownDetail } from "../evaluate/index.ts";
import { type PlannedAccount, plannedAccounts } from "./accounts.ts";
import { type Assumption, assumedAccounts } from "./assumed-accounts.ts";
import { type Comparing, comparingBy, OWN_FACTS } from "./compare/index.ts";
import type { AccountsSubject, DecidedAccount, DecideInput, DecideOutcome, MergeTerms, ResultsSubject } from "./decide-input.ts";
import { denialsNotJudged } from "./denials-not-judged.ts";
import { evaluateAccounts } from "./evaluate-accounts.ts";
import { exitCode } from "./exit.ts";
import { ageReason, type CollectionTime, FUTURE_RECORDS, futureRecordsReason } from "./gate/age.ts";
import type { GateReason } from "./gate/decision.ts";
import type { Comparison } from "./gate/delta.ts";
import { gate as decideOnMerge, type GateTerms } from "./gate/gate.ts";
import { mergeResults } from "./gate/merge.ts";
import { ouPathOf } from "./gate/ou-paths.ts";
import { deletesUndecided, makesUndecided, type PlanOnly } from "./gate/plan-only.ts";
import { goneNames, NAME_IN_PARAMETER, namesOfNothing } from "./gone-names.ts";
import type { DecideNotice, DecideProblem } from "./outcome.ts";
import { ownershipBy } from "./owners/ownership.ts";
import { withShownTrails } from "./shown-trails.ts";
import { withDecisions } from "./waive/apply.ts";
import { dayOf } from "./waive/days.ts";

/**
 * Evaluates, applies waivers, attestations and the baseline, compares, and decides. Pure: plain data in, plain data out; the same input gives the same
 * outcome.
 */
export function decide(input: DecideInput): DecideOutcome {
  const found = input.subject.kind === "results" ? savedResults(input.subject) : evaluated(input.subject, input);
  if (!found.ok) return found;
  const { evaluation } = found;
  const { accounts, planned, problems, comparison, collectionTimes } = evaluation;
  const { merge, failOn, allowUnknown, failOnUnwatched = false } = input;
  const documents = accounts.map(({ document }) => document);
  const { waivers, baseline } = input.decisions;
  const decidedResults = withDecisions(evaluation.results, input.decisions, documents, evaluation.detailOf, evaluation.comparing, plansOf(evaluation));
  const results = input.unread?.length ? { ...decidedResults, unread: input.unread } : decidedResults;
  const withoutFacts = (baseline?.entries ?? []).filter(({ facts }) => facts === undefined).length;
  const notices: DecideNotice[] = [...found.notices, ...(withoutFacts > 0 ? [{ code: "baseline-without-facts", count: withoutFacts } as const] : [])];
  if (!merge)
    return {
      ok: true,
      results,
      exit: exitCode(results, {
        failOn,
        allowUnknown: allowUnknown === true,
        failOnUnwatched,
        age: ageReason(evaluation.collectionTimes, input.maxAge ?? null),
        futureRecords: evaluation.futureRecords,
        namesOfNothing: evaluation.namesOfNothing,
      }),
      accounts,
      notices,
    };
  const decided = decideOnMerge(results, {
    bindings: merge.bindings,
    needsEveryAccount: merge.needsEveryAccount,
    failOn,
    ouPathOf: ouPathOf(documents),
    comparison,
    allowUnknown,
    failOnUnwatched,
    recordsFacts: ({ file, line }) => waivers.some((waiver) => waiver.file === file && waiver.line === line && waiver.facts !== null),
    ownedByAnother: merge.owners === null ? () => ({ ok: false, why: "its owners were not read" }) : ownershipBy(merge.owners),
    collectionTimes,
    futureRecords: evaluation.futureRecords,
    namesOfNothing: evaluation.namesOfNothing,
    edit: editOf(input, merge),
    ...(merge.settingsUnread === undefined ? {} : { settingsUnread: merge.settingsUnread }),
    ...(merge.rulesNotCompared === undefined ? {} : { rulesNotCompared: merge.rulesNotCompared }),
    maxAge: merge.maxAge,
    problems,
    planned,
    assumptions: evaluation.assumptions,
    planOnly: evaluation.planOnly,
    unreviewed: evaluation.unreviewed,
  });
  return { ok: true, results: decided, exit: { code: decided.gate.exitCode, reasons: [] }, accounts, notices };
}

function plansOf({ planOnly, accounts, comparison }: Evaluation): "with-snapshot" | "alone" | undefined {
  if (comparison?.kind !== "plan") return undefined;
  return planOnly ? "alone" : accounts.some(({ plans }) => plans.length > 0) ? "with-snapshot" : undefined;
}

function editOf({ subject, now }: DecideInput, { edit }: MergeTerms): NonNullable<GateTerms["edit"]> | null {
  if (!edit || subject.kind === "results") return null;
  const earlier = subject.base ?? edit.rulesBefore;
  if (!earlier) return null;
  const enforced = { before: { ...edit.before, selection: earlier }, now: { ...edit.now, selection: subject.selection } };
  return { enforced, today: dayOf(now), scope: subject.base ? "all" : "rules" };
}

interface Evaluation {
  results: ReeveResults;
  comparison: Comparison | null;
  detailOf: DetailOf;
  comparing: Comparing;
  collectionTimes: CollectionTime[];
  futureRecords: GateReason[];
  namesOfNothing: GateReason[];
  accounts: DecidedAccount[];
  planned: NonNullable<ReeveResults["gate"]>["planned"];
  problems: PlanProblem[];
  assumptions: Assumption[];
  planOnly: PlanOnly | null;
  unreviewed: UnreviewedType[];
}

type Evaluated = { notices: DecideNotice[] } & ({ ok: true; evaluation: Evaluation } | { ok: false; problem: DecideProblem });

function evaluated(subject: AccountsSubject, { now, merge, maxAge, recordClock }: DecideInput): Evaluated {
  const planned = plannedAccounts(subject.accounts, subject.plans, now);
  if (!planned.ok) return { ...planned, notices: [] };
  const { problems } = planned.value;
  const { selection, base, locations, shown } = subject;
  const accounts = planned.value.accounts.map((account) => withShownTrails(account, selection));
  const outcome = evaluateAccounts({
    accounts,
    selection,
    watching: subject.watching ?? selection,
    base,
    comparePlans: merge?.comparePlans ?? false,
    locations,
    shown,
  });
  if (!outcome.ok) return outcome;
  const { results, comparison, detailOf, notices } = outcome;
  const { ledger } = subject;
  const evaluation: Evaluation = {
    results: ledger ? { ...results, ledger } : results,
    comparison,
    detailOf,
    comparing: comparingBy(
      accounts.map(({ after }) => after),
      selection,
    ),
    collectionTimes: merge?.snapshots || maxAge ? accounts.map(({ name, before }) => ({ name, collectedAt: before.collectedAt })) : [],
    futureRecords: futureRecordsReason(
      accounts.map(({ before }) => before),
      recordClock ?? null,
    ),
    namesOfNothing: namesOfNothing(accounts, selection),
    accounts: accounts.map(({ name, after, plans, holders }) => ({ name, document: after, plans, holders })),
    planned: accounts.flatMap((account) => account.planned),
    problems: [...subject.problems, ...problems, ...accounts.flatMap((account) => [...denialsNotJudged(account, selection), ...goneNames(account, selection)])],
    assumptions: accounts.flatMap(assumedAccounts),
    planOnly: planOnly(accounts, selection.rules.length, outcome.notEvaluated),
    unreviewed: unreviewedIn(accounts),
  };
  return { ok: true, evaluation, notices };
}

const unreviewedIn = (accounts: readonly PlannedAccount[]): UnreviewedType[] => distinctTypes(accounts.flatMap(({ unreviewed }) => unreviewed));

/** Null where there is a snapshot, or no plan could be read. */
function planOnly(accounts: readonly PlannedAccount[], rules: number, rulesNotEvaluated: number): PlanOnly | null {
  const plans = accounts.flatMap((account) => account.plans);
  if (plans.length === 0 || !accounts.every(({ withoutSnapshot }) => withoutSnapshot)) return null;
  const isReviewed = rules > 0 && unreviewedIn(accounts).length === 0;
  return {
    rulesNotEvaluated,
    affectsNothing: isReviewed && accounts.every(({ planned }) => planned.length === 0),
    makesUndecided:
      isReviewed &&
      accounts.some(({ planned }) => planned.length > 0) &&
      accounts.every(({ planned, plans, kinds, existing }) => makesUndecided({ planned, kinds: kinds(), existing }) || deletesUndecided(plans, existing)),
  };
}

function savedResults({ parts }: ResultsSubject): Evaluated {
  const {
    gate: _,
    decision: _check,
    ...results
  } = mergeResults(parts.map(({ name, results }) => ({ name, results: { ...results, results: results.results.map(withoutDelta) } })));
  const collectionTimes = parts.map(({ name, results: { document } }) => ({ name, collectedAt: document.collectedAt }));
  return {
    ok: true,
    evaluation: {
      results,
      comparison: null,
      detailOf: ownDetail,
      comparing: OWN_FACTS,
      collectionTimes,
      // The records are not there any more; what was found of them stands in the decision.
      futureRecords: reasonsIn(parts, FUTURE_RECORDS),
      namesOfNothing: reasonsIn(parts, NAME_IN_PARAMETER),
      accounts: [],
      planned: [],
      problems: [],
      assumptions: [],
      planOnly: null,
      unreviewed: [],
    },
    notices: [],
  };
}

/** Reasons that only what was judged shows, as its decision has them. */
const reasonsIn = (parts: ResultsSubject["parts"], of: string): GateReason[] =>
  parts.flatMap(({ results: { decision, gate } }) => {
    const reasons: readonly { code: string; text: string; count?: number }[] = decision?.reasons ?? gate?.reasons ?? [];
    return reasons.flatMap(({ code, text, count = 0 }) => (code === of ? [{ code, text, count }] : []));
  });

function withoutDelta(result: Result): Result {
  const { delta: _, ...rest } = result;
  return rest;
}
