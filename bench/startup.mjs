/**
 * Start-up against Node's own: `reeve --help` and `reeve rules validate` (all shipped rules, warm: nothing changed since the last time) must take at
 * most twice as long as `node -e 0`. Medians of interleaved runs on one machine; cold validation is printed beside them, unjudged.
 * `npm run bench:startup`.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROUNDS = 25;
const COLD_ROUNDS = 7;
const LIMIT = 2;
const root = fileURLToPath(new URL("..", import.meta.url));
const bin = join(root, "cli/bin.mjs");
const cache = mkdtempSync(join(tmpdir(), "reeve-startup-"));

function timed(args, env = {}) {
  const startedAt = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: tmpdir(), env: { ...process.env, REEVE_CACHE_DIR: cache, ...env }, encoding: "utf8" });
  const ms = Number(process.hrtime.bigint() - startedAt) / 1e6;
  if (status !== 0) throw new Error(`${args.join(" ")} exits ${status}: ${stderr}`);
  return ms;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const cases = { "node -e 0": ["-e", "0"], "reeve --help": [bin, "--help"], "reeve rules validate": [bin, "rules", "validate"] };
const times = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
for (const args of Object.values(cases)) timed(args);
for (let round = 0; round < ROUNDS; round++) for (const [name, args] of Object.entries(cases)) times[name].push(timed(args));
const cold = Array.from({ length: COLD_ROUNDS }, () => timed(cases["reeve rules validate"], { REEVE_NO_CACHE: "1" }));
rmSync(cache, { recursive: true, force: true });

const floor = median(times["node -e 0"]);
const line = (name, ms, note) => `${name.padEnd(32)} ${ms.toFixed(1).padStart(7)} ms   ${(ms / floor).toFixed(2).padStart(5)} ×   ${note}\n`;
process.stdout.write(line("node -e 0", floor, "the floor"));
let missed = false;
for (const name of ["reeve --help", "reeve rules validate"]) {
  const ms = median(times[name]);
  const over = ms / floor > LIMIT;
  missed ||= over;
  process.stdout.write(
    line(name, ms, `${over ? "MISSES" : "within"} ${LIMIT} ×${name.endsWith("validate") ? ", warm: files are read and hashed, and none has changed" : ""}`),
  );
}
process.stdout.write(line("reeve rules validate, cold", median(cold), "every rule is parsed and checked; not judged"));
if (missed) process.exitCode = 1;
