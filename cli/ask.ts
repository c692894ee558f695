import { createInterface } from "node:readline/promises";
import { answeringSignals } from "../collectors/files/index.ts";
import { visible, wrap } from "../reporters/index.ts";
import type { Io } from "./io.ts";
import { UsageError } from "./usage-error.ts";

/** One question: `check` returns the answer to keep, or says in a sentence what is wrong with it, and the question comes again. */
export interface Question<T> {
  text: string;
  /** Taken when nothing is typed; null where something must be. */
  fallback: string | null;
  check: (typed: string) => { ok: true; value: T } | { ok: false; reason: string };
}

/** Asks on the terminal; questions go to standard error, so that output may be piped. */
export interface Asker {
  ask: <T>(question: Question<T>) => Promise<T>;
  close: () => void;
}

/** Whether somebody is there to be asked. */
export const canAsk = (io: Io): boolean => process.stdin.isTTY === true && io.err.tty;

export function newAsker(io: Io): Asker {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<never>((_, reject) => lines.once("close", () => reject(new UsageError("the input ended before every question was answered."))));
  ended.catch(() => {});
  // On a terminal in raw mode Ctrl-C is a key: give it back its meaning.
  lines.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  return {
    close: () => lines.close(),
    ask: async ({ text, fallback, check }) => {
      const prompt = `${text}${fallback ? ` (${fallback})` : ""}: `;
      for (;;) {
        const typed = (await answeringSignals(() => Promise.race([lines.question(prompt, { signal: io.signal }), ended]))).trim();
        const checked = check(typed === "" ? (fallback ?? "") : typed);
        if (checked.ok) return checked.value;
        await io.err.write(`${wrap(visible(checked.reason), io.err.width, "  ").join("\n")}\n`);
      }
    },
  };
}
