import { didYouMean } from "../document/text/index.ts";
import { type Numbered, numbered, visible } from "../reporters/index.ts";
import type { SelectionFlags } from "./flags.ts";
import type { Io } from "./io.ts";
import { type LastCheck, lastCheck } from "./last-check-store.ts";
import { refuse } from "./refuse.ts";
import { choose, type SelectedRules } from "./selection/choose.ts";
import { UsageError } from "./usage-error.ts";

/** What `explain` and `remediate` were asked about. */
export type FindingRef =
  | { kind: "results"; check: LastCheck; members: Numbered[] }
  /** A rule without findings, or without a check. */
  | { kind: "rule"; id: string };

/** A number or fingerprint of the last check (its first eight digits will do), or a rule id: then all its findings. */
export function parseFindingRef(what: string): FindingRef {
  if (/^[a-z]/.test(what) && !/^v1:|^[0-9a-f]{8,64}$/.test(what)) return ofRule(what);
  const check = lastCheck();
  const all = numbered(check.results);
  if (/^\d{1,7}$/.test(what)) {
    const member = all.find(({ number }) => number === Number(what));
    if (member) return { kind: "results", check, members: [member] };
    throw new UsageError(
      all.length === 0
        ? `the last check has no finding ${what}: it has none at all.`
        : `the last check has findings and unknowns 1 to ${all.length}; there is no ${what}.`,
    );
  }
  const digits = what.replace(/^v1:/, "");
  const members = all.filter(({ result }) => digits.length >= 8 && result.fingerprint?.slice(3).startsWith(digits));
  if (members.length === 1) return { kind: "results", check, members };
  throw new UsageError(
    members.length > 1 ? `${what} fits ${members.length} results: give more digits.` : `no result of the last check has the fingerprint ${visible(what)}.`,
  );
}

function ofRule(id: string): FindingRef {
  try {
    const check = lastCheck();
    const members = numbered(check.results).filter(({ result }) => result.rule === id);
    if (members.length > 0) return { kind: "results", check, members };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
  }
  return { kind: "rule", id };
}

/** The rules of the kept check, loaded again as they are now; null after printing what is wrong with them. */
export async function rulesOf(check: LastCheck, flags: SelectionFlags, io: Io): Promise<SelectedRules | null> {
  const { rules, config } = flags;
  const chosen = choose({ ...check.flags, ...(rules ? { rules } : {}), ...(config === undefined ? {} : { config }) });
  return (await refuse(chosen, io)) ? null : chosen;
}

/** The rule of a result among those loaded; it may have been renamed or removed since. */
export function ruleNow(chosen: SelectedRules, id: string): SelectedRules["rules"][number] {
  const rule = chosen.rules.find((each) => each.id === id || each.formerly.includes(id));
  if (rule) return rule;
  throw new UsageError(
    `the rule ${id} of that result is no longer among the chosen rules.${didYouMean(
      id,
      chosen.rules.map((each) => each.id),
    )} Run the check again.`,
  );
}
