import { normalizeRecords } from "../../collectors/index.ts";
import { appendCases, mutateRule, type Proposal, proposals } from "../../engine/index.ts";
import { paintOf } from "../../reporters/index.ts";
import { jsonText } from "../../schemas/index.ts";
import { updateFile } from "../files.ts";
import type { Io } from "../io.ts";
import { type MutationRun, mutationJson, mutationSummary, mutationText } from "../mutation-report.ts";
import { progressOn } from "../progress.ts";
import { read } from "../rule-files.ts";
import type { Suite } from "../testing/suites.ts";
import { UsageError } from "../usage-error.ts";

/** How what mutation finds is kept and printed. */
interface MutationOutput {
  /** Appends the cases found to the test files. */
  writes: boolean;
  format: "text" | "json";
}

/**
 * Changes each rule in every small way that people get rules wrong and tells which changes its cases do not notice, each with a case that would. Exit code
 * 1 when one is left without a reason, or a reason names none; with `write`, what the written cases kill is not left.
 */
export async function rulesMutate(suites: readonly Suite[], { writes, format }: MutationOutput, io: Io): Promise<number> {
  const startedMs = performance.now();
  const progress = progressOn(io);
  const runs: MutationRun[] = [];
  const paint = paintOf(io.out.color);
  for (const [at, suite] of suites.entries()) {
    progress.say(`${at + 1} of ${suites.length}: ${suite.rule.id}`);
    const run = await runOf(suite, writes, progress.say);
    runs.push(run);
    if (format === "json") continue;
    progress.done();
    for (const text of mutationText(run, io.out.width, paint)) await io.out.write(text);
  }
  progress.done();
  const code = runs.some(isOpen) ? 1 : 0;
  await io.out.write(format === "json" ? `${jsonText(mutationJson(runs, code), 2)}\n` : mutationSummary(runs, paint));
  await io.err.write(`${((performance.now() - startedMs) / 1000).toFixed(1)} s\n`);
  return code;
}

async function runOf(suite: Suite, write: boolean, say: (text: string) => void): Promise<MutationRun> {
  const { rule, test } = suite;
  if (!test) return { suite, report: null, proposals: [], written: false };
  const report = mutateRule(rule, test, { normalizeRecords });
  const made: Proposal[] = [];
  for (const proposal of proposals(rule, test, report.survivors, { normalizeRecords })) {
    made.push(proposal);
    say(`${rule.id}: looking for cases, ${made.length} of ${report.survivors.length}`);
    // The search is one long computation: between two survivors the progress line has its turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { suite, report, proposals: made, written: write && (await append(suite, made)) };
}

async function append({ testFile }: Suite, made: readonly Proposal[]): Promise<boolean> {
  const cases = made.flatMap(({ found }) => (found ? [{ ...found }] : []));
  if (cases.length === 0) return false;
  return await updateFile(testFile, () => {
    const text = appendCases(testFile, read(testFile).text, cases);
    if (text === null) throw new UsageError(`cannot add cases to ${testFile}: its \`cases\` is no list in block style. Paste them by hand.`);
    return { value: true, pieces: [text] };
  });
}

/** Whether something is left to do: no cases, failing ones, a survivor that nobody explained, an explanation of none. */
function isOpen({ report, proposals: made, written }: MutationRun): boolean {
  if (!report || report.failing.length > 0 || report.stale.length > 0) return true;
  return made.some(({ found, killedBy }) => !written || (found === null && killedBy === null));
}
