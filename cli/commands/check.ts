import { resolve } from "node:path";
import { type ExitReason, exitCode } from "../../engine/index.ts";
import { plural, wrap } from "../../reporters/index.ts";
import type { ReeveResults } from "../../schemas/index.ts";
import { cureOf } from "../cure.ts";
import { findConfig } from "../find-config.ts";
import type { CheckFlags, SelectionFlags } from "../flags.ts";
import { formatsOf } from "../formats.ts";
import { gather } from "../gather.ts";
import type { Io } from "../io.ts";
import { evaluateOptions, fittingRules, judge } from "../judge.ts";
import { decide, soundDecisions } from "../kept-decisions.ts";
import { type Judged, keepLast } from "../last.ts";
import { nowOf } from "../now.ts";
import { refuse } from "../refuse.ts";
import { report } from "../report.ts";
import { ruleAt } from "../rule-at.ts";
import { choose } from "../selection/choose.ts";

/** Judges and reports; arguments and rules are checked before anything is read or called. */
export async function check(flags: CheckFlags, io: Io): Promise<number> {
  const formats = formatsOf(flags.format);
  const chosen = choose(flags);
  if (await refuse(chosen, io)) return 2;
  const kept = await soundDecisions(flags, chosen, nowOf(flags.now), io);
  if (!kept) return 2;
  const document = await gather(flags, chosen.rules, io);
  if (!document) return 3;
  const rules = await fittingRules(chosen.rules, document, io);
  const results = decide(judge(document, rules, evaluateOptions(chosen, rules), formats), kept, [document]);
  if (io.signal.aborted) return 130;
  await report(results, formats, { by: flags.by, all: flags.all === true, cureOf: cureOf(document, chosen), ruleAt: ruleAt(chosen.rules) }, io);
  await keep(flags, results, { document, file: flags.events === undefined ? (flags.snapshot ?? null) : null }, io);
  const failOn = flags.failOn ?? chosen.config.failOn ?? "low";
  const { code, reasons } = exitCode(results, { failOn, allowUnknown: flags.allowUnknown ?? chosen.config.allowUnknown ?? false });
  if (code !== 0)
    await io.err.write(`${wrap(`Exit code ${code}: ${reasons.map((reason) => exitReason(reason, failOn)).join("; ")}.`, io.err.width).join("\n")}\n`);
  return code;
}

function exitReason(reason: ExitReason, failOn: string): string {
  switch (reason.code) {
    case "findings":
      return `${plural(reason.count, "finding")} at or above ${failOn} (--fail-on)`;
    case "unexcused":
      return `${plural(reason.count, "match", "matches")} that nobody can excuse for want of evidence`;
    case "evidence-incomplete":
      return `evidence is incomplete for ${plural(reason.count, "result")} (--allow-unknown accepts it)`;
    case "nothing-decided":
      return "nothing was decided";
  }
}

/** Keeps the check for `explain 3`. Paths are made absolute: the next command may be called from elsewhere. */
export async function keep(flags: SelectionFlags, results: ReeveResults, judged: Judged, io: Io): Promise<void> {
  const { rules, pack, rule, exclude, control, severity, param } = flags;
  const config = flags.config ?? findConfig();
  const kept: SelectionFlags = { pack, rule, exclude, control, severity, param };
  if (rules) kept.rules = rules.map((folder) => resolve(folder));
  if (config !== null) kept.config = resolve(config);
  const problem = keepLast({ flags: kept, folder: process.cwd(), results }, judged);
  if (problem !== null) await io.err.write(`reeve: the results could not be kept for explain and remediate: ${problem}\n`);
}
