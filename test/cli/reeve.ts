import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";

export interface ProgramOutcome {
  code: number | null;
  out: string;
  err: string;
}

/** The real program, built apart from dist/ so that suites do not disturb each other, run in child processes with no AWS credentials in reach. */
export interface Program {
  bin: string;
  /** A folder of this suite's own. */
  folder: string;
  /** The environment of its processes. */
  env: Record<string, string>;
  run: (args: string[], options?: { cwd?: string; env?: Record<string, string>; input?: string }) => ProgramOutcome;
  start: (args: string[], options?: { cwd?: string; env?: Record<string, string> }) => ChildProcess;
  remove: () => void;
}

export const ROOT = resolve(".");
export const SNAPSHOT = join(ROOT, "samples/tideline.snapshot.json.gz");
/** The text of the sample account without its hash, so that it may be changed. */
export const sampleText = (): string =>
  gunzipSync(readFileSync(SNAPSHOT))
    .toString("utf8")
    .replace(/,"sha256":"[0-9a-f]{64}"\}/, "}");

export const EVENTS = join(ROOT, "samples/events");

export function buildProgram(): Program {
  // Within the repository: the program finds its package above itself.
  const built = mkdtempSync(join(ROOT, "node_modules/.reeve-test-"));
  const made = spawnSync(process.execPath, ["scripts/build.mjs", join(built, "dist")], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(`the build failed: ${made.stderr}`);
  mkdirSync(join(built, "cli"));
  const bin = join(built, "cli/bin.mjs");
  copyFileSync("cli/bin.mjs", bin);
  const folder = mkdtempSync(join(tmpdir(), "reeve-cli-"));
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS_|REEVE_|COLUMNS$|NO_COLOR$|FORCE_COLOR$|CI$)/.test(name)));
  const base: Record<string, string> = { ...clean, HOME: folder, REEVE_CACHE_DIR: join(folder, "cache"), AWS_EC2_METADATA_DISABLED: "true" };
  return {
    bin,
    folder,
    env: base,
    run: (args, { cwd = folder, env = {}, input = "" } = {}) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
        cwd,
        env: { ...base, ...env },
        input,
        encoding: "utf8",
        timeout: 60_000,
        maxBuffer: 64 << 20,
      });
      return { code: status, out: stdout, err: stderr };
    },
    start: (args, { cwd = folder, env = {} } = {}) =>
      spawn(process.execPath, [bin, ...args], { cwd, env: { ...base, ...env }, stdio: ["ignore", "pipe", "pipe"] }),
    remove: () => {
      rmSync(built, { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
