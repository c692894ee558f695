/**
 * Runs the property tests of the suite for long, with new seeds each time: `npm run fuzz -- --minutes 30 [part of a path]…`. What breaks a property is
 * kept in test/fixtures/corpus, from where every run of the suite tries it again. Exit code 1 when something was found.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const { values, positionals } = parseArgs({ options: { minutes: { type: "string", default: "5" } }, allowPositionals: true });
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new Error(`--minutes ${values.minutes}: give a number above 0`);

const CORPUS = "test/fixtures/corpus";
const found = () => readdirSync(CORPUS).filter((name) => name.endsWith(".json"));
const files = readdirSync("test", { recursive: true, encoding: "utf8" })
  .map((name) => `test/${name.replaceAll("\\", "/")}`)
  .filter((file) => file.endsWith(".test.ts") && !file.startsWith("test/fuzz/") && /from "fast-check"/.test(readFileSync(file, "utf8")))
  .filter((file) => positionals.length === 0 || positionals.some((part) => file.includes(part)));
if (files.length === 0) throw new Error(`no property test has ${positionals.join(" or ")} in its path`);

const properties = files.reduce((sum, file) => sum + (readFileSync(file, "utf8").match(/\bfc\.assert\(/g)?.length ?? 0), 0);
const until = Date.now() + minutes * 60_000;
const before = new Set(found());
const MOST_MS = 20_000;
let rounds = 0;
let failed = 0;
do {
  // A round takes at least as long as the suite does: the rest of the time is shared.
  const each = Math.ceil(Math.min(MOST_MS, ((until - Date.now()) * availableParallelism()) / properties));
  process.stderr.write(`round ${rounds + 1}: ${properties} properties of ${files.length} files, ${each} ms for each\n`);
  const { status } = spawnSync(process.execPath, ["node_modules/vitest/vitest.mjs", "run", ...files], {
    stdio: "inherit",
    env: { ...process.env, REEVE_FUZZ_MS: String(each) },
  });
  rounds += 1;
  if (status !== 0) failed += 1;
} while (Date.now() < until);

const fresh = found().filter((name) => !before.has(name));
process.stdout.write(`${rounds} rounds, ${failed} with a failure; inputs found: ${fresh.length}\n`);
for (const name of fresh) process.stdout.write(`${CORPUS}/${name}\n`);
process.exitCode = failed > 0 || fresh.length > 0 ? 1 : 0;
