import type { Made } from "../../collectors/files/index.ts";
import { type Baseline, baselineOf, dayOf, type ShrunkBaseline, shrinkBaseline } from "../../engine/index.ts";
import { numbered, plural, short, visible, wordFor, wrap } from "../../reporters/index.ts";
import { baselineNow } from "../decisions/load-decisions.ts";
import { type DecisionInput, decisionInput, loadResults } from "../decisions/load-results.ts";
import { updateFile } from "../files.ts";
import type { BaselineFlags } from "../flags.ts";
import type { Io } from "../io.ts";
import { named } from "../rule-files.ts";
import { UsageError } from "../usage-error.ts";

const MAX_ROWS = 20;

const baselineInput = ({ force, ...flags }: BaselineFlags): DecisionInput & { overwrites: boolean } => ({
  ...decisionInput(flags),
  overwrites: force === true,
});

/** Writes the findings that there are, and that nobody waived, as the baseline. One that is there is not overwritten without --force. */
export async function baselineWrite(flags: BaselineFlags, io: Io): Promise<number> {
  const { overwrites, ...input } = baselineInput(flags);
  const loadedResults = await loadResults(input, io);
  if (!loadedResults) return 2;
  const { baselineFile, context } = loadedResults.kept;
  const made = await updateFile(baselineFile, () => {
    const before = baselineNow(loadedResults.kept);
    if (before !== null && !overwrites)
      throw new UsageError(
        `${visible(named(baselineFile))} exists already. reeve baseline update removes from it what is fixed; --force replaces it by all findings of today.`,
      );
    return madeOf(baselineOf(loadedResults.results, dayOf(context.now), before, loadedResults.comparing));
  });
  const waived = loadedResults.results.results.filter(({ status, waiver }) => status === "fail" && waiver !== undefined).length;
  const unknown = loadedResults.results.summary.status.unknown;
  const rest = [
    ...(waived > 0 ? [plural(waived, "waived one is left out", "waived ones are left out")] : []),
    ...(unknown > 0 ? [plural(unknown, "unknown is no finding, and not in it", "unknowns are no findings, and not in it")] : []),
  ];
  const text = `${plural(made.entries.length, "finding")} of ${short(loadedResults.of, 200)} in ${visible(named(baselineFile))}${rest.length > 0 ? `; ${rest.join("; ")}` : ""}.`;
  await io.out.write(`${wrap(text, io.out.width).join("\n")}\n`);
  return 0;
}

/** Lets the baseline shrink. Exit code 1 when there are findings that neither it nor a waiver covers: they are named, and not added. */
export async function baselineUpdate(flags: BaselineFlags, io: Io): Promise<number> {
  const loadedResults = await loadResults(decisionInput(flags), io);
  if (!loadedResults) return 2;
  const { kept, results, comparing } = loadedResults;
  const { baselineFile, context } = kept;
  const shrink = (): ShrunkBaseline & { isSame: boolean } => {
    const before = baselineNow(kept);
    if (before === null) throw new UsageError(`there is no baseline at ${visible(named(baselineFile))}: reeve baseline write makes one.`);
    const shrunk = shrinkBaseline(before, results, context.rules ?? null, comparing);
    return { ...shrunk, isSame: JSON.stringify(shrunk.baseline) === JSON.stringify(before) };
  };
  // A folder in which nothing may be written is no fault where nothing is.
  const first = shrink();
  const {
    baseline: made,
    dropped,
    unjudged,
    fresh,
  } = first.isSame
    ? first
    : await updateFile(baselineFile, () => {
        const shrunk = shrink();
        return { value: shrunk, pieces: shrunk.isSame ? null : madeOf(shrunk.baseline).pieces };
      });
  const parts = [
    `${plural(made.entries.length, "finding")} in ${visible(named(baselineFile))}`,
    dropped.length === 0 ? "none of it is fixed" : `${plural(dropped.length, "fixed one", "fixed ones")} dropped`,
    ...(unjudged.length > 0 ? [`${unjudged.length} not judged this time, and kept`] : []),
  ];
  await io.out.write(`${wrap(`${parts.join("; ")}.`, io.out.width).join("\n")}\n`);
  if (fresh.length === 0) return 0;
  const text = `${plural(fresh.length, "finding is new, or worse than it was,", "findings are new, or worse than they were,")} and not added: fix ${wordFor(fresh.length, "it", "them")}, or accept ${wordFor(fresh.length, "it", "them")} until a day with reeve waivers add.`;
  await io.out.write(`\n${wrap(text, io.out.width).join("\n")}\n`);
  for (const { result } of numbered({ results: fresh }).slice(0, MAX_ROWS))
    await io.out.write(
      `${wrap(`${short(result.message, 300)} (${visible(result.rule)}, ${visible(result.fingerprint?.slice(0, 15) ?? "")})`, io.out.width, `  ${result.severity.padEnd(9)}`).join("\n")}\n`,
    );
  if (fresh.length > MAX_ROWS) await io.out.write(`  … and ${fresh.length - MAX_ROWS} more\n`);
  return 1;
}

/** One entry a line, so that a change of the file shows what changed. */
function madeOf(baseline: Baseline): Made<Baseline> {
  const { schema, entries } = baseline;
  const lines = entries.map((entry, at) => `${JSON.stringify(entry)}${at < entries.length - 1 ? "," : ""}\n`);
  return { value: baseline, pieces: [`{"schema":${JSON.stringify(schema)},\n"entries":[\n`, ...lines, "]}\n"] };
}
