import { type DiffInput, decideDiff, type Selection } from "../../engine/index.ts";
import { DIFF_REPORTERS } from "../../reporters/index.ts";
import { decidedOrThrow } from "../decide-problem.ts";
import { readSides } from "../diff-sides.ts";
import type { DiffFlags } from "../flags.ts";
import type { Io } from "../io.ts";
import { refuse } from "../refuse.ts";
import { writeAll } from "../report.ts";
import { choose, selectionOf } from "../selection/choose.ts";
import { UsageError } from "../usage-error.ts";

/** Compares two results, or two snapshots of one account. 0 whatever differs; with `--fail-on new` 1 where something is new or newly unknown that no waiver or baseline accepts. */
export async function diff(files: readonly [string, string], flags: DiffFlags, io: Io): Promise<number> {
  if (!flags.judge) refuseSelection(flags);
  const sides = await readSides(files, io);
  checkKind(sides.kind, flags);
  const selection = flags.judge ? await readSelection(flags, io) : null;
  if (flags.judge && !selection) return 2;
  const { diff: compared, exitCode } = await decidedOrThrow(decideDiff({ sides, selection, failOnNew: flags.failOn === "new" }), io);
  await writeAll(io.out, DIFF_REPORTERS[flags.format](compared, { width: io.out.width, color: io.out.color }));
  return exitCode;
}

/** A flag that would do nothing is a mistake that the user should know of. */
function refuseSelection({ rules, config, ...flags }: DiffFlags): void {
  const given = (["pack", "rule", "exclude", "control", "severity", "param"] as const).find((name) => flags[name].length > 0);
  const name = rules ? "rules" : config !== undefined ? "config" : given;
  if (name !== undefined) throw new UsageError(`--${name} chooses rules to judge two snapshots by: add --judge.`);
}

function checkKind(kind: DiffInput["sides"]["kind"], flags: DiffFlags): void {
  if (kind === "results" && flags.judge) throw new UsageError("--judge does nothing with results: they have been judged.");
  if (kind === "snapshot" && flags.failOn === "new" && !flags.judge) throw new UsageError("--fail-on new asks for findings: compare results, or add --judge.");
}

/** The rules to evaluate both snapshots by; null after saying what is wrong with them. */
async function readSelection(flags: DiffFlags, io: Io): Promise<Selection | null> {
  const chosen = choose(flags);
  return (await refuse(chosen, io)) ? null : selectionOf(chosen);
}
