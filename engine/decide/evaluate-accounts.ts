import type { ReeveDocument, ReeveResults, Result } from "../../schemas/index.ts";
import { isUnknown } from "../../schemas/index.ts";
import {
  allFactsOf,
  type DetailOf,
  detailsOf,
  type FactsOf,
  judge,
  judgeBefore,
  ownDetail,
  ownFacts,
  readsList,
  type ShownResults,
  tapeOf,
  unwatchedCalls,
  withDetails,
} from "../evaluate/index.ts";
import { asTest, type CheckedRule, foldTest, someTests } from "../language/index.ts";
import { NO_ACCOUNT, type PlannedAccount } from "./accounts.ts";
import { type InEditedClauses, inEditedClauses, namesIn, type ReplacedIds, replacedIds } from "./compare/index.ts";
import { type ExistingChanged, existingChanged } from "./existing-changed.ts";
import type { Comparison } from "./gate/delta.ts";
import { editedRules } from "./gate/edited.ts";
import { mergeResults } from "./gate/merge.ts";
import { couldAffectBy } from "./gate/touched.ts";
import { withNewNames } from "./gone-names.ts";
import { causeFinder } from "./locate/cause.ts";
import type { DecideNotice, DecideProblem } from "./outcome.ts";
import { evaluateOptions, fittingRules, isEventRule, type Selection, type WatchingRules } from "./selection.ts";
import { isOfAccount, reads } from "./shown-trails.ts";

/** Where planned resources are written, by address. */
export type PlanLocations = Readonly<Record<string, { file: string; line: number }>>;

export interface EvaluateAccountsInput {
  accounts: readonly PlannedAccount[];
  selection: Selection;
  watching: WatchingRules;
  /** The rules before an edit; null where none are compared. */
  base: Selection | null;
  /** Plans are compared with the account before them, even where none could be applied. */
  comparePlans: boolean;
  locations: PlanLocations;
  shown: ShownResults;
}

export type EvaluatedAccounts = { notices: DecideNotice[] } /** `notEvaluated`: rules on state that a plan without a snapshot leaves out. */ & (
  | { ok: true; results: ReeveResults; comparison: Comparison | null; detailOf: DetailOf; notEvaluated: number }
  | { ok: false; problem: DecideProblem }
);

type Outcome = ReturnType<typeof judge>;
type Details = NonNullable<Comparison["detailOf"]>;

/** Accepted gaps that hold for no account: their last day is before each of them. */
function expiredGaps({ accounts, selection }: EvaluateAccountsInput): DecideNotice[] {
  const gaps = selection.acceptedGaps.filter(({ expires }) => accounts.every(({ after }) => expires < after.collectedAt.slice(0, 10)));
  return accounts.length === 0 || gaps.length === 0 ? [] : [{ code: "gaps-expired", gaps: gaps.map(({ source, expires }) => ({ source, expires })) }];
}

