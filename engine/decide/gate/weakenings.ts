import type { ReeveResults } from "../../../schemas/index.ts";
import { allBindings, type Binding, type BindingOptions, bindingsOf } from "./binding.ts";
import type { GateReason } from "./decision.ts";
import type { ComparedResults } from "./delta.ts";
import type { Ownership } from "./verdict.ts";
import { type DecidedWeakening, decideWeakening, type Enforced, type Weakening, weakenedRules, weakenedSettings, weakenedTerms } from "./weaken/index.ts";

/** What is compared of an edit besides its results, and by what it is decided on. */
export interface WeakeningInput extends BindingOptions {
  enforced: Enforced;
  /** `rules`: rules, their parameters, waivers and attestations; the other settings of the change do not decide. */
  scope: "all" | "rules";
  /** Day, YYYY-MM-DD. */
  today: string;
  ownedByAnother: (file: string) => Ownership;
}

/** How an edit of rules or settings weakens what is enforced, each with what the bindings make of it. */
export function weakeningsOf(
  after: ReeveResults,
  before: ReeveResults | null,
  { fixed, changed }: Pick<ComparedResults, "fixed" | "changed">,
  input: WeakeningInput,
): DecidedWeakening[] {
  const settings = input.scope === "all" ? weakenedSettings(input.enforced) : weakenedTerms(input.enforced);
  const lost = input.scope === "all" ? { fixed, changed } : { fixed: [], changed: [] };
  const found = [...weakenedRules(input.enforced, lost), ...settings];
  const bindingsFor = bindingsForBy([...after.rules, ...(before?.rules ?? [])], after.document.accounts, input);
  const terms = { waivers: input.enforced.now.waivers, today: input.today, ownedByAnother: input.ownedByAnother, bindingsFor };
  return found.map((weakening) => decideWeakening(weakening, terms));
}

/** Bindings that name a rule or pack in an account that was judged; of a setting all. */
function bindingsForBy(rules: ReeveResults["rules"], judged: readonly string[], options: BindingOptions): (weakening: Weakening) => Binding[] {
  const accounts = judged.length > 0 ? judged : [null];
  return ({ rule, pack, code }) => {
    if (code === "binding" || (rule === null && pack === null)) return allBindings(options);
    const [first] = rules;
    const id = rule ?? "-";
    const bindingOf = bindingsOf(first && pack !== null ? [...rules, { ...first, id, pack }] : rules, options);
    return accounts.flatMap((account) => bindingOf({ rule: id, account }) ?? []);
  };
}

export function weakeningReasons(weakenings: readonly DecidedWeakening[], scope: WeakeningInput["scope"]): GateReason[] {
  const what = scope === "all" ? "the edit" : "the change";
  const blocking = weakenings.filter(({ decision }) => decision === "blocks");
  const [first] = blocking;
  if (!first) return [];
  const text =
    blocking.length === 1
      ? `${what} weakens what is enforced: ${first.text}`
      : `${what} weakens what is enforced in ${blocking.length} ways, the first: ${first.text}`;
  return [{ code: "weakening", count: blocking.length, text }];
}

/** Waivers that let a weakening pass are in use, though no result is theirs. */
export function usedBy(weakenings: readonly DecidedWeakening[], waivers: ReeveResults["waivers"]): Pick<ReeveResults, "waivers"> {
  if (!waivers) return {};
  const isUsed = (file: string, line: number): boolean => weakenings.some(({ waiver }) => waiver?.file === file && waiver.line === line);
  return {
    waivers: waivers.map((each) => (each.state === "unused" && isUsed(each.file, each.line) ? { ...each, state: "active", matches: 1, detail: null } : each)),
  };
}
