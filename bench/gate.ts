/**
 * The gate against `check` on the same account: 10,000 users and a plan of 500 resources. Both are the built program, start to end, in turns on the same
 * machine, so that the ratio says what the prediction and the comparison cost. `npm run bench:gate`.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { largeDocument } from "./large-document.ts";
import { largePlan } from "./large-plan.ts";

const BIN = fileURLToPath(new URL("../cli/bin.mjs", import.meta.url));
const ROUNDS = 11;
const BAR = 1.5;
const USERS = 10_000;
const ROLES = 1_000;
const PLANNED = 500;

const folder = mkdtempSync(join(tmpdir(), "reeve-bench-gate-"));
const env = { ...process.env, REEVE_CACHE_DIR: join(folder, "cache"), NO_COLOR: "1" };

function seconds(args: string[], expected: number): number {
  const startedAt = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, [BIN, ...args], { cwd: folder, env, encoding: "utf8", maxBuffer: 1 << 28 });
  const took = Number(process.hrtime.bigint() - startedAt) / 1e9;
  if (status !== expected) throw new Error(`reeve ${args[0]} exits ${status}, not ${expected}: ${stderr.slice(0, 2000)}`);
  return took;
}

const median = (values: readonly number[]): number => [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;

try {
  const snapshot = join(folder, "large.snapshot.json");
  const plan = join(folder, "plan.json");
  const planned = largePlan(PLANNED);
  writeFileSync(snapshot, JSON.stringify(largeDocument(USERS, ROLES)));
  writeFileSync(plan, JSON.stringify(planned));
  const check = ["check", "--snapshot", snapshot];
  const gate = ["gate", "--snapshot", snapshot, "--plan", plan];
  // The first run of each parses the rules; it is no part of what is compared.
  seconds(check, 1);
  seconds(gate, 1);
  const rounds = Array.from({ length: ROUNDS }, () => ({ check: seconds(check, 1), gate: seconds(gate, 1) }));
  const [checkS, gateS] = [median(rounds.map((round) => round.check)), median(rounds.map((round) => round.gate))];
  // Of each turn its own ratio: two runs one after the other meet the same machine, whatever else it does meanwhile.
  const ratio = median(rounds.map((round) => round.gate / round.check));
  console.log(`account  ${USERS} users, ${ROLES} roles; plan of ${planned.resource_changes.length} resources; median of ${ROUNDS} runs in turns`);
  console.log(`check    ${checkS.toFixed(2)} s`);
  console.log(`gate     ${gateS.toFixed(2)} s, ${ratio.toFixed(2)} times as long in the median turn (bar: ${BAR})`);
  console.log("repeat   npm run bench:gate");
  if (!(ratio <= BAR)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
