import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const BIN = fileURLToPath(new URL("../cli/bin.mjs", import.meta.url));
const ROUNDS = 5;
const FINDINGS = 1;

export interface Figures {
  /** Seconds, the best of the rounds. */
  parse: number;
  check: number;
  /** The first check, which parses the rules; later ones find them kept. */
  first: number;
  /** Seconds that a check may take: twice the parse and one. */
  bound: number;
  /** Most memory that the program held at once in any round. */
  peakMb: number;
}

/** Loaded into the program's process before it: tells the most memory it held, which its parent is not told. */
const WITNESS = `process.on("exit", () => require("node:fs").writeFileSync(process.env.REEVE_BENCH_MEMORY, String(process.resourceUsage().maxRSS)));`;

/** Times the built program on a snapshot, start to end with the report written, and JSON.parse of the same text; in turns, so that both meet the same machine. */
export function checkOf(snapshot: string): Figures {
  const folder = mkdtempSync(join(tmpdir(), "reeve-bench-"));
  try {
    const file = join(folder, "large.snapshot.json");
    const witness = join(folder, "witness.cjs");
    const memory = join(folder, "memory");
    writeFileSync(file, snapshot);
    writeFileSync(witness, WITNESS);
    const args = ["--require", witness, BIN, "check", "--snapshot", file, "--format", "text"];
    const env = { ...process.env, REEVE_CACHE_DIR: join(folder, "cache"), REEVE_BENCH_MEMORY: memory, NO_COLOR: "1" };
    const rounds = Array.from({ length: ROUNDS }, () => {
      const parse = seconds(() => void JSON.parse(snapshot));
      const check = seconds(() => {
        const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, env, encoding: "utf8", maxBuffer: 1 << 28 });
        if (status !== FINDINGS) throw new Error(`reeve check exits ${status}: ${stderr.slice(0, 2000)}`);
      });
      return { parse, check, peakMb: Number(readFileSync(memory, "utf8")) / 1024 };
    });
    const [parse, check] = [Math.min(...rounds.map((round) => round.parse)), Math.min(...rounds.map((round) => round.check))];
    return { parse, check, first: rounds[0]?.check ?? check, bound: 2 * parse + 1, peakMb: Math.max(...rounds.map((round) => round.peakMb)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function seconds(run: () => void): number {
  const startedAt = process.hrtime.bigint();
  run();
  return Number(process.hrtime.bigint() - startedAt) / 1e9;
}
