import { arnParts, hasRun, type ReeveResults, type Result } from "../../../schemas/index.ts";
import type { DetailOf } from "../../evaluate/index.ts";
import { compileGlob, didYouMean, nearest, type Severity } from "../../language/index.ts";
import type { Comparing } from "../compare/index.ts";
import { daysBetween } from "./days.ts";
import { type Decidable, isGlob, type MaxDays, type NamedRule, type WaiveContext, type Waiver } from "./kept.ts";
import { accountTest, byRule, ruleTest, subjectTest } from "./match.ts";
import { whyWaiverNoLongerFits } from "./outgrown.ts";

type State = NonNullable<ReeveResults["waivers"]>[number];

/** A waiver held against results: its state, and the results that it names. */
export interface WaiverStatus {
  waiver: Waiver;
  state: State;
  named: readonly Result[];
}

/** What days and limits there are, all of them known. */
export interface Terms {
  today: string;
  maxDays: MaxDays;
  expiringDays: number;
  ouPathOf: NonNullable<WaiveContext["ouPathOf"]>;
  detailOf: DetailOf;
  comparing: Comparing;
  /** Every rule that there is; null where nobody knows. */
  rules: readonly NamedRule[] | null;
  /** What was judged of plans; null where there was none. */
  plans: NonNullable<WaiveContext["plans"]> | null;
}

/** Holds waivers against results, in their order. Changes nothing. */
export function judgeWaivers(results: Decidable, waivers: readonly Waiver[], terms: Terms): WaiverStatus[] {
  const groups = byRule(results.results.filter(({ status }) => status === "fail" || status === "unknown"));
  const severityOf = new Map<string, Severity>(results.rules.map(({ id, severity }) => [id, severity]));
  return waivers.map((waiver) => {
    const ofRule = ruleTest(waiver.rule);
    const [ofAccount, ofSubject] = [accountTest(waiver, terms.ouPathOf), subjectTest(waiver.subject)];
    const rules = results.rules.filter((rule) => hasRun(rule) && ofRule(rule));
    const met = rules.flatMap(({ id }) => groups.get(id) ?? []).filter((result) => ofAccount(result.account) && ofSubject(result));
    const named = waiver.unknown ? met : met.filter(({ status }) => status === "fail");
    const daysLeft = daysBetween(terms.today, waiver.expires);
    const { file, line, rule, kind, reason, owner, ticket, expires } = waiver;
    const worse = (result: Result): string | null => whyWaiverNoLongerFits(result, waiver, severityOf.get(result.rule) ?? result.severity, daysLeft, terms);
    const verdict = verdictOf({ waiver, daysLeft, named, unknowns: met.length - named.length, ran: rules.length > 0, worse }, results, terms);
    return { waiver, named, state: { file, line, rule, kind, reason, owner, ticket, expires, daysLeft, matches: named.length, ...verdict } };
  });
}

interface Facts {
  waiver: Waiver;
  daysLeft: number;
  named: readonly Result[];
  /** Unknowns that it would name if it said so. */
  unknowns: number;
  /** Whether a rule that it names was run. */
  ran: boolean;
  worse: (result: Result) => string | null;
}

/** The first that holds: expired, too broad, outgrown, unused, expiring, active. */
function verdictOf({ waiver, daysLeft, named, unknowns, ran, worse }: Facts, results: Decidable, terms: Terms): Pick<State, "state" | "detail"> {
  if (daysLeft < 0) return { state: "expired", detail: `expired ${daysLeft === -1 ? "yesterday" : `${-daysLeft} days ago`}` };
  if (named.length > waiver.max)
    return { state: "too-broad", detail: `matches ${named.length} results, and may match ${waiver.max}: name fewer, or raise max` };
  for (const result of named) {
    const detail = worse(result);
    if (detail !== null) return { state: "outgrown", detail };
  }
  const state = daysLeft <= terms.expiringDays ? "expiring" : "active";
  if (named.length > 0) return { state, detail: null };
  if (unknowns > 0) return { state, detail: `what it names is unknown, and it does not say unknown: true` };
  const unseen = unseenBy(waiver, ran, results, terms);
  if (unseen !== null) return { state, detail: unseen };
  return { state: "unused", detail: ran ? "nothing that it names is open: remove it" : noSuchRule(waiver.rule, terms.rules ?? []) };
}

/** That nothing bears a name, and what was meant perhaps. */
export const noSuchRule = (name: string, rules: readonly NamedRule[]): string =>
  `no rule is ${isGlob(name) ? "called anything like" : "called"} ${name}.${didYouMean(
    nearest(
      name,
      rules.map(({ id }) => id),
    ),
  )}`;

/** Why nobody can say yet that a waiver is unused: its rule was not run, or its account not judged. Null when it could have matched. */
function unseenBy(waiver: Waiver, ran: boolean, results: Decidable, { rules, ouPathOf, plans }: Terms): string | null {
  if (!ran) return rules === null || rules.some(ruleTest(waiver.rule)) ? "its rule was not run this time" : null;
  const isAccount = accountTest(waiver, ouPathOf);
  const accounts = results.document.accounts;
  if (accounts.length > 0 && !accounts.some(isAccount))
    return waiver.ou === null ? "its account was not judged this time" : "no account of this unit was judged";
  // What a plan makes has this name until the apply, and only in a gate of that plan.
  if (waiver.subject.pattern.startsWith("planned:")) return "it names what a plan makes, and no such plan was judged this time";
  // A fingerprint does not say whether it is of the account or of what another plan makes.
  if (plans !== null && waiver.subject.pattern.startsWith("v1:")) return "it names one finding, which may be of another plan";
  if (plans === "alone") return "only what the plan makes was judged";
  const account = accountIn(waiver.subject.pattern);
  return account !== null && !accounts.some(account) ? "its account was not judged this time" : null;
}

/** The account that an ARN or glob of ARNs names; null where it names none. */
function accountIn(pattern: string): ((account: string) => boolean) | null {
  const account = arnParts(pattern)?.accountId;
  if (account === undefined || account === "" || account === "aws") return null;
  return isGlob(account) ? compileGlob(account) : (id) => id === account;
}