/** Evaluates each account, and what it is compared with, and makes one of all. */
export function evaluateAccounts(input: EvaluateAccountsInput): EvaluatedAccounts {
  const { accounts, selection, watching, base, comparePlans, shown } = input;
  const notices: DecideNotice[] = expiredGaps(input);
  const parts: AccountPart[] = [];
  let notEvaluated = 0;
  for (const account of accounts) {
    const { name, before, after, withoutSnapshot, reducedFields, holders, isAccountMadeUp, changedOfAccount } = account;
    const { rules, notRun, missing } = withoutSnapshot
      ? rulesOfPlan(selection.rules, after, [...changedOfAccount, ...reducedFields])
      : fittingRules(selection.rules, after);
    if (withoutSnapshot) notEvaluated = Math.max(notEvaluated, notRun);
    if (rules.length === 0 && notRun > 0 && !withoutSnapshot) return { ok: false, problem: { code: "no-fitting-rule", missing }, notices };
    if (notRun > 0 && !withoutSnapshot) notices.push({ code: "rules-not-run", count: notRun, missing });
    const evaluated = {
      ...evaluateOptions({ ...selection, params: withNewNames(selection, rules, account) }, rules),
      holders,
      ...(withoutSnapshot ? { isAccountMadeUp } : {}),
    };
    const changed = withoutSnapshot ? existingChanged(account, rules, evaluated) : null;
    const options = changed ? { ...evaluated, closedWorld: changed.mayHoldMore } : evaluated;
    const now = judge(after, tapeOf(after), rules, { ...options, ...shown });
    if (!now.ok) return { ok: false, problem: { code: "document-refused", errors: now.errors }, notices };
    const results = { ...now.results, ...unwatchedIn(after, watching) };
    const earlierBy = base ? earlierRules(base.rules, selection.rules, rules) : rules;
    const earlier: Outcome = base
      ? evaluateEarlier(before, earlierBy, base)
      : before === after
        ? now
        : judgeBefore(before, { document: after, results }, rules, { ...options, documentHash: false });
    if (!earlier.ok) return { ok: false, problem: { code: "document-refused", errors: earlier.errors }, notices };
    const earlierOptions = base ? evaluateOptions(base, earlierBy) : options;
    parts.push({
      name,
      isAsItWas: changed?.isAsItWas ?? (() => false),
      documents: [after, before],
      after: results,
      before: earlier.results,
      detailOf: { before: detailsOf(before, earlierBy, earlierOptions), after: detailsOf(after, rules, options) },
      factsOf: { before: allFactsOf(before, earlierBy, earlierOptions), after: allFactsOf(after, rules, options) },
      filled: {
        before: (found) => withDetails(before, earlierBy, found, earlierOptions),
        after: (found) => withDetails(after, rules, found, options),
      },
    });
  }
  const results = merged(parts, "after");
  const [only] = parts.length === 1 ? parts : [];
  const details: Details = only?.detailOf ?? { before: ownDetail, after: ownDetail };
  const detailOf = details.after;
  if (!base && !comparePlans) return { ok: true, results, comparison: null, detailOf, notices, notEvaluated };
  const before = merged(parts, "before");
  const comparison = base ? rulesComparison(before, selection, base) : planComparison(before, input, parts);
  const factsOf = only?.factsOf ?? { before: ownFacts, after: ownFacts };
  const nameOf = namesIn(parts.flatMap((part) => part.documents));
  return { ok: true, results, comparison: { ...comparison, detailOf: details, factsOf, nameOf }, detailOf, notices, notEvaluated };
}

function unwatchedIn(document: ReeveDocument, { rules, params, off }: WatchingRules): Pick<ReeveResults, "unwatched"> {
  if (isUnknown(document.events) || document.events.length === 0) return {};
  return { unwatched: unwatchedCalls(document, rules, { params, off: Object.entries(off).map(([rule, reason]) => ({ rule, reason })) }) };
}

interface AccountPart {
  name: string;
  isAsItWas: ExistingChanged["isAsItWas"];
  after: ReeveResults;
  before: ReeveResults;
  detailOf: Details;
  factsOf: Record<"before" | "after", FactsOf>;
  documents: ReeveDocument[];
  filled: Record<"before" | "after", (results: ReeveResults) => ReeveResults>;
}

/** One side of all accounts as one. Results of several accounts carry their details, because gaps are renamed in them. */
function merged(parts: readonly AccountPart[], side: "before" | "after"): ReeveResults {
  return mergeResults(parts.map((part) => ({ name: part.name, results: parts.length === 1 ? part[side] : part.filled[side](part[side]) })));
}

/** Findings and unknowns by the rules before an edit: nothing else is compared. */
const evaluateEarlier = (document: ReeveDocument, rules: readonly CheckedRule[], base: Selection): Outcome =>
  judge(document, tapeOf(document), rules, { ...evaluateOptions(base, rules), listed: ["fail", "unknown"], documentHash: false });

function rulesComparison(before: ReeveResults, selection: Selection, base: Selection): Comparison {
  const edited = editedRules(selection, base);
  const [was, is] = [rulesById(base.rules), rulesById(selection.rules)];
  const clauses = new Map<string, InEditedClauses>();
  return {
    kind: "rules",
    before,
    names: ({ rule }) => edited.has(rule),
    inEditedClauses: (earlier, now) => {
      const [one, other] = [was.get(earlier.rule), is.get(now.rule)];
      if (!one || !other || !edited.has(now.rule)) return null;
      const known = clauses.get(now.rule) ?? inEditedClauses(one, other);
      clauses.set(now.rule, known);
      return known;
    },
  };
}

