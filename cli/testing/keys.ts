import type { Key } from "./watch.ts";

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
