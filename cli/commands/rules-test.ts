import { paintOf, unreadLines } from "../../reporters/index.ts";
import { jsonText } from "../../schemas/index.ts";
import type { RulesTestFlags } from "../flags.ts";
import { selectionInput } from "../input.ts";
import type { Io } from "../io.ts";
import { refuse } from "../refuse.ts";
import { coverageText } from "../testing/coverage-text.ts";
import { runsJson } from "../testing/json.ts";
import { countsOf, percentOf, runSuite, type SuiteRun, type TestCounts } from "../testing/run.ts";
import { caseFaults, filtered, type NamedTests, readSuites, rootsOf, type Suite, type Suites } from "../testing/suites.ts";
import { runsText, summaryText } from "../testing/text.ts";
import { UsageError } from "../usage-error.ts";

/** What `rules test` was called with. */
interface RulesTestInput extends NamedTests {
  /** Text of the names of the cases to run; null: all. */
  filter: string | null;
  coverage: boolean;
  /** Per cent of what clauses decide that must be covered, 0 to 100. */
  min: number | null;
  watches: boolean;
  mutates: boolean;
  /** Whether the cases that mutation finds are written. */
  writes: boolean;
  format: "text" | "json";
}

/** Refuses flags that contradict each other, or would do nothing. */
function rulesTestInput(paths: string[], { coverage, min, watch, mutate, write, filter, format, ...flags }: RulesTestFlags): RulesTestInput {
  if (write && !mutate) throw new UsageError("--write adds the cases that --mutate finds: it goes with --mutate.");
  if (mutate && watch) throw new UsageError("--mutate takes too long to run at every change: leave out --watch.");
  if (mutate && coverage && format === "json") throw new UsageError("one JSON object holds --coverage or --mutate: run them one after the other.");
  if (mutate && filter !== undefined) throw new UsageError("--mutate needs all cases of a rule: leave out --filter, and name the rule instead.");
  if (min !== undefined && !coverage) throw new UsageError("--min says how much must be covered: it goes with --coverage.");
  if (watch && format === "json") throw new UsageError("--watch prints only text: leave out --format json.");
  const selection = selectionInput(flags);
  const elsewhere = (["rules", "pack", "config"] as const).find((name) => (selection[name]?.length ?? 0) > 0);
  if (paths.length > 0 && elsewhere) throw new UsageError(`the paths say which rules are tested: leave out --${elsewhere}, or the paths.`);
  return {
    paths,
    selection,
    filter: filter ?? null,
    coverage: coverage === true,
    min: min ?? null,
    watches: watch === true,
    mutates: mutate === true,
    writes: write === true,
    format,
  };
}

/**
 * Runs the test files beside the chosen rules, or those of the paths. Exit code 1 when a case fails, a rule has no cases or too little is covered;
 * 2 when a file is wrong or nothing was tested.
 */
export async function rulesTest(paths: string[], flags: RulesTestFlags, io: Io): Promise<number> {
  const input = rulesTestInput(paths, flags);
  const run = (suite: Suite): SuiteRun => runSuite(suite, input.coverage);
  const runAll = (suites: readonly Suite[]): SuiteRun[] => suites.map(run);
  if (input.watches) {
    const { terminalKeys, watchLoop } = await import("../testing/watch.ts");
    const watched = {
      read: async () => (await suitesOf(input, io))?.suites ?? null,
      run,
      report: (runs: readonly SuiteRun[]) => print(runs, [], input, io),
      roots: rootsOf(input),
    };
    return watchLoop(watched, terminalKeys, io);
  }
  const read = await suitesOf(input, io);
  if (!read) return 2;
  const { suites, unread } = read;
  if (input.mutates) {
    const tested = input.coverage ? await print(runAll(suites), unread, input, io) : 0;
    return Math.max(tested, await (await import("./rules-mutate.ts")).rulesMutate(suites, input, io));
  }
  return await print(runAll(suites), unread, input, io);
}

/** The suites to run; null when a file is wrong, which has then been told. */
async function suitesOf(input: RulesTestInput, io: Io): Promise<Pick<Suites, "suites" | "unread"> | null> {
  const { suites, unread, ...read } = readSuites(input);
  const faults = await caseFaults(suites);
  if (await refuse({ ...read, diagnostics: [...read.diagnostics, ...faults.diagnostics], checkOf: faults.checkOf }, io)) return null;
  if (suites.length === 0) throw new UsageError("no rule was found: nothing was tested. Tests stand in <rule-id>.test.yaml beside their rule.");
  return { suites: input.filter === null ? suites : filtered(suites, input.filter), unread };
}

/** Prints a run and gives its exit code. */
async function print(runs: readonly SuiteRun[], unread: Suites["unread"], { coverage, min, format }: RulesTestInput, io: Io): Promise<number> {
  const counts = countsOf(runs, coverage);
  const code = exitCodeOf(counts, min ?? 0);
  if (format === "json") {
    await io.out.write(`${jsonText(runsJson(runs, counts, unread, code), 2)}\n`);
    return code;
  }
  const paint = paintOf(io.out.color);
  for (const text of runsText(runs, io.out.width, paint)) await io.out.write(text);
  if (coverage) for (const text of coverageText(runs, io.out.width, paint)) await io.out.write(text);
  await io.out.write(`${runs.length > 1 || code !== 0 || coverage ? "\n" : ""}${summaryText(counts, min, paint)}`);
  for (const line of unreadLines({ unread }, io.out.width)) await io.out.write(`${line}\n`);
  return code;
}

const exitCodeOf = ({ failed, untested, coverage }: TestCounts, min: number): number =>
  failed > 0 || untested > 0 || (coverage !== null && percentOf(coverage) < min) ? 1 : 0;
