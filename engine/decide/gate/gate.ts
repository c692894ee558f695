import { hasRun, plural, type ReeveResults, type Result } from "../../../schemas/index.ts";
import type { UnreviewedType } from "../../changes/index.ts";
import { nothingDecided } from "../exit.ts";
import { type AgeLimit, ageReason, type CollectionTime } from "./age.ts";
import { type Binding, type BindingOptions, bindingsOf } from "./binding.ts";
import { countsOf } from "./counts.ts";
import type { GateDecision, GateProblem, GateReason } from "./decision.ts";
import { type Comparison, compare } from "./delta.ts";
import { foundNotApplicable, isNothingToDecide, isOfNoPlan, type PlanOnly, unreviewedReasons, withoutResults } from "./plan-only.ts";
import { blockedReasons, incompleteReason, notConfiguredReason, problemReason, refusedReasons, unwatchedReason } from "./reasons.ts";
import { unwaived } from "./unwaived.ts";
import { type GateVerdict, type Ownership, type VerdictContext, verdictOf } from "./verdict.ts";
import { usedBy, type WeakeningInput, weakeningReasons, weakeningsOf } from "./weakenings.ts";

/** What the gate decides by. */
export interface GateTerms extends BindingOptions {
  /** Null: the results alone, with waivers and baseline. */
  comparison: Comparison | null;
  /** Accepts unknown results, and problems of plans that are only known after apply; nothing else. `existing`: only results that were unknown before. */
  allowUnknown: boolean | "existing";
  /** Every account that a binding names by its id must be judged. */
  needsEveryAccount: boolean;
  /** Write calls that no rule watches make the decision incomplete. */
  failOnUnwatched?: boolean;
  /** Asked of the file of a waiver where enforcement is soft. */
  ownedByAnother: (file: string) => Ownership;
  /** Whether a waiver recorded the facts of what it waives; left out: none did. */
  recordsFacts?: VerdictContext["recordsFacts"];
  /** Snapshots judged, and how old they may be; null for any age. */
  collectionTimes: readonly CollectionTime[];
  maxAge: AgeLimit | null;
  /** Records from the future; left out: none. */
  futureRecords?: readonly GateReason[];
  /** Parameters that name nothing. */
  namesOfNothing?: readonly GateReason[];
  /** Rules and settings before and after an edit, and the day; left out where no edit is compared. */
  edit?: Pick<WeakeningInput, "enforced" | "today" | "scope"> | null;
  /** Why the settings that decide were not read, in words. */
  settingsUnread?: string;
  /** Why the rules of the change are not compared with those before it. */
  rulesNotCompared?: string;
  problems: readonly GateProblem[];
  planned: GateDecision["planned"];
  /** What was taken to be so; left out: nothing. */
  assumptions?: NonNullable<GateDecision["assumptions"]>;
  /** Null where there is a snapshot; left out where there is no plan. */
  planOnly?: PlanOnly | null;
  /** Types of planned changes that no one reviewed as unable to affect IAM or CloudTrail; each change of one is among the problems. */
  unreviewed?: readonly UnreviewedType[];
}

/** Problems of a plan that are unknowns like any other: what only the apply will tell. All others hide what the change does, and nothing accepts them. */
const ACCEPTABLE = new Set(["known-after-apply"]);

/** Problems that a reason of their own names by type. */
const UNREVIEWED = "type-not-reviewed";

interface Judged {
  result: Result;
  binding: Binding | null;
  verdict: GateVerdict;
}

/**
 * Decides on a merge. Results come merged, with waivers, attestations and baseline applied; they are not changed. Exit code 1 before 3: what is
 * known to be bad is said first. Nothing decided, or nothing that anybody enforces, is 3 and never 0.
 */
