import { paintOf } from "../../reporters/index.ts";
import type { SelectionFlags } from "../flags.ts";
import type { Io } from "../io.ts";
import { refuse } from "../refuse.ts";
import { coverageText } from "../testing/coverage-text.ts";
import { runsJson } from "../testing/json.ts";
import { countsOf, percentOf, runSuite, type SuiteRun, type TestCounts } from "../testing/run.ts";
import { filtered, readSuites, rootsOf, type Suite } from "../testing/suites.ts";
import { runsText, summaryText } from "../testing/text.ts";
import { UsageError } from "../usage-error.ts";

export interface TestFlags extends SelectionFlags {
  filter?: string;
  coverage?: true;
  /** Per cent of what clauses decide that must be covered, 0 to 100. */
  min?: number;
  watch?: true;
  mutate?: true;
  write?: true;
  format: "text" | "json";
}

/**
 * Runs the test files beside the chosen rules, or those of the paths. Exit code 1 when a case fails, a rule has no cases or too little is covered;
 * 2 when a file is wrong or nothing was tested.
 */
export async function rulesTest(paths: string[], flags: TestFlags, io: Io): Promise<number> {
  checkFlags(flags);
  const run = (suite: Suite): SuiteRun => runSuite(suite, flags.coverage === true);
  if (flags.watch) {
    const [{ watchLoop }, { terminalKeys }] = await Promise.all([import("../testing/watch.ts"), import("../testing/keys.ts")]);
    const watched = {
      read: () => suitesOf(paths, flags, io),
      run,
      report: (runs: readonly SuiteRun[]) => print(runs, flags, io),
      roots: rootsOf(paths, flags),
    };
    return watchLoop(watched, terminalKeys, io);
  }
  const suites = await suitesOf(paths, flags, io);
  if (suites && flags.mutate) {
    const tested = flags.coverage ? await print(suites.map(run), flags, io) : 0;
    return Math.max(tested, await (await import("./rules-mutate.ts")).rulesMutate(suites, flags, io));
  }
  return suites ? print(suites.map(run), flags, io) : 2;
}

function checkFlags({ coverage, min, watch, mutate, write, filter, format }: TestFlags): void {
  if (write && !mutate) throw new UsageError("--write adds the cases that --mutate finds: it goes with --mutate.");
  if (mutate && watch) throw new UsageError("--mutate takes too long to run at every change: leave out --watch.");
  if (mutate && coverage && format === "json") throw new UsageError("one JSON object tells of --coverage or of --mutate: run them one after the other.");
  if (mutate && filter !== undefined) throw new UsageError("--mutate needs all cases of a rule: leave out --filter, and name the rule instead.");
  if (min !== undefined && !coverage) throw new UsageError("--min says how much must be covered: it goes with --coverage.");
  if (watch && format === "json") throw new UsageError("--watch prints text alone: leave out --format json.");
}

/** The suites to run; null when a file is wrong, which has then been told. */
export async function suitesOf(paths: readonly string[], flags: TestFlags, io: Io): Promise<Suite[] | null> {
  const { suites, ...read } = readSuites(paths, flags);
  if (await refuse(read, io)) return null;
  if (suites.length === 0) throw new UsageError("no rule was found: nothing was tested. Tests stand in <rule-id>.test.yaml beside their rule.");
  return flags.filter === undefined ? suites : filtered(suites, flags.filter);
}

/** Prints a run and gives its exit code. */
export async function print(runs: readonly SuiteRun[], flags: TestFlags, io: Io): Promise<number> {
  const counts = countsOf(runs, flags.coverage === true);
  const code = exitCodeOf(counts, flags);
  if (flags.format === "json") {
    await io.out.write(`${JSON.stringify(runsJson(runs, counts, code), null, 2)}\n`);
    return code;
  }
  const paint = paintOf(io.out.color);
  for (const text of runsText(runs, io.out.width, paint)) await io.out.write(text);
  if (flags.coverage) for (const text of coverageText(runs, io.out.width, paint)) await io.out.write(text);
  await io.out.write(`${runs.length > 1 || code !== 0 || flags.coverage ? "\n" : ""}${summaryText(counts, flags.min ?? null, paint)}`);
  return code;
}

const exitCodeOf = ({ failed, untested, coverage }: TestCounts, { min = 0 }: TestFlags): number =>
  failed > 0 || untested > 0 || (coverage !== null && percentOf(coverage) < min) ? 1 : 0;
