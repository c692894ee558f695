import type { ReeveDocument, ReeveResults, Result } from "../../schemas/index.ts";
import { isUnknown } from "../../schemas/index.ts";
import { evaluate, evaluateBefore } from "../evaluate/index.ts";
import type { CheckedRule } from "../language/index.ts";
import type { PlannedAccount } from "./accounts.ts";
import type { Comparison } from "./gate/delta.ts";
import { editedRules } from "./gate/edited.ts";
import { mergeResults } from "./gate/merge.ts";
import { bearingBy } from "./gate/touched.ts";
import type { DecideNotice, DecideProblem } from "./outcome.ts";
import { evaluateOptions, fittingRules, isEventRule, type Selection } from "./selection.ts";

/** Where planned resources are written, by address. */
export type PlanLocations = Readonly<Record<string, { file: string; line: number }>>;

export interface EvaluateAccountsInput {
  accounts: readonly PlannedAccount[];
  selection: Selection;
  /** The rules before an edit; null where none are compared. */
  base: Selection | null;
  /** Plans are compared with the account before them, even where none could be applied. */
  comparePlans: boolean;
  locations: PlanLocations;
  /** `open`: findings and unknowns; what passed, and what a rule does not apply to, is only counted. */
  detail: "all" | "open";
}

export type EvaluatedAccounts = { notices: DecideNotice[] } & (
  | { ok: true; results: ReeveResults; comparison: Comparison | null }
  | { ok: false; problem: DecideProblem }
);

type Outcome = ReturnType<typeof evaluate>;

/** Evaluates each account, and what it is compared with, and makes one of all. */
export function evaluateAccounts(input: EvaluateAccountsInput): EvaluatedAccounts {
  const { accounts, selection, base, comparePlans, detail } = input;
  const notices: DecideNotice[] = [];
  const parts: { name: string; after: ReeveResults; before: ReeveResults }[] = [];
  for (const { name, before, after, alone } of accounts) {
    const { rules, notRun, missing } = alone ? rulesOfPlanAlone(selection.rules, after) : fittingRules(selection.rules, after);
    if (rules.length === 0 && notRun > 0 && !alone) return { ok: false, problem: { code: "no-fitting-rule", missing }, notices };
    if (notRun > 0 && !alone) notices.push({ code: "rules-not-run", count: notRun, missing });
    const options = evaluateOptions(selection, rules);
    const now = evaluate(after, rules, options, detail);
    if (!now.ok) return { ok: false, problem: { code: "document-refused", errors: now.errors }, notices };
    const { results } = now;
    const earlier: Outcome = base
      ? evaluateEarlier(before, earlierRules(base.rules, selection.rules, rules), base)
      : before === after
        ? now
        : evaluateBefore(before, { document: after, results }, rules, options);
    if (!earlier.ok) return { ok: false, problem: { code: "document-refused", errors: earlier.errors }, notices };
    parts.push({ name, after: results, before: earlier.results });
  }
  const results = mergeResults(parts.map((part) => ({ name: part.name, results: part.after })));
  if (!base && !comparePlans) return { ok: true, results, comparison: null, notices };
  const before = mergeResults(parts.map((part) => ({ name: part.name, results: part.before })));
  return { ok: true, results, comparison: base ? rulesComparison(before, selection, base) : planComparison(before, input), notices };
}

/** Findings and unknowns by the rules before an edit: nothing else is compared. */
const evaluateEarlier = (document: ReeveDocument, rules: readonly CheckedRule[], base: Selection): Outcome =>
  evaluate(document, rules, evaluateOptions(base, rules), "open");

function rulesComparison(before: ReeveResults, selection: Selection, base: Selection): Comparison {
  const edited = editedRules(selection, base);
  return { kind: "rules", before, names: ({ rule }) => edited.has(rule) };
}

function planComparison(before: ReeveResults, { accounts, selection, locations }: EvaluateAccountsInput): Comparison {
  const byAccount = new Map(accounts.map(({ name, names, kinds }) => [name, { names, bearsOn: bearingBy(names, kinds, selection.rules) }]));
  const [only] = accounts.length === 1 ? byAccount.values() : [];
  const of = (result: Result): { names: (result: Result) => boolean; bearsOn: (result: Result) => boolean } | undefined =>
    only ?? byAccount.get(result.account ?? "");
  return {
    kind: "plan",
    before,
    locationOf: locationsOf(accounts, locations),
    names: (result) => of(result)?.names(result) ?? false,
    bearsOn: (result) => of(result)?.bearsOn(result) ?? false,
  };
}

/** Where the change that could affect a result is written: by its resource's ARN or id. */
function locationsOf(accounts: readonly PlannedAccount[], locations: PlanLocations): (result: Result) => Result["location"] | null {
  const addresses = new Map(accounts.flatMap((each) => [...each.addresses]));
  return ({ resource: { arn, id } }) => {
    const address = addresses.get(arn ?? "") ?? addresses.get(id ?? "");
    if (address === undefined) return null;
    const found = Object.hasOwn(locations, address) ? locations[address] : undefined;
    return { address, file: found?.file ?? null, line: found?.line ?? null };
  };
}

/** Of a plan without a snapshot the rules on state are evaluated, whatever is known of the account. */
function rulesOfPlanAlone(rules: readonly CheckedRule[], { events }: ReeveDocument): ReturnType<typeof fittingRules> {
  const fitting = isUnknown(events) ? rules.filter((rule) => !isEventRule(rule)) : [...rules];
  return { rules: fitting, notRun: rules.length - fitting.length, missing: "events" };
}

/** The rules before an edit, without those kinds of rules that the input cannot answer now either. */
function earlierRules(base: readonly CheckedRule[], now: readonly CheckedRule[], fitting: readonly CheckedRule[]): CheckedRule[] {
  const left = new Set(now.filter((rule) => !fitting.includes(rule)).map(isEventRule));
  return base.filter((rule) => !left.has(isEventRule(rule)));
}