export function gate(after: ReeveResults, input: GateTerms): ReeveResults & { gate: GateDecision } {
  const { comparison } = input;
  const compared = comparison ? compare(after, comparison) : { results: after.results, fixed: [], changed: [] };
  const bindingOf = bindingsOf(after.rules, input);
  const context = {
    comparison: comparison && { names: comparison.names, couldAffect: comparison.couldAffect ?? comparison.names },
    recordsFacts: input.recordsFacts ?? (() => false),
    unaccepted: new Set(after.summary.coverage.gapsUnaccepted),
    ownedByAnother: input.ownedByAnother,
  };
  const judged: Judged[] = [];
  const results = compared.results.flatMap((result) => {
    if (result.status !== "fail" && result.status !== "unknown") return [result];
    const binding = bindingOf(result);
    const verdict = verdictOf(result, binding, context);
    if (input.planOnly && isOfNoPlan(result) && verdict.kind === "passes") return [];
    judged.push({ result, binding, verdict });
    return [verdict.refused === null ? result : unwaived(result)];
  });
  const weakenings = input.edit ? weakeningsOf(after, comparison?.before ?? null, compared, { ...input, ...input.edit }) : null;
  const { reasons, code } = reasonsOf({ ...after, results: compared.results }, judged, weakeningReasons(weakenings ?? [], input.edit?.scope ?? "all"), input);
  const unjudged = fingerprintsOf(judged, "incomplete");
  const decision: GateDecision = {
    decision: code === 0 ? "pass" : code === 1 ? "blocked" : "incomplete",
    exitCode: code,
    comparison: comparison?.kind ?? "none",
    reasons,
    blocking: fingerprintsOf(judged, "blocks"),
    ...(unjudged.length > 0 ? { unjudged } : {}),
    ...(weakenings === null ? {} : { weakenings }),
    counts: countsOf(results, compared.fixed.length),
    fixed: compared.fixed,
    bindings: appliedOf(judged, input),
    problems: [...input.problems],
    ...(input.assumptions?.length ? { assumptions: [...input.assumptions] } : {}),
    planned: [...input.planned],
    ...(input.planOnly
      ? {
          planOnly: {
            rulesNotEvaluated: input.planOnly.rulesNotEvaluated,
            affectsNothing: input.planOnly.affectsNothing && input.problems.length === 0,
            ...(nothingDecided(after) && isNothingToDecide(input.planOnly, after, input.problems.length) ? { nothingToDecide: true } : {}),
          },
        }
      : {}),
  };
  return { ...withoutResults(after, results), ...usedBy(weakenings ?? [], after.waivers), gate: decision };
}

const fingerprintsOf = (judged: readonly Judged[], kind: GateVerdict["kind"]): string[] =>
  judged.flatMap(({ result, verdict }) => (verdict.kind === kind && result.fingerprint !== undefined ? [result.fingerprint] : []));

function reasonsOf(
  after: ReeveResults,
  judged: readonly Judged[],
  weakened: readonly GateReason[],
  input: GateTerms,
): { reasons: GateReason[]; code: 0 | 1 | 3 } {
  const blocking = judged.filter(({ verdict }) => verdict.kind === "blocks");
  const refused = judged.flatMap(({ result, verdict }) => (verdict.refused !== null && verdict.kind !== "passes" ? [{ result, why: verdict.refused }] : []));
  const blocked = blockedReasons(
    blocking.map(({ result }) => result),
    input.comparison?.kind ?? "none",
  );
  const ou = blocking.some(({ binding }) => binding?.ouUnknown) ? [OU_UNKNOWN] : [];
  const incomplete = judged.filter(({ verdict }) => verdict.kind === "incomplete").map(({ result }) => result);
  const open: GateReason[] = [];
  const unreviewed = unreviewedReasons(input.unreviewed ?? []);
  open.push(...unreviewed);
  // Without a snapshot what could not be judged says it already.
  if (unreviewed.length === 0 || !input.planOnly) open.push(...undecidedReason(after, input));
  if (input.settingsUnread !== undefined) open.push({ code: "settings-unread", count: 0, text: input.settingsUnread });
  // What is not compared may be weaker.
  if (input.rulesNotCompared !== undefined && input.allowUnknown !== true) open.push({ code: "rules-not-compared", count: 0, text: input.rulesNotCompared });
  open.push(...ageReason(input.collectionTimes, input.maxAge), ...(input.futureRecords ?? []), ...(input.namesOfNothing ?? []));
  if (input.failOnUnwatched) open.push(...unwatchedReason(after.unwatched ?? []));
  const counted = input.problems.filter(({ code }) => code !== UNREVIEWED && !(input.allowUnknown === true && ACCEPTABLE.has(code)));
  open.push(...problemReason(counted));
  // Without a snapshot nothing shows what an existing resource was before the change, and rules on the account run only where the change bears on them.
  const isChangedUnseen = (result: Result): boolean =>
    Boolean(input.planOnly) && (result.resource.kind === "account" || input.comparison?.names(result) === true);
  const isAccepted = (result: Result): boolean => input.allowUnknown === "existing" && result.delta === "unchanged" && !isChangedUnseen(result);
  const unaccepted = incomplete.filter((result) => !isAccepted(result));
  if (input.allowUnknown !== true) open.push(...incompleteReason(unaccepted), ...notConfiguredReason(after.rules, input.comparison));
  const code = blocked.length + weakened.length > 0 ? 1 : open.length > 0 ? 3 : 0;
  return { code, reasons: code === 0 ? [] : [...blocked, ...weakened, ...refusedReasons(refused), ...ou, ...open] };
}

