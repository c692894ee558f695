import { accountOf, diffDocuments, diffResults } from "../../engine/index.ts";
import { DIFF_REPORTERS, visible } from "../../reporters/index.ts";
import type { ReeveDiff, ReeveDocument, ReeveResults } from "../../schemas/index.ts";
import { type DiffInput, sidesOf } from "../diff/sides.ts";
import { resultsTold, sideOfResults, sideOfSnapshot } from "../diff/told.ts";
import type { DiffFlags } from "../flags.ts";
import type { Io } from "../io.ts";
import { evaluateOptions, fittingRules, judge } from "../judge.ts";
import { refuse } from "../refuse.ts";
import { writeAll } from "../report.ts";
import { choose } from "../selection/choose.ts";
import { UsageError } from "../usage-error.ts";

/** Compares two results, or two snapshots of one account. 0 whatever differs; with `--fail-on new` 1 where something is new or newly unknown that no waiver or baseline accepts. */
export async function diff(files: readonly [string, string], flags: DiffFlags, io: Io): Promise<number> {
  if (!flags.judge) refuseSelection(flags);
  const { before, after } = await sidesOf(files);
  const difference = before.kind === "results" && after.kind === "results" ? ofResults(before, after, flags) : null;
  const compared = difference ?? (await ofSnapshots(before, after, flags, io));
  if (!compared) return 2;
  await writeAll(io.out, DIFF_REPORTERS[flags.format](compared, { width: io.out.width, color: io.out.color }));
  const { results } = compared;
  const worse = [...(results?.new ?? []), ...(results?.newlyUnknown ?? [])].some(({ accepted }) => accepted === undefined);
  return flags.failOn === "new" && worse ? 1 : 0;
}

/** A flag that would do nothing is a mistake somebody should hear of. */
function refuseSelection({ rules, config, ...flags }: DiffFlags): void {
  const given = (["pack", "rule", "exclude", "control", "severity", "param"] as const).find((name) => flags[name].length > 0);
  const name = rules ? "rules" : config !== undefined ? "config" : given;
  if (name !== undefined) throw new UsageError(`--${name} chooses rules to judge two snapshots by: add --judge.`);
}

function ofResults(before: DiffInput & { kind: "results" }, after: DiffInput & { kind: "results" }, { judge: judged }: DiffFlags): ReeveDiff {
  if (judged) throw new UsageError("--judge does nothing with results: they have been judged.");
  return {
    schema: "reeve/diff@1",
    of: "results",
    before: sideOfResults(before.file, before.results),
    after: sideOfResults(after.file, after.results),
    account: null,
    results: resultsTold(diffResults(before.results, after.results), after.results),
  };
}

async function ofSnapshots(before: DiffInput, after: DiffInput, flags: DiffFlags, io: Io): Promise<ReeveDiff | null> {
  if (before.kind !== "snapshot" || after.kind !== "snapshot") throw new UsageError("compare two results or two snapshots.");
  if (flags.failOn === "new" && !flags.judge) throw new UsageError("--fail-on new asks for findings: compare results, or add --judge.");
  const [one, other] = [before, after].map(({ file, document }) => accountIn(document, file));
  if (one !== other)
    throw new UsageError(
      `${visible(before.file)} is of account ${visible(one ?? "")} and ${visible(after.file)} of ${visible(other ?? "")}: only snapshots of one account can be compared.`,
    );
  let results: ReeveDiff["results"] = null;
  if (flags.judge) {
    const judged = await judgedBoth(before.document, after.document, flags, io);
    if (!judged) return null;
    results = resultsTold(diffResults(judged.before, judged.after), judged.after);
  }
  return {
    schema: "reeve/diff@1",
    of: "snapshots",
    before: sideOfSnapshot(before.file, before.document),
    after: sideOfSnapshot(after.file, after.document),
    account: diffDocuments(before.document, after.document),
    results,
  };
}

function accountIn(document: ReeveDocument, file: string): string {
  const account = accountOf(document);
  if (account === null) throw new UsageError(`${visible(file)} holds no account, only events: there is no state to compare.`);
  return account;
}

/** Both documents by the same rules. Null after saying what is wrong with them. */
async function judgedBoth(
  before: ReeveDocument,
  after: ReeveDocument,
  flags: DiffFlags,
  io: Io,
): Promise<{ before: ReeveResults; after: ReeveResults } | null> {
  const chosen = choose(flags);
  if (await refuse(chosen, io)) return null;
  const rules = await fittingRules(chosen.rules, after, io);
  const judged = (document: ReeveDocument): ReeveResults => judge(document, rules, evaluateOptions(chosen, rules), [{ name: "json", file: null }]);
  return { before: judged(before), after: judged(after) };
}
