/** Lets calls start no more often than once an interval. */
export type Pace = () => Promise<void>;

/** @param intervalMs milliseconds between two starts. */
export function pace(intervalMs: number): Pace {
  let nextAt = 0;
  return async () => {
    const now = performance.now();
    const startAt = Math.max(now, nextAt);
    nextAt = startAt + intervalMs;
    if (startAt > now) await new Promise((done) => setTimeout(done, startAt - now));
  };
}