/** That nothing was decided, or nothing of what was judged is enforced, or an account is missing. */
function undecidedReason(after: ReeveResults, input: GateTerms): GateReason[] {
  const planOnly = input.planOnly ?? null;
  // That a finding cannot be worse is a decision too.
  const isSettled = after.results.some(({ cannotWorsen }) => cannotWorsen === true);
  if (nothingDecided(after) && !isSettled && !(planOnly && foundNotApplicable(after))) {
    const isDecision = (planOnly?.affectsNothing === true && input.problems.length === 0) || isNothingToDecide(planOnly, after, input.problems.length);
    return isDecision ? [] : [{ code: "nothing-decided", count: 0, text: "nothing was decided" }];
  }
  if (nothingEnforced(after, input)) return [{ code: "nothing-enforced", count: 0, text: "no binding of reeve.yaml names what was judged" }];
  return input.needsEveryAccount ? missingAccounts(after, input.bindings) : [];
}

/** Accounts that bindings name by their ids, and that nothing given is of: what is enforced on them was not judged. */
function missingAccounts({ document }: ReeveResults, bindings: GateTerms["bindings"]): GateReason[] {
  const named = new Set(bindings.flatMap(({ accounts = [] }) => accounts.filter((account) => /^\d{12}$/.test(account))));
  const missing = [...named].filter((account) => !document.accounts.includes(account)).sort();
  if (missing.length === 0) return [];
  const text = `${plural(missing.length, "account")} that bindings of reeve.yaml name ${missing.length === 1 ? "was" : "were"} not judged, because no file given covers ${missing.length === 1 ? "it" : "them"}: ${missing.join(", ")}`;
  return [{ code: "account-missing", count: missing.length, text }];
}

const OU_UNKNOWN: GateReason = {
  code: "ou-unknown",
  count: 0,
  text: "the account's organizational unit is unknown, so a binding that names units was applied",
};

/** Whether no rule that ran is named by any binding: a misspelt account would otherwise be a silent green. */
function nothingEnforced({ rules, document }: ReeveResults, input: GateTerms): boolean {
  if (input.bindings.length === 0) return false;
  const bindingOf = bindingsOf(rules, input);
  const accounts = document.accounts.length > 0 ? document.accounts : [null];
  return !rules.some((rule) => hasRun(rule) && accounts.some((account) => bindingOf({ rule: rule.id, account }) !== null));
}

/** Each configured binding, with what it decided on. */
function appliedOf(judged: readonly Judged[], { bindings, failOn }: GateTerms): GateDecision["bindings"] {
  const applied = bindings.map(({ pack, severity = failOn, enforcement }) => ({ pack, severity, enforcement, results: 0, blocking: 0 }));
  for (const { binding, verdict } of judged) {
    const own = binding ? applied[binding.at] : undefined;
    if (!own) continue;
    own.results += 1;
    if (verdict.kind === "blocks") own.blocking += 1;
  }
  return applied;
}
