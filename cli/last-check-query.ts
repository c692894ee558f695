import { didYouMean } from "../document/text/index.ts";
import { type Numbered, numbered, visible } from "../reporters/index.ts";
import type { ReeveDocument } from "../schemas/index.ts";
import { type LoadedDecisions, loadDecisionsOrReport } from "./decisions/load-decisions.ts";
import type { FindingFlags } from "./flags.ts";
import { nowInput, selectionInput } from "./input.ts";
import type { Io } from "./io.ts";
import { type LastCheck, lastCheck } from "./last-check-store.ts";
import { refuse } from "./refuse.ts";
import { choose, type SelectedRules } from "./selection/choose.ts";
import type { RuleSelection } from "./selection/sources.ts";
import { UsageError } from "./usage-error.ts";

/** What a command about findings of the last check was called with. */
export interface FindingInput {
  /** The finding or rule, as it was typed. */
  what: string;
  /** ISO instant. */
  now: string;
  selection: RuleSelection;
}

export const findingInput = (what: string, { now, ...flags }: FindingFlags): FindingInput => ({ what, now: nowInput(now), selection: selectionInput(flags) });

/** What was named. */
export type FindingRef =
  /** `by`: whether one result was named, or all of a rule. */
  | { kind: "results"; by: "finding" | "rule"; check: LastCheck; members: Numbered[] }
  /** A rule without findings, or without a check. */
  | { kind: "rule"; id: string };

/** A number or fingerprint of the last check (its first eight digits will do), or a rule id: then all its findings. */
export function parseFindingRef(what: string): FindingRef {
  if (/^[a-z]/.test(what) && !/^v1:|^[0-9a-f]{8,64}$/.test(what)) return ofRule(what);
  const check = lastCheck();
  const all = numbered(check.results);
  if (/^\d{1,7}$/.test(what)) {
    const member = all.find(({ number }) => number === Number(what));
    if (member) return { kind: "results", by: "finding", check, members: [member] };
    throw new UsageError(
      all.length === 0
        ? `the last check has no finding ${what}: it has none at all.`
        : `the last check has findings and unknowns 1 to ${all.length}; there is no ${what}.`,
    );
  }
  const digits = what.replace(/^v1:/, "");
  const members = all.filter(({ result }) => digits.length >= 8 && result.fingerprint?.slice(3).startsWith(digits));
  if (members.length === 1) return { kind: "results", by: "finding", check, members };
  throw new UsageError(
    members.length > 1 ? `${what} fits ${members.length} results: give more digits.` : `no result of the last check has the fingerprint ${visible(what)}.`,
  );
}

function ofRule(id: string): FindingRef {
  try {
    const check = lastCheck();
    const members = numbered(check.results).filter(({ result }) => result.rule === id);
    if (members.length > 0) return { kind: "results", by: "rule", check, members };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
  }
  return { kind: "rule", id };
}

/** The selection of the last check, with the folders and the configuration that were named instead. */
export const selectionNow = (check: LastCheck, { rules, config }: RuleSelection): RuleSelection => ({
  ...check.selection,
  rules: rules ?? check.selection.rules,
  config: config ?? check.selection.config,
});

/** What findings of the last check are explained and decided by. */
export interface FindingReading {
  document: ReeveDocument;
  chosen: SelectedRules;
  kept: LoadedDecisions;
}

/** Reads the rules and decisions of the last check as they are now, and its document; null after printing what is wrong with them. */
export async function readFinding(check: LastCheck, { selection, now }: FindingInput, io: Io): Promise<FindingReading | null> {
  const current = selectionNow(check, selection);
  const chosen = choose(current);
  if (await refuse(chosen, io)) return null;
  const kept = await loadDecisionsOrReport(current, chosen, now, io);
  return kept && { document: check.document(), chosen, kept };
}

/** The rule of a result among those loaded; it may have been renamed or removed since. */
export function ruleNow({ rules }: Pick<SelectedRules, "rules">, id: string): SelectedRules["rules"][number] {
  const rule = rules.find((each) => each.id === id || each.formerly.includes(id));
  if (rule) return rule;
  throw missingRule(rules, id);
}

export function missingRule(rules: SelectedRules["rules"], id: string): UsageError {
  const ids = rules.map((each) => each.id);
  return new UsageError(`the rule ${id} of that result is no longer among the chosen rules.${didYouMean(id, ids)} Run the check again.`);
}
