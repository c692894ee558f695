const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** The handlers that were taken off; null while they are in force. */
let taken: { signal: NodeJS.Signals; listeners: NodeJS.SignalsListener[] }[] | null = null;
let running = 0;
let restoring: NodeJS.Immediate | null = null;

/**
 * Runs work that may be long and leaves nothing half done: a computation, or a read that waits for another program or a person. While the one thread of the
 * process is busy no handler can run, so the signals end the process as they do by default, at once and with the status that a shell shows as 130 or 143.
 *
 * The handlers come back when the event loop turns, and not before: a signal that comes while they are in force and the thread goes on to the next
 * computation would wait for its turn, and be lost when they are taken off again.
 */
export function interruptible<T>(work: () => T): T {
  begin();
  let result: T;
  try {
    result = work();
  } catch (error) {
    end();
    throw error;
  }
  if (result instanceof Promise) return result.finally(end) as T;
  end();
  return result;
}

function begin(): void {
  running += 1;
  if (restoring) clearImmediate(restoring);
  restoring = null;
  taken ??= SIGNALS.map((signal) => {
    const listeners = process.rawListeners(signal) as NodeJS.SignalsListener[];
    for (const listener of listeners) process.off(signal, listener);
    return { signal, listeners };
  });
}

function end(): void {
  running -= 1;
  if (running > 0) return;
  restoring = setImmediate(() => {
    restoring = null;
    for (const { signal, listeners } of taken ?? []) for (const listener of listeners) process.on(signal, listener);
    taken = null;
  });
}
