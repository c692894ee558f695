/** Runs tasks, a bounded number at a time, in the order asked; the bound halves when AWS pushes back and grows again call by call. */
export interface Limiter {
  <T>(task: () => Promise<T>): Promise<T>;
  /** AWS throttled a call: half as many at a time, one at the least. */
  slower(): void;
  /** A call went through at once: a little more at a time, up to the bound asked for. */
  faster(): void;
}

/** Growth a call: after about four rounds of untroubled calls one more runs at a time. */
const RATE_INCREASE = 0.25;

export function limiter(concurrency: number): Limiter {
  const most = Math.max(1, concurrency);
  let bound = most;
  let running = 0;
  const waiting: (() => void)[] = [];

  function startNext(): void {
    while (running < Math.floor(bound)) {
      const next = waiting.shift();
      if (!next) return;
      running++;
      next();
    }
  }

  async function limit<T>(task: () => Promise<T>): Promise<T> {
    const started = new Promise<void>((resolve) => waiting.push(resolve));
    startNext();
    await started;
    try {
      return await task();
    } finally {
      running--;
      startNext();
    }
  }

  return Object.assign(limit, {
    slower: () => {
      bound = Math.max(1, bound / 2);
    },
    faster: () => {
      bound = Math.min(most, bound + RATE_INCREASE / bound);
    },
  });
}
