import type { WatchingRules } from "../../engine/index.ts";
import { isUnknown, type ReeveDocument } from "../../schemas/index.ts";
import { UsageError } from "../usage-error.ts";
import { choose, type SelectedRules } from "./choose.ts";
import type { RuleSelection } from "./sources.ts";

const NARROWING = ["pack", "rule", "exclude", "control", "severity"] as const;

/**
 * All rules that a run without narrowing flags has, where these are more than were chosen: the write calls of records are compared with them, so that `--rule`
 * does not make every call unwatched. Nothing where no records are judged.
 */
export function watchingRules(selection: RuleSelection, chosen: SelectedRules, documents: readonly ReeveDocument[]): { watching?: WatchingRules } {
  const hasRecords = documents.some(({ events }) => !isUnknown(events) && events.length > 0);
  if (!hasRecords || NARROWING.every((name) => selection[name].length === 0)) return {};
  try {
    const { rules, params, off } = choose({ ...selection, pack: [], rule: [], exclude: [], control: [], severity: [] });
    return rules.length > 0 ? { watching: { rules, params, off } } : { watching: chosen };
  } catch (error) {
    // What is wrong with a rule that was not chosen does not stop this run; without it more calls are unwatched.
    if (error instanceof UsageError) return {};
    throw error;
  }
}
