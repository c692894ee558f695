import { resolve } from "node:path";
import { decide, decisionDetails, firstStepBy, withCheckDecision } from "../../engine/index.ts";
import { wrap } from "../../reporters/index.ts";
import type { ReeveResults } from "../../schemas/index.ts";
import { checkInput, readCheck } from "../check-input.ts";
import { withCrossCheck } from "../cross-check.ts";
import { decidedOrThrow } from "../decide-problem.ts";
import type { CheckFlags } from "../flags.ts";
import { findConfig, projectOf } from "../folders.ts";
import type { Io } from "../io.ts";
import { type EvaluatedInput, saveLastCheck } from "../last-check-store.ts";
import { sourceText } from "../load-document.ts";
import { configFlag, report } from "../report.ts";
import { ruleAt } from "../rule-files.ts";
import type { RuleSelection } from "../selection/sources.ts";

/** Evaluates and reports; arguments and rules are checked before anything is read or called. */
export async function check(flags: CheckFlags, io: Io): Promise<number> {
  const input = checkInput(flags);
  const read = await readCheck(input, io);
  if (typeof read === "number") return read;
  const { decideInput, chosen, document, file } = read;
  const { results: decided, accounts, exit } = await decidedOrThrow(() => decide(decideInput), io);
  const checked = await withCrossCheck(decided, input.crossCheck, decideInput.subject, io);
  if (checked === null) return 2;
  if (io.signal.aborted) return 130;
  const results = withCheckDecision(checked, exit, { failOn: decideInput.failOn, allowUnknown: decideInput.allowUnknown === true });
  const details = decisionDetails(decideInput.subject, accounts, input.evidence);
  await report(
    results,
    input.formats,
    {
      ...input.view,
      controls: input.selection.control,
      remediationTextOf: firstStepBy(document, chosen),
      ruleAt: ruleAt(chosen.rules),
      numberFlags: configFlag(input.selection.config),
      ...details,
    },
    io,
  );
  await keepForExplain({ selection: input.selection, source: sourceText(input.source), results }, { document, file }, io);
  if (exit.code !== 0) {
    const reasons = (results.decision?.reasons ?? []).map(({ text }) => text);
    await io.err.write(`${wrap(`Exit code ${exit.code}: ${reasons.join("; ")}.`, io.err.width).join("\n")}\n`);
  }
  return exit.code;
}

/** A check as it is kept. */
interface CheckToKeep {
  selection: RuleSelection;
  /** What was evaluated, in words. */
  source: string;
  results: ReeveResults;
  /** Folder that it counts for, where that is not the folder of its reeve.yaml. */
  project?: string;
}

/** Keeps the check for `explain 3`. Paths are made absolute: the next command may be called from elsewhere. */
export async function keepForExplain({ selection, source, results, project }: CheckToKeep, judged: EvaluatedInput, io: Io): Promise<void> {
  const config = selection.config ?? findConfig();
  const rules = selection.rules?.map((folder) => resolve(folder)) ?? null;
  const kept: RuleSelection = { ...selection, rules, config: config === null ? null : resolve(config) };
  const origin = { selection: kept, project: project ?? projectOf(config), source, checkedAt: new Date().toISOString() };
  const problem = saveLastCheck({ ...origin, results }, judged);
  if (problem !== null) await io.err.write(`reeve: the results could not be kept for explain and remediate: ${problem}\n`);
}
