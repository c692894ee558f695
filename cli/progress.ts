import { short } from "../reporters/index.ts";
import type { Io } from "./io.ts";

export interface Progress {
  /** Says what is being done; counts may change often. */
  say(text: string): void;
  /** Clears the line. */
  done(): void;
}

const QUIET_MS = 1000;
const REDRAW_MS = 100;

/** One line on stderr that renews itself: on terminals only, and only once the work has taken a second. */
export function progressOn(io: Io): Progress {
  if (!io.err.tty) return { say: () => {}, done: () => {} };
  const startedMs = Date.now();
  let drawnMs = 0;
  let drawn = false;
  return {
    say(text) {
      const now = Date.now();
      if (io.signal.aborted || now - startedMs < QUIET_MS || now - drawnMs < REDRAW_MS) return;
      drawnMs = now;
      drawn = true;
      void io.err.writeExact(`\r\u001b[K${short(text, io.err.width - 1)}`);
    },
    done() {
      if (drawn && !io.signal.aborted) void io.err.writeExact("\r\u001b[K");
      drawn = false;
    },
  };
}
