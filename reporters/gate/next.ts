import { commandsOn } from "../next.ts";
import type { GateReport } from "./head.ts";

/** What a gate of several accounts found is not kept under its numbers. */
const ONE_ACCOUNT = "judge one of the accounts by itself; reeve explain and reeve remediate then take the numbers that it prints";

const COLLECT = "collect the account (reeve collect --out account.json.gz), and judge the plan on it: --snapshot account.json.gz";
const CLOCK = "check the clock of this machine and --now; where both are right,";

/** What to do about each reason that leaves a decision open, the most urgent first. */
const STEPS: readonly (readonly [code: string, step: string])[] = [
  ["settings-unread", "fetch what the change is merged into (in GitHub Actions fetch-depth: 0), or --owners-base <commit>"],
  ["rules-not-compared", "correct the rules there first, or accept it with --allow-unknown"],
  ["snapshot-from-future", `${CLOCK} collect the snapshot again`],
  ["records-from-future", `${CLOCK} the records are not what CloudTrail wrote: fetch them again`],
  ["name-in-parameter", "correct the parameter in reeve.yaml (params), or in the pack.yaml of a pack of your own"],
  ["snapshot-too-old", "reeve collect, then judge the new snapshot"],
  ["account-missing", "give the snapshots of those accounts too, or take their bindings out of reeve.yaml"],
  ["nothing-enforced", "name the account or pack in a binding of reeve.yaml"],
];

const LATER_STEPS: typeof STEPS = [
  ["nothing-decided", "look at the rules chosen and at what was given to judge: nothing of it could be decided"],
  ["plan-problem", "see NOT JUDGED for what each part needs"],
  ["type-not-reviewed", "see NOT JUDGED for what each part needs"],
];

/** Reasons that stand beside missing evidence, and matter to the next step only where none is missing. */
const LAST_STEPS: typeof STEPS = [
  ["rule-not-configured", "set the parameters of those rules in reeve.yaml, or accept it with --allow-unknown"],
  ["unwatched-calls", "write a rule that watches those calls (reeve rules new), or leave out --fail-on-unwatched"],
];

/**
 * The next step after a decision; null where there is none to do. `first`: the number of the first result that blocks; `numberFlags` as in `ReportOptions`.
 * `isCollection`: whether something that a collection could show is missing: only such a gap can be accepted, and not what only the apply will show.
 */
export function nextStep(
  { decision, reasons, comparison, planOnly }: GateReport,
  first: { number: number; hasRemediation: boolean } | null,
  numberFlags?: string | null,
  isCollection = true,
): string | null {
  if (first !== null && numberFlags === null) return ONE_ACCOUNT;
  if (first !== null) return commandsOn(first.number, ["explain", ...(first.hasRemediation ? ["remediate"] : []), "waivers add"], numberFlags);
  if (decision !== "incomplete") return null;
  const codes = new Set(reasons.map(({ code }) => code));
  const among = (steps: typeof STEPS): string | null => steps.find(([code]) => codes.has(code))?.[1] ?? null;
  const isOfPlan = planOnly && !codes.has("plan-problem") && !codes.has("type-not-reviewed");
  const accepting = isCollection ? "accept its gap in reeve.yaml (acceptedGaps), or --allow-unknown" : "or accept it with --allow-unknown";
  const missing = `${comparison === "plan" ? "make known" : "grant"} what is missing, ${accepting}`;
  return among(STEPS) ?? (isOfPlan ? COLLECT : null) ?? among(LATER_STEPS) ?? (codes.has("evidence-incomplete") ? null : among(LAST_STEPS)) ?? missing;
}
