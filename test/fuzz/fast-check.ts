import { createRequire } from "node:module";
import { relative } from "node:path";
import type fastCheck from "fast-check";
import type { IAsyncProperty, IProperty, Parameters, RunDetails } from "fast-check";
import { expect, TestRunner } from "vitest";
import { CORPUS, type FoundInput, keepInput, type PropertyPlace, readCorpus } from "./corpus.ts";

// What tests import as "fast-check" is this file: vitest.config.ts.
const real = createRequire(import.meta.url)("fast-check") as typeof fastCheck;

export interface FuzzOptions {
  /** Folder of the inputs that were found. */
  folder: string;
  place: PropertyPlace;
  /** How long to look for more; 0: each property runs as often as its test says. */
  forMs: number;
}

type Property = IProperty<unknown[]> | IAsyncProperty<unknown[]>;
type Params = Parameters<unknown[]>;

/**
 * Runs a property with the inputs that once broke it, then with as many new ones as its test says and, in a long run, with as many again and again under
 * other seeds until its time is up. An input that a long run finds is kept. Throws as fast-check does.
 */
export function assertProperty(property: Property, params: Params, { folder, place, forMs }: FuzzOptions): void | Promise<void> {
  const runs = runsOf(
    params,
    readCorpus(folder).filter((found) => isAt(found, place)),
    forMs,
  );
  if (property.isAsync()) return assertAsync();
  for (const run of runs) report(real.check(property as IProperty<unknown[]>, run));

  async function assertAsync(): Promise<void> {
    for (const run of runs) report(await real.check(property as IAsyncProperty<unknown[]>, run));
  }

  function report(details: RunDetails<unknown[]>): void {
    if (!details.failed) return;
    const { counterexample, counterexamplePath, seed } = details;
    const kept = forMs > 0 && counterexample !== null ? keepInput(folder, place, counterexample, { seed, path: counterexamplePath ?? "" }) : null;
    throw new Error(`${real.defaultReportMessage(details)}${kept === null ? "" : `\nKept as ${kept}`}`, { cause: details.errorInstance });
  }
}

const isAt = (found: FoundInput, { file, test, nth }: PropertyPlace): boolean => found.file === file && found.test === test && found.nth === nth;

function* runsOf(params: Params, found: readonly FoundInput[], forMs: number): Iterable<Params> {
  const until = performance.now() + forMs;
  for (const { replay } of found) if (replay) yield { ...params, ...replay, endOnFailure: true };
  yield { ...params, examples: [...found.flatMap(({ input }) => (input ? [input] : [])), ...(params.examples ?? [])] };
  while (performance.now() < until) yield params;
}

/** Milliseconds for each property in a long run; scripts/fuzz.mjs sets it. */
const FUZZ_MS = Number(process.env.REEVE_FUZZ_MS ?? 0);
/** Part of a test's own limit of time that its properties may take together. */
const SHARE = 0.4;

let current: { test: string; next: number; startedAt: number } = { test: "", next: 0, startedAt: 0 };

function assert(property: Property, params: Params = {}): void | Promise<void> {
  const { testPath = "", currentTestName = "" } = expect.getState();
  if (current.test !== currentTestName) current = { test: currentTestName, next: 0, startedAt: performance.now() };
  const place = { file: relative(process.cwd(), testPath).replaceAll("\\", "/"), test: currentTestName, nth: current.next++ };
  const left = current.startedAt + (TestRunner.getCurrentTest()?.timeout ?? 0) * SHARE - performance.now();
  return assertProperty(property, params, { folder: CORPUS, place, forMs: FUZZ_MS === 0 ? 0 : Math.max(0, Math.min(FUZZ_MS, left)) });
}

export default { ...real, assert };