const rulesById = (rules: readonly CheckedRule[]): Map<string, CheckedRule> => new Map(rules.map((rule) => [rule.id, rule]));

function planComparison(before: ReeveResults, { accounts, selection, locations }: EvaluateAccountsInput, parts: readonly AccountPart[]): Comparison {
  const each = accounts.map(({ name, names, kinds }, at) => ({
    name,
    names,
    couldAffect: couldAffectBy(names, kinds, selection.rules),
    isAsItWas: parts[at]?.isAsItWas ?? (() => false),
  }));
  // Parts of a plan whose accounts are not known share the name that stands for that.
  const of = (result: Result): typeof each => (each.length === 1 ? each : each.filter(({ name }) => name === (result.account ?? NO_ACCOUNT)));
  return {
    kind: "plan",
    before,
    replaced: replacedIn(accounts),
    locationOf: locationsOf(accounts, selection.rules, locations),
    names: (result) => of(result).some(({ names }) => names(result)),
    couldAffect: (result) => of(result).some(({ couldAffect }) => couldAffect(result)),
    isAsItWas: (result) => of(result).every(({ isAsItWas }) => isAsItWas(result)),
    asksForOne: asksForOneOf(selection.rules),
  };
}

const ASKS_FOR_ONE = someTests<null, boolean>({ quantifier: ({ op }) => op === "any", exists: ({ value }) => value }, () => false);

/**
 * Rules on state whose only requirement is that a list has an element of a kind, or that a value is there: their finding is that nothing is there, and no
 * change adds to it.
 */
function asksForOneOf(rules: readonly CheckedRule[]): (rule: string) => boolean {
  const ids = new Set(
    rules.flatMap(({ id, body, raise }) => {
      const only = body.kind === "state" && raise.length === 0 ? asTest(body.require) : null;
      return only !== null && foldTest(ASKS_FOR_ONE, only.test, null) ? [id] : [];
    }),
  );
  return (rule) => ids.has(rule);
}

const replacedIn = (accounts: readonly PlannedAccount[]): ReplacedIds => new Map(accounts.flatMap(({ before, after }) => [...replacedIds(before, after)]));

/** Where the change that causes a result is written. */
function locationsOf(accounts: readonly PlannedAccount[], rules: readonly CheckedRule[], locations: PlanLocations): NonNullable<Comparison["locationOf"]> {
  const changesOf = new Map<string, PlannedAccount["changes"][]>();
  for (const { name, changes } of accounts) changesOf.set(name, [...(changesOf.get(name) ?? []), changes]);
  const finders = new Map([...changesOf].map(([name, changes]) => [name, causeFinder(changes, rules)]));
  const [only] = finders.size === 1 ? finders.values() : [];
  return (result, culprits) => {
    const cause = (only ?? finders.get(result.account ?? NO_ACCOUNT))?.(result, culprits);
    if (!cause) return null;
    const { address, others } = cause;
    const found = Object.hasOwn(locations, address) ? locations[address] : undefined;
    return { address, file: found?.file ?? null, line: found?.line ?? null, ...(others.length > 0 ? { alsoChangedBy: others } : {}) };
  };
}

/**
 * Rules that are evaluated of a plan without a snapshot: those on the resources that it makes. What a rule says of the account, or of all of a list, does
 * not follow from the plan; the account's are asked all the same where they read what the plan changes of it, or of an existing trail that may record less.
 */
function rulesOfPlan(rules: readonly CheckedRule[], { events }: ReeveDocument, changed: readonly string[]): ReturnType<typeof fittingRules> {
  const known = isUnknown(events) ? rules.filter((rule) => !isEventRule(rule)) : [...rules];
  const fitting = known.filter((rule) => {
    if (isEventRule(rule)) return true;
    if (isOfAccount(rule)) return reads(rule, changed);
    return !readsList(rule);
  });
  return { rules: fitting, notRun: known.length - fitting.length, missing: "state" };
}

/** The rules before an edit, without those kinds of rules that the input cannot answer now either. */
function earlierRules(base: readonly CheckedRule[], now: readonly CheckedRule[], fitting: readonly CheckedRule[]): CheckedRule[] {
  const left = new Set(now.filter((rule) => !fitting.includes(rule)).map(isEventRule));
  return base.filter((rule) => !left.has(isEventRule(rule)));
}
