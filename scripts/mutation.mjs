/**
 * Mutation tests of Reeve's own code: `npm run test:mutation -- [--share 0.05] [--seed 7] [part]…`. Stryker changes one expression at a time and runs the
 * tests that reach it; a mutant that no test notices has survived. The parts, their tests and the score that each must reach stand here.
 *
 * With --share, blocks of lines are drawn from all files of a part (by --seed, so that a run can be repeated) until they are that share of its lines. A
 * small draw scatters around the score of the part, so that all parts together are held to SCORE_OF_SHARE.
 *
 * Exit code 1 when a score falls short, 2 when the command is misspelt. What survived is printed; the whole report of a part is reports/mutation/<part>.json.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const SCORE = 90;
const SCORE_OF_SHARE = 70;
const BLOCK = 12;

/** Part → folders and files of the tests that run in the same process as its code. Tests that start programs run what was built, which holds no mutant. */
const PARTS = {
  "collectors/normalize": ["test/collectors", "test/document"],
  document: ["test/document", "test/collectors", "test/engine/evaluate", "test/engine/access", "test/engine/decide"],
  "engine/evaluate": ["test/engine/evaluate", "test/engine/language/logic", "test/rules"],
  "engine/language/logic": ["test/engine/language", "test/engine/evaluate", "test/engine/plain"],
  "engine/decide": ["test/engine/decide", "test/engine/evaluate", "test/reporters", "test/cli/gate", "test/plans"],
};

/** What a test imports that starts programs or servers, which run what was built and take their time. */
const STARTS = /from "(node:child_process|node:worker_threads|[^"]*(\/aws\/|localemu|\/reeve\.ts|rehearse|session\.ts)[^"]*)"|hasExtra\(/;

const { values, positionals } = parseArgs({
  options: { share: { type: "string", default: "1" }, seed: { type: "string", default: "1" } },
  allowPositionals: true,
});
const share = Number(values.share);
if (!(share > 0 && share <= 1)) usage(`--share ${values.share}: give a number above 0 and at most 1`);
for (const part of positionals) if (!Object.hasOwn(PARTS, part)) usage(`"${part}" is no part that is tested so. The parts: ${Object.keys(PARTS).join(", ")}`);

const rows = [];
for (const part of positionals.length > 0 ? positionals : Object.keys(PARTS)) rows.push(await score(part));
process.stdout.write(`\n${rows.map((row) => row.line).join("\n")}\n`);
if (rows.every(({ noticed, alive }) => noticed + alive === 0)) throw new Error("no mutant was tried: draw a larger share");
const together = percent(
  rows.reduce((sum, { noticed }) => sum + noticed, 0),
  rows.reduce((sum, { alive }) => sum + alive, 0),
);
if (share < 1) process.stdout.write(`together: ${together.toFixed(1)} % (at least ${SCORE_OF_SHARE})\n`);
if (share < 1 ? together < SCORE_OF_SHARE : rows.some(({ noticed, alive }) => percent(noticed, alive) < SCORE)) process.exitCode = 1;

/** Runs the mutants of a part. Returns its line of the summary, and how many mutants the tests noticed and did not. */
async function score(part) {
  mkdirSync("reports/mutation", { recursive: true });
  process.env.REEVE_MUTATION_TESTS = JSON.stringify(PARTS[part].flatMap(inProcess));
  const results = await new Stryker({
    mutate: share === 1 ? [`${part}/**/*.ts`] : drawn(part),
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner"],
    vitest: { configFile: "scripts/mutation.config.ts", related: false },
    coverageAnalysis: "perTest",
    ignoreStatic: true,
    concurrency: availableParallelism(),
    // Slow enough that a busy machine does not count as a mutant that was noticed.
    timeoutMS: 20_000,
    dryRunTimeoutMinutes: 30,
    ignorePatterns: ["dist", "types", "reports", "site", "/.venv", "/.stryker-tmp", "/node_modules/.vite"],
    reporters: ["json", "dots"],
    jsonReporter: { fileName: `reports/mutation/${part.replaceAll("/", "-")}.json` },
    allowConsoleColors: false,
  }).runMutationTest();
  const count = (...states) => results.filter((mutant) => states.includes(mutant.status)).length;
  const noticed = count("Killed", "Timeout");
  const alive = count("Survived", "NoCoverage");
  // A small draw may hold nothing but comments and types.
  if (noticed + alive === 0 && share === 1) throw new Error(`${part}: no mutant was tried`);
  for (const { status, fileName, location, mutatorName, replacement } of results)
    if (status === "Survived" || status === "NoCoverage")
      process.stdout.write(
        `${relative(".", fileName)}:${location.start.line + 1}:${location.start.column + 1} ${status} ${mutatorName}: ${replacement.replaceAll(/\s+/g, " ").slice(0, 120)}\n`,
      );
  return {
    noticed,
    alive,
    line:
      `${part}: ${noticed + alive === 0 ? "no mutant drawn" : `${percent(noticed, alive).toFixed(1)} % of ${noticed + alive} mutants noticed`} (${count("Survived")} survived, ${count("NoCoverage")} reached by no test, ` +
      `${count("Timeout")} ran out of time; ${count("Ignored")} not tried because they change what a module computes once, when it is loaded)`,
  };
}

/** Blocks of lines of a part that make up the share, in an order that the seed gives. */
function drawn(part) {
  const blocks = readdirSync(part, { recursive: true, encoding: "utf8" })
    .map((name) => `${part}/${name.replaceAll("\\", "/")}`)
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => {
      const lines = readFileSync(file, "utf8").split("\n").length;
      return Array.from({ length: Math.ceil(lines / BLOCK) }, (_, at) => `${file}:${at * BLOCK + 1}-${Math.min(lines, (at + 1) * BLOCK)}`);
    });
  const place = new Map(blocks.map((block) => [block, createHash("sha256").update(`${values.seed} ${block}`).digest("hex")]));
  return blocks.sort((one, other) => (place.get(one) < place.get(other) ? -1 : 1)).slice(0, Math.max(1, Math.round(share * blocks.length)));
}

/** The test files of a folder that start no program. */
function inProcess(folder) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((file) => file.endsWith(".test.ts") && !STARTS.test(readFileSync(file, "utf8")));
}

function percent(noticed, alive) {
  return (100 * noticed) / (noticed + alive);
}

function usage(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}
