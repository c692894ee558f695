import type { WatchingRules } from "../../engine/index.ts";
import { isUnknown, type ReeveDocument } from "../../schemas/index.ts";
import { UsageError } from "../usage-error.ts";
import { choose, type SelectedRules } from "./choose.ts";
import type { RuleSelection } from "./sources.ts";

const NARROWING = ["pack", "rule", "exclude", "control", "severity"] as const;

/**
 * The chosen rules and all that a run without narrowing flags has: the write calls of records are compared with them, so that `--rule` does not make every call
 * unwatched. The chosen ones may be others: `--rules own --pack cloudtrail-detections` judges a pack that `--rules own` leaves out. Nothing where no records
 * are judged.
 */
export function watchingRules(selection: RuleSelection, chosen: SelectedRules, documents: readonly ReeveDocument[]): { watching?: WatchingRules } {
  const hasRecords = documents.some(({ events }) => !isUnknown(events) && events.length > 0);
  if (!hasRecords || NARROWING.every((name) => selection[name].length === 0)) return {};
  try {
    const all = choose({ ...selection, pack: [], rule: [], exclude: [], control: [], severity: [] });
    const isChosen = new Set(chosen.rules.map(({ id }) => id));
    const others = all.rules.filter(({ id }) => !isChosen.has(id));
    const offOthers = Object.entries(all.off).filter(([id]) => !isChosen.has(id));
    return {
      watching: {
        rules: [...chosen.rules, ...others],
        params: { ...all.params, ...chosen.params },
        off: { ...Object.fromEntries(offOthers), ...chosen.off },
      },
    };
  } catch (error) {
    // What is wrong with a rule that was not chosen does not stop this run; without it more calls are unwatched.
    if (error instanceof UsageError) return {};
    throw error;
  }
}
