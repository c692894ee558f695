import { type FSWatcher, readdirSync, watch } from "node:fs";
import { join, resolve } from "node:path";
import { answeringSignals } from "../../collectors/files/index.ts";
import { paintOf, plural, visible, wordFor } from "../../reporters/index.ts";
import { reasonOf, statIfThere } from "../files.ts";
import type { Io } from "../io.ts";
import { UsageError } from "../usage-error.ts";
import type { SuiteRun } from "./run.ts";
import type { Suite } from "./suites.ts";

/** What a watch needs to read, run and print. */
export interface Watched {
  /** Reads the rules and cases anew; null when a file is wrong, which has then been told. Throws a UsageError when nothing is left. */
  read: () => Promise<Suite[] | null>;
  run: (suite: Suite) => SuiteRun;
  /** Prints some runs; returns the exit code. */
  report: (runs: readonly SuiteRun[]) => Promise<number>;
  /** Folders and files whose change may change what `read` gives. */
  roots: readonly string[];
}

export type Key = "quit" | "all" | "failed";

/** Editors write a file in several steps: events within this time are one change. */
const DEBOUNCE_MS = 80;

/**
 * Runs all, then what changes, until the user quits or Ctrl-C. What changed is told by comparing texts, not by the file system's events: they only say
 * when to look. Returns 1 when a case fails at the end, else 0.
 */
export async function watchLoop(watched: Watched, keys: (on: (key: Key) => void) => () => void, io: Io): Promise<number> {
  const paint = paintOf(io.out.color);
  const last = new Map<string, { text: string; run: SuiteRun }>();
  const watchers = new Map<string, FSWatcher>();
  const wanted: (Key | "change")[] = ["all"];
  let reported = false;
  let wake = (): void => {};
  let timer: NodeJS.Timeout | undefined;
  const want = (what: Key | "change"): void => {
    wanted.push(what);
    wake();
  };
  const changed = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => want("change"), DEBOUNCE_MS);
  };
  const stopKeys = keys(want);
  const onAbort = (): void => want("quit");
  io.signal.addEventListener("abort", onAbort);
  try {
    for (;;) {
      while (wanted.length === 0) await answeringSignals(() => new Promise<void>((done) => (wake = done)));
      const what = wanted.splice(0);
      if (what.includes("quit") || io.signal.aborted) return [...last.values()].some(({ run }) => run.status !== "passed") ? 1 : 0;
      await round(what);
    }
  } finally {
    clearTimeout(timer);
    stopKeys();
    io.signal.removeEventListener("abort", onAbort);
    for (const watcher of watchers.values()) watcher.close();
  }

  async function round(what: readonly (Key | "change")[]): Promise<void> {
    follow();
    const suites = await readSuitesOrReport();
    if (!suites) return prompt();
    const files = new Set(suites.map(({ rule }) => rule.file));
    for (const file of last.keys()) if (!files.has(file)) last.delete(file);
    const due = suites.filter((suite) => {
      const known = last.get(suite.rule.file);
      return what.includes("all") || known?.text !== textOf(suite) || (what.includes("failed") && known.run.status !== "passed");
    });
    if (due.length === 0 && !what.includes("failed")) return;
    const runs = due.map(watched.run);
    for (const run of runs) last.set(run.suite.rule.file, { text: textOf(run.suite), run });
    if (!what.includes("all") || reported) await io.out.write("\n");
    reported = true;
    if (runs.length > 0) await watched.report(runs);
    else await io.out.write("nothing failed: a runs all\n");
    await prompt();
  }

  async function readSuitesOrReport(): Promise<Suite[] | null> {
    try {
      return await watched.read();
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      await io.err.write(`reeve: ${error.message}\n`);
      return null;
    }
  }

  /** Watches every folder beneath the roots; those that came since as well. */
  function follow(): void {
    for (const folder of watched.roots.flatMap(foldersBeneath)) {
      if (watchers.has(folder)) continue;
      try {
        const watcher = watch(folder, changed);
        watcher.on("error", () => {
          watcher.close();
          watchers.delete(folder);
        });
        watchers.set(folder, watcher);
      } catch (error) {
        void io.err.write(`reeve: cannot watch ${visible(folder)}: ${reasonOf(error)}\n`);
      }
    }
  }

  async function prompt(): Promise<void> {
    const failing = [...last.values()].filter(({ run }) => run.status !== "passed").length;
    const state = failing > 0 ? `${plural(failing, "rule")} of ${last.size} ${wordFor(failing, "fails", "fail")}; ` : "";
    const help = io.out.tty ? "q quits, a runs all, Enter runs what failed" : "Ctrl-C ends";
    await io.out.write(`${paint.dim(`${state}watching: ${help}`)}\n`);
  }
}

const textOf = ({ ruleText, testText }: Suite): string => `${ruleText}\n${testText}`;

const MOST_FOLDERS = 500;

/** The folder and those in it, as far as rules are looked for there. */
function foldersBeneath(root: string): string[] {
  const folders = [resolve(root)];
  for (let at = 0; at < folders.length && folders.length < MOST_FOLDERS; at += 1) {
    const folder = folders[at] ?? "";
    const entries = statIfThere(folder)?.isDirectory() ? readdirSync(folder, { withFileTypes: true }) : [];
    for (const entry of entries)
      if (entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith(".")) folders.push(join(folder, entry.name));
  }
  return folders;
}

const KEYS: Readonly<Record<string, Key>> = Object.assign(Object.create(null), { q: "quit", a: "all", "\r": "failed", "\n": "failed" });
const CTRL_C = "\u0003";

/** Listens to single keys of a terminal; elsewhere does nothing. Returns what ends it, and puts the terminal back as it was. */
export function terminalKeys(on: (key: Key) => void): () => void {
  const { stdin } = process;
  if (!stdin.isTTY || !process.stdout.isTTY) return () => {};
  const onData = (data: Buffer): void => {
    for (const character of data.toString("utf8")) {
      // Raw mode makes of Ctrl-C a key like any other.
      if (character === CTRL_C) process.kill(process.pid, "SIGINT");
      else if (KEYS[character]) on(KEYS[character]);
    }
  };
  stdin.setRawMode(true);
  stdin.on("data", onData);
  stdin.resume();
  return () => {
    stdin.off("data", onData);
    stdin.setRawMode(false);
    stdin.pause();
  };
}
