import type { SnapshotTrust } from "../../collectors/index.ts";
import { type DiffInput, decideDiff } from "../../engine/index.ts";
import { DIFF_REPORTERS } from "../../reporters/index.ts";
import { decidedOrThrow } from "../decide-problem.ts";
import { readSides } from "../diff-sides.ts";
import type { DiffFlags } from "../flags.ts";
import { selectionInput, trustInput } from "../input.ts";
import type { Io } from "../io.ts";
import { refuse } from "../refuse.ts";
import { writeAll } from "../report.ts";
import { choose, selectionOf } from "../selection/choose.ts";
import type { RuleSelection } from "../selection/sources.ts";
import { UsageError } from "../usage-error.ts";

/** What `diff` was called with. */
interface DiffCall {
  files: readonly [before: string, after: string];
  trust: SnapshotTrust;
  /** The rules to evaluate both snapshots by; null to compare as they are. */
  selection: RuleSelection | null;
  failOnNew: boolean;
  format: keyof typeof DIFF_REPORTERS;
}

/** A flag that would do nothing is a mistake that the user should know of. */
function diffInput(files: readonly [string, string], { judge, failOn, format, allowModified, expectSha256, ...flags }: DiffFlags): DiffCall {
  const selection = selectionInput(flags);
  const given = (["rules", "config", "pack", "rule", "exclude", "control", "severity", "param"] as const).find((name) => (selection[name]?.length ?? 0) > 0);
  if (!judge && given) throw new UsageError(`--${given} chooses rules to judge two snapshots by: add --judge.`);
  const trust = trustInput({ allowModified, expectSha256 }, true);
  return { files, trust, selection: judge ? selection : null, failOnNew: failOn === "new", format };
}

/** Compares two results, or two snapshots of one account. 0 whatever differs; with `--fail-on new` 1 where something is new or newly unknown that no waiver or baseline accepts. */
export async function diff(files: readonly [string, string], flags: DiffFlags, io: Io): Promise<number> {
  const input = diffInput(files, flags);
  const read = await readDiff(input, io);
  if (!read) return 2;
  const { diff: compared, exitCode } = await decidedOrThrow(() => decideDiff(read), io);
  await writeAll(
    input.format === "text" ? io.out.write : io.out.writeExact,
    io.out,
    DIFF_REPORTERS[input.format](compared, { width: io.out.width, color: io.out.color }),
  );
  return exitCode;
}

/** Reads both sides, and the rules to evaluate them by; null after saying what is wrong with the rules. */
async function readDiff({ files, trust, selection, failOnNew }: DiffCall, io: Io): Promise<DiffInput | null> {
  const sides = await readSides(files, trust, io);
  if (sides.kind === "results" && selection) throw new UsageError("--judge does nothing with results: they have been judged.");
  if (sides.kind === "snapshot" && failOnNew && !selection) throw new UsageError("--fail-on new asks for findings: compare results, or add --judge.");
  const chosen = selection && choose(selection);
  if (chosen && (await refuse(chosen, io))) return null;
  return { sides, selection: chosen && selectionOf(chosen), failOnNew };
}
