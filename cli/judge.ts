import { type CheckedRule, type EvaluateOptions, evaluate } from "../engine/index.ts";
import { plural, REPORTERS, short } from "../reporters/index.ts";
import { isUnknown, type ReeveDocument, type ReeveResults } from "../schemas/index.ts";
import type { Format } from "./formats.ts";
import type { Io } from "./io.ts";
import type { Chosen } from "./selection/choose.ts";
import { UsageError } from "./usage-error.ts";

/** What the engine is told of the choice. */
export function evaluateOptions(chosen: Chosen, rules: readonly CheckedRule[]): EvaluateOptions {
  const ids = new Set(rules.map(({ id }) => id));
  return {
    params: chosen.params,
    severity: chosen.severity,
    off: Object.entries(chosen.off).map(([rule, reason]) => ({ rule, reason })),
    packs: chosen.packs.filter(({ ruleIds }) => ruleIds.some((id) => ids.has(id))).map(({ id, sha256, ruleIds }) => ({ id, sha256, ruleIds })),
    acceptedGaps: chosen.config.acceptedGaps ?? [],
  };
}

/**
 * The chosen rules that the input can answer: with events alone the event rules; without events the rules on state. What is left out is said on
 * stderr, and a choice that leaves nothing is a usage error.
 */
export async function fittingRules(rules: readonly CheckedRule[], document: ReeveDocument, io: Io): Promise<CheckedRule[]> {
  const noState = isUnknown(document.account) && isUnknown(document.users);
  const noEvents = isUnknown(document.events) && document.gaps[document.events.$unknown]?.reason === "NotCollected";
  const isEvent = (rule: CheckedRule): boolean => rule.body.kind === "event";
  const fitting = rules.filter((rule) => (isEvent(rule) ? !noEvents : !noState));
  const left = rules.length - fitting.length;
  if (left === 0) return fitting;
  const missing = noEvents ? "judge CloudTrail records: give them with --events" : "judge the account's state: give it with --snapshot";
  if (fitting.length === 0) throw new UsageError(`all chosen rules ${missing}. Nothing would be judged.`);
  await io.err.write(`${plural(left, "rule")} not run: they ${missing}.\n`);
  return fitting;
}

/** Judges; a document that the engine refuses is a usage error. Of results that no format shows only the count is made. */
export function judge(document: ReeveDocument, rules: readonly CheckedRule[], options: EvaluateOptions, formats: readonly Format[]): ReeveResults {
  const outcome = evaluate(document, rules, options, formats.every(({ name }) => REPORTERS[name].needs === "open") ? "open" : "all");
  if (outcome.ok) return outcome.results;
  throw new UsageError(
    `the document cannot be judged:\n${outcome.errors
      .slice(0, 10)
      .map((error) => `  ${short(error.path.join("."), 120)} ${short(error.message, 300)}`)
      .join("\n")}`,
  );
}
