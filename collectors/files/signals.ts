const SIGNALS = ["SIGINT", "SIGTERM"] as const;

type Handler = (signal: (typeof SIGNALS)[number]) => void;

let handler: Handler | null = null;
let answering = 0;

const onSignal = (signal: NodeJS.Signals): void => {
  const first = handler;
  // A second signal ends the process as it does by default.
  handler = null;
  remove();
  first?.(signal as (typeof SIGNALS)[number]);
};

/** Sets what a signal does while work runs that answers to signals. */
export function setSignalHandler(next: Handler): void {
  handler = next;
}

/**
 * Runs work that waits (for AWS, for a person) or that leaves something behind when it stops half way: a signal calls the handler. Everywhere else a signal
 * ends the process as it does by default, at once and with the status that a shell shows as 130 or 143: no handler can run while a computation keeps the one
 * thread of the process busy, so a handler that were in force then would delay the signal.
 *
 * The handler stays in force until the event loop has turned: Node reports a signal only there, and one that waits when the handler goes would be lost.
 */
export async function answeringSignals<T>(work: () => Promise<T>): Promise<T> {
  answering += 1;
  if (answering === 1 && handler) for (const signal of SIGNALS) process.on(signal, onSignal);
  try {
    return await work();
  } finally {
    await new Promise((resolve) => setImmediate(resolve));
    answering -= 1;
    if (answering === 0) remove();
  }
}

function remove(): void {
  for (const signal of SIGNALS) process.off(signal, onSignal);
}
