import { setSignalHandler, systemProblem } from "../collectors/files/index.ts";
import type { Io } from "./io.ts";
import { streamOf } from "./io.ts";
import { parse } from "./program.ts";
import { UsageError } from "./usage-error.ts";

/** Exit codes of every command (language.md, "Results"). */
export const EXIT = { ok: 0, findings: 1, usage: 2, incomplete: 3, interrupted: 130 } as const;

/** How long work in progress may take to stop after Ctrl-C. */
const STOP_MS = 300;

/** Runs the program: parses, runs one command, sets the exit code. Never throws, never exits by itself. */
export async function main(argv: string[]): Promise<void> {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const color = !argv.includes("--no-color");
  const abort = new AbortController();
  const io: Io = { out: streamOf(process.stdout, color), err: streamOf(process.stderr, color), signal: abort.signal };
  const interrupted = new Promise<number>((resolve) => onInterrupt(abort, io, resolve));
  try {
    const code = await Promise.race([parse(argv, io), interrupted]);
    process.exitCode ??= code;
  } catch (error) {
    await fail(error, io);
  }
}

function onInterrupt(abort: AbortController, io: Io, resolve: (code: number) => void): void {
  setSignalHandler((signal) => {
    process.exitCode = signal === "SIGINT" ? EXIT.interrupted : 143;
    abort.abort();
    void io.err.writeExact(`${io.err.tty ? "\r\u001b[K" : ""}reeve: interrupted, nothing was kept\n`);
    resolve(process.exitCode);
    // A request under way keeps the process alive and heeds no abort. The one exit() of the program: all that is to be said has been said.
    setTimeout(() => process.exit(), STOP_MS).unref();
  });
}

interface SessionProblem {
  code: string;
  sentence: string;
  nextStep: string;
}

/** One plain sentence and the next step; the stack only with REEVE_DEBUG=1. */
async function fail(error: unknown, io: Io): Promise<void> {
  const debug = process.env.REEVE_DEBUG === "1" && error instanceof Error ? `${error.stack}\n` : "";
  if (error instanceof UsageError) {
    process.exitCode = EXIT.usage;
    await io.err.write(`${debug}reeve: ${error.message}\n`);
    return;
  }
  if (isSessionProblem(error)) {
    process.exitCode = EXIT.incomplete;
    await io.err.write(`${debug}reeve: ${error.sentence}\n${error.nextStep}\n`);
    return;
  }
  const system = systemProblem(error);
  if (system) {
    process.exitCode = EXIT.usage;
    await io.err.write(`${debug}reeve: ${system.sentence}\n${system.nextStep}\n`);
  } else {
    process.exitCode = EXIT.incomplete;
    const message = error instanceof Error ? error.message : String(error);
    await io.err.write(`${debug}reeve: an error of Reeve itself: ${message.split("\n")[0]}\nREEVE_DEBUG=1 shows where; please report it.\n`);
  }
}

const isSessionProblem = (error: unknown): error is SessionProblem =>
  typeof error === "object" && error !== null && "sentence" in error && typeof error.sentence === "string" && "nextStep" in error;
